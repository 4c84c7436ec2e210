import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import { createIdentity } from './identity';
import { coseSign1 } from './cose';
import { withC2pa } from './c2pa';
import { writeDisclosure, type DisclosureFacts } from './disclosure';
import { randomPayload } from '../shared/watermark/payload';
import type { ModerationRecord } from './moderation';
import { signVideo, type SignedFile, type SignRequest } from './sign';
import type { Signer } from '@contentauth/c2pa-web';

/** A second of H.264 in an MP4 with `moov` in front, as the muxer makes them. */
export async function sampleMp4(): Promise<Blob> {
  const canvas = new OffscreenCanvas(160, 96);
  const context = canvas.getContext('2d')!;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('medium') });
  output.addVideoTrack(source, { frameRate: 12 });
  await output.start();
  for (let frame = 0; frame < 12; frame++) {
    context.fillStyle = `hsl(${frame * 20} 60% 50%)`;
    context.fillRect(0, 0, 160, 96);
    await source.add(frame / 12, 1 / 12);
  }
  await output.finalize();
  return new Blob([target.buffer!], { type: 'video/mp4' });
}

/** A picture as the browser encodes it: no metadata. */
export async function samplePhoto(type = 'image/jpeg', side = 64): Promise<Blob> {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  const gradient = context.createLinearGradient(0, 0, side, side);
  gradient.addColorStop(0, '#345');
  gradient.addColorStop(1, '#fb8');
  context.fillStyle = gradient;
  context.fillRect(0, 0, side, side);
  return canvas.convertToBlob({ type });
}

/** A signer with a certificate of its own, as another maker's camera or editor would have. */
export async function strangersSigner(): Promise<Signer> {
  const stranger = await createIdentity();
  return {
    alg: 'es256',
    reserveSize: () => Promise.resolve(4096),
    sign: (claim, size) => coseSign1(claim, stranger, size),
  };
}

/** Signs a file as a stranger, with the assertions given. */
export function signAsStranger(
  file: Blob,
  options: {
    digitalSourceType?: string;
    title?: string;
    assertions?: { label: string; data: unknown }[];
    thumbnail?: Blob;
  } = {},
): Promise<Blob> {
  return withC2pa(
    async (sdk) => {
      const builder = await sdk.builder.fromDefinition({
        claim_generator_info: [{ name: 'Some Camera', version: '1.0' }],
        ...(options.title === undefined ? {} : { title: options.title }),
        format: file.type,
      });
      try {
        await builder.setIntent({
          create:
            options.digitalSourceType ?? 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture',
        });
        for (const { label, data } of options.assertions ?? []) await builder.addAssertion(label, data);
        if (options.thumbnail) await builder.setThumbnailFromBlob(options.thumbnail.type, options.thumbnail);
        const bytes = await builder.sign(await strangersSigner(), file.type, file);
        return new Blob([bytes], { type: file.type });
      } finally {
        await builder.free();
      }
    },
    { signal: new AbortController().signal, limitMilliseconds: 20_000 },
  );
}

/** A JPEG with EXIF (description, GPS) and XMP (ids) in front, holding the markers. */
export async function jpegWithPrivateMetadata(marker: string, xmpId = marker): Promise<Blob> {
  const jpeg = new Uint8Array(await (await samplePhoto()).arrayBuffer());
  const xmp =
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
    `<rdf:Description rdf:about="" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmpMM:DocumentID="xmp.did:${xmpId}" ` +
    `xmpMM:InstanceID="xmp.iid:${xmpId}"/></rdf:RDF></x:xmpmeta>`;
  const parts = [
    jpeg.subarray(0, 2),
    app1(exif(marker)),
    app1(new TextEncoder().encode(xmp)),
    jpeg.subarray(2),
  ];
  return new Blob(parts, { type: 'image/jpeg' });
}

function app1(content: Uint8Array): Uint8Array<ArrayBuffer> {
  const segment = new Uint8Array(4 + content.length);
  segment.set([0xff, 0xe1, (content.length + 2) >> 8, (content.length + 2) & 0xff]);
  segment.set(content, 4);
  return segment;
}

/** Big-endian TIFF: IFD0 with ImageDescription and a GPS IFD with a latitude. */
function exif(marker: string): Uint8Array {
  const text = new TextEncoder().encode(`${marker}\0`);
  const bytes = new Uint8Array(200 + text.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('Exif\0\0MM\0*'));
  const tiff = 6;
  view.setUint32(tiff + 4, 8);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, count);
    view.setUint32(at + 8, value);
  };
  view.setUint16(tiff + 8, 2);
  entry(tiff + 10, 0x010e, 2, text.length, 180);
  entry(tiff + 22, 0x8825, 4, 1, 60);
  view.setUint16(tiff + 60, 2);
  entry(tiff + 62, 0x0001, 2, 2, 0x4e000000);
  entry(tiff + 74, 0x0002, 5, 3, 100);
  [48, 1, 8, 1, 31, 1].forEach((value, index) => view.setUint32(tiff + 100 + 4 * index, value));
  bytes.set(text, tiff + 180);
  return bytes;
}

/** Where a text begins in a file's bytes, or -1. */
export function findText(bytes: Uint8Array, text: string, from = 0): number {
  const needle = new TextEncoder().encode(text);
  outer: for (let start = from; start + needle.length <= bytes.length; start++) {
    for (let index = 0; index < needle.length; index++) {
      if (bytes[start + index] !== needle[index]) continue outer;
    }
    return start;
  }
  return -1;
}

/** The file with bytes put in place. */
export async function patched(file: Blob, at: number, bytes: readonly number[] | Uint8Array): Promise<Blob> {
  const whole = new Uint8Array(await file.arrayBuffer());
  whole.set(bytes, at);
  return new Blob([whole], { type: file.type });
}

/** Gates that all let through, the photo's after a look by a person. */
export const ALLOWED: ModerationRecord = {
  gates: {
    photo: { verdict: 'review', decidedBy: 'person', models: [{ id: 'nsfw', version: '1.0.0' }] },
    prompt: { verdict: 'allow', decidedBy: 'machine', models: [] },
    video: { verdict: 'allow', decidedBy: 'machine', models: [{ id: 'nsfw', version: '1.0.0' }] },
  },
  consent: 'confirmed',
  policyVersions: { image: 7, prompt: 8 },
};

/** A film of ours from a photo: disclosed, then signed. */
export async function signedFilm(
  photo: Blob,
  more: Partial<SignRequest> = {},
): Promise<SignedFile & { facts: DisclosureFacts; unsigned: Blob }> {
  const facts = {
    id: crypto.randomUUID(),
    createdAt: new Date(),
    watermark: randomPayload(),
    labelText: 'AI-generated',
  };
  const unsigned = await writeDisclosure(await sampleMp4(), facts);
  const signed = await signVideo(
    {
      mp4: unsigned,
      photos: [{ file: photo, mimeType: photo.type, thumbnail: await samplePhoto('image/jpeg', 48) }],
      facts,
      moderation: ALLOWED,
      film: {
        width: 160,
        height: 96,
        framesPerSecond: 12,
        durationSeconds: 1,
        cropped: true,
        models: [{ id: 'denoiser', version: '9.9.9' }],
      },
      ...more,
    },
    new AbortController().signal,
  );
  return { ...signed, facts, unsigned };
}
