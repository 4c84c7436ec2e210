import { AppError } from '../../../src/shared/errors';
import type { FoundFace } from '../../../src/shared/faces';
import type { NamedTensors, TensorData } from '../../shared/onnx/tensors';
import type { Patch, Pyramid } from '../image/pyramid';

/** Side of the square that the landmark net sees, pixels. */
const SIDE = 192;
const POINTS = 468;
/** The net was trained on squares of one and a half boxes with the eyes level (MediaPipe's face_landmark). */
const MARGIN = 1.5;

/** Runs the landmark net on a batch: `face` [n,3,192,192] in, `mesh` [n,1404] and `presence` [n,1] out. */
export type RunMesh = (inputs: { face: TensorData }) => Promise<NamedTensors>;

/** Landmarks of one face, in pixels of the square that was looked at; and how sure the net is that it is a face, 0..1. */
export interface FaceMesh {
  /** x0, y0, x1, y1, ... of 468 points. */
  points: Float32Array;
  presence: number;
}

/** Where a face is looked at. The same patch of another picture of the same size can be compared. */
export function patchOfFace(face: FoundFace, picture: { width: number; height: number }): Patch {
  const { box, leftEye, rightEye } = face;
  const side = MARGIN * Math.max(box.width * picture.width, box.height * picture.height);
  return {
    centreX: (box.x + box.width / 2) * picture.width,
    centreY: (box.y + box.height / 2) * picture.height,
    width: side,
    height: side,
    angleRadians: Math.atan2(
      (leftEye.y - rightEye.y) * picture.height,
      (leftEye.x - rightEye.x) * picture.width,
    ),
  };
}

/** The landmarks in each patch, in order. Throws what `run` throws, and AppError `model-output-invalid`. */
export async function findMeshes(
  pyramid: Pyramid,
  patches: readonly Patch[],
  run: RunMesh,
): Promise<FaceMesh[]> {
  if (patches.length === 0) return [];
  const plane = 3 * SIDE * SIDE;
  const data = new Float32Array(patches.length * plane);
  patches.forEach((patch, index) => pyramid.sample(patch, SIDE, SIDE, data, index * plane));
  const { mesh, presence } = await run({ face: { data, shape: [patches.length, 3, SIDE, SIDE] } });
  return patches.map((_, index) => {
    const sure = presence?.data[index] ?? NaN;
    if (!(sure >= 0 && sure <= 1)) throw new AppError('model-output-invalid', `face-mesh: presence ${sure}`);
    const points = new Float32Array(2 * POINTS);
    for (let point = 0; point < POINTS; point++) {
      points[2 * point] = mesh?.data[3 * (index * POINTS + point)] ?? NaN;
      points[2 * point + 1] = mesh?.data[3 * (index * POINTS + point) + 1] ?? NaN;
    }
    return { points, presence: sure };
  });
}

/** Outer corners of the eyes (MediaPipe's numbering). */
const RIGHT_EYE = 33;
const LEFT_EYE = 263;

/**
 * How far the landmarks of a face have moved against each other: the mean distance after the best similarity transform (Procrustes;
 * turning, nearing and moving the whole face count for nothing), in distances between the outer corners of the eyes.
 */
export function faceChange(before: Float32Array, after: Float32Array): number {
  const count = before.length / 2;
  const [beforeX, beforeY] = centroid(before);
  const [afterX, afterY] = centroid(after);
  // The least-squares rotation and scale of 2-D points, as one complex number.
  let real = 0;
  let imaginary = 0;
  let norm = 0;
  for (let i = 0; i < count; i++) {
    const ax = after[2 * i]! - afterX;
    const ay = after[2 * i + 1]! - afterY;
    const bx = before[2 * i]! - beforeX;
    const by = before[2 * i + 1]! - beforeY;
    real += ax * bx + ay * by;
    imaginary += ax * by - ay * bx;
    norm += ax * ax + ay * ay;
  }
  real /= norm;
  imaginary /= norm;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const ax = after[2 * i]! - afterX;
    const ay = after[2 * i + 1]! - afterY;
    sum += Math.hypot(
      real * ax - imaginary * ay - (before[2 * i]! - beforeX),
      imaginary * ax + real * ay - (before[2 * i + 1]! - beforeY),
    );
  }
  const eyes = Math.hypot(
    before[2 * RIGHT_EYE]! - before[2 * LEFT_EYE]!,
    before[2 * RIGHT_EYE + 1]! - before[2 * LEFT_EYE + 1]!,
  );
  return sum / count / eyes;
}

function centroid(points: Float32Array): [x: number, y: number] {
  let [x, y] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    x += points[i]!;
    y += points[i + 1]!;
  }
  return [(2 * x) / points.length, (2 * y) / points.length];
}
