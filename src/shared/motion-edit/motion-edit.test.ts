import { describe, expect, it } from 'vitest';
import { MOTION_LIMITS, SPECTRUM_HARMONICS, stillMotion, type Motion } from '../motion';
import { SCENE_CLASSES, type SceneClass } from '../scene';
import { applyEdits, withLoopSeconds, type EditScene } from './apply-edits';
import { parseEdits, type MotionEdit } from './edits';
import { spreadHarmonic } from './harmonics';

const grid = { width: 48, height: 32 };
const CELLS = grid.width * grid.height;
const ASPECT = 1.5;

/** Sky that drifts to the right above, trees that sway sideways below left, a house below right. */
function landscape(): { motion: Motion; scene: EditScene } {
  const motion = stillMotion(grid, 4);
  const classes = new Uint8Array(CELLS);
  for (let cell = 0; cell < CELLS; cell++) {
    const name: SceneClass = cell < 16 * grid.width ? 'sky' : cell % grid.width < 24 ? 'foliage' : 'built';
    classes[cell] = SCENE_CLASSES.indexOf(name);
    if (name === 'built') continue;
    motion.moving[cell] = 1;
    if (name === 'sky') motion.drift[cell] = 0.02;
    else motion.spectrum[cell] = 0.01; // re x of the first harmonic
  }
  return { motion, scene: { sceneMap: { grid, classes }, aspect: ASPECT } };
}

const { motion, scene } = landscape();
const edit = (...edits: MotionEdit[]) => applyEdits(motion, scene, edits);
const at = (x: number, y: number) => Math.floor(y * grid.height) * grid.width + Math.floor(x * grid.width);
const SKY = at(0.5, 0.2);
const TREE = at(0.2, 0.8);
const HOUSE = at(0.8, 0.8);
const drift = (of: Motion, cell: number) => [of.drift[cell]!, of.drift[CELLS + cell]!];
const swing = (of: Motion, cell: number) =>
  Array.from({ length: 4 * SPECTRUM_HARMONICS }, (_, component) => of.spectrum[component * CELLS + cell]!);
const snapshot = ({ drift, spectrum, glow, moving }: Motion) =>
  [drift, spectrum, glow, moving].map((m) => m.slice());

describe('applyEdits', () => {
  it('gives the very same motion for no edits, and never touches the one it is given', () => {
    const before = snapshot(motion);
    expect(edit()).toBe(motion);
    edit(
      { kind: 'arrow', from: { x: 0.5, y: 0.2 }, to: { x: 0.5, y: 0.4 } },
      { kind: 'freeze', points: [{ x: 0.2, y: 0.8 }], radius: 0.1 },
      { kind: 'wake', points: [{ x: 0.8, y: 0.8 }], radius: 0.1 },
      { kind: 'wind', value: 2 },
      { kind: 'speed', value: 2 },
      { kind: 'strength', value: 2 },
    );
    expect(snapshot(motion)).toEqual(before);
  });

  it('is deterministic, and refuses a scene of another grid', () => {
    const edits: MotionEdit[] = [{ kind: 'wake', points: [{ x: 0.8, y: 0.8 }], radius: 0.1 }];
    expect(snapshot(edit(...edits))).toEqual(snapshot(edit(...edits)));
    const other = { ...scene, sceneMap: { grid: { width: 8, height: 8 }, classes: new Uint8Array(64) } };
    expect(() => applyEdits(motion, other, edits)).toThrow(RangeError);
  });

  it('stays within the limits of the format', () => {
    const wild = edit(
      { kind: 'arrow', from: { x: 0, y: 0.1 }, to: { x: 1, y: 0.1 } },
      { kind: 'speed', value: 2 },
      { kind: 'strength', value: 2 },
    );
    expect(Math.max(...wild.drift)).toBeCloseTo(MOTION_LIMITS.drift, 6);
  });
});

describe('an arrow', () => {
  const down: MotionEdit = { kind: 'arrow', from: { x: 0.5, y: 0.1 }, to: { x: 0.5, y: 0.3 } };

  it('turns all of the sky it begins in, and nothing else', () => {
    const edited = edit(down);
    for (const cell of [SKY, at(0.02, 0.02), at(0.98, 0.4)]) {
      const [x, y] = drift(edited, cell);
      expect(x).toBeCloseTo(0, 6);
      expect(y).toBeCloseTo(0.2 / 4, 6); // 0.2 short sides in four seconds
    }
    expect(drift(edited, TREE)).toEqual(drift(motion, TREE));
    expect(swing(edited, TREE)).toEqual(swing(motion, TREE));
    expect(edited.moving).toEqual(motion.moving);
  });

  it('goes as fast as it is long, in either direction of the photo', () => {
    const right = edit({ kind: 'arrow', from: { x: 0.2, y: 0.2 }, to: { x: 0.4, y: 0.2 } });
    // A fifth of the width is 0.3 short sides.
    expect(drift(right, SKY)[0]).toBeCloseTo(0.3 / 4, 6);
  });

  it('turns the swing of a tree and keeps its width and time', () => {
    const edited = edit({ kind: 'arrow', from: { x: 0.2, y: 0.7 }, to: { x: 0.2, y: 0.9 } });
    const [reX, , reY] = swing(edited, TREE);
    expect(reX).toBeCloseTo(0, 6);
    expect(Math.abs(reY!)).toBeCloseTo(0.01, 6);
    expect(drift(edited, SKY)).toEqual(drift(motion, SKY));
  });

  it('shares a sky with another arrow, each the stronger the nearer', () => {
    const edited = edit(
      { kind: 'arrow', from: { x: 0.1, y: 0.2 }, to: { x: 0.2, y: 0.2 } },
      { kind: 'arrow', from: { x: 0.9, y: 0.2 }, to: { x: 0.8, y: 0.2 } },
    );
    expect(drift(edited, at(0.12, 0.2))[0]).toBeGreaterThan(0.03);
    expect(drift(edited, at(0.88, 0.2))[0]).toBeLessThan(-0.03);
    expect(Math.abs(drift(edited, at(0.5, 0.2))[0]!)).toBeLessThan(0.01);
  });

  it('wakes a lane of what stands still', () => {
    const edited = edit({ kind: 'arrow', from: { x: 0.75, y: 0.75 }, to: { x: 0.9, y: 0.75 } });
    expect(edited.moving[at(0.82, 0.75)]).toBe(1);
    expect(edited.moving[at(0.82, 0.95)]).toBe(0);
    const [reX = 0, imX = 0] = swing(edited, at(0.82, 0.75));
    expect(Math.hypot(reX, imX)).toBeGreaterThan(0.002);
  });

  it('is nothing when it is a tap', () => {
    const edited = edit({ kind: 'arrow', from: { x: 0.5, y: 0.2 }, to: { x: 0.505, y: 0.2 } });
    expect(snapshot(edited)).toEqual(snapshot(motion));
  });
});

describe('the brushes', () => {
  const onTree = { points: [{ x: 0.2, y: 0.8 }], radius: 0.1 };

  it('freeze what they cover, and nothing else', () => {
    const edited = edit({ kind: 'freeze', ...onTree });
    expect(edited.moving[TREE]).toBe(0);
    expect(swing(edited, TREE)).toEqual(new Array(16).fill(0));
    let changed = 0;
    for (let cell = 0; cell < CELLS; cell++) if (edited.moving[cell] !== motion.moving[cell]) changed++;
    const covered = (Math.PI * 0.1 ** 2 * CELLS) / ASPECT;
    expect(changed).toBeGreaterThan(0.8 * covered);
    expect(changed).toBeLessThan(1.8 * covered);
    expect(edited.moving[at(0.05, 0.95)]).toBe(1);
  });

  it('cover the whole way of a stroke', () => {
    const edited = edit({
      kind: 'freeze',
      points: [
        { x: 0.1, y: 0.2 },
        { x: 0.9, y: 0.2 },
      ],
      radius: 0.05,
    });
    for (const x of [0.1, 0.3, 0.5, 0.7, 0.9]) expect(edited.moving[at(x, 0.2)]).toBe(0);
    expect(edited.moving[at(0.5, 0.4)]).toBe(1);
  });

  it('give back what was frozen, as it was', () => {
    const edited = edit({ kind: 'freeze', ...onTree }, { kind: 'wake', points: onTree.points, radius: 0.15 });
    expect(edited.moving[TREE]).toBe(1);
    expect(swing(edited, TREE)).toEqual(swing(motion, TREE));
  });

  it('lend a woken place the motion of its kind nearby', () => {
    // A hole in the sky.
    const holed = { ...motion, moving: motion.moving.slice(), drift: motion.drift.slice() };
    for (let y = 4; y < 8; y++) {
      for (let x = 20; x < 26; x++) {
        holed.moving[y * grid.width + x] = 0;
        holed.drift[y * grid.width + x] = 0;
      }
    }
    const cell = 6 * grid.width + 23;
    const woken = applyEdits(holed, scene, [
      { kind: 'wake', points: [{ x: 23.5 / 48, y: 6.5 / 32 }], radius: 0.1 },
    ]);
    expect(woken.moving[cell]).toBe(1);
    expect(woken.drift[cell]).toBeCloseTo(0.02, 3);
  });

  it('set what stands alone in motion, along the stroke', () => {
    const still = stillMotion(grid, 4);
    const stroke = [
      { x: 0.3, y: 0.8 },
      { x: 0.3, y: 0.95 },
    ];
    const woken = applyEdits(still, scene, [{ kind: 'wake', points: stroke, radius: 0.05 }]);
    const [reX, imX, reY, imY] = swing(woken, at(0.3, 0.87)) as [number, number, number, number];
    expect(Math.hypot(reX, imX)).toBeCloseTo(0, 6);
    expect(Math.hypot(reY, imY)).toBeGreaterThan(0.002);
    expect(woken.moving[SKY]).toBe(0);
  });

  it('freeze again what was woken', () => {
    const dab = { points: [{ x: 0.8, y: 0.8 }], radius: 0.1 };
    expect(edit({ kind: 'wake', ...dab }, { kind: 'freeze', ...dab }).moving[HOUSE]).toBe(0);
  });
});

describe('the sliders', () => {
  it('strength scales everything, and nothing moves at 0', () => {
    const half = edit({ kind: 'strength', value: 0.5 });
    expect(drift(half, SKY)[0]).toBeCloseTo(0.01, 6);
    expect(swing(half, TREE)[0]).toBeCloseTo(0.005, 6);
    const none = edit({ kind: 'strength', value: 0 });
    expect(none.drift.every((value) => value === 0) && none.spectrum.every((value) => value === 0)).toBe(
      true,
    );
  });

  it('the last of a kind counts', () => {
    const edited = edit({ kind: 'strength', value: 2 }, { kind: 'strength', value: 1 });
    expect(snapshot(edited)).toEqual(snapshot(motion));
  });

  it('speed makes the drift faster and the swing of a higher harmonic, the loop closed', () => {
    const fast = edit({ kind: 'speed', value: 2 });
    expect(drift(fast, SKY)[0]).toBeCloseTo(0.04, 6);
    expect(swing(fast, TREE)[0]).toBe(0);
    expect(swing(fast, TREE)[4]).toBeCloseTo(0.01, 6);
    const slow = edit({ kind: 'speed', value: 0.5 });
    expect(drift(slow, SKY)[0]).toBeCloseTo(0.01, 6);
    // No harmonic is slower than the loop: it swings less far instead.
    expect(swing(slow, TREE)[0]).toBeCloseTo(0.005, 6);
  });

  it('spreads a harmonic between its neighbours', () => {
    expect(spreadHarmonic(1, 1.5, 4)).toEqual([
      [1, 0.5],
      [2, 0.5],
    ]);
    expect(spreadHarmonic(3, 2, 4)).toEqual([[4, 1]]);
    expect(spreadHarmonic(2, 0.25, 4)).toEqual([[1, 1]]);
  });

  it('wind moves leaves, not houses, and calm stills them', () => {
    const calm = edit({ kind: 'wind', value: 0 });
    expect(swing(calm, TREE)).toEqual(new Array(16).fill(0));
    expect(drift(calm, SKY)[0]).toBeCloseTo(0.01, 6);
    const gale = edit({ kind: 'wind', value: 2 });
    const [first, second] = [swing(gale, TREE)[0]!, swing(gale, TREE)[4]!];
    expect(first + second).toBeCloseTo(0.02, 6);
    expect(second).toBeGreaterThan(0.004); // gusts
  });
});

describe('camera and effects', () => {
  it('take the place of what the prompt asked for', () => {
    const asked: Motion = {
      ...motion,
      camera: { kind: 'pan', strength: 0.5, angleRadians: 0 },
      atmosphere: [{ kind: 'snow', strength: 0.4 }],
    };
    const edited = applyEdits(asked, scene, [
      { kind: 'camera', camera: { kind: 'push-in', strength: 0.7, angleRadians: 0 } },
      { kind: 'effect', effect: 'snow', strength: 0 },
      { kind: 'effect', effect: 'fog', strength: 0.3 },
    ]);
    expect(edited.camera.kind).toBe('push-in');
    expect(edited.atmosphere).toEqual([{ kind: 'fog', strength: 0.3 }]);
    expect(applyEdits(asked, scene, [{ kind: 'wind', value: 1 }]).atmosphere).toEqual(asked.atmosphere);
  });
});

describe('parseEdits', () => {
  it('takes what it wrote, and refuses what no app would', () => {
    const edits: MotionEdit[] = [
      { kind: 'arrow', from: { x: 0, y: 0 }, to: { x: 1, y: 1 } },
      { kind: 'effect', effect: 'rain', strength: 0.5 },
    ];
    expect(parseEdits(JSON.parse(JSON.stringify(edits)))).toEqual(edits);
    for (const wrong of [
      [{ kind: 'explode' }],
      [{ kind: 'strength', value: 3 }],
      [{ kind: 'freeze', points: [], radius: 0.1 }],
      [{ kind: 'arrow', from: { x: 2, y: 0 }, to: { x: 1, y: 1 } }],
      {},
    ]) {
      expect(() => parseEdits(wrong)).toThrow();
    }
  });
});

describe('withLoopSeconds', () => {
  it('changes the length alone', () => {
    expect(withLoopSeconds(motion, 4)).toBe(motion);
    expect(withLoopSeconds(motion, 5)).toMatchObject({ durationSeconds: 5, drift: motion.drift });
  });
});
