import { SAMPLE_RATE } from './circular';

/** A second-order filter as a trapezoidal state-variable filter (Zavalishin, The Art of VA Filter Design, 2018, 4.4). */
export type FilterKind = 'lowpass' | 'bandpass' | 'highpass';

/** Seconds that a filter runs before its output counts: it then is in the state in which the circle closes. */
const RUN_IN_SECONDS = 0.12;

/**
 * Filters a circular signal in place. A band-pass has gain 1 at its centre.
 * @param quality Q; 0.7071 is the flattest low-pass and high-pass
 */
export function filterCircular(
  samples: Float32Array,
  kind: FilterKind,
  frequencyHertz: number,
  quality: number,
  sampleRateHertz = SAMPLE_RATE,
): void {
  const g = Math.tan((Math.PI * Math.min(frequencyHertz, 0.49 * sampleRateHertz)) / sampleRateHertz);
  const k = 1 / quality;
  const a1 = 1 / (1 + g * (g + k));
  const a2 = g * a1;
  const a3 = g * a2;
  let s1 = 0;
  let s2 = 0;
  // Low and narrow filters ring for longer.
  const ringing = (6 * quality) / frequencyHertz;
  const runIn = Math.min(
    samples.length,
    Math.ceil(sampleRateHertz * Math.max(Math.min(RUN_IN_SECONDS, 40 / frequencyHertz), ringing)),
  );
  for (let index = samples.length - runIn; index < samples.length; index++) {
    const v3 = samples[index]! - s2;
    const v1 = a1 * s1 + a2 * v3;
    const v2 = s2 + a2 * s1 + a3 * v3;
    s1 = 2 * v1 - s1;
    s2 = 2 * v2 - s2;
  }
  const low = kind === 'lowpass' ? 1 : kind === 'highpass' ? -1 : 0;
  const band = kind === 'bandpass' ? k : kind === 'highpass' ? -k : 0;
  const direct = kind === 'highpass' ? 1 : 0;
  for (let index = 0; index < samples.length; index++) {
    const input = samples[index]!;
    const v3 = input - s2;
    const v1 = a1 * s1 + a2 * v3;
    const v2 = s2 + a2 * s1 + a3 * v3;
    s1 = 2 * v1 - s1;
    s2 = 2 * v2 - s2;
    samples[index] = direct * input + band * v1 + low * v2;
  }
}

/** Complex response of {@link filterCircular}'s band-pass at a frequency. */
export function bandpassResponse(
  frequencyHertz: number,
  centreHertz: number,
  quality: number,
  rateHertz: number,
): { re: number; im: number } {
  const bend = (hertz: number) => Math.tan((Math.PI * Math.min(hertz, 0.499 * rateHertz)) / rateHertz);
  const w = bend(frequencyHertz) / bend(centreHertz);
  const im = quality * (w - 1 / w);
  return { re: 1 / (1 + im * im), im: -im / (1 + im * im) };
}
