import { REGIONS, type ParticleKind } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import { bilinear, smoothstep } from '../planes';
import { randomNumbers } from './noise';
import { KINDS, type Kind, type Seen } from './particle-kinds';
import type { Canvas, Colour } from './sprites';

/** Part of the short side beyond the border at which particles enter and leave. */
const MARGIN = 0.1;
/** How much farther than the scene a particle must be to be hidden, in depths of 0..1, and over how much it fades. */
const BEHIND = 0.08;
const BEHIND_FADE = 0.22;
/** Short sides that an ember rises from a fire. */
const FIRE_RISE = 1.1;
/** Loops that a gust needs to cross the picture's width. */
const GUST_LAG = 0.12;
/** Cycles a loop of the gusts that all particles share, and their strengths. */
const GUSTS = [
  { cycles: 1, strength: 1 },
  { cycles: 2, strength: 0.45 },
  { cycles: 3, strength: 0.25 },
] as const;
/** Step of the loop over which a velocity is taken. */
const STEP = 1e-3;

/** One particle; all numbers are fixed, its place at a time follows from them in closed form and closes with the loop. */
interface Particle {
  /** 0..1, where it is at the loop's start; it re-enters on the other side. */
  x: number;
  y: number;
  near: number;
  /** Whole crossings of the picture a loop, by height and by width. */
  fall: number;
  across: number;
  /** Short sides, and turns a loop. */
  swing: number;
  cycles: number;
  phase: number;
  colour: Colour;
}

/** Particles of one kind, each near or far; those that are near are larger, faster and painted last, those that are far pass behind near things. */
export class Particles {
  readonly #kind: Kind;
  readonly #particles: Particle[];
  readonly #motion: Motion;
  readonly #gusts: number[];
  /** -1 or 1: where the wind goes; with the clouds, where they drift. */
  readonly #windward: number;
  readonly #rises: boolean;

  /** @param shape the picture's aspect decides how many there are; `strength` 0..1 scales it */
  constructor(
    kind: ParticleKind,
    strength: number,
    shape: { width: number; height: number },
    motion: Motion,
  ) {
    this.#kind = KINDS[kind];
    this.#motion = motion;
    const { count, fall, wind, swing, swingHertz, colours, fromFire } = this.#kind;
    const random = randomNumbers(motion.seed ^ (0x9e37 * (1 + Object.keys(KINDS).indexOf(kind))));
    this.#gusts = GUSTS.map(() => random());
    const flow = motion.drift.subarray(0, motion.drift.length / 2).reduce((sum, value) => sum + value, 0);
    this.#windward = flow === 0 ? (random() < 0.5 ? -1 : 1) : Math.sign(flow);
    const squares = (shape.width * shape.height) / Math.min(shape.width, shape.height) ** 2;
    // A panorama of 1:8 gets its share, not more particles than a machine can paint.
    const total = Math.round(count * strength * Math.min(4, squares));
    const whole = (perSecond: number) => Math.round(perSecond * motion.durationSeconds);
    const hearth = fromFire ? hearthOf(motion) : [];
    this.#particles = Array.from({ length: total }, () => {
      // Far more of them are far than near.
      const near = random() ** 2.1;
      const steady = fall[0] + (fall[1] - fall[0]) * near;
      const isSlow = fall[0] * fall[1] <= 0;
      const origin = hearth[Math.floor(random() * hearth.length)];
      return {
        x: origin ? origin.x + 0.02 * (random() - 0.5) : random(),
        y: origin ? origin.y : random(),
        near,
        // At least one crossing, so that nothing hangs in the air that should fall.
        fall: isSlow ? whole(steady) : Math.sign(steady) * Math.max(1, Math.abs(whole(steady))),
        across: this.#windward * whole((wind[0] + (wind[1] - wind[0]) * random()) * (0.4 + 0.6 * near)),
        swing: swing * (0.5 + random()),
        cycles: Math.max(1, whole(swingHertz * (0.6 + 0.8 * random()))),
        phase: random(),
        colour: colours[Math.floor(random() * colours.length)]!,
      };
    }).sort((a, b) => a.near - b.near);
    this.#rises = hearth.length > 0;
  }

  /** @param loop 0..1, how far the loop has come */
  paint(canvas: Canvas, loop: number): void {
    const shortSide = Math.min(canvas.width, canvas.height);
    const seconds = this.#motion.durationSeconds;
    for (const p of this.#particles) {
      const place = this.#rises ? risingFrom : crossing;
      const here = place(p, canvas, loop);
      const [ox, oy] = this.#strayed(p, loop, shortSide);
      const [nx, ny] = this.#strayed(p, loop + STEP, shortSide);
      const x = here.x + ox;
      const y = here.y + oy;
      const shown = this.#shown(p, x / canvas.width, y / canvas.height);
      if (shown <= 0) continue;
      const seen: Seen = {
        x,
        y,
        velocityX: (here.perLoopX + (nx - ox) / STEP) / seconds,
        velocityY: (here.perLoopY + (ny - oy) / STEP) / seconds,
        near: p.near,
        phase: p.phase,
        cycles: p.cycles,
        loop,
        age: here.age,
        colour: p.colour,
        shown,
        shortSide,
      };
      this.#kind.paint(canvas, seen);
    }
  }

  /** How far a particle is from its steady way: what it wanders by itself, and what the gusts do to the whole air. */
  #strayed(p: Particle, loop: number, shortSide: number): [number, number] {
    const turn = 2 * Math.PI * (p.cycles * loop + p.phase);
    let gust = 0;
    GUSTS.forEach(({ cycles, strength }, i) => {
      gust +=
        strength *
        Math.sin(2 * Math.PI * (cycles * (loop - this.#windward * GUST_LAG * p.x) + this.#gusts[i]!));
    });
    const wander = p.swing * shortSide;
    return [
      wander * (Math.sin(turn) + 0.4 * Math.sin(2 * turn + 5 * p.phase)) +
        this.#windward * this.#kind.gust * shortSide * (0.35 + 0.65 * p.near) * gust,
      wander * (0.4 * Math.cos(2 * turn) + 0.25 * Math.sin(turn + 2 * p.phase)),
    ];
  }

  /** 0..1: less where the scene is nearer than the particle. @param x of the picture's width, 0..1; `y` of its height */
  #shown(p: Particle, x: number, y: number): number {
    const { depth, grid } = this.#motion;
    if (!depth) return 1;
    const scene = bilinear(depth, grid.width, grid.height, x * grid.width - 0.5, y * grid.height - 0.5);
    // Depth says little about what is near: only the farther half of the particles can be behind anything.
    const particle = this.#kind.farthest * (1 - 1.7 * p.near);
    return 1 - smoothstep(BEHIND, BEHIND + BEHIND_FADE, particle - scene);
  }
}

interface Place {
  x: number;
  y: number;
  /** Pixels in a loop. */
  perLoopX: number;
  perLoopY: number;
  /** 0..1 of its way. */
  age: number;
}

const wrap = (value: number) => value - Math.floor(value);

/** Across the picture and in again on its other side. */
function crossing(p: Particle, { width, height }: Canvas, loop: number): Place {
  const margin = MARGIN * Math.min(width, height);
  const across = width + 2 * margin;
  const down = height + 2 * margin;
  const y = wrap(p.y + p.fall * loop);
  return {
    x: wrap(p.x + p.across * loop) * across - margin,
    y: y * down - margin,
    perLoopX: p.across * across,
    perLoopY: p.fall * down,
    age: p.fall < 0 ? 1 - y : y,
  };
}

/** Up from where it was lit. */
function risingFrom(p: Particle, { width, height }: Canvas, loop: number): Place {
  const shortSide = Math.min(width, height);
  const age = wrap(p.phase + Math.abs(p.fall) * loop);
  const rise = FIRE_RISE * shortSide * (0.5 + 0.5 * p.near);
  return {
    x: p.x * width + 0.12 * shortSide * p.across * age,
    y: p.y * height - rise * age,
    perLoopX: 0.12 * shortSide * p.across * Math.abs(p.fall),
    perLoopY: -rise * Math.abs(p.fall),
    age,
  };
}

/** Cells that burn, 0..1 each way; none where nothing does. */
function hearthOf({ grid, regions }: Motion): { x: number; y: number }[] {
  if (!regions) return [];
  const cells = grid.width * grid.height;
  const first = REGIONS.indexOf('fire') * cells;
  return Array.from({ length: cells }, (_, cell) => cell)
    .filter((cell) => regions[first + cell]! > 0.5)
    .map((cell) => ({
      x: ((cell % grid.width) + 0.5) / grid.width,
      y: (Math.floor(cell / grid.width) + 0.5) / grid.height,
    }));
}
