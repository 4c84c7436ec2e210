import common from './common.wgsl?raw';
import { FIELD, NODE_STRIDE } from './lattice';
import { COEFFICIENT_BITS, HALF_PHASE, PAD, PHASES, PHASE_SHIFT, POSITION_BITS } from './sampling';

/** What stands before each shader: the modules' constants as WGSL, so that no number is written twice. TOE: the end of sRGB's straight part (IEC 61966-2-1) and its offset, in 8-bit levels. */
export const WGSL_PRELUDE =
  `
const PHASES = ${PHASES};
const PHASE_SHIFT = ${PHASE_SHIFT}u;
const POSITION_BITS = ${POSITION_BITS}u;
const HALF_PHASE = ${HALF_PHASE};
const PAD = ${PAD};
const COEFFICIENT_BITS = ${COEFFICIENT_BITS}u;
const COEFFICIENT_UNIT = ${1 << COEFFICIENT_BITS}.0;
const NODE_STRIDE = ${NODE_STRIDE};
const FIELD_SWAY = ${FIELD.swayX};
const FIELD_FLOW_A = ${FIELD.flowAX};
const FIELD_FLOW_B = ${FIELD.flowBX};
const FIELD_WEIGHT_A = ${FIELD.weightA};
const FIELD_WEIGHT_B = ${FIELD.weightB};
const FIELD_LEVEL = ${FIELD.level};
const FIELD_GLOW = ${FIELD.glow};
const TOE_END = ${0.04045 * 255};
const TOE_OFFSET = ${0.055 * 255};
` + common;
