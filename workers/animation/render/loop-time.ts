/** Seconds into the loop; an end that rounding misses by less than a microsecond is a beginning. */
export function loopTime(seconds: number, loopSeconds: number): number {
  const time = seconds % loopSeconds;
  return loopSeconds - time < 1e-6 ? 0 : time;
}
