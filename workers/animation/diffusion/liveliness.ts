import { MOVING_THRESHOLD, type Motion } from '../../../src/shared/motion';

/** A change of gain below this is not seen. */
const DARK = 1e-3;
/** Way of a cell (short sides; a drift's over the loop) that is seen: two thirds of a pixel of a 720-pixel film. */
const SEEN = 1e-3;
/** So many of the cells must move for a picture to be alive. */
const ALIVE = 2e-3;

/** Stills `moving`, in place, where nothing is left of all cells' motion and light: what only could move is no motion. */
export function quietLeftovers(motion: Motion): void {
  const lit = motion.glow.some((value) => Math.abs(value) > DARK);
  if (!lit && standsStill(motion)) motion.moving.fill(0);
}

/** Whether nothing in a picture is seen to go anywhere (its light may change). */
export function standsStill({ moving, drift, spectrum, durationSeconds }: Motion): boolean {
  const cells = moving.length;
  let alive = 0;
  for (let cell = 0; cell < cells; cell++) {
    if (moving[cell]! < MOVING_THRESHOLD) continue;
    let sway = 0;
    for (let at = cell; at < spectrum.length; at += cells) sway += spectrum[at]! ** 2;
    const way = Math.hypot(drift[cell]!, drift[cells + cell]!) * durationSeconds + Math.sqrt(sway);
    if (way > SEEN) alive++;
  }
  return alive < ALIVE * cells;
}
