/** What both renderers offer to the loop that drives the frames. */
export interface FrameRenderer {
  readonly kind: 'webgpu' | 'cpu';
  /** Draws the instant that lattice and effects stand at. Throws AppError `gpu-lost` when the device is gone. */
  draw(): Promise<DrawnFrame>;
  /** Frees what the renderer has allocated; idempotent. */
  destroy(): void;
}

/** One instant, at the photo's size: packed RGBA, red in the low byte, alpha 255. */
export interface DrawnFrame {
  /** Without light and camera, to measure; valid until the next draw. */
  scene: Int32Array<ArrayBuffer>;
  /** With them, without particles, label and watermark; belongs to the caller. */
  picture: Int32Array<ArrayBuffer>;
}
