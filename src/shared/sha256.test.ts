import { expect, it } from 'vitest';
import { sha256Hex, toHex } from './sha256';

it('keeps leading zeros', () => expect(toHex(new Uint8Array([0, 10, 255]))).toBe('000aff'));

it('agrees with the example of FIPS 180-4', async () => {
  expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
