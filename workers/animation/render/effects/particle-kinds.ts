import type { ParticleKind } from '../../../../src/shared/atmosphere';
import {
  paintDisc,
  paintBubble,
  paintPetal,
  paintStreak,
  type Disc,
  type Canvas,
  type Colour,
} from './sprites';

/** One particle at one instant, as its kind paints it. */
export interface Seen {
  x: number;
  y: number;
  /** Pixels a second. */
  velocityX: number;
  velocityY: number;
  /** 0 far .. 1 near. */
  near: number;
  /** 0..1, its own. */
  phase: number;
  /** Whole turns of a loop, its own. */
  cycles: number;
  /** 0..1, how far the loop has come, and how far the particle on its way. */
  loop: number;
  age: number;
  colour: Colour;
  /** 0..1: less where something nearer stands before it. */
  shown: number;
  shortSide: number;
}

/** A kind of particle: how many, how they move, how each is painted. */
export interface Kind {
  /** At strength 1, in a square of a short side. */
  count: number;
  /** Crossings of the picture's height a second, far and near; below 0 it rises. */
  fall: readonly [number, number];
  /** Crossings of the width a second with the wind, least and most. */
  wind: readonly [number, number];
  /** How far gusts carry it, in short sides; the whole air moves as one, near things farther. */
  gust: number;
  /** Wandering of its own: short sides, and turns a second. */
  swing: number;
  swingHertz: number;
  colours: readonly Colour[];
  /** Depth (0..1) of the farthest: what is nearer in the scene hides it. */
  farthest: number;
  /** Rises out of fire where there is any, and dies on its way. */
  fromFire?: boolean;
  paint(canvas: Canvas, p: Seen): void;
}

/** A camera's shutter, in seconds: half a frame at 24 frames a second. */
const SHUTTER_SECONDS = 1 / 48;
/** From here on a particle is too near to be in focus. */
const OUT_OF_FOCUS = 0.82;

const mixed = ({ near }: Seen, far: number, close: number) => far + (close - far) * near;
const wave = ({ cycles, loop, phase }: Seen, faster = 1) =>
  Math.sin(2 * Math.PI * (faster * cycles * loop + phase));

/** A disc of a size as the shutter sees it. What is nearest is out of focus: larger, softer, fainter. */
function seenDisc(p: Seen, far: number, close: number, cover: number, softness: number): Disc {
  const blurred = Math.max(0, (p.near - OUT_OF_FOCUS) / (1 - OUT_OF_FOCUS));
  const size = mixed({ ...p, near: p.near ** 1.6 }, far, close);
  const growth = 1 + 1.5 * blurred;
  return {
    x: p.x,
    y: p.y,
    radius: p.shortSide * size * growth,
    dx: p.velocityX * SHUTTER_SECONDS,
    dy: p.velocityY * SHUTTER_SECONDS,
    softness: Math.max(softness, 0.35 + 0.4 * blurred),
    colour: p.colour,
    cover: (cover * p.shown) / growth ** 1.3,
  };
}

/** How each kind of particle looks and moves. Speeds and sizes tuned by eye on contact sheets at 360x640 and 720x1280. */
export const KINDS: Record<ParticleKind, Kind> = {
  snow: {
    count: 1000,
    fall: [0.07, 0.34],
    wind: [0, 0.06],
    gust: 0.05,
    swing: 0.014,
    swingHertz: 0.45,
    farthest: 0.85,
    colours: [
      [250, 252, 255],
      [238, 244, 252],
    ],
    paint: (canvas, p) => {
      const disc = seenDisc(p, 0.0019, 0.0095, mixed(p, 0.85, 1), 0.8);
      paintDisc(canvas, { ...disc, dx: 0.3 * disc.dx, dy: 0.3 * disc.dy });
    },
  },
  rain: {
    count: 620,
    fall: [1.2, 2.6],
    wind: [0.1, 0.22],
    gust: 0.02,
    swing: 0,
    swingHertz: 0,
    farthest: 0.85,
    colours: [
      [222, 230, 240],
      [200, 212, 228],
    ],
    paint: (canvas, p) => {
      const disc = seenDisc(p, 0.0009, 0.0021, mixed(p, 0.3, 0.62), 0.5);
      // Drops are seen through an eye's slower shutter.
      paintStreak(canvas, { ...disc, dx: 1.25 * disc.dx, dy: 1.25 * disc.dy });
    },
  },
  dust: {
    count: 320,
    fall: [-0.03, 0.03],
    wind: [-0.03, 0.06],
    gust: 0.04,
    swing: 0.03,
    swingHertz: 0.25,
    farthest: 0.5,
    colours: [
      [255, 242, 214],
      [255, 232, 190],
    ],
    paint: (canvas, p) => {
      // A mote turns in the light: seen, then not.
      const light = Math.max(0, 0.45 + 0.55 * wave(p)) ** 1.5;
      paintDisc(canvas, { ...seenDisc(p, 0.0018, 0.006, light * mixed(p, 0.85, 0.7), 0.9), glow: true });
    },
  },
  embers: {
    count: 210,
    fall: [-0.2, -0.5],
    wind: [-0.02, 0.08],
    gust: 0.06,
    swing: 0.022,
    swingHertz: 0.8,
    farthest: 0.6,
    colours: [
      [255, 132, 36],
      [255, 176, 66],
      [255, 92, 24],
    ],
    fromFire: true,
    paint: (canvas, p) => {
      const flicker = 0.62 + 0.38 * wave(p, 3);
      // It cools on its way: from white hot to red, then out.
      const heat = Math.max(0, 1 - p.age) ** 0.7;
      const core: Colour = [255, 128 + 96 * heat, 40 + 120 * heat];
      const halo = seenDisc(p, 0.006, 0.018, 0.6 * flicker * heat, 1);
      paintDisc(canvas, { ...halo, dx: 0, dy: 0, glow: true });
      const spark = seenDisc(p, 0.0016, 0.0042, 1.9 * flicker * heat, 0.5);
      paintDisc(canvas, { ...spark, dx: 0.35 * spark.dx, dy: 0.35 * spark.dy, colour: core, glow: true });
    },
  },
  fireflies: {
    count: 44,
    fall: [0, 0],
    wind: [0, 0],
    gust: 0.015,
    swing: 0.09,
    swingHertz: 0.22,
    farthest: 0.5,
    colours: [
      [205, 255, 95],
      [236, 255, 130],
    ],
    paint: (canvas, p) => {
      // A quick rise and a slow fall, as the beetles flash.
      const part = (p.cycles * p.loop + 3 * p.phase) % 1;
      const light = part < 0.12 ? part / 0.12 : Math.max(0, 1 - (part - 0.12) / 0.5) ** 1.6;
      if (light <= 0) return;
      const still = { ...p, velocityX: 0, velocityY: 0 };
      paintDisc(canvas, { ...seenDisc(still, 0.014, 0.042, 0.5 * light, 1), glow: true });
      paintDisc(canvas, { ...seenDisc(still, 0.006, 0.016, 0.6 * light, 1), glow: true });
      const core = seenDisc(still, 0.0024, 0.0058, 1.2 * light, 0.6);
      paintDisc(canvas, { ...core, colour: [250, 255, 218], glow: true });
    },
  },
  petals: {
    count: 110,
    fall: [0.1, 0.3],
    wind: [0.04, 0.16],
    gust: 0.09,
    swing: 0.035,
    swingHertz: 0.5,
    farthest: 0.55,
    colours: [
      [255, 208, 220],
      [250, 186, 204],
      [255, 226, 232],
    ],
    paint: (canvas, p) => {
      const turn = 2 * Math.PI * (p.cycles * p.loop + p.phase);
      const blurred = Math.max(0, (p.near - OUT_OF_FOCUS) / (1 - OUT_OF_FOCUS));
      const size = p.shortSide * mixed({ ...p, near: p.near ** 1.4 }, 0.007, 0.026) * (1 + 0.4 * blurred);
      paintPetal(canvas, {
        x: p.x,
        y: p.y,
        size,
        // It tumbles about its length, and turns in its plane meanwhile.
        facing: Math.cos(2 * turn + 9 * p.phase),
        angle: 6 * p.phase + 0.9 * Math.sin(turn),
        colour: p.colour,
        cover: 0.95 * p.shown * (1 - 0.3 * blurred),
        blur: 0.003 * p.shortSide * blurred + 0.25 * Math.hypot(p.velocityX, p.velocityY) * SHUTTER_SECONDS,
      });
    },
  },
  bubbles: {
    count: 34,
    fall: [-0.07, -0.22],
    wind: [0, 0.05],
    gust: 0.05,
    swing: 0.025,
    swingHertz: 0.5,
    farthest: 0.5,
    colours: [[235, 245, 255]],
    paint: (canvas, p) => {
      const breath = 1 + 0.03 * wave(p, 2);
      const radius = p.shortSide * mixed({ ...p, near: p.near ** 1.3 }, 0.008, 0.045) * breath;
      paintBubble(canvas, p.x, p.y, radius, 2 * Math.PI * (p.loop + p.phase), p.shown);
    },
  },
};
