import { describe, expect, it } from 'vitest';
import {
  ATMOSPHERE_KINDS,
  CAMERA_KINDS,
  REGIONS,
  type AtmosphereKind,
  type CameraKind,
} from '../../../../src/shared/atmosphere';
import { chooseGrid, stillMotion, type Motion } from '../../../../src/shared/motion';
import { LivePreview } from '../live-preview';
import { largestDifference, makePhoto } from '../scenes.test-support';
import { placeSeen } from './camera';

const width = 160;
const height = 120;
const photo = makePhoto(width, height, 1, 0.3);

/** Sky above, water below, fire at the left edge, houses at the right. */
function stage(camera: CameraKind, kinds: AtmosphereKind[], strength = 1): Motion {
  const grid = chooseGrid(photo);
  const motion = stillMotion(grid, 4);
  const cells = grid.width * grid.height;
  motion.depth = new Float32Array(cells);
  motion.regions = new Float32Array(REGIONS.length * cells);
  for (let cell = 0; cell < cells; cell++) {
    const x = (cell % grid.width) / grid.width;
    const y = Math.floor(cell / grid.width) / grid.height;
    motion.depth[cell] = y < 0.5 ? 1 : 1.8 * (1 - y);
    motion.regions[(y < 0.5 ? 0 : 1) * cells + cell] = 1;
    if (x < 0.1) motion.regions[2 * cells + cell] = 1;
    if (x > 0.9) motion.regions[3 * cells + cell] = 1;
  }
  motion.camera = { kind: camera, strength, angleRadians: 0 };
  motion.atmosphere = kinds.map((kind) => ({ kind, strength }));
  motion.seed = 11;
  return motion;
}

function frames(motion: Motion, times: number[]): Int32Array[] {
  const preview = new LivePreview(photo, motion);
  return times.map((time) => new Int32Array(preview.draw(time).data.buffer));
}

const still = new Int32Array(photo.data.buffer);

describe('effects', { timeout: 60_000 }, () => {
  it.each(ATMOSPHERE_KINDS)('shows %s, closes its loop, and repeats with its seed', (kind) => {
    const motion = stage('none', [kind]);
    const [start, middle, end, again] = frames(motion, [0, 1.7, 4, 1.7]) as [
      Int32Array,
      Int32Array,
      Int32Array,
      Int32Array,
    ];
    expect(largestDifference(middle, still)).toBeGreaterThan(6);
    expect(largestDifference(middle, start)).toBeGreaterThan(6);
    expect(largestDifference(start, end)).toBe(0);
    expect(largestDifference(middle, again)).toBe(0);
    expect(middle.every((pixel) => pixel >>> 24 === 255)).toBe(true);
    expect(largestDifference(frames(motion, [1.7])[0]!, middle)).toBe(0);
  });

  it.each(ATMOSPHERE_KINDS)('shows nothing of %s at strength 0', (kind) => {
    for (const frame of frames(stage('none', [kind], 0), [0, 2]))
      expect(largestDifference(frame, still)).toBe(0);
  });

  it('has no step at the loop’s end larger than those within', () => {
    const times = Array.from({ length: 25 }, (_, i) => i / 6);
    const film = frames(stage('none', ['snow', 'fog', 'sun-rays']), times);
    const steps = film.slice(1).map((frame, i) => {
      let sum = 0;
      for (let at = 0; at < frame.length; at++) sum += Math.abs((frame[at]! & 255) - (film[i]![at]! & 255));
      return sum / frame.length;
    });
    expect(steps.at(-1)).toBeLessThan(1.25 * Math.max(...steps.slice(0, -1)));
  });

  it.each(CAMERA_KINDS.filter((kind) => kind !== 'none'))(
    'moves by %s and never looks beyond the photo',
    (kind) => {
      const motion = stage(kind, []);
      const [start, middle] = frames(motion, [0, 1.3]) as [Int32Array, Int32Array];
      expect(largestDifference(middle, start)).toBeGreaterThan(20);
      if (kind === 'push-in') expect(largestDifference(start, still)).toBe(0);
      for (const x of [-1, 0, 1]) {
        for (const y of [-1, 0, 1]) {
          for (const depth of [0, 0.5, 1]) {
            for (const zoom of [1, 1.1, 1.3]) {
              const corners = [
                placeSeen({ x, y, zoom }, 0, 0, depth, width, height),
                placeSeen({ x, y, zoom }, width - 1, height - 1, depth, width, height),
              ];
              for (const [sx, sy] of corners) {
                expect(sx).toBeGreaterThanOrEqual(-0.5);
                expect(sy).toBeGreaterThanOrEqual(-0.5);
                expect(sx).toBeLessThanOrEqual(width - 0.5);
                expect(sy).toBeLessThanOrEqual(height - 0.5);
              }
            }
          }
        }
      }
    },
  );

  it('moves what is near more than what is far', () => {
    const view = { x: 1, y: 0, zoom: 1.2 };
    const middle = width / 2 - 0.5;
    const near = placeSeen(view, middle, 60, 0, width, height)[0] - middle;
    const far = placeSeen(view, middle, 60, 1, width, height)[0] - middle;
    expect(near).toBeGreaterThan(1.5 * far);
    expect(far).toBeGreaterThan(1);
  });

  it('leaves the photo alone with a still camera and clear air', () => {
    for (const frame of frames(stage('none', []), [0, 2])) expect(largestDifference(frame, still)).toBe(0);
  });
});
