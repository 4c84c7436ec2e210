/** Colour of a sprite, 0..255 each. */
export type Colour = readonly [number, number, number];

/** A picture that sprites are painted on: packed RGBA, red in the low byte, in place. */
export interface Canvas {
  pixels: Int32Array;
  width: number;
  height: number;
}

/** A rectangle in pixels. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What a sprite shows at a pixel: how much of it (0..1), and how bright it is there. */
type Cover = (x: number, y: number) => number;

function boxAround(x: number, y: number, reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

/** Paints `cover` (0..1) at each pixel of a box; `glow`: as light that is added. */
function paint(
  { pixels, width, height }: Canvas,
  box: Box,
  colour: Colour,
  glow: boolean,
  cover: Cover,
): void {
  const right = Math.min(width - 1, Math.ceil(box.right));
  const bottom = Math.min(height - 1, Math.ceil(box.bottom));
  for (let y = Math.max(0, Math.floor(box.top)); y <= bottom; y++) {
    for (let x = Math.max(0, Math.floor(box.left)); x <= right; x++) {
      const share = cover(x, y);
      if (share <= 0.004) continue;
      const at = y * width + x;
      const pixel = pixels[at]!;
      let mixed = -16777216;
      for (let c = 0; c < 3; c++) {
        const under = (pixel >>> (8 * c)) & 255;
        const over = colour[c]!;
        // Light is added as a screen does: it never clips.
        const level = glow ? under + share * over * (1 - under / 255) : under + share * (over - under);
        mixed |= Math.max(0, Math.min(255, Math.round(level))) << (8 * c);
      }
      pixels[at] = mixed;
    }
  }
}

/** A round thing, and how a shutter sees it. */
export interface Disc {
  x: number;
  y: number;
  /** Pixels. */
  radius: number;
  /** Way while the shutter is open, in pixels: it is drawn out along it, and fainter by as much. */
  dx: number;
  dy: number;
  /** 0 a hard edge .. 1 falls off from its middle. */
  softness: number;
  colour: Colour;
  cover: number;
  /** Light that is added. */
  glow?: boolean;
}

/** A disc with a soft edge, drawn out along its way. */
export function paintDisc(
  canvas: Canvas,
  { x, y, radius, dx, dy, softness, colour, cover, glow }: Disc,
): void {
  const r = Math.max(0.6, radius);
  const length2 = dx * dx + dy * dy;
  const inner = r * (1 - softness);
  // Smaller than a pixel, or smeared over its way: fainter instead.
  const strength = (cover * Math.min(1, (radius / 0.6) ** 2) * 2 * r) / (2 * r + 0.7 * Math.sqrt(length2));
  const box = {
    left: Math.min(x, x + dx) - r - 1,
    top: Math.min(y, y + dy) - r - 1,
    right: Math.max(x, x + dx) + r + 1,
    bottom: Math.max(y, y + dy) + r + 1,
  };
  paint(canvas, box, colour, glow ?? false, (px, py) => {
    const along = length2 > 0 ? Math.min(1, Math.max(0, ((px - x) * dx + (py - y) * dy) / length2)) : 0;
    const distance = Math.hypot(px - x - along * dx, py - y - along * dy);
    const edge = Math.min(1, Math.max(0, (r + 0.5 - distance) / Math.max(1, r - inner)));
    return strength * edge * edge * (3 - 2 * edge);
  });
}

/** A drop that falls through an open shutter: a thin line along (dx, dy), faint at its ends, brighter below. */
export function paintStreak(canvas: Canvas, { x, y, dx, dy, radius, colour, cover }: Disc): void {
  const length2 = Math.max(1, dx * dx + dy * dy);
  const half = Math.max(0.55, radius);
  const strength = cover * Math.min(1, radius / 0.55);
  const box = {
    left: Math.min(x, x + dx) - half - 1,
    top: Math.min(y, y + dy) - half - 1,
    right: Math.max(x, x + dx) + half + 1,
    bottom: Math.max(y, y + dy) + half + 1,
  };
  paint(canvas, box, colour, true, (px, py) => {
    const along = ((px - x) * dx + (py - y) * dy) / length2;
    if (along < 0 || along > 1) return 0;
    const distance = Math.hypot(px - x - along * dx, py - y - along * dy);
    const fade = Math.min(1, 3 * along) * Math.min(1, 6 * (1 - along));
    return strength * fade * Math.max(0, Math.min(1, half + 0.5 - distance));
  });
}

/** A petal as it tumbles. */
export interface Petal {
  x: number;
  y: number;
  /** Half its length, in pixels. */
  size: number;
  /** -1..1: how far it shows its face (1), its edge (0) or its back (-1). */
  facing: number;
  angle: number;
  colour: Colour;
  cover: number;
  /** Pixels over which its edge is out of focus. */
  blur: number;
}

/** A petal: a notched oval with a darker root, its back in shade. */
export function paintPetal(canvas: Canvas, { x, y, size, facing, angle, colour, cover, blur }: Petal): void {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const length = Math.max(0.8, size);
  const breadth = Math.max(0.8, size * 0.78 * Math.abs(facing));
  const soft = Math.max(1, blur);
  // Lit from above: its face is bright, its back lies in its own shade.
  const shade = facing >= 0 ? 0.86 + 0.14 * facing : 0.8 + 0.12 * facing;
  const lit: Colour = [colour[0] * shade, colour[1] * shade, colour[2] * shade];
  const root: Colour = [lit[0] * 0.92, lit[1] * 0.7, lit[2] * 0.76];
  const shape = (px: number, py: number) => {
    const u = ((px - x) * cosine + (py - y) * sine) / length;
    const v = (-(px - x) * sine + (py - y) * cosine) / breadth;
    // Broadest towards the tip, where it is notched; narrow at its root.
    const half = Math.sqrt(Math.max(0, 1 - u * u)) * (0.84 + 0.16 * u);
    const notch = u > 0.6 ? Math.max(0, 0.3 - Math.abs(v)) * (u - 0.6) * 2.4 : 0;
    const inside = Math.min((half - Math.abs(v)) * breadth, (1 - Math.abs(u)) * length) - notch * length;
    return Math.min(1, Math.max(0, inside / soft + 0.5));
  };
  const box = boxAround(x, y, size + soft + 1);
  paint(canvas, box, lit, false, (px, py) => cover * shape(px, py));
  if (size < 3) return;
  paint(canvas, box, root, false, (px, py) => {
    const u = ((px - x) * cosine + (py - y) * sine) / length;
    return cover * 0.75 * Math.max(0, -u - 0.1) * shape(px, py);
  });
}

/** Colours of a thin film around a bubble's rim. */
const FILM: readonly Colour[] = [
  [255, 190, 235],
  [190, 225, 255],
  [195, 255, 225],
  [255, 245, 190],
];

/** A soap bubble: a rim that shines in a film's colours, a window's light at its upper left and its image at the lower right. */
export function paintBubble(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  turn: number,
  cover: number,
): void {
  const box = boxAround(x, y, radius + 2);
  const edge = (px: number, py: number) =>
    Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(px - x, py - y)));
  FILM.forEach((colour, i) => {
    const centre = turn + (i * 2 * Math.PI) / FILM.length;
    paint(canvas, box, colour, true, (px, py) => {
      const distance = Math.hypot(px - x, py - y) / radius;
      if (distance > 1.1) return 0;
      const angle = Math.atan2(py - y, px - x);
      const side = 0.5 + 0.5 * Math.cos(angle - centre + 1.6 * distance);
      return cover * edge(px, py) * side ** 2 * (0.05 + 0.62 * distance ** 7);
    });
  });
  const light = (angle: number, at: number, size: number, strength: number) => {
    const lx = x + Math.cos(angle) * at * radius;
    const ly = y + Math.sin(angle) * at * radius;
    const disc = { x: lx, y: ly, radius: size * radius, dx: 0, dy: 0, softness: 0.9 };
    paintDisc(canvas, { ...disc, colour: [255, 255, 255], cover: strength * cover, glow: true });
  };
  light(-2.3, 0.58, 0.24, 0.95);
  light(-1.85, 0.68, 0.12, 0.6);
  light(0.85, 0.7, 0.16, 0.4);
}

/** A point of light with four rays: the sun on a wave. */
export function paintStar(canvas: Canvas, x: number, y: number, radius: number, cover: number): void {
  paint(canvas, boxAround(x, y, radius), [255, 250, 235], true, (px, py) => {
    const dx = Math.abs(px - x) / radius;
    const dy = Math.abs(py - y) / radius;
    const core = Math.exp(-18 * (dx * dx + dy * dy));
    const rays = Math.max(0, 1 - dx - 14 * dy) + Math.max(0, 1 - dy - 14 * dx);
    return cover * Math.min(1, core + 0.6 * rays * rays);
  });
}
