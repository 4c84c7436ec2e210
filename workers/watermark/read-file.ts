import type { CallContext } from '../../src/shared/rpc';
import { filmLuma, pictureLuma } from './frames';
import type { WatermarkReading } from './protocol';
import { FRAMES_READ, MarkReader, type MarkFound } from './read-mark';

/** Parts of a film that are looked at by themselves where the whole tells nothing: it may be one scene of several. */
const PARTS = 4;
/** Messages (a cancel) are let in at least this often. */
const BREATH_MILLISECONDS = 30;

/** Reads any picture or film. See WatermarkProtocol. Throws AbortError. */
export async function readFile(
  { file, thorough }: { file: Blob; thorough: boolean },
  { signal, progress }: CallContext,
): Promise<WatermarkReading> {
  const total = 100;
  const step = (completed: number) => progress('watermark', Math.round(completed), total);
  let breath = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - breath > BREATH_MILLISECONDS) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      breath = performance.now();
    }
    signal.throwIfAborted();
  };
  const search = (reader: MarkReader, from: number, to: number) =>
    reader.readAnyhow(async (completed, steps) => {
      step(from + ((to - from) * completed) / steps);
      await breathe();
    });

  let looked = 0;
  const report = (reader: MarkReader, found: MarkFound | undefined): WatermarkReading =>
    found ? reader.report(found) : { kind: 'not-found', framesLookedAt: looked };
  const gather = async (from: number, to: number): Promise<MarkReader> => {
    const reader = new MarkReader();
    for await (const luma of filmLuma(file, { count: FRAMES_READ, from, to, signal })) {
      reader.add(luma);
      await breathe();
    }
    looked += reader.framesLookedAt;
    return reader;
  };

  const picture = await pictureLuma(file);
  signal.throwIfAborted();
  let reader: MarkReader;
  if (picture) {
    reader = new MarkReader();
    reader.add(picture);
    looked = 1;
  } else {
    reader = await gather(0, 1);
  }
  step(10);
  if (reader.framesLookedAt === 0) return { kind: 'unreadable' };
  const upright = reader.readUpright();
  if (upright || !thorough) return report(reader, upright);
  const anyhow = await search(reader, 10, picture ? 100 : 40);
  if (anyhow || picture) return report(reader, anyhow);
  for (let part = 0; part < PARTS; part++) {
    const of = await gather(part / PARTS, (part + 1) / PARTS);
    const from = 40 + (60 * part) / PARTS;
    const found = of.readUpright() ?? (await search(of, from, from + 60 / PARTS));
    if (found) return report(of, found);
  }
  return report(reader, undefined);
}
