import { AppError } from '../../../src/shared/errors';
import type { NamedTensors } from '../../shared/onnx/tensors';
import type { Patch, Pyramid } from '../image/pyramid';

/** A run of the text detector (models/text-detector). */
export type RunTextDetector = (inputs: NamedTensors) => Promise<NamedTensors>;

/** A line of text: where it lies, and how sure the detector is, 0..1. */
export interface TextLine {
  patch: Patch;
  confidence: number;
}

/** The picture is looked at with about so many pixels: letters a fiftieth of its height are still found. */
const LOOK_PIXELS = 360 * 640;
/** Both sides are multiples of this. */
const STEP = 32;
const MEAN = [0.485, 0.456, 0.406];
const DEVIATION = [0.229, 0.224, 0.225];
/** DB (Liao et al., Real-time Scene Text Detection with Differentiable Binarization, 2020): a pixel of a line's core. */
const CORE = 0.3;
/** A line's mean, as PaddleOCR has it. */
const SURE = 0.6;
/** The core is narrower than the line: it is widened by so many times area / perimeter. */
const UNCLIP = 1.5;
/** Lines of a smaller core are specks. */
const LEAST_SIDE = 3;
/** The most lines that are given: the largest. */
const MOST_LINES = 24;

/** Lines of text in a picture, largest first. Throws what the net throws, and `model-output-invalid` for an answer of another size. */
export async function findLines(pyramid: Pyramid, run: RunTextDetector): Promise<TextLine[]> {
  const scale = Math.min(1, Math.sqrt(LOOK_PIXELS / (pyramid.width * pyramid.height)));
  const side = (length: number) => Math.max(STEP, STEP * Math.round((scale * length) / STEP));
  const [width, height] = [side(pyramid.width), side(pyramid.height)];
  const area = width * height;
  const picture = new Float32Array(3 * area);
  pyramid.sample(wholeOf(pyramid), width, height, picture);
  for (let index = 0; index < picture.length; index++) {
    const channel = Math.floor(index / area);
    picture[index] = (picture[index]! - MEAN[channel]!) / DEVIATION[channel]!;
  }
  const { text } = await run({ picture: { data: picture, shape: [1, 3, height, width] } });
  const map = text?.data as Float32Array | undefined;
  if (map?.length !== area || !map.every(Number.isFinite)) {
    throw new AppError('model-output-invalid', 'text-detector: no map of its input');
  }
  const [across, down] = [pyramid.width / width, pyramid.height / height];
  return linesOf(map, width, height)
    .map(({ patch, confidence }) => ({
      confidence,
      patch: {
        centreX: patch.centreX * across,
        centreY: patch.centreY * down,
        width: patch.width * across,
        height: patch.height * down,
        angleRadians: patch.angleRadians,
      },
    }))
    .slice(0, MOST_LINES);
}

/** The lines of a map [height, width] of probabilities, in its pixels, largest first. */
export function linesOf(map: Float32Array, width: number, height: number): TextLine[] {
  const seen = new Uint8Array(map.length);
  const lines: TextLine[] = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || !(map[start]! >= CORE)) continue;
    const line = lineOf(map, width, blobAt(start, map, seen, width, height));
    if (line) lines.push(line);
  }
  return lines.sort(
    (one, other) => other.patch.width * other.patch.height - one.patch.width * one.patch.height,
  );
}

function wholeOf({ width, height }: Pyramid): Patch {
  return { centreX: width / 2, centreY: height / 2, width, height, angleRadians: 0 };
}

/** The pixels that hang together with `start`, by sides and corners. */
function blobAt(start: number, map: Float32Array, seen: Uint8Array, width: number, height: number): number[] {
  const blob = [start];
  seen[start] = 1;
  for (let next = 0; next < blob.length; next++) {
    const x = blob[next]! % width;
    const y = (blob[next]! - x) / width;
    for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
      for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
        const at = row * width + column;
        if (seen[at] || !(map[at]! >= CORE)) continue;
        seen[at] = 1;
        blob.push(at);
      }
    }
  }
  return blob;
}

/** The rectangle along a blob's longest extent, widened to the whole line. */
function lineOf(map: Float32Array, width: number, blob: readonly number[]): TextLine | undefined {
  let [sum, meanX, meanY] = [0, 0, 0];
  for (const at of blob) {
    sum += map[at]!;
    meanX += at % width;
    meanY += Math.floor(at / width);
  }
  const confidence = sum / blob.length;
  if (confidence < SURE) return undefined;
  meanX /= blob.length;
  meanY /= blob.length;
  let [xx, xy, yy] = [0, 0, 0];
  for (const at of blob) {
    const [x, y] = [(at % width) - meanX, Math.floor(at / width) - meanY];
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const angleRadians = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [cos, sin] = [Math.cos(angleRadians), Math.sin(angleRadians)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const at of blob) {
    const [x, y] = [(at % width) - meanX, Math.floor(at / width) - meanY];
    const [u, v] = [x * cos + y * sin, y * cos - x * sin];
    left = Math.min(left, u - 0.5);
    right = Math.max(right, u + 0.5);
    top = Math.min(top, v - 0.5);
    bottom = Math.max(bottom, v + 0.5);
  }
  const [along, across] = [right - left, bottom - top];
  if (Math.min(along, across) < LEAST_SIDE) return undefined;
  const margin = (UNCLIP * along * across) / (2 * (along + across));
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return {
    confidence,
    patch: {
      centreX: meanX + u * cos - v * sin + 0.5,
      centreY: meanY + u * sin + v * cos + 0.5,
      width: along + 2 * margin,
      height: across + 2 * margin,
      angleRadians,
    },
  };
}
