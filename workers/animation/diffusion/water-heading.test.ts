import { describe, expect, it } from 'vitest';
import golden from '../../../models/denoiser/water-heading-golden.json';
import { stillMotion, type Motion } from '../../../src/shared/motion';
import { decodeGolden, maxAbsoluteDifference } from '../../shared/onnx/golden.test-support';
import { steerWater, waterHeading } from './water-heading';

function shared(index: number) {
  const { inputs, outputs } = golden.cases[index]!;
  const [, height = 0, width = 0] = inputs.scene.shape;
  const floats = (tensor: Parameters<typeof decodeGolden>[0]) => Float32Array.from(decodeGolden(tensor).data);
  return {
    grid: { height, width },
    seen: { scene: floats(inputs.scene), photo: floats(inputs.photo) },
    drift: floats(inputs.drift),
    heading: floats(outputs.heading),
    turned: floats(outputs.drift),
  };
}

function motionOf({ grid, drift }: ReturnType<typeof shared>): Motion {
  return { ...stillMotion(grid, 4), drift: drift.slice() };
}

describe('waterHeading', () => {
  it.each(golden.cases.map((_, index) => index))(
    'equals Python on shared sea %i, and so does the drift',
    (index) => {
      const sea = shared(index);
      const heading = waterHeading(sea.seen, sea.grid)!;
      expect(maxAbsoluteDifference([heading.x, heading.y], sea.heading)).toBeLessThanOrEqual(
        golden.tolerance,
      );
      const motion = motionOf(sea);
      steerWater(motion, sea.seen, {});
      expect(maxAbsoluteDifference(motion.drift, sea.turned)).toBeLessThanOrEqual(golden.tolerance);
    },
  );

  it('follows crests that slant in the picture, and none where they do not', () => {
    const [slanting, straight] = [shared(0), shared(1)].map((sea) => waterHeading(sea.seen, sea.grid)!);
    expect(slanting!.x).toBeGreaterThan(0.5);
    expect(Math.abs(straight!.x)).toBeLessThan(0.1);
    expect(straight!.y).toBeGreaterThan(0.99);
  });

  it('runs to the mirrored side in a mirrored photo', () => {
    const sea = shared(0);
    const mirrored = (maps: Float32Array, width: number) =>
      maps.map((_, at) => maps[at - (at % width) + width - 1 - (at % width)]!);
    const seen = {
      scene: mirrored(sea.seen.scene, sea.grid.width),
      photo: mirrored(sea.seen.photo, 4 * sea.grid.width),
    };
    const heading = waterHeading(sea.seen, sea.grid)!;
    const other = waterHeading(seen, sea.grid)!;
    expect(other.x).toBeCloseTo(-heading.x, 4);
    expect(other.y).toBeCloseTo(heading.y, 4);
  });

  it('is none where there is no water', () => {
    const sea = shared(0);
    const dry = new Float32Array(sea.seen.scene.length);
    expect(waterHeading({ ...sea.seen, scene: dry }, sea.grid)).toBeNull();
  });
});

describe('steerWater', () => {
  it.each(['left', 'right', 'up', 'down'])('leaves the say to a prompt that names %s', (way) => {
    const sea = shared(0);
    const motion = motionOf(sea);
    steerWater(motion, sea.seen, { [`direction_${way}`]: 0.9 });
    expect(motion.drift).toEqual(sea.drift);
    steerWater(motion, sea.seen, { [`direction_${way}`]: 0.1 });
    expect(motion.drift).not.toEqual(sea.drift);
  });

  it('changes no speed', () => {
    const sea = shared(0);
    const motion = motionOf(sea);
    steerWater(motion, sea.seen, {});
    const cells = motion.moving.length;
    const speeds = (drift: Float32Array) =>
      Array.from({ length: cells }, (_, cell) => Math.hypot(drift[cell]!, drift[cells + cell]!));
    expect(maxAbsoluteDifference(speeds(motion.drift), speeds(sea.drift))).toBeLessThan(1e-7);
  });
});
