import type { DrawnFrame, FrameRenderer } from './frame-renderer';
import { blendLabel, type LabelLayer } from './label';
import type { Lattice } from './lattice';
import type { RenderPlan } from './plan';
import { ReferenceRenderer } from './reference';

/** The reference renderer as a source of frames: what draws where there is no GPU. */
export class CpuRenderer implements FrameRenderer {
  readonly kind = 'cpu';
  readonly #plan: RenderPlan;
  readonly #label: LabelLayer;
  readonly #reference: ReferenceRenderer;

  constructor(plan: RenderPlan, lattice: Lattice, label: LabelLayer) {
    this.#plan = plan;
    this.#label = label;
    this.#reference = new ReferenceRenderer(plan, lattice);
  }

  draw(): Promise<DrawnFrame> {
    const clean = this.#reference.draw().slice();
    const marked = clean.slice();
    blendLabel(marked, this.#plan.width, this.#label);
    return Promise.resolve({ clean, marked });
  }

  destroy(): void {
    // Nothing outlives a draw.
  }
}
