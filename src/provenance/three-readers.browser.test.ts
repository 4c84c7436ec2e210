import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from 'vitest/browser';
import type { IndependentReading } from '../../scripts/independent-readers';
import { endC2pa } from './c2pa';
import { DIGITAL_SOURCE_TYPE } from './disclosure';
import { DISCLOSURE_LABEL, SOFT_BINDING_LABEL, TRAINING_LABEL } from './film-manifest';
import { openCertificate } from './own-certificate';
import { testAuthority, testLeaf } from './own-certificate.test-support';
import { findText, patched, samplePhoto, signAsStranger, signedFilm } from './samples.test-support';
import { dropOwnCertificate, keepOwnCertificate } from './signing-identity';

declare module 'vitest/browser' {
  interface BrowserCommands {
    readIndependently: (base64: string, suffix: string) => Promise<IndependentReading>;
  }
}

async function read(file: Blob): Promise<IndependentReading> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return commands.readIndependently(btoa(text), 'mp4');
}

function failures({ c2paNode }: IndependentReading): string[] {
  return (c2paNode?.validation_results?.activeManifest?.failure ?? []).map(({ code }) => code);
}

function assertion({ c2paNode }: IndependentReading, label: string): unknown {
  const manifest = c2paNode?.manifests?.[c2paNode.active_manifest ?? ''];
  return manifest?.assertions?.find((one) => one.label === label)?.data;
}

afterAll(endC2pa);

/** The third reader, c2pa-web, has read each of these films back before `signedFilm` gave it out. */
describe('a film of ours, read by c2pa-node and exiftool', () => {
  let film: Awaited<ReturnType<typeof signedFilm>>;
  let reading: IndependentReading;

  beforeAll(async () => {
    film = await signedFilm(await signAsStranger(await samplePhoto()));
    reading = await read(film.mp4);
  });

  it('is valid to c2pa-node, with a signer that it does not know and nothing else amiss', () => {
    expect(reading.c2paNode?.validation_state).toBe('Valid');
    expect(failures(reading)).toEqual(['signingCredential.untrusted']);
  });

  it('says the same to c2pa-node', () => {
    expect(assertion(reading, SOFT_BINDING_LABEL)).toMatchObject({
      alg: 'org.stillwake.watermark.1',
      blocks: [{ value: film.facts.watermark }],
    });
    expect(assertion(reading, DISCLOSURE_LABEL)).toMatchObject({ id: film.facts.id });
    expect(assertion(reading, TRAINING_LABEL)).toMatchObject({
      entries: { 'cawg.ai_training': { use: 'notAllowed' } },
    });
    const { actions } = assertion(reading, 'c2pa.actions.v2') as { actions: { action: string }[] };
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'c2pa.created',
        'c2pa.cropped',
        'c2pa.edited',
        'c2pa.watermarked.bound',
        'c2pa.transcoded',
      ]),
    );
  });

  it('shows exiftool the XMP and the manifest', (context) => {
    const { exiftool } = reading;
    if (!exiftool)
      return context.skip('exiftool needs Perl, which is not installed; the two others have read the film');
    expect(exiftool).toMatchObject({
      'XMP-iptcExt:DigitalSourceType': DIGITAL_SOURCE_TYPE,
      'XMP-iptcExt:AISystemUsed': 'Stillwake',
      'XMP-dc:Identifier': `urn:uuid:${film.facts.id}`,
    });
    // It unpacks the manifest's boxes too, whatever it makes of their meaning.
    expect(exiftool).toHaveProperty('JUMBF:JUMDLabel');
    for (const text of ['c2pa.created', 'org.stillwake.watermark.1', film.facts.watermark]) {
      expect(JSON.stringify(exiftool)).toContain(text);
    }
    expect(exiftool).not.toHaveProperty('ExifTool:Error');
  });

  it('is not valid to c2pa-node once a byte of the picture is another', async () => {
    const bytes = new Uint8Array(await film.mp4.arrayBuffer());
    const changed = await patched(film.mp4, findText(bytes, 'mdat') + 600, [1, 2, 3]);
    expect(failures(await read(changed))).toContain('assertion.bmffHash.mismatch');
  });

  it.each([
    ['P-384', { name: 'ECDSA', namedCurve: 'P-384' }],
    ['Ed25519', { name: 'Ed25519' }],
    [
      'RSA-PSS',
      { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    ],
  ])("is valid with a certificate of one's own, %s", async (_, keyAlgorithm) => {
    const authority = await testAuthority();
    const { certificate, key } = await testLeaf(authority, { keyAlgorithm });
    const files = [new Blob([certificate, key]), new Blob([authority.certificate.toString('pem')])];
    const own = await openCertificate(files, '');
    if ('problem' in own) throw new Error(own.problem);
    await keepOwnCertificate(own);
    try {
      const signed = await signedFilm(await samplePhoto());
      expect(signed.provenance.signer).toBe('Ann Example');
      expect(failures(await read(signed.mp4))).toEqual(['signingCredential.untrusted']);
    } finally {
      await dropOwnCertificate();
    }
  });
});
