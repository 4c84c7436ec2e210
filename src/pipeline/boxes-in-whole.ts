import type { Box, Verdict } from '../shared/verdict';

/**
 * A verdict on a film that shows a part of a photo, with its boxes where they lie in the whole photo: that is what the person is shown.
 * `part` is in shares of the photo.
 */
export function boxesInWhole(verdict: Verdict, part: Box): Verdict {
  const inWhole = ({ x, y, width, height }: Box): Box => ({
    x: part.x + x * part.width,
    y: part.y + y * part.height,
    width: width * part.width,
    height: height * part.height,
  });
  return {
    ...verdict,
    reasons: verdict.reasons.map((reason) => (reason.box ? { ...reason, box: inWhole(reason.box) } : reason)),
  };
}
