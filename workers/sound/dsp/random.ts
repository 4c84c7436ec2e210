/** A seeded source of random numbers: sfc32 (Chris Doty-Humphrey, PractRand). Same seed, same numbers on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed any finite number @param stream tells sources of one seed apart (the layer's name) */
  constructor(seed: number, stream: string) {
    let hash = 0x811c9dc5 ^ Math.imul(Math.trunc(seed) | 0, 0x9e3779b1);
    for (const character of stream) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
    this.#a = hash;
    this.#b = Math.imul(hash, 0x85ebca6b) ^ Math.trunc(seed / 2 ** 32);
    this.#c = ~hash;
    for (let round = 0; round < 12; round++) this.integer();
  }

  /** A signed 32-bit integer. */
  integer(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }

  /** 0 <= x < 1. */
  unit(): number {
    return (this.integer() >>> 0) / 2 ** 32;
  }

  /** Between two bounds, evenly. */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Between two positive bounds, evenly in the logarithm. */
  logBetween(low: number, high: number): number {
    return low * (high / low) ** this.unit();
  }

  /** An exponential waiting time of this mean. */
  waiting(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  /** White noise, evenly distributed in -1..1. */
  noise(length: number): Float32Array<ArrayBuffer> {
    const samples = new Float32Array(length);
    for (let index = 0; index < length; index++) samples[index] = this.integer() * 2 ** -31;
    return samples;
  }
}
