import type { LabelOptions } from '../../workers/animation/protocol';
import { closePreview, endAnimation, openPreview, playPreview, stopPreview } from '../clients/animation';
import { checkFrames, endModeration } from '../clients/moderation';
import type { MotionEdit } from '../shared/motion-edit/edits';
import type { RgbaImage } from '../shared/pixels';
import { receiveFrames } from '../shared/rpc';
import type { FilmJob } from './film-job';
import { LEAST_PREVIEW_FRAMES, partOfPhoto, passPreviewGate, type CheckedPreview } from './gates';
import { filmPart, type Framing, type OutputSize } from './output-size';
import { newMotion, type WokenPhoto } from './wake-photo';

export { editPreview } from '../clients/animation';

/** What is previewed, and how large. */
export interface PreviewOptions {
  edits: readonly MotionEdit[];
  /** The film's: the preview shows the same part of the photo. */
  size: OutputSize;
  framing: Framing;
  filmSeconds: number;
  /** Of the preview. */
  maxPixels: number;
  label: LabelOptions;
}

/**
 * Opens a live preview of a woken photo and lets frames of it through the video gate; nothing of it is seen before. Throws AppError
 * (the gate's, the machine's) or AbortError; what did not pass is forgotten.
 */
export async function previewMotion(
  woken: WokenPhoto,
  options: PreviewOptions,
  job: FilmJob,
): Promise<CheckedPreview> {
  const { size, framing, ...rest } = options;
  const opened = await job.restartable(
    () =>
      openPreview(
        {
          ...rest,
          photo: woken.photo,
          part: filmPart(woken.photo.image, size, framing),
          motion: woken.generated.motion,
          sceneMap: woken.generated.sceneMap,
          sampleCount: LEAST_PREVIEW_FRAMES,
        },
        { signal: job.signal },
      ),
    endAnimation,
  );
  const { frames, ...preview } = opened;
  const shown = partOfPhoto(woken.photo, filmPart(woken.photo.image, size, framing));
  try {
    return await passPreviewGate(preview, frames, (pictures) =>
      job.restartable(
        ({ provider }) =>
          checkFrames(pictures, { photo: shown.image, faces: shown.faces }, provider, { signal: job.signal }),
        endModeration,
      ),
    );
  } catch (error) {
    void closePreview(preview.id);
    throw error;
  }
}

/** The same photo with the motion of another seed: the one thing in shaping that diffuses again. Throws as waking does. */
export async function wakeAgain(
  woken: WokenPhoto,
  request: { seed: number; seconds: number },
  job: FilmJob,
): Promise<WokenPhoto> {
  const generated = await newMotion({ ...woken, ...request }, job);
  return { ...woken, seed: request.seed, generated };
}

/**
 * Plays a checked preview until `signal` aborts: `paint` is given each frame as it comes, and the next is drawn once it returns.
 * Resolves when it was stopped; throws AppError where the worker was lost.
 */
export async function showPreview(
  checked: CheckedPreview,
  request: { framesPerSecond: number; startSeconds: number; paused: boolean },
  paint: (image: RgbaImage, seconds: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const stopped = () => signal.aborted;
  if (stopped()) return;
  const channel = new MessageChannel();
  // Stopped, not cancelled: a worker in the middle of planning an edit would be ended for its silence.
  const stop = () => void stopPreview(checked).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  // A worker that dies says nothing on the channel any more.
  const lost = new AbortController();
  const playing = playPreview(checked, { ...request, frames: channel.port1 }).catch((error: unknown) => {
    lost.abort();
    throw error;
  });
  const painting = (async () => {
    const frames = receiveFrames(channel.port2, AbortSignal.any([signal, lost.signal]));
    for await (const { image, timestampMicroseconds } of frames) {
      if ('data' in image) paint(image, timestampMicroseconds / 1e6);
      else image.close();
    }
  })();
  try {
    // The first to fail is the cause: the worker's own end, or what painting threw.
    await Promise.all([playing, painting]);
  } catch (error) {
    if (!stopped()) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await Promise.allSettled([playing, painting]);
  }
}

/** Forgets a preview. */
export async function forgetPreview({ preview }: CheckedPreview): Promise<void> {
  await closePreview(preview.id);
}
