import type { FoundFace } from '../../../src/shared/faces';
import type { Box } from '../../../src/shared/verdict';

/** A part of the picture that the classifier looks at by itself. */
export interface View {
  box: Box;
  mirrored: boolean;
}

export const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };
/** Side of a tile, of the picture's: what is small in the whole fills a part of it. */
const TILE = 0.6;
/** How many faces and skin regions are looked at by themselves: the largest. */
const MOST_PEOPLE = 2;
/** From this share of the picture on a part shows nothing that the whole does not. */
const NEARLY_ALL = 0.7;
/** Two parts that share more of their union are one. */
const SAME = 0.6;

/**
 * What the photo gate looks at: the whole and its mirror image, four tiles that overlap, the largest skin region, and what lies about
 * and below the largest faces.
 */
export function photoViews(faces: readonly FoundFace[], skin: readonly Box[]): View[] {
  const boxes = [...tiles(), ...skin, ...faces.slice(0, MOST_PEOPLE).map(({ box }) => aboutPerson(box))];
  const parts: Box[] = [];
  for (const box of boxes) {
    if (box.width * box.height > NEARLY_ALL || box.width <= 0 || box.height <= 0) continue;
    if (!parts.some((other) => overlap(other, box) > SAME)) parts.push(box);
  }
  return [
    { box: WHOLE, mirrored: false },
    { box: WHOLE, mirrored: true },
    ...parts.map((box) => ({ box, mirrored: false })),
  ];
}

/** The four tiles alone. */
export function tileViews(): View[] {
  return tiles().map((box) => ({ box, mirrored: false }));
}

function tiles(): Box[] {
  const far = 1 - TILE;
  return [
    [0, 0],
    [far, 0],
    [0, far],
    [far, far],
  ].map(([x = 0, y = 0]) => ({ x, y, width: TILE, height: TILE }));
}

/** A person's upper body from the face: four faces wide, six high, and half a face above it. */
function aboutPerson({ x, y, width, height }: Box): Box {
  const left = Math.max(0, x - 1.5 * width);
  const top = Math.max(0, y - 0.5 * height);
  return {
    x: left,
    y: top,
    width: Math.min(1, x + 2.5 * width) - left,
    height: Math.min(1, y + 5.5 * height) - top,
  };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const common = width * height;
  return common / (a.width * a.height + b.width * b.height - common);
}
