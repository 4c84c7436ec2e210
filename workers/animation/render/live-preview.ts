import type { Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { Effects } from './effects/effects';
import { Lattice } from './lattice';
import { loopTime } from './loop-time';
import { planRender, type RenderPlan } from './plan';
import { ReferenceRenderer } from './reference';

/**
 * Draws single frames of a photo and a Motion that is being edited, on the CPU and at a small size (360x640). An edit plans anew only
 * what it touches: maps of drift, spectrum and glow cost milliseconds, `moving` a new matte.
 */
export class LivePreview {
  readonly #photo: RgbaImage;
  readonly #filmSeconds: number;
  #motion: Motion;
  /** As it was opened, in full: whoever takes an edit back sees that again. */
  readonly #opened: RenderPlan;
  #plan: RenderPlan;
  #lattice: Lattice;
  #effects: Effects;
  readonly #renderer: ReferenceRenderer;

  /**
   * Borrows the photo. Throws AppError `model-output-invalid` for malformed maps.
   * @param filmSeconds length of the film that is previewed: camera moves take as long; by default one loop
   */
  constructor(photo: RgbaImage, motion: Motion, filmSeconds = motion.durationSeconds) {
    this.#photo = photo;
    this.#filmSeconds = filmSeconds;
    this.#motion = motion;
    this.#opened = planRender(photo, motion);
    this.#plan = this.#opened;
    this.#lattice = new Lattice(this.#plan);
    this.#effects = new Effects(photo, this.#plan, motion, filmSeconds);
    this.#renderer = new ReferenceRenderer(this.#plan, this.#lattice, this.#effects);
  }

  /** Takes an edited Motion; its maps are read now and not kept. Throws as the constructor. */
  setMotion(motion: Motion): void {
    this.#plan = planRender(this.#photo, motion, [this.#opened, this.#plan]);
    this.#motion = motion;
    this.#lattice = new Lattice(this.#plan);
    this.#effects = new Effects(this.#photo, this.#plan, motion, this.#filmSeconds, this.#effects);
    this.#renderer.replan(this.#plan, this.#lattice, this.#effects);
  }

  /** The frame at a time of the film (any, 0 is the photo), without a label: a new picture that belongs to the caller. */
  draw(timeSeconds: number): RgbaImage {
    const { width, height } = this.#photo;
    this.#lattice.moveTo(loopTime(timeSeconds, this.#motion.durationSeconds));
    this.#effects.moveTo(timeSeconds);
    const picture = this.#renderer.draw().picture.slice();
    this.#effects.paintOver(picture);
    return { width, height, data: new Uint8ClampedArray(picture.buffer) };
  }
}
