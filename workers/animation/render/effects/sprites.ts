/** Colour of a sprite, 0..255 each. */
export type Colour = readonly [number, number, number];

/** A picture that sprites are painted on: packed RGBA, red in the low byte, in place. */
export interface Canvas {
  pixels: Int32Array;
  width: number;
  height: number;
}

/** Paints `cover` (0..1) at each pixel of a box, `glow`: as light that is added. */
function paint(
  { pixels, width, height }: Canvas,
  box: { left: number; top: number; right: number; bottom: number },
  colour: Colour,
  glow: boolean,
  cover: (x: number, y: number) => number,
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
        mixed |= Math.round(level) << (8 * c);
      }
      pixels[at] = mixed;
    }
  }
}

/** A disc whose edge falls off over `softness` (0..1) of its radius. */
export function paintDisc(
  canvas: Canvas,
  x: number,
  y: number,
  radius: number,
  softness: number,
  colour: Colour,
  cover: number,
  glow = false,
): void {
  const r = Math.max(0.6, radius);
  // Smaller than a pixel: fainter instead.
  const strength = cover * Math.min(1, (radius / 0.6) ** 2);
  const inner = r * (1 - softness);
  paint(
    canvas,
    { left: x - r - 1, top: y - r - 1, right: x + r + 1, bottom: y + r + 1 },
    colour,
    glow,
    (px, py) => {
      const distance = Math.hypot(px - x, py - y);
      const edge = Math.min(1, Math.max(0, (r + 0.5 - distance) / Math.max(1, r - inner)));
      return strength * edge * edge * (3 - 2 * edge);
    },
  );
}

/** A line with soft sides from (x, y) along (dx, dy) that fades towards its start. */
export function paintStreak(
  canvas: Canvas,
  x: number,
  y: number,
  dx: number,
  dy: number,
  thickness: number,
  colour: Colour,
  cover: number,
): void {
  const length2 = dx * dx + dy * dy;
  const half = Math.max(0.7, thickness / 2);
  const strength = cover * Math.min(1, thickness / 1.4);
  const box = {
    left: Math.min(x, x + dx) - half - 1,
    top: Math.min(y, y + dy) - half - 1,
    right: Math.max(x, x + dx) + half + 1,
    bottom: Math.max(y, y + dy) + half + 1,
  };
  paint(canvas, box, colour, false, (px, py) => {
    const along = Math.min(1, Math.max(0, ((px - x) * dx + (py - y) * dy) / length2));
    const distance = Math.hypot(px - x - along * dx, py - y - along * dy);
    return strength * along * Math.max(0, Math.min(1, half + 0.5 - distance));
  });
}

/** An ellipse with axes (a, b), turned by `angle`, darker along its middle: a petal. */
export function paintPetal(
  canvas: Canvas,
  x: number,
  y: number,
  a: number,
  b: number,
  angle: number,
  colour: Colour,
  cover: number,
): void {
  const reach = Math.max(a, b) + 1;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const thin = Math.max(0.7, Math.abs(b));
  paint(
    canvas,
    { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach },
    colour,
    false,
    (px, py) => {
      const u = ((px - x) * cosine + (py - y) * sine) / Math.max(0.7, a);
      const v = (-(px - x) * sine + (py - y) * cosine) / thin;
      const distance = Math.hypot(u, v);
      return cover * Math.min(1, Math.max(0, (1 - distance) * thin + 0.5)) * (0.82 + 0.18 * Math.abs(v));
    },
  );
}

/** A bubble: a thin bright rim and a light spot. */
export function paintBubble(canvas: Canvas, x: number, y: number, radius: number, cover: number): void {
  const rim = Math.max(0.9, radius * 0.14);
  const box = { left: x - radius - 2, top: y - radius - 2, right: x + radius + 2, bottom: y + radius + 2 };
  paint(canvas, box, [235, 245, 255], true, (px, py) => {
    const distance = Math.hypot(px - x, py - y);
    const edge = Math.max(0, 1 - Math.abs(distance - radius) / rim);
    const inside = distance < radius ? 0.1 * (distance / radius) ** 2 : 0;
    return cover * Math.min(1, 0.75 * edge + inside);
  });
  paintDisc(
    canvas,
    x - 0.38 * radius,
    y - 0.4 * radius,
    0.2 * radius,
    0.8,
    [255, 255, 255],
    0.8 * cover,
    true,
  );
}

/** A point of light with four rays: the sun on a wave. */
export function paintStar(canvas: Canvas, x: number, y: number, radius: number, cover: number): void {
  const box = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
  paint(canvas, box, [255, 250, 235], true, (px, py) => {
    const dx = Math.abs(px - x) / radius;
    const dy = Math.abs(py - y) / radius;
    const core = Math.exp(-18 * (dx * dx + dy * dy));
    const rays = Math.max(0, 1 - dx - 14 * dy) + Math.max(0, 1 - dy - 14 * dx);
    return cover * Math.min(1, core + 0.6 * rays * rays);
  });
}
