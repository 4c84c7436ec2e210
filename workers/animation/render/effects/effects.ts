import { PARTICLE_KINDS, REGIONS, type ParticleKind } from '../../../../src/shared/atmosphere';
import type { Motion } from '../../../../src/shared/motion';
import type { RgbaImage } from '../../../../src/shared/pixels';
import { loopTime } from '../loop-time';
import { paintRegion } from '../mattes';
import type { RenderPlan } from '../plan';
import { CameraRig } from './camera-rig';
import { Glints } from './glints';
import { FIELD_LIGHTS, LightField } from './light';
import { Particles } from './particles';

/**
 * What lies over the whole picture, in this order: light and fog (`light`, a pass of both renderers), the camera (`camera`, another), and what
 * glints and falls ({@link Effects.paintOver}, the same on both). Nothing of it is there unless the Motion asks.
 */
export class Effects {
  /** Gains and veil at the lattice's nodes, or null. */
  readonly light: LightField | null;
  /** 0..255 a pixel: where the sky is, or null where no light asks for it. */
  readonly sky: Uint8Array<ArrayBuffer> | null;
  /** 0..255 a pixel: where the sky is on the camera's plate; null where there is none, or no light asks for it. */
  readonly skyBehind: Uint8Array<ArrayBuffer> | null;
  /** Null: it stands still. */
  readonly camera: CameraRig | null;

  readonly #plan: RenderPlan;
  readonly #motion: Motion;
  readonly #filmSeconds: number;
  readonly #particles: Particles[];
  readonly #glints: Glints | undefined;
  #loop = 0;

  /** @param previous effects over the same photo, whose sky is taken again where the regions are the same */
  constructor(photo: RgbaImage, plan: RenderPlan, motion: Motion, filmSeconds: number, previous?: Effects) {
    this.#plan = plan;
    this.#motion = motion;
    this.#filmSeconds = filmSeconds;
    const shown = motion.atmosphere.filter(({ strength }) => strength > 0);
    this.light = shown.some(({ kind }) => FIELD_LIGHTS.includes(kind)) ? new LightField(plan, motion) : null;
    const asksForSky = shown.some(({ kind }) => kind === 'sky-hue' || kind === 'cloud-shadow');
    this.sky = asksForSky ? skyOf(photo, motion, previous) : null;
    this.camera = CameraRig.of(photo, plan, motion, previous?.camera);
    this.skyBehind = this.sky && (this.camera?.skyBehind(this.sky) ?? null);
    this.#particles = shown
      .filter(({ kind }) => (PARTICLE_KINDS as readonly string[]).includes(kind))
      .map(({ kind, strength }) => new Particles(kind as ParticleKind, strength, photo, motion));
    const glints = shown.find(({ kind }) => kind === 'glints');
    this.#glints = glints && new Glints(plan, motion, glints.strength);
    this.moveTo(0);
  }

  /** The regions that {@link Effects.sky} was found for. */
  get regions(): Float32Array | null {
    return this.#motion.regions;
  }

  /** Sets all of it to a time of the film. */
  moveTo(timeSeconds: number): void {
    const seconds = this.#motion.durationSeconds;
    this.#loop = loopTime(timeSeconds, seconds) / seconds;
    const film = Math.min(1, Math.max(0, timeSeconds / this.#filmSeconds));
    this.light?.moveTo(this.#loop);
    this.camera?.moveTo(film, this.#loop);
  }

  /** Paints glints and particles over a finished picture (packed RGBA), in place. */
  paintOver(pixels: Int32Array): void {
    const { width, height } = this.#plan;
    const canvas = { pixels, width, height };
    this.#glints?.paint(canvas, this.#loop, (x, y) => this.camera?.shownAt(x, y) ?? [x, y]);
    for (const particles of this.#particles) particles.paint(canvas, this.#loop);
  }
}

function skyOf(photo: RgbaImage, motion: Motion, previous?: Effects): Uint8Array<ArrayBuffer> | null {
  const { regions, grid } = motion;
  if (!regions) return null;
  if (previous?.sky && previous.regions?.every((value, i) => value === regions[i])) return previous.sky;
  const cells = grid.width * grid.height;
  const first = REGIONS.indexOf('sky') * cells;
  return paintRegion(photo, grid, regions.slice(first, first + cells));
}
