/** Seconds into the loop; an end that rounding misses by less than a microsecond is a beginning. */
export function loopTime(seconds: number, loopSeconds: number): number {
  const time = seconds % loopSeconds;
  return loopSeconds - time < 1e-6 ? 0 : time;
}

/** Where a loop stands, 0..1, that runs slower by `ease` at its ends and faster by as much in its middle. */
export function easedPart(part: number, ease: number): number {
  return part - (ease / (2 * Math.PI)) * Math.sin(2 * Math.PI * part);
}
