import type { Box } from '../../../src/shared/verdict';
import type { Patch } from '../image/pyramid';

/** The upright box around a patch, in shares of its picture, 0..1. */
export function boxOf(
  { centreX, centreY, width, height, angleRadians }: Patch,
  picture: { width: number; height: number },
): Box {
  const [cos, sin] = [Math.abs(Math.cos(angleRadians)), Math.abs(Math.sin(angleRadians))];
  const [halfWidth, halfHeight] = [(width * cos + height * sin) / 2, (width * sin + height * cos) / 2];
  const share = (value: number, of: number) => Math.min(1, Math.max(0, value / of));
  const x = share(centreX - halfWidth, picture.width);
  const y = share(centreY - halfHeight, picture.height);
  return {
    x,
    y,
    width: share(centreX + halfWidth, picture.width) - x,
    height: share(centreY + halfHeight, picture.height) - y,
  };
}
