/** Zero crossings of the sinc on each side, at the lower of the two rates. */
const CROSSINGS = 16;
/** Points of the table between two zero crossings; between them a straight line. */
const FINENESS = 256;

/** A sinc under a Hann window, from its middle outwards. */
const KERNEL = Float32Array.from({ length: CROSSINGS * FINENESS + 2 }, (_, index) => {
  const x = index / FINENESS;
  if (x >= CROSSINGS) return 0;
  const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  return sinc * Math.cos((Math.PI * x) / (2 * CROSSINGS)) ** 2;
});

/**
 * A signal at another rate, what the lower rate can't hold filtered out. Before and behind the signal is silence.
 * @param from, to rates in hertz
 */
export function resample(samples: Float32Array, from: number, to: number): Float32Array<ArrayBuffer> {
  if (from === to) return Float32Array.from(samples);
  const result = new Float32Array(Math.round((samples.length * to) / from));
  const cutoff = Math.min(1, to / from);
  const reach = CROSSINGS / cutoff;
  for (let index = 0; index < result.length; index++) {
    const centre = (index * from) / to;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let at = first; at <= last; at++) {
      const place = Math.abs(at - centre) * cutoff * FINENESS;
      const point = Math.floor(place);
      const weight = KERNEL[point]! + (place - point) * (KERNEL[point + 1]! - KERNEL[point]!);
      sum += weight * samples[at]!;
    }
    result[index] = cutoff * sum;
  }
  return result;
}
