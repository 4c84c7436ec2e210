import type { FilmScene } from '../protocol';

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

/** The fewest frames of each scene that a film is judged by. */
const MIN_PER_SCENE = 2;

/** A frame, the scene that it is of, and whether that is seen alone in it. */
export interface SceneFrame {
  timestampSeconds: number;
  /** Of the scenes that were given. */
  scene: number;
  clear: boolean;
}

/** What a scene says of its time: see FilmScene of protocol.ts. */
type SceneTime = Pick<FilmScene, 'fromSeconds' | 'untilSeconds' | 'clear'>;

/**
 * Frames to judge a film of scenes by, in order of time: of each scene those that differ most, at least two and together at least `count`. Where
 * something else lies over a part of a scene, as many again of the rest, so that every photo is looked at by itself too.
 */
export function chooseByScene(
  frames: readonly SmallFrame[],
  scenes: readonly SceneTime[],
  count: number,
): SceneFrame[] {
  const each = Math.max(MIN_PER_SCENE, Math.ceil(count / scenes.length));
  return scenes.flatMap((time, scene) => {
    const within = ({ fromSeconds, untilSeconds }: SceneTime['clear']) =>
      frames.filter(
        ({ timestampSeconds: at }) =>
          at >= fromSeconds - ROUNDING_SECONDS && at < untilSeconds - ROUNDING_SECONDS,
      );
    const [all, clear] = [within(time), new Set(within(time.clear))];
    const chosen = new Set(chooseFrames(all, each));
    if (clear.size < all.length) chooseFrames([...clear], each).forEach((frame) => chosen.add(frame));
    return all
      .filter((frame) => chosen.has(frame))
      .map((frame) => ({ timestampSeconds: frame.timestampSeconds, scene, clear: clear.has(frame) }));
  });
}

/** A file's timestamps are rounded. */
const ROUNDING_SECONDS = 1e-3;

/** Mean absolute difference of the colours, 0..255. */
function difference(a: SmallFrame, b: SmallFrame): number {
  let sum = 0;
  for (let index = 0; index < a.data.length; index++) sum += Math.abs(a.data[index]! - b.data[index]!);
  return sum / a.data.length;
}
