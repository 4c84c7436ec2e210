import { AppError } from '../../../src/shared/errors';
import type { NamedTensors } from '../../shared/onnx/tensors';
import type { Pyramid } from '../image/pyramid';
import type { TextLine } from './find-lines';

/** A run of the text reader (models/text-reader). */
export type RunTextReader = (inputs: NamedTensors) => Promise<NamedTensors>;

/** What a line says, and how sure the reader is of its letters, 0..1. */
export interface ReadLine {
  line: TextLine;
  text: string;
  confidence: number;
}

const LINE_HEIGHT = 48;
/** A longer line is squeezed: forty letters. */
const MOST_WIDTH = 960;
const LEAST_WIDTH = 48;

/**
 * What lines say, read along their longer side. `characters` are what the reader's answers 1.. stand for; the one behind the last is the
 * space. Throws what the net throws, and `model-output-invalid` for an answer of another size.
 */
export async function readLines(
  pyramid: Pyramid,
  lines: readonly TextLine[],
  characters: readonly string[],
  run: RunTextReader,
): Promise<ReadLine[]> {
  const read: ReadLine[] = [];
  for (const line of lines) {
    const width = lineWidth(line);
    const data = new Float32Array(3 * LINE_HEIGHT * width);
    pyramid.sample(line.patch, width, LINE_HEIGHT, data);
    for (let index = 0; index < data.length; index++) data[index] = 2 * data[index]! - 1;
    const answer = (await run({ line: { data, shape: [1, 3, LINE_HEIGHT, width] } }))['characters'];
    const classes = characters.length + 2;
    if (!answer || answer.shape.at(-1) !== classes || !(answer.data as Float32Array).every(Number.isFinite)) {
      throw new AppError(
        'model-output-invalid',
        `text-reader: no letters of ${classes} in ${String(answer?.shape)}`,
      );
    }
    read.push({ line, ...decode(answer.data as Float32Array, classes, characters) });
  }
  return read;
}

function lineWidth({ patch }: TextLine): number {
  const natural = (LINE_HEIGHT * patch.width) / patch.height;
  return 8 * Math.ceil(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, natural)) / 8);
}

/** Greedy CTC: repeated answers count once, 0 is none. */
function decode(
  scores: Float32Array,
  classes: number,
  characters: readonly string[],
): { text: string; confidence: number } {
  let [text, last, sum, count] = ['', 0, 0, 0];
  for (let at = 0; at < scores.length; at += classes) {
    let best = 0;
    for (let index = 1; index < classes; index++) if (scores[at + index]! > scores[at + best]!) best = index;
    if (best !== 0 && best !== last) {
      text += characters[best - 1] ?? ' ';
      sum += scores[at + best]!;
      count++;
    }
    last = best;
  }
  return { text: text.trim(), confidence: count === 0 ? 0 : Math.min(1, sum / count) };
}
