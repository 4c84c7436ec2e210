/**
 * `npm run survival:unmarked -- --photos FOLDER`: how often our watermark is seen where there is none. Prints, for photos that never had
 * the mark, how well chance agrees with the pilots and with the code.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { CODE_BITS, analyseTile, codeBook, mulberry32 } from '../src/shared/watermark/code-book';
import { levelled } from '../src/shared/watermark/levelled';
import { payloadOf } from '../src/shared/watermark/payload';
import { lumaOf } from '../src/shared/watermark/planes';
import { decodePolar, encodePolar } from '../src/shared/watermark/polar';
import { whitenPlane } from '../src/shared/watermark/whiten';
import { LEAST_CONFIDENCE, LEAST_PILOT_SCORE, LIST_SIZE, MarkReader } from '../workers/watermark/read-mark';
import { viewOf } from '../workers/watermark/search';
import { likelihoodsOf, matchPilots, pilotSets, unshifted } from '../workers/watermark/tile-spectrum';
import { foldView } from '../workers/watermark/view';
import { EXIT, fromCallersFolder } from './command-line';
import { photosIn } from './survival-clips';

/** Short side at which photos are looked at; their longer side follows. */
const SIDE = 256;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      photos: { type: 'string' },
      count: { type: 'string', default: '60' },
      views: { type: 'string', default: '20' },
      searches: { type: 'string', default: '20' },
    },
  });
  const all = photosIn(
    values.photos ? fromCallersFolder(values.photos) : 'node_modules/paper-kit-2/assets/img',
  );
  const count = Math.min(Number(values.count), all.length);
  const photos = Array.from({ length: count }, (_, i) => all[Math.floor(((i + 0.5) * all.length) / count)]!);
  const { pilots, data } = codeBook();
  const carriers = [...pilots, ...data];
  const random = mulberry32(1);
  const between = (low: number, high: number) => low + ((high - low) * random()) / 2 ** 32;
  const scores: number[] = [];
  const agreements: number[] = [];
  let checksPassed = 0;
  let found = 0;
  let searched = 0;
  for (const photo of photos) {
    const luma = readLuma(photo);
    const whitened = whitenPlane(luma);
    for (let i = 0; i < Number(values.views); i++) {
      const view = viewOf(whitened, between(0.5, 1.25), between(-0.05, 0.05), random() % 2 === 0);
      const numbers = levelled(analyseTile(foldView(whitened, view)));
      const match = matchPilots(numbers, pilotSets().all);
      scores.push(match.score);
      const likelihoods = likelihoodsOf(unshifted(numbers, carriers, match));
      const messages = decodePolar(likelihoods, LIST_SIZE);
      checksPassed += messages.filter((message) => payloadOf(message) !== undefined).length;
      // What the best word of the list agrees with, whatever its check bits say: the height that chance reaches.
      const best = messages.map((message) =>
        encodePolar(message).reduce((sum, bit, at) => sum + (bit ? -1 : 1) * likelihoods[at]!, 0),
      );
      agreements.push(Math.max(...best) / Math.sqrt(CODE_BITS));
    }
    if (searched < Number(values.searches)) {
      searched++;
      const reader = new MarkReader();
      reader.add(luma);
      const seen = reader.readUpright() ?? (await reader.readAnyhow(() => Promise.resolve()));
      if (seen) found++;
    }
  }
  const { mean, deviation } = moments(agreements);
  const passes = scores.filter((score) => score >= LEAST_PILOT_SCORE).length;
  console.log(
    [
      `Photos ${photos.length}, views ${scores.length}, words ${scores.length * LIST_SIZE}.`,
      `Pilot score of a view: mean ${moments(scores).mean.toFixed(2)}, deviation ${moments(scores).deviation.toFixed(2)}, ` +
        `highest ${Math.max(...scores).toFixed(2)}; ${passes} reach ${LEAST_PILOT_SCORE}.`,
      `Agreement of the best word: mean ${mean.toFixed(2)}, deviation ${deviation.toFixed(2)}, ` +
        `highest ${Math.max(...agreements).toFixed(2)}; ` +
        `${agreements.filter((value) => value >= LEAST_CONFIDENCE).length} reach the ${LEAST_CONFIDENCE} that a reading needs.`,
      `Words whose check bits and version held: ${checksPassed}.`,
      `Whole files searched: ${searched}; watermarks seen: ${found}.`,
    ].join('\n'),
  );
  return found > 0 ? EXIT.failed : EXIT.made;
}

function readLuma(photo: string) {
  const pam = execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-i', photo, '-frames:v', '1'],
      ...['-vf', `scale='if(lt(iw,ih),${SIDE},-1)':'if(lt(iw,ih),-1,${SIDE})':flags=area`],
      ...['-c:v', 'pam', '-pix_fmt', 'rgba', '-f', 'image2pipe', '-'],
    ],
    { maxBuffer: 2 ** 28 },
  );
  const end = pam.indexOf('ENDHDR\n');
  const header = pam.subarray(0, end).toString('latin1');
  const number = (name: string) => Number(new RegExp(`${name} (\\d+)`).exec(header)![1]);
  return lumaOf({ width: number('WIDTH'), height: number('HEIGHT'), data: pam.subarray(end + 7) });
}

function moments(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const power = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(power) };
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return EXIT.failed;
});
