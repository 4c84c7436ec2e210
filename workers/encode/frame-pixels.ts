import { AppError } from '../../src/shared/errors';
import type { Frame } from '../../src/shared/pixels';
import { i420Size, rgbToI420 } from './yuv';

/**
 * Reads frames of one size as I420 (BT.709, limited range), whatever they are made of. Owns a scratch buffer and, for
 * frames that cannot be read in place, a canvas.
 */
export class FramePixels {
  readonly #width: number;
  readonly #height: number;
  #scratch: Uint8Array<ArrayBuffer> | undefined;
  #canvas: OffscreenCanvasRenderingContext2D | undefined;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  /** Bytes that {@link read} writes. */
  get sizeBytes(): number {
    return i420Size(this.#width, this.#height);
  }

  /** Writes a frame's pixels into `target` and closes the frame, also when it throws. Errors: encode-failed (a wrong size). */
  async read(frame: Frame, target: Uint8Array): Promise<void> {
    const { image } = frame;
    if ('data' in image) {
      this.#checkSize(image.width, image.height, frame.index);
      if (image.data.length !== 4 * this.#width * this.#height) {
        throw new AppError('encode-failed', `frame ${frame.index} has ${image.data.length} bytes`);
      }
      rgbToI420(image.data, this.#width, this.#height, 'rgba', target);
      return;
    }
    try {
      this.#checkSize(image.displayWidth, image.displayHeight, frame.index);
      await this.#readVideoFrame(image, target);
    } finally {
      image.close();
    }
  }

  async #readVideoFrame(image: VideoFrame, target: Uint8Array): Promise<void> {
    const isBgr = image.format === 'BGRA' || image.format === 'BGRX';
    const isRgb = image.format === 'RGBA' || image.format === 'RGBX';
    if (isBgr || isRgb) {
      this.#scratch ??= new Uint8Array(4 * this.#width * this.#height);
      await image.copyTo(this.#scratch, { layout: [{ offset: 0, stride: 4 * this.#width }] });
      rgbToI420(this.#scratch, this.#width, this.#height, isRgb ? 'rgba' : 'bgra', target);
      return;
    }
    if (image.format === 'I420' && isCodedAsOurs(image.colorSpace)) {
      // What it is to become: browsers' ways to sRGB and back lose up to eight levels of blue (libyuv's coefficient for BT.709 is cut off at 2).
      await image.copyTo(target, { layout: planes(this.#width, this.#height) });
      return;
    }
    // On the GPU, or YUV of another kind: the canvas knows how to make sRGB of it.
    const { data } = this.#draw(image);
    rgbToI420(data, this.#width, this.#height, 'rgba', target);
  }

  #draw(image: VideoFrame): ImageData {
    this.#canvas ??=
      new OffscreenCanvas(this.#width, this.#height).getContext('2d', { willReadFrequently: true }) ??
      undefined;
    if (!this.#canvas) throw new AppError('encode-failed', 'no 2D canvas in this worker');
    this.#canvas.drawImage(image, 0, 0, this.#width, this.#height);
    return this.#canvas.getImageData(0, 0, this.#width, this.#height);
  }

  #checkSize(width: number, height: number, index: number): void {
    if (width === this.#width && height === this.#height) return;
    throw new AppError(
      'encode-failed',
      `frame ${index} is ${width}x${height}, not ${this.#width}x${this.#height}`,
    );
  }
}

function isCodedAsOurs({ matrix, fullRange }: VideoColorSpace): boolean {
  return matrix === 'bt709' && fullRange === false;
}

/** Where Y, U and V of an I420 picture lie. */
function planes(width: number, height: number): PlaneLayout[] {
  const luma = width * height;
  return [
    { offset: 0, stride: width },
    { offset: luma, stride: width / 2 },
    { offset: luma + luma / 4, stride: width / 2 },
  ];
}
