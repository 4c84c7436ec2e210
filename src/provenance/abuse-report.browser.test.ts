import { afterAll, describe, expect, it } from 'vitest';
import { makeAbuseReport, readAbuseReport } from './abuse-report';
import { forgetDeviceIdentity } from './identity';
import { sha256Hex } from '../shared/sha256';

afterAll(() => forgetDeviceIdentity());

const film = new Blob(['a film, its bytes'], { type: 'video/mp4' });
const details = {
  reason: 'deception',
  words: 'It is me.',
  credentials: { state: 'valid' },
  frame: null,
} as const;

describe('an abuse report', () => {
  it('names the file by its hash, holds the reason and nothing of the film, and is signed', async () => {
    const file = await makeAbuseReport(film, details);
    const text = await file.text();
    const report = await readAbuseReport(text);
    expect(report).toMatchObject({
      kind: 'abuse-report',
      reason: 'deception',
      words: 'It is me.',
      credentials: { state: 'valid' },
      file: {
        sha256: await sha256Hex(await film.arrayBuffer()),
        sizeBytes: film.size,
        mimeType: 'video/mp4',
      },
    });
    expect(atob((JSON.parse(text) as { report: string }).report)).not.toContain('its bytes');
  });

  it('does not hold once a letter of it is changed, or another key is put beside it', async () => {
    const text = await (await makeAbuseReport(film, details)).text();
    const signed = JSON.parse(text) as { report: string; signature: { publicKey: string } };
    const forged = atob(signed.report).replace('deception', 'copyright');
    expect(await readAbuseReport(JSON.stringify({ ...signed, report: btoa(forged) }))).toBeUndefined();
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const spki = btoa(
      String.fromCharCode(...new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))),
    );
    const swapped = { ...signed, signature: { ...signed.signature, publicKey: spki } };
    expect(await readAbuseReport(JSON.stringify(swapped))).toBeUndefined();
    expect(await readAbuseReport('{}')).toBeUndefined();
  });
});
