import type { FoundFace, PicturePoint } from '../../../src/shared/faces';
import type { Box } from '../../../src/shared/verdict';

/** Side of the square that the detector sees, pixels. */
export const DETECTOR_SIDE = 256;
/** Grids of anchors, finer first: cell size in pixels and anchors a cell (MediaPipe's face_detection_back, ssd_anchors). */
const GRIDS = [
  { cell: 16, anchors: 2 },
  { cell: 32, anchors: 6 },
] as const;
/** Values of an anchor: centre and size of the box, then x and y of six points. */
const VALUES = 16;
/** Logits beyond this say nothing more (MediaPipe's score_clipping_thresh). */
const LOGIT_LIMIT = 100;
/** Boxes that share more than this part of their union are the same face. */
const SAME_FACE_OVERLAP = 0.3;
/** One that lies within another by more than this part is a piece of the same face. */
const SAME_FACE_WITHIN = 0.6;

/** What the detector gave for one square: two grids, [512] and [384] logits and [512,16] and [384,16] values. */
export interface DetectorOutput {
  scores: readonly [Float32Array, Float32Array];
  boxes: readonly [Float32Array, Float32Array];
}

/** The square of the picture that the detector saw, in shares of the picture; it may reach beyond it. */
export type SeenSquare = Box;

/** The faces of one square that reach `minConfidence`, in shares of the whole picture. Several answers to one face remain. */
export function decodeFaces(output: DetectorOutput, seen: SeenSquare, minConfidence: number): FoundFace[] {
  const faces: FoundFace[] = [];
  GRIDS.forEach(({ cell, anchors }, grid) => {
    const columns = DETECTOR_SIDE / cell;
    const scores = output.scores[grid as 0 | 1];
    const values = output.boxes[grid as 0 | 1];
    for (let index = 0; index < scores.length; index++) {
      const logit = Math.min(LOGIT_LIMIT, Math.max(-LOGIT_LIMIT, scores[index]!));
      const confidence = 1 / (1 + Math.exp(-logit));
      if (!(confidence >= minConfidence)) continue;
      const place = Math.floor(index / anchors);
      const anchorX = ((place % columns) + 0.5) * cell;
      const anchorY = (Math.floor(place / columns) + 0.5) * cell;
      const at = (offset: number): PicturePoint => ({
        x: seen.x + (seen.width * (anchorX + values[VALUES * index + offset]!)) / DETECTOR_SIDE,
        y: seen.y + (seen.height * (anchorY + values[VALUES * index + offset + 1]!)) / DETECTOR_SIDE,
      });
      const centre = at(0);
      const width = (seen.width * values[VALUES * index + 2]!) / DETECTOR_SIDE;
      const height = (seen.height * values[VALUES * index + 3]!) / DETECTOR_SIDE;
      faces.push({
        box: { x: centre.x - width / 2, y: centre.y - height / 2, width, height },
        confidence,
        rightEye: at(4),
        leftEye: at(6),
        nose: at(8),
        mouth: at(10),
      });
    }
  });
  return faces;
}

/** One answer a face, the surest of those that overlap (non-maximum suppression), surest first. */
export function uniqueFaces(faces: readonly FoundFace[]): FoundFace[] {
  const kept: FoundFace[] = [];
  for (const face of [...faces].sort((a, b) => b.confidence - a.confidence)) {
    if (!kept.some((other) => isSameFace(other.box, face.box))) kept.push(face);
  }
  return kept;
}

function isSameFace(a: Box, b: Box): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return false;
  const common = width * height;
  const areaA = a.width * a.height;
  const areaB = b.width * b.height;
  return (
    common / (areaA + areaB - common) > SAME_FACE_OVERLAP ||
    common / Math.min(areaA, areaB) > SAME_FACE_WITHIN
  );
}

/** The box within the picture. */
export function clipBox({ x, y, width, height }: Box): Box {
  const left = Math.min(1, Math.max(0, x));
  const top = Math.min(1, Math.max(0, y));
  return {
    x: left,
    y: top,
    width: Math.min(1, Math.max(left, x + width)) - left,
    height: Math.min(1, Math.max(top, y + height)) - top,
  };
}
