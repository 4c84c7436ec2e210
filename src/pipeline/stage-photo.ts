import { canEncode } from '../clients/encode';
import { cropMotion } from '../shared/crop/crop-motion';
import { splitIntoLoops, type Motion } from '../shared/motion';
import { applyEdits, withLoopSeconds } from '../shared/motion-edit/apply-edits';
import type { MotionEdit } from '../shared/motion-edit/edits';
import type { Box } from '../shared/verdict';
import type { FilmJob } from './film-job';
import { partOfPhoto, type CheckedPhoto } from './gates';
import {
  FULL_PIXELS,
  boundSize,
  chooseFraming,
  filmPart,
  fitTarget,
  type Framing,
  type OutputSize,
} from './output-size';
import { decodeAgain, type WokenPhoto } from './wake-photo';

/** How a woken photo is to be seen in a film. */
export interface StageRequest {
  /** Of the photo's time in the film, 3..15: it takes a whole number of loops. */
  seconds: number;
  size: OutputSize;
  framesPerSecond: number;
  /** What the person did to the motion. */
  edits: readonly MotionEdit[];
  /** What is shown of a photo of another shape; chosen by what moves unless given. */
  framing?: Framing;
}

/** A photo and its motion as a film shows them. */
export interface StagedPhoto {
  /** The shown part, at the film's size. */
  photo: CheckedPhoto;
  /** Of that part, as edited. */
  motion: Motion;
  cropped: boolean;
  /** Where in the whole photo the part lies, in shares. */
  shown: Box;
}

/** The photo and its motion as the film shows them: at the film's size, edited, cropped to what matters. Throws as decoding and its gate do. */
export async function stagePhoto(
  woken: WokenPhoto,
  request: StageRequest,
  job: FilmJob,
): Promise<StagedPhoto> {
  const { sceneMap, motion: own } = woken.generated;
  let { size } = request;
  let whole = await wholePhoto(woken, size, job);
  const framing = request.framing ?? chooseFraming(whole.image, size, own, sceneMap);
  let part = filmPart(whole.image, size, framing);
  if (part.width * part.height > FULL_PIXELS) {
    const { videoEncoder } = await canEncode(
      { width: part.width, height: part.height, framesPerSecond: request.framesPerSecond },
      { signal: job.signal },
    );
    // libx264 in WebAssembly would need minutes and a gigabyte for such a picture.
    if (videoEncoder !== 'webcodecs') {
      job.notice('size-reduced');
      size = boundSize(size, FULL_PIXELS);
      whole = await wholePhoto(woken, size, job);
      part = filmPart(whole.image, size, framing);
    }
  }
  const scene = { sceneMap, aspect: whole.image.width / whole.image.height };
  const { loopSeconds } = splitIntoLoops(request.seconds);
  const edited = withLoopSeconds(applyEdits(own, scene, request.edits), loopSeconds);
  return {
    photo: partOfPhoto(whole, part),
    motion: cropMotion(edited, whole.image, part),
    shown: {
      x: part.x / whole.image.width,
      y: part.y / whole.image.height,
      width: part.width / whole.image.width,
      height: part.height / whole.image.height,
    },
    cropped: part.width < whole.image.width || part.height < whole.image.height,
  };
}

async function wholePhoto(woken: WokenPhoto, size: OutputSize, job: FilmJob): Promise<CheckedPhoto> {
  const fit = fitTarget(size);
  return JSON.stringify(fit) === JSON.stringify(woken.fit) ? woken.photo : decodeAgain(woken, fit, job);
}
