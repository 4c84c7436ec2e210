import { describe, expect, it } from 'vitest';
import { verifyModelBytes } from './model-store';

describe('verifyModelBytes', () => {
  const bytes = new TextEncoder().encode('abc');
  // FIPS 180-4, the example "abc"
  const sha256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it('accepts the bytes that the manifest names', async () => {
    await expect(verifyModelBytes({ path: 'a/b.onnx', bytes: 3, sha256 }, bytes)).resolves.toBeUndefined();
  });

  it('refuses all others', async () => {
    const changed = new Uint8Array([...bytes.subarray(0, 2), 100]);
    await expect(verifyModelBytes({ path: 'a/b.onnx', bytes: 3, sha256 }, changed)).rejects.toMatchObject({
      code: 'model-hash-mismatch',
      details: { path: 'a/b.onnx' },
    });
  });
});
