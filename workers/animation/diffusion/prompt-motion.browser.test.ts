import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelRecord } from '../../../src/shared/model-manifest';
import { MOVING_THRESHOLD, type Motion } from '../../../src/shared/motion';
import { SCENE_CLASSES, type SceneClass } from '../../../src/shared/scene';
import { openModel, type ModelSession } from '../../shared/onnx/session';
import { makeVelocity } from './denoise';
import { FOLLOWED_BY_MOTION, MOVED_ELEMENTS } from './followed-intents.test-support';
import { toMotion } from './motion-channels';
import { drawPrior } from './prior';
import { sampleFlow } from './sampler';

/** A patchwork: each class on a patch of its own, so that one motion shows what happens to every class. */
const ROWS: readonly (readonly SceneClass[])[] = [
  ['sky', 'cloud', 'smoke', 'flag'],
  ['foliage', 'hair', 'fire', 'waterfall'],
  ['grass', 'still_water', 'moving_water', 'built'],
];
const PATCH = { width: 16, height: 16 };
const grid = { width: 4 * PATCH.width, height: 3 * PATCH.height };
const cells = grid.width * grid.height;
/** What lies this near a border is between two classes. */
const MARGIN = 3;
const SEED = 3;

let denoiser: ModelSession;
beforeAll(async () => {
  denoiser = await openModel(modelRecord('denoiser'), { choice: 'wasm' });
});
afterAll(async () => {
  await denoiser.dispose();
});

function classAt(x: number, y: number): SceneClass {
  return ROWS[Math.floor(y / PATCH.height)]![Math.floor(x / PATCH.width)]!;
}

function sceneMap(): Float32Array<ArrayBuffer> {
  const map = new Float32Array(SCENE_CLASSES.length * cells);
  for (let cell = 0; cell < cells; cell++) {
    const name = classAt(cell % grid.width, Math.floor(cell / grid.width));
    map[SCENE_CLASSES.indexOf(name) * cells + cell] = 1;
  }
  return map;
}

/** Grain, the same in every class: no crest and no edge tells what to do. */
function grain(): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: 3 * 16 * cells },
    (_, index) => 0.4 + ((Math.imul(index + 1, 2_654_435_761) >>> 24) & 255) / 1275,
  );
}

/** A motion is asked for by many tests, and drawn once. */
const drawn = new Map<string, Promise<Motion>>();

/** The motion that intents ask for, each at 0.97. */
function draw(...intents: string[]): Promise<Motion> {
  const key = intents.join(' ');
  const known = drawn.get(key);
  if (known) return known;
  const labels = modelRecord('prompt-encoder').labels!;
  const prompt = new Float32Array(64);
  for (const name of intents) {
    expect(labels).toContain(name);
    prompt[labels.indexOf(name)] = 0.97;
  }
  const sampler = modelRecord('denoiser').sampler!;
  const guided = sampler.guidanceScale !== 1 && intents.length > 0;
  const velocity = makeVelocity(
    denoiser,
    {
      photo: { data: grain(), shape: [1, 3, 4 * grid.height, 4 * grid.width] },
      scene: { data: sceneMap(), shape: [1, SCENE_CLASSES.length, grid.height, grid.width] },
      prompt: { data: prompt, shape: [1, 64] },
      controls: { data: Float32Array.of(0.5, 4 / 15), shape: [1, 2] },
      grid,
    },
    guided,
  );
  const motion = sampleFlow(drawPrior(sampler.prior, grid, SEED), velocity, {
    steps: sampler.steps,
    guidanceScale: sampler.guidanceScale,
    signal: new AbortController().signal,
    onStep: () => undefined,
  }).then((values) => toMotion(values, grid, sampler, 4));
  drawn.set(key, motion);
  return motion;
}

/** The cells of a class, its borders left out. */
function within(name: SceneClass): number[] {
  const row = ROWS.findIndex((names) => names.includes(name));
  const column = ROWS[row]!.indexOf(name);
  const inside: number[] = [];
  for (let y = row * PATCH.height + MARGIN; y < (row + 1) * PATCH.height - MARGIN; y++) {
    for (let x = column * PATCH.width + MARGIN; x < (column + 1) * PATCH.width - MARGIN; x++) {
      inside.push(y * grid.width + x);
    }
  }
  return inside;
}

/** How far the renderer lets a cell move, 0..1. */
function shownAt(motion: Motion, cell: number): number {
  const part = Math.max(0, (motion.moving[cell]! - MOVING_THRESHOLD) / (1 - MOVING_THRESHOLD));
  return part * part * (3 - 2 * part);
}

/** Mean magnitude in a class of some maps of a motion, as it is shown. */
function amount(motion: Motion, name: SceneClass, maps: ('drift' | 'spectrum' | 'glow')[]): number {
  const inside = within(name);
  let sum = 0;
  for (const map of maps) {
    for (let plane = 0; plane < motion[map].length / cells; plane++) {
      for (const cell of inside) sum += shownAt(motion, cell) * Math.abs(motion[map][plane * cells + cell]!);
    }
  }
  return sum / inside.length;
}

const all = (motion: Motion, name: SceneClass) => amount(motion, name, ['drift', 'spectrum', 'glow']);

/** Mean of the drift of a class along an axis, short sides a second. */
function drift(motion: Motion, name: SceneClass, axis: 'x' | 'y'): number {
  const inside = within(name);
  const plane = axis === 'x' ? 0 : cells;
  return inside.reduce((sum, cell) => sum + motion.drift[plane + cell]!, 0) / inside.length;
}

const shown = new Set<string>();
function about(...intents: string[]): void {
  intents.forEach((intent) => shown.add(intent));
}

describe('what words ask of the motion', () => {
  it.each(MOVED_ELEMENTS)('moves %s, and keeps it still when asked', async (element) => {
    const name = element as SceneClass;
    const free = all(await draw(), name);
    const kept = all(await draw(`exclude_${name}`), name);
    expect(free).toBeGreaterThan(0.002);
    expect(kept).toBeLessThan(0.2 * free);
    about(`exclude_${name}`);
  });

  it.each(MOVED_ELEMENTS)('moves %s alone', async (element) => {
    const name = element as SceneClass;
    const free = await draw();
    const only = await draw('only', `element_${name}`);
    expect(all(only, name)).toBeGreaterThan(0.5 * all(free, name));
    for (const other of MOVED_ELEMENTS as SceneClass[]) {
      if (other !== name) expect(all(only, other), other).toBeLessThan(0.25 * all(free, other));
    }
    about('only', `element_${name}`);
  });

  it('moves hair only where it is named', async () => {
    const named = all(await draw('element_hair'), 'hair');
    expect(named).toBeGreaterThan(0.002);
    expect(all(await draw(), 'hair')).toBeLessThan(0.25 * named);
    about('element_hair');
  });

  it('moves nothing when all is to be still', async () => {
    const still = await draw('still');
    const free = await draw();
    for (const name of MOVED_ELEMENTS as SceneClass[]) {
      expect(all(still, name), name).toBeLessThan(0.1 * all(free, name));
    }
    about('still');
  });

  it('goes where it is told', async () => {
    expect(drift(await draw('direction_left'), 'sky', 'x')).toBeLessThan(-0.005);
    expect(drift(await draw('direction_right'), 'sky', 'x')).toBeGreaterThan(0.005);
    const up = drift(await draw('direction_up'), 'sky', 'y');
    const down = drift(await draw('direction_down'), 'sky', 'y');
    // Half as far as to the sides: a patch is as high as it is wide, and clouds seldom rise.
    expect(up).toBeLessThan(-0.002);
    expect(down).toBeGreaterThan(0.002);
    about('direction_left', 'direction_right', 'direction_up', 'direction_down');
  });

  it('goes as fast and as far as it is told', async () => {
    const moved = async (intent: string, name: SceneClass) =>
      amount(await draw(intent), name, name === 'sky' ? ['drift'] : ['drift', 'spectrum']);
    expect(await moved('speed_fast', 'sky')).toBeGreaterThan(1.5 * (await moved('speed_slow', 'sky')));
    expect(await moved('strength_strong', 'foliage')).toBeGreaterThan(
      1.3 * (await moved('strength_calm', 'foliage')),
    );
    about('speed_fast', 'speed_slow', 'strength_strong', 'strength_calm');
  });
});

describe('the table', () => {
  it('holds what was shown', () => {
    expect([...shown].sort()).toEqual([...FOLLOWED_BY_MOTION].sort());
  });
});
