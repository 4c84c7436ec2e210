import type { FoundFace } from '../../../src/shared/faces';
import type { NamedTensors, TensorData } from '../../shared/onnx/tensors';
import { patchOf, type Pyramid } from '../image/pyramid';
import { clipBox, decodeFaces, DETECTOR_SIDE, uniqueFaces, type SeenSquare } from './decode-faces';

/**
 * What counts as a face. Set on the photos of the evaluation by docs/moderation.md: below it answers are mostly flowers,
 * clocks and carved stone.
 */
export const FACE_CONFIDENCE = 0.7;
/** A face smaller than this share of the photo's short side shows nobody whom one could know (28 px of 720). */
const SMALLEST_FACE = 0.04;

/** Runs the detector on a batch: `photo` [n,3,256,256] in, the four outputs of its record out. */
export type RunDetector = (inputs: { photo: TensorData }) => Promise<NamedTensors>;

/**
 * The faces of a photo, largest first. The whole is seen once, and again in overlapping squares, so that faces in a
 * crowd are large enough for the detector's 256 pixels. Throws what `run` throws.
 */
export async function detectFaces(pyramid: Pyramid, run: RunDetector): Promise<FoundFace[]> {
  const squares = squaresOf(pyramid.width, pyramid.height);
  const plane = 3 * DETECTOR_SIDE * DETECTOR_SIDE;
  const data = new Float32Array(squares.length * plane);
  squares.forEach((square, index) => {
    pyramid.sample(patchOf(square, pyramid), DETECTOR_SIDE, DETECTOR_SIDE, data, index * plane);
  });
  const outputs = await run({ photo: { data, shape: [squares.length, 3, DETECTOR_SIDE, DETECTOR_SIDE] } });
  const part = (name: string, index: number): Float32Array => {
    const values = outputs[name]?.data as Float32Array;
    const size = values.length / squares.length;
    return values.subarray(index * size, (index + 1) * size);
  };
  const found = squares.flatMap((square, index) =>
    decodeFaces(
      {
        scores: [part('nearScores', index), part('farScores', index)],
        boxes: [part('nearBoxes', index), part('farBoxes', index)],
      },
      square,
      FACE_CONFIDENCE,
    ),
  );
  const shortSide = Math.min(pyramid.width, pyramid.height);
  return uniqueFaces(found)
    .map((face) => ({ ...face, box: clipBox(face.box) }))
    .filter(
      ({ box }) =>
        Math.min(box.width * pyramid.width, box.height * pyramid.height) >= SMALLEST_FACE * shortSide,
    )
    .sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}

/** The whole in one square, then squares of the short side, evenly along the long one. */
export function squaresOf(width: number, height: number): SeenSquare[] {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const whole = {
    x: (1 - long / width) / 2,
    y: (1 - long / height) / 2,
    width: long / width,
    height: long / height,
  };
  return long / short < 1.1 ? [whole] : [whole, ...tiles(width, height, short)];
}

function tiles(width: number, height: number, side: number): SeenSquare[] {
  // Neighbours share a quarter at least, so that no face is cut in all of them.
  const count = (length: number) => 1 + Math.ceil(Math.max(0, length - side) / (0.75 * side));
  const [columns, rows] = [count(width), count(height)];
  const start = (index: number, of: number, length: number) =>
    of === 1 ? (length - side) / 2 : ((length - side) * index) / (of - 1);
  return Array.from({ length: columns * rows }, (_, index) => ({
    x: start(index % columns, columns, width) / width,
    y: start(Math.floor(index / columns), rows, height) / height,
    width: side / width,
    height: side / height,
  }));
}
