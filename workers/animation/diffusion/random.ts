/** A generator of 32-bit unsigned integers. */
export type Random32 = () => number;

/** Rounds after which sfc32's state no longer shows its seed (PractRand seeds it so). */
const WARM_UP_ROUNDS = 15;

/**
 * sfc32 (Chris Doty-Humphrey, PractRand): small, fast, chaotic, passes BigCrush; the same numbers on every machine.
 * @param seed a whole number from 0 to Number.MAX_SAFE_INTEGER; anything else throws RangeError
 */
export function sfc32(seed: number): Random32 {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`${seed} is no seed`);
  let a = seed >>> 0;
  let b = Math.floor(seed / 2 ** 32) >>> 0;
  let c = 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + sum) >>> 0;
    return sum;
  };
  for (let round = 0; round < WARM_UP_ROUNDS; round++) next();
  return next;
}

/** `length` independent standard normal numbers: Box and Muller's transform of two uniform ones at a time. */
export function standardNormal(length: number, seed: number): Float32Array<ArrayBuffer> {
  const random = sfc32(seed);
  const values = new Float32Array(length);
  for (let index = 0; index < length; index += 2) {
    // (0, 1]: the logarithm of 0 has no place here
    const radius = Math.sqrt(-2 * Math.log((random() + 1) / 2 ** 32));
    const angle = (2 * Math.PI * random()) / 2 ** 32;
    values[index] = radius * Math.cos(angle);
    if (index + 1 < length) values[index + 1] = radius * Math.sin(angle);
  }
  return values;
}
