import type { Box } from './verdict';

/** A point in a picture, in shares of its width and height: 0..1 inside, a little outside where a face leaves the frame. */
export interface PicturePoint {
  x: number;
  y: number;
}

/** A face that the photo gate found in the photo at output size: what consent, the smart crop and the portrait rules go by. */
export interface FoundFace {
  /** From the brows to the chin and from ear to ear. */
  box: Box;
  /** How sure the detector is, 0..1. */
  confidence: number;
  /** The person's own right and left, as the detector names them. */
  rightEye: PicturePoint;
  leftEye: PicturePoint;
  nose: PicturePoint;
  mouth: PicturePoint;
}
