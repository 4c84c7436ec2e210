import * as v from 'valibot';

/** How a virtual camera may move. `push-in`, `pull-out` and `pan` go one way over the whole film; `orbit` and `handheld` close with it. */
export const CAMERA_KINDS = ['none', 'push-in', 'pull-out', 'pan', 'orbit', 'handheld'] as const;
export type CameraKind = (typeof CAMERA_KINDS)[number];

/** What the app does with the whole picture, beside the motion of its parts. */
export interface CameraMove {
  kind: CameraKind;
  /** 0..1: 0 is still, 1 the largest move that the picture's edges allow. */
  strength: number;
  /** Where a `pan` goes, in radians: 0 is right, pi/2 is down. Others ignore it. */
  angleRadians: number;
}

/** The camera of a photo. */
export const STILL_CAMERA: Readonly<CameraMove> = { kind: 'none', strength: 0, angleRadians: 0 };

/** Light over the loop; each changes colours alone. */
export const LIGHT_KINDS = ['sky-hue', 'cloud-shadow', 'sun-rays', 'glints', 'flicker', 'fog'] as const;
/** What falls, rises or hangs in the air, with depth. */
export const PARTICLE_KINDS = ['snow', 'rain', 'dust', 'embers', 'fireflies', 'petals', 'bubbles'] as const;
export const ATMOSPHERE_KINDS = [...LIGHT_KINDS, ...PARTICLE_KINDS] as const;
export type LightKind = (typeof LIGHT_KINDS)[number];
export type ParticleKind = (typeof PARTICLE_KINDS)[number];
export type AtmosphereKind = (typeof ATMOSPHERE_KINDS)[number];

/** One effect of light or air. */
export interface Atmosphere {
  kind: AtmosphereKind;
  /** 0..1: 0 shows nothing. */
  strength: number;
}

/** What `Motion.regions` tells apart, in the order of its planes: where effects of light belong. */
export const REGIONS = ['sky', 'water', 'fire', 'built', 'person'] as const;
export type Region = (typeof REGIONS)[number];

const strength = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A camera in a Motion file. */
export const cameraSchema = v.object({
  kind: v.picklist(CAMERA_KINDS),
  strength,
  angleRadians: v.pipe(v.number(), v.finite()),
});

/** The effects in a Motion file: each kind at most once. */
export const atmosphereSchema = v.pipe(
  v.array(v.object({ kind: v.picklist(ATMOSPHERE_KINDS), strength })),
  v.check((effects) => new Set(effects.map(({ kind }) => kind)).size === effects.length, 'an effect twice'),
);
