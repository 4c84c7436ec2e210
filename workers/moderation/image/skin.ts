import type { Box } from '../../../src/shared/verdict';
import { patchOf, type Pyramid } from './pyramid';
import { WHOLE } from './views';

/** Cells along each side. */
const GRID = 48;
/** Regions smaller than this share of the picture are left to the tiles, larger ones to the whole. */
const SMALLEST_SHARE = 0.03;
const LARGEST_SHARE = 0.5;

/**
 * The largest region in the colours of skin, as a box grown by a fifth; none where there is none of a useful size. The rule is Chai
 * and Ngan's (1999) range of chroma, which holds over the tones of skin: 77 <= Cb <= 127 and 133 <= Cr <= 173. Sand and wood fall
 * into it too: what comes of that is one more look.
 */
export function skinRegions(pyramid: Pyramid): Box[] {
  const cells = new Float32Array(3 * GRID * GRID);
  pyramid.sample(patchOf(WHOLE, pyramid), GRID, GRID, cells);
  const area = GRID * GRID;
  const isSkin = new Uint8Array(area);
  for (let cell = 0; cell < area; cell++) {
    const r = 255 * cells[cell]!;
    const g = 255 * cells[cell + area]!;
    const b = 255 * cells[cell + 2 * area]!;
    // ITU-R BT.601.
    const cb = 128 - 0.168736 * r - 0.331264 * g + 0.5 * b;
    const cr = 128 + 0.5 * r - 0.418688 * g - 0.081312 * b;
    isSkin[cell] = cb >= 77 && cb <= 127 && cr >= 133 && cr <= 173 ? 1 : 0;
  }
  const largest = components(isSkin).sort((a, b) => b.count - a.count)[0];
  if (!largest || largest.count < SMALLEST_SHARE * area || largest.count > LARGEST_SHARE * area) return [];
  const width = (largest.right - largest.left + 1) / GRID;
  const height = (largest.bottom - largest.top + 1) / GRID;
  const x = Math.max(0, largest.left / GRID - 0.1 * width);
  const y = Math.max(0, largest.top / GRID - 0.1 * height);
  return [{ x, y, width: Math.min(1 - x, 1.2 * width), height: Math.min(1 - y, 1.2 * height) }];
}

interface Component {
  count: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Regions of ones that touch by their sides. */
function components(flags: Uint8Array): Component[] {
  const seen = new Uint8Array(flags.length);
  const found: Component[] = [];
  for (let start = 0; start < flags.length; start++) {
    if (!flags[start] || seen[start]) continue;
    const component = { count: 0, left: GRID, right: 0, top: GRID, bottom: 0 };
    const open = [start];
    seen[start] = 1;
    while (open.length > 0) {
      const cell = open.pop()!;
      const [x, y] = [cell % GRID, Math.floor(cell / GRID)];
      component.count++;
      component.left = Math.min(component.left, x);
      component.right = Math.max(component.right, x);
      component.top = Math.min(component.top, y);
      component.bottom = Math.max(component.bottom, y);
      const beside = [
        x > 0 ? cell - 1 : -1,
        x < GRID - 1 ? cell + 1 : -1,
        y > 0 ? cell - GRID : -1,
        y < GRID - 1 ? cell + GRID : -1,
      ];
      for (const next of beside) {
        if (next < 0 || seen[next] || !flags[next]) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    found.push(component);
  }
  return found;
}
