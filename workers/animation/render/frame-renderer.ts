/** What both renderers offer to the loop that drives the frames. Pictures are packed RGBA, red in the low byte, alpha 255. */
export interface FrameRenderer {
  readonly kind: 'webgpu' | 'cpu';
  /**
   * Draws the instant that the lattice stands at. `clean` is without the label, `marked` with it; both belong to the caller.
   * Throws AppError `gpu-lost` when the device is gone.
   */
  draw(): Promise<DrawnFrame>;
  /** Frees what the renderer has allocated; idempotent. */
  destroy(): void;
}

/** One instant, at the photo's size. */
export interface DrawnFrame {
  clean: Int32Array<ArrayBuffer>;
  marked: Int32Array<ArrayBuffer>;
}
