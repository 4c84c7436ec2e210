/** A frame as a small picture: RGBA, the same size for all. */
export interface SmallFrame {
  timestampSeconds: number;
  data: Uint8ClampedArray;
}

/**
 * The `count` frames of a film that differ most: first the one farthest from the first frame, then always the one farthest from all
 * that were chosen (farthest-first traversal, Gonzalez 1985). In order of time. Fewer where the film has fewer.
 */
export function chooseFrames(frames: readonly SmallFrame[], count: number): SmallFrame[] {
  const [first] = frames;
  if (!first) return [];
  const nearest = frames.map((frame) => difference(frame, first));
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, frames.length)) {
    let farthest = -1;
    nearest.forEach((distance, index) => {
      if (!chosen.has(index) && (farthest < 0 || distance > nearest[farthest]!)) farthest = index;
    });
    chosen.add(farthest);
    const picked = frames[farthest]!;
    frames.forEach((frame, index) => (nearest[index] = Math.min(nearest[index]!, difference(frame, picked))));
  }
  return [...chosen].sort((a, b) => a - b).map((index) => frames[index]!);
}

/** Mean absolute difference of the colours, 0..255. */
function difference(a: SmallFrame, b: SmallFrame): number {
  let sum = 0;
  for (let index = 0; index < a.data.length; index++) sum += Math.abs(a.data[index]! - b.data[index]!);
  return sum / a.data.length;
}
