import { describe, expect, it } from 'vitest';
import { CODE_BITS, TILE, analyseTile, codeBook, mulberry32, synthesizeTile } from './code-book';
import { applyMark, carrierSigns } from './mark';
import { messageOf, parsePayload, payloadOf, randomPayload } from './payload';
import { decodePolar, encodePolar } from './polar';

/** Normal, of variance 1 (Box and Muller). */
function normal(random: () => number): number {
  const u = (random() + 1) / 2 ** 32;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos((2 * Math.PI * random()) / 2 ** 32);
}

describe('payload', () => {
  it('is its version and a random id, and comes back from its bits', () => {
    const payload = randomPayload();
    expect(payload).toMatch(/^1[0-9a-f]{15}$/);
    expect(randomPayload()).not.toBe(payload);
    expect(payloadOf(messageOf(payload))).toBe(payload);
    expect(parsePayload(payload)).toEqual({ version: 1, id: payload.slice(1) });
  });

  it('knows every single flipped bit, and other versions', () => {
    const message = messageOf('1234567890abcdef');
    for (let i = 0; i < message.length; i++) {
      const flipped = message.slice();
      flipped[i]! ^= 1;
      expect(payloadOf(flipped)).toBeUndefined();
    }
    expect(payloadOf(messageOf('2234567890abcdef'))).toBeUndefined();
    expect(() => messageOf('12')).toThrow(RangeError);
  });

  it('has the check bits of CRC-24/OPENPGP', () => {
    // Of the bytes 10 00 00 00 00 00 00 00, computed with another implementation.
    const bits = messageOf('1000000000000000').slice(64);
    expect(bits.reduce((sum, bit) => 2 * sum + bit, 0).toString(16)).toBe('99d4f2');
  });
});

describe('polar code', () => {
  it('corrects what noise at 0.9 dB a bit does to it, and lists the right word first where there is none', () => {
    const random = mulberry32(5);
    let read = 0;
    for (let trial = 0; trial < 20; trial++) {
      const message = messageOf(`1${trial.toString(16).padStart(15, 'a')}`);
      const code = encodePolar(message);
      const clean = Float64Array.from(code, (bit) => (bit ? -1 : 1));
      expect(decodePolar(clean, 4)[0]).toEqual(message);
      // z = 14.7 over 1024 coded bits: Eb/N0 = 14.7^2 / (2 * 88).
      const noisy = clean.map((value) => (14.7 / Math.sqrt(CODE_BITS)) * value + normal(random));
      if (decodePolar(noisy, 16).some((found) => payloadOf(found) !== undefined)) read++;
    }
    expect(read).toBeGreaterThanOrEqual(19);
  });
});

describe('code book', () => {
  it('has carriers of its own for each number, none on the axes, all fine enough for a third of 240 pixels', () => {
    const { pilots, data } = codeBook();
    const carriers = [...pilots, ...data];
    expect(new Set(carriers.map(({ across, down }) => `${across} ${down}`)).size).toBe(640);
    for (const { across, down } of carriers) {
      expect(across * down).not.toBe(0);
      // A tile of 80 pixels holds waves of up to 40 cycles.
      expect(Math.hypot(across, down)).toBeLessThan(22);
    }
  });

  it('lays numbers into a tile and takes them out again', () => {
    const signs = carrierSigns('1234567890abcdef');
    const tile = synthesizeTile(signs, TILE);
    analyseTile(tile).forEach((value, i) => expect(value).toBeCloseTo(signs[i]!, 6));
  });
});

describe('applyMark', () => {
  it('adds to red, green and blue, within bounds, and leaves alpha', () => {
    const frame = Uint8ClampedArray.of(0, 100, 255, 255, 3, 4, 5, 255, 254, 128, 1, 255);
    applyMark(new Int32Array(frame.buffer), Int8Array.of(3, 0, -4));
    expect([...frame]).toEqual([3, 103, 255, 255, 3, 4, 5, 255, 250, 124, 0, 255]);
  });
});
