import type { Effects } from './effects/effects';
import type { DrawnFrame, FrameRenderer } from './frame-renderer';
import type { Lattice } from './lattice';
import type { RenderPlan } from './plan';
import { ReferenceRenderer } from './reference';

/** The reference renderer as a source of frames: what draws where there is no GPU. */
export class CpuRenderer implements FrameRenderer {
  readonly kind = 'cpu';
  readonly reference: ReferenceRenderer;

  constructor(plan: RenderPlan, lattice: Lattice, effects?: Effects) {
    this.reference = new ReferenceRenderer(plan, lattice, effects);
  }

  draw(): Promise<DrawnFrame> {
    const { scene, picture } = this.reference.draw();
    return Promise.resolve({ scene, picture: picture.slice() });
  }

  destroy(): void {
    // Its memory goes with it.
  }
}
