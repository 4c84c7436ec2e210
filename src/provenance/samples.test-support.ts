import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import { createIdentity } from './identity';
import { coseSign1 } from './cose';
import { withC2pa } from './c2pa';
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
