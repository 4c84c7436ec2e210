/**
 * RGB to the pixels that an H.264 encoder takes. We convert ourselves: given RGBA, Chromium's encoder writes full-range
 * video (yuvj420p), which players without care for the range show too dark, and other browsers use BT.601.
 */

/** Order of the colour bytes of an interleaved picture of four bytes a pixel; the fourth is ignored. */
export type ChannelOrder = 'rgba' | 'bgra';

/** Bytes of an I420 picture: a full plane of Y, a quarter each of U and V. Sizes are even. */
export function i420Size(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/** 16-bit fixed point. */
const SHIFT = 16;
const ONE = 1 << SHIFT;
/** Rec. ITU-R BT.709-6, items 3.2 to 3.4: luma weights and the quantisation to 16..235 (Y) and 16..240 (U, V). */
const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;
const LUMA = 219 / 255;
const CHROMA = 224 / 255;
const YR = Math.round(KR * LUMA * ONE);
const YG = Math.round(KG * LUMA * ONE);
const YB = Math.round(KB * LUMA * ONE);
const UR = Math.round((-KR / (2 * (1 - KB))) * CHROMA * ONE);
const UB = Math.round(0.5 * CHROMA * ONE);
const UG = -UR - UB;
const VR = UB;
const VB = Math.round((-KB / (2 * (1 - KR))) * CHROMA * ONE);
const VG = -VR - VB;
const Y_OFFSET = (16 << SHIFT) + (1 << (SHIFT - 1));
/** Chroma is the mean of 2x2 pixels: their sums are divided by four more. */
const CHROMA_SHIFT = SHIFT + 2;
const CHROMA_OFFSET = (128 << CHROMA_SHIFT) + (1 << (CHROMA_SHIFT - 1));

/**
 * Converts interleaved 8-bit sRGB to I420, BT.709, limited range; chroma sited in the middle of each 2x2 block.
 * @param pixels `4 * width * height` bytes, row-major
 * @param width even
 * @param height even
 * @param target receives Y [height,width], U and V [height/2,width/2], one after the other
 */
export function rgbToI420(
  pixels: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  order: ChannelOrder,
  target: Uint8Array,
): void {
  const red = order === 'rgba' ? 0 : 2;
  const blue = 2 - red;
  const chromaWidth = width >> 1;
  let uIndex = width * height;
  let vIndex = uIndex + chromaWidth * (height >> 1);
  for (let y = 0; y < height; y += 2) {
    let top = y * width * 4;
    let bottom = top + width * 4;
    let yTop = y * width;
    let yBottom = yTop + width;
    for (let x = 0; x < width; x += 2) {
      const r0 = pixels[top + red]!;
      const g0 = pixels[top + 1]!;
      const b0 = pixels[top + blue]!;
      const r1 = pixels[top + 4 + red]!;
      const g1 = pixels[top + 5]!;
      const b1 = pixels[top + 4 + blue]!;
      const r2 = pixels[bottom + red]!;
      const g2 = pixels[bottom + 1]!;
      const b2 = pixels[bottom + blue]!;
      const r3 = pixels[bottom + 4 + red]!;
      const g3 = pixels[bottom + 5]!;
      const b3 = pixels[bottom + 4 + blue]!;
      target[yTop] = (YR * r0 + YG * g0 + YB * b0 + Y_OFFSET) >> SHIFT;
      target[yTop + 1] = (YR * r1 + YG * g1 + YB * b1 + Y_OFFSET) >> SHIFT;
      target[yBottom] = (YR * r2 + YG * g2 + YB * b2 + Y_OFFSET) >> SHIFT;
      target[yBottom + 1] = (YR * r3 + YG * g3 + YB * b3 + Y_OFFSET) >> SHIFT;
      const r = r0 + r1 + r2 + r3;
      const g = g0 + g1 + g2 + g3;
      const b = b0 + b1 + b2 + b3;
      target[uIndex++] = (UR * r + UG * g + UB * b + CHROMA_OFFSET) >> CHROMA_SHIFT;
      target[vIndex++] = (VR * r + VG * g + VB * b + CHROMA_OFFSET) >> CHROMA_SHIFT;
      top += 8;
      bottom += 8;
      yTop += 2;
      yBottom += 2;
    }
  }
}
