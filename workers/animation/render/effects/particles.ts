import type { ParticleKind } from '../../../../src/shared/atmosphere';
import { randomNumbers } from './noise';
import { paintBubble, paintDisc, paintPetal, paintStreak, type Canvas, type Colour } from './sprites';

/** One particle; all numbers are fixed, its place at a time follows from them in closed form and closes with the loop. */
interface Particle {
  /** 0..1, where it is at the loop's start; it re-enters on the other side. */
  x: number;
  y: number;
  /** 0 far .. 1 near. */
  near: number;
  /** Whole crossings of the picture a loop, by height and by width. */
  fall: number;
  across: number;
  /** Swing: short sides, cycles a loop, phase. */
  swing: number;
  cycles: number;
  phase: number;
  colour: Colour;
}

/** A kind of particle: how many at strength 1 in a square of a short side, how they move a loop second, how each is painted. */
interface Kind {
  count: number;
  /** Crossings of the picture's height a second, far and near; below 0 it rises. */
  fall: readonly [number, number];
  /** Crossings of the width a second. */
  drift: readonly [number, number];
  /** Short sides, and swings a second. */
  swing: number;
  swingHertz: number;
  colours: readonly Colour[];
  paint(canvas: Canvas, p: Particle, x: number, y: number, shortSide: number, loop: number): void;
}

const mixed = (p: Particle, far: number, near: number) => far + (near - far) * p.near;
const pulse = (p: Particle, loop: number) => 0.5 + 0.5 * Math.sin(2 * Math.PI * (p.cycles * loop + p.phase));

const KINDS: Record<ParticleKind, Kind> = {
  snow: {
    count: 420,
    fall: [0.09, 0.3],
    drift: [-0.03, 0.03],
    swing: 0.015,
    swingHertz: 0.4,
    colours: [[250, 252, 255]],
    paint: (canvas, p, x, y, s) =>
      paintDisc(
        canvas,
        x,
        y,
        s * mixed(p, 0.0016, 0.0095) * (0.6 + 0.4 * p.near),
        mixed(p, 0.5, 0.9),
        p.colour,
        mixed(p, 0.85, 0.6),
      ),
  },
  rain: {
    count: 520,
    fall: [1.1, 2.4],
    drift: [0, 0],
    swing: 0,
    swingHertz: 0,
    colours: [[205, 215, 228]],
    paint: (canvas, p, x, y, s) =>
      paintStreak(
        canvas,
        x,
        y,
        s * mixed(p, 0.004, 0.012),
        s * mixed(p, 0.025, 0.085),
        s * mixed(p, 0.0012, 0.003),
        p.colour,
        mixed(p, 0.22, 0.42),
      ),
  },
  dust: {
    count: 130,
    fall: [-0.02, 0.03],
    drift: [-0.05, 0.05],
    swing: 0.03,
    swingHertz: 0.25,
    colours: [[255, 244, 220]],
    paint: (canvas, p, x, y, s, loop) =>
      paintDisc(
        canvas,
        x,
        y,
        s * mixed(p, 0.0015, 0.007),
        0.9,
        p.colour,
        (0.15 + 0.4 * pulse(p, loop)) * mixed(p, 1, 0.5),
        true,
      ),
  },
  embers: {
    count: 110,
    fall: [-0.16, -0.42],
    drift: [-0.05, 0.05],
    swing: 0.03,
    swingHertz: 0.7,
    colours: [
      [255, 140, 40],
      [255, 190, 80],
      [255, 95, 25],
    ],
    paint: (canvas, p, x, y, s, loop) => {
      const light = 0.35 + 0.65 * pulse(p, loop);
      paintDisc(canvas, x, y, s * mixed(p, 0.004, 0.014), 1, p.colour, 0.35 * light, true);
      paintDisc(canvas, x, y, s * mixed(p, 0.0012, 0.0038), 0.5, [255, 225, 170], 0.95 * light, true);
    },
  },
  fireflies: {
    count: 36,
    fall: [0, 0],
    drift: [0, 0],
    swing: 0.07,
    swingHertz: 0.25,
    colours: [
      [215, 255, 110],
      [240, 255, 150],
    ],
    paint: (canvas, p, x, y, s, loop) => {
      const light = Math.max(0, Math.sin(2 * Math.PI * (loop * Math.max(1, p.cycles) + p.phase * 3))) ** 2;
      paintDisc(canvas, x, y, s * mixed(p, 0.012, 0.034), 1, p.colour, 0.4 * light, true);
      paintDisc(canvas, x, y, s * mixed(p, 0.002, 0.005), 0.6, [250, 255, 215], light, true);
    },
  },
  petals: {
    count: 60,
    fall: [0.1, 0.26],
    drift: [0.03, 0.14],
    swing: 0.05,
    swingHertz: 0.5,
    colours: [
      [255, 205, 215],
      [250, 184, 200],
      [255, 225, 230],
    ],
    paint: (canvas, p, x, y, s, loop) => {
      const turn = 2 * Math.PI * (Math.max(1, p.cycles) * loop + p.phase);
      const size = s * mixed(p, 0.006, 0.017);
      paintPetal(canvas, x, y, size, size * 0.6 * Math.cos(turn * 2), turn + 6 * p.phase, p.colour, 0.92);
    },
  },
  bubbles: {
    count: 40,
    fall: [-0.1, -0.28],
    drift: [-0.02, 0.02],
    swing: 0.025,
    swingHertz: 0.6,
    colours: [[235, 245, 255]],
    paint: (canvas, p, x, y, s) => paintBubble(canvas, x, y, s * mixed(p, 0.006, 0.026), mixed(p, 0.6, 0.85)),
  },
};

/** Particles of one kind, each near or far; those that are near are larger, faster and painted last. */
export class Particles {
  readonly #kind: Kind;
  readonly #particles: Particle[];

  /** @param shape the picture's aspect decides how many there are; `strength` 0..1 scales it */
  constructor(
    kind: ParticleKind,
    strength: number,
    shape: { width: number; height: number },
    durationSeconds: number,
    seed: number,
  ) {
    this.#kind = KINDS[kind];
    const { count, fall, drift, swing, swingHertz, colours } = this.#kind;
    const random = randomNumbers(seed ^ (0x9e37 * (1 + Object.keys(KINDS).indexOf(kind))));
    const squares = (shape.width * shape.height) / Math.min(shape.width, shape.height) ** 2;
    // A panorama of 1:8 gets its share, not more particles than a machine can paint.
    const total = Math.round(count * strength * Math.min(4, squares));
    const whole = (perSecond: number) => Math.round(perSecond * durationSeconds);
    this.#particles = Array.from({ length: total }, () => {
      // More of them are far than near.
      const near = random() ** 1.7;
      const steady = fall[0] + (fall[1] - fall[0]) * near;
      const sign = Math.sign(fall[0] + fall[1]);
      return {
        x: random(),
        y: random(),
        near,
        // At least one crossing, so that nothing hangs in the air that should fall.
        fall:
          sign === 0 || fall[0] * fall[1] < 0 ? whole(steady) : sign * Math.max(1, Math.abs(whole(steady))),
        across: whole(drift[0] + (drift[1] - drift[0]) * random()),
        swing: swing * (0.5 + random()),
        cycles: Math.max(swingHertz > 0 ? 1 : 0, whole(swingHertz * (0.6 + 0.8 * random()))),
        phase: random(),
        colour: colours[Math.floor(random() * colours.length)]!,
      };
    }).sort((a, b) => a.near - b.near);
  }

  /** @param loop 0..1, how far the loop has come */
  paint(canvas: Canvas, loop: number): void {
    const shortSide = Math.min(canvas.width, canvas.height);
    // They enter and leave beyond the border.
    const margin = 0.1 * shortSide;
    for (const p of this.#particles) {
      const wrap = (value: number) => value - Math.floor(value);
      const angle = 2 * Math.PI * (p.cycles * loop + p.phase);
      const x = wrap(p.x + p.across * loop) * (canvas.width + 2 * margin) - margin;
      const y = wrap(p.y + p.fall * loop) * (canvas.height + 2 * margin) - margin;
      this.#kind.paint(
        canvas,
        p,
        x + p.swing * shortSide * Math.sin(angle),
        y + 0.4 * p.swing * shortSide * Math.cos(2 * angle),
        shortSide,
        loop,
      );
    }
  }
}
