import { orEndAll } from './end-all';
import { FilmJob } from './film-job';
import type { FrameTap } from './frames';
import { makeFilm, type CreatedVideo, type FilmRequest } from './make-film';
import { fitTarget } from './output-size';
import type { Machine } from './restart';
import type { Reviewer } from './review';
import type { StageListener } from './stage-clock';
import { wakePhoto, type WokenPhoto } from './wake-photo';

export type { CreatedVideo };

/** What a person asks for. */
export interface CreateVideoRequest extends Machine, Omit<FilmRequest, 'edits'> {
  file: Blob;
  /** In the person's own words; '' for none. */
  prompt: string;
  /** 32-bit unsigned. Same seed, same motion (on the same provider). */
  seed: number;
  /** What is done to the motion before the film is made of it; nothing where there are none. */
  edits?: FilmRequest['edits'];
}

export interface CreateVideoOptions {
  signal: AbortSignal;
  onProgress: StageListener;
  /** Who decides what a gate is not sure about; without one it is held. */
  reviewer?: Reviewer | undefined;
  /** Given every frame, clean and marked, for the command line. */
  frameTap?: FrameTap;
}

/**
 * One photo's journey, top to bottom: file, photo, gates, motion (wake-photo.ts); frames with label, sound, MP4, gate, signature
 * (make-film.ts). Throws AppError (every code of MediaProtocol, the gates, models, machine, encode, sign) or AbortError; on any
 * failure and on cancel all workers of the job are ended.
 */
export async function createVideo(
  request: CreateVideoRequest,
  options: CreateVideoOptions,
): Promise<CreatedVideo & { woken: WokenPhoto }> {
  return orEndAll(async () => {
    const job = new FilmJob(request, options);
    const woken = await wakePhoto({ ...request, fit: fitTarget(request.size) }, job);
    const created = await makeFilm(woken, { ...request, edits: request.edits ?? [] }, job, options.frameTap);
    return { ...created, woken };
  });
}

/**
 * Another film of a photo that is awake: edited, or in another size. Nothing is diffused again; frames, sound and file are made,
 * checked and signed as the first time. Throws as {@link createVideo}.
 */
export async function remakeVideo(
  woken: WokenPhoto,
  request: FilmRequest & Machine,
  options: CreateVideoOptions,
): Promise<CreatedVideo> {
  return orEndAll(() => makeFilm(woken, request, new FilmJob(request, options), options.frameTap));
}
