import { gatedLufs, toLufs } from '../../shared/loudness';

/** Loudness as broadcasters measure it: Rec. ITU-R BS.1770-5 with the gates of EBU R 128 (EBU Tech 3341). */

export interface LoudnessReport {
  /** LUFS, gated; -Infinity for silence. */
  integrated: number;
  /** The loudest 400 ms, LUFS. */
  momentaryMax: number;
  /** dBTP: of the signal between the samples too, four times oversampled (BS.1770-5, annex 2). */
  truePeak: number;
}

const BLOCK_SECONDS = 0.4;
const HOPS_PER_BLOCK = 4;
const OVERSAMPLING = 4;
/** Taps of the interpolator on each side of a sample. */
const REACH = 12;

/** Measures mono or stereo sound. Throws RangeError without a channel, or for more than two (surround has weights of its own). */
export function measureLoudness(channels: readonly Float32Array[], sampleRateHertz: number): LoudnessReport {
  if (channels.length < 1 || channels.length > 2) throw new RangeError(`${channels.length} channels`);
  const hop = Math.round((BLOCK_SECONDS / HOPS_PER_BLOCK) * sampleRateHertz);
  const hops = Math.floor(channels[0]!.length / hop);
  const energies = new Float64Array(hops);
  for (const samples of channels) addHopEnergies(samples, hop, energies, sampleRateHertz);
  const blocks: number[] = [];
  for (let start = 0; start + HOPS_PER_BLOCK <= hops; start++) {
    let sum = 0;
    for (let i = 0; i < HOPS_PER_BLOCK; i++) sum += energies[start + i]!;
    blocks.push(sum / HOPS_PER_BLOCK);
  }
  return {
    integrated: gatedLufs(blocks),
    momentaryMax: toLufs(Math.max(0, ...blocks)),
    truePeak: 20 * Math.log10(Math.max(...channels.map(truePeak))),
  };
}

type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/**
 * The two stages of K-weighting for a sampling rate: the analogue filters behind BS.1770's tables for 48 kHz (De Man, "Evaluation
 * of implementations of the EBU R128 loudness measurement", 2018), by the bilinear transform.
 */
function kWeighting(sampleRateHertz: number): [shelf: Biquad, highPass: Biquad] {
  const stage = (frequency: number, q: number) => {
    const k = Math.tan((Math.PI * frequency) / sampleRateHertz);
    return { k, a0: 1 + k / q + k * k, a1: 2 * (k * k - 1), a2: 1 - k / q + k * k };
  };
  const gain = 10 ** (3.999843853973347 / 20);
  const edge = gain ** 0.4996667741545416;
  const s = stage(1681.974450955533, 0.7071752369554196);
  const qS = 0.7071752369554196;
  const shelf: Biquad = [
    (gain + (edge * s.k) / qS + s.k * s.k) / s.a0,
    (2 * (s.k * s.k - gain)) / s.a0,
    (gain - (edge * s.k) / qS + s.k * s.k) / s.a0,
    s.a1 / s.a0,
    s.a2 / s.a0,
  ];
  const h = stage(38.13547087602444, 0.5003270373238773);
  return [shelf, [1, -2, 1, h.a1 / h.a0, h.a2 / h.a0]];
}

function addHopEnergies(samples: Float32Array, hop: number, energies: Float64Array, rate: number): void {
  const [[b0, b1, b2, a1, a2], [c0, c1, c2, d1, d2]] = kWeighting(rate);
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  const length = energies.length * hop;
  for (let step = 0; step < length; step++) {
    const x = samples[step]!;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    const z = c0 * y + c1 * y1 + c2 * y2 - d1 * z1 - d2 * z2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    z2 = z1;
    z1 = z;
    energies[Math.floor(step / hop)]! += (z * z) / hop;
  }
}

/** Interpolators for the points between two samples: a sinc under a Hann window, of unit gain at rest. */
const PHASES = Array.from({ length: OVERSAMPLING - 1 }, (_, index) => {
  const fraction = (index + 1) / OVERSAMPLING;
  const taps = Array.from({ length: 2 * REACH }, (__, tap) => {
    const distance = tap - REACH + 1 - fraction;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * Math.cos((Math.PI * distance) / (2 * REACH + 1)) ** 2;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return Float64Array.from(taps, (tap) => tap / sum);
});

function truePeak(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  // Between samples a peak stands out by little: only where the samples come near it is it looked for.
  const near = peak / 2;
  // Silence around it, so that the innermost loop asks for no bounds.
  const padded = new Float64Array(samples.length + 2 * REACH);
  padded.set(samples, REACH);
  for (let at = 0; at < samples.length - 1; at++) {
    if (Math.abs(samples[at]!) < near && Math.abs(samples[at + 1]!) < near) continue;
    for (const taps of PHASES) {
      let sum = 0;
      for (let tap = 0; tap < 2 * REACH; tap++) sum += taps[tap]! * padded[at + tap + 1]!;
      if (sum > peak) peak = sum;
      else if (-sum > peak) peak = -sum;
    }
  }
  return peak;
}
