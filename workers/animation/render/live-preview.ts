import type { Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
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
  #motion: Motion;
  #plan: RenderPlan;
  #lattice: Lattice;
  readonly #renderer: ReferenceRenderer;

  /** Borrows the photo. Throws AppError `model-output-invalid` for malformed maps. */
  constructor(photo: RgbaImage, motion: Motion) {
    this.#photo = photo;
    this.#motion = motion;
    this.#plan = planRender(photo, motion);
    this.#lattice = new Lattice(this.#plan);
    this.#renderer = new ReferenceRenderer(this.#plan, this.#lattice);
  }

  /** Takes an edited Motion; its maps are read now and not kept. Throws as the constructor. */
  setMotion(motion: Motion): void {
    this.#plan = planRender(this.#photo, motion, this.#plan);
    this.#motion = motion;
    this.#lattice = new Lattice(this.#plan);
    this.#renderer.replan(this.#plan, this.#lattice);
  }

  /** The frame at a time of the film (any, 0 is the photo), without a label: a new picture that belongs to the caller. */
  draw(timeSeconds: number): RgbaImage {
    const { width, height } = this.#photo;
    this.#lattice.moveTo(loopTime(timeSeconds, this.#motion.durationSeconds));
    return { width, height, data: new Uint8ClampedArray(this.#renderer.draw().slice().buffer) };
  }
}
