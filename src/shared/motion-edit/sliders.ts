import { GLOW_HARMONICS, SPECTRUM_HARMONICS, type Motion } from '../motion';
import { SCENE_CLASSES, type SceneMap } from '../scene';
import { retimeHarmonics, SPECTRUM_COMPONENTS } from './harmonics';
import { WIND_SHARE } from './materials';

/** How far and how brightly everything moves. 0 is still. In place. */
export function applyStrength(motion: Motion, strength: number): void {
  for (const map of [motion.drift, motion.spectrum, motion.glow]) {
    for (let i = 0; i < map.length; i++) map[i] = strength * map[i]!;
  }
}

/** How fast everything moves, within the same loop. Returns a motion with new maps. */
export function applySpeed(motion: Motion, speed: number): Motion {
  return {
    ...motion,
    drift: motion.drift.map((value) => speed * value),
    spectrum: retimeHarmonics(motion.spectrum, SPECTRUM_HARMONICS, speed),
    glow: retimeHarmonics(motion.glow, GLOW_HARMONICS, speed),
  };
}

/** Above the natural wind this part of each harmonic's swing goes on to the next: gusts and flutter. */
const FLUTTER = 0.35;

/**
 * How hard the wind blows, on what the wind moves (leaves, grass, flags, hair, smoke; clouds and water a little). In place.
 * @param wind 0 calm, 1 as generated, 2 a gale
 */
export function applyWind(motion: Motion, sceneMap: SceneMap, wind: number): void {
  const cells = sceneMap.classes.length;
  const shares = SCENE_CLASSES.map((name) => WIND_SHARE[name]);
  for (let cell = 0; cell < cells; cell++) {
    const share = shares[sceneMap.classes[cell]!]!;
    if (share.drift > 0) {
      const factor = 1 + share.drift * (wind - 1);
      for (const at of [cell, cells + cell]) motion.drift[at] = factor * motion.drift[at]!;
    }
    if (share.sway === 0) continue;
    const factor = 1 + share.sway * (wind - 1);
    const flutter = FLUTTER * share.sway * Math.max(0, wind - 1);
    for (let component = 0; component < SPECTRUM_COMPONENTS; component++) {
      let handedOn = 0;
      for (let k = 0; k < SPECTRUM_HARMONICS; k++) {
        const at = (k * SPECTRUM_COMPONENTS + component) * cells + cell;
        const own = factor * motion.spectrum[at]!;
        const leaves = k < SPECTRUM_HARMONICS - 1 ? flutter * own : 0;
        motion.spectrum[at] = own - leaves + handedOn;
        handedOn = leaves;
      }
    }
  }
}
