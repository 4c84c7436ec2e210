import type { RenderReport, RenderRequest } from '../../workers/animation/protocol';
import type { EncodedVideo, EncodeRequest } from '../../workers/encode/protocol';
import { renderFrames } from '../clients/animation';
import { encodeVideo } from '../clients/encode';
import type { Frame } from '../shared/pixels';
import { FrameSender, receiveFrames, type ProgressListener } from '../shared/rpc';
import type { CheckedPhoto } from './gates';

/** Looks at every frame on its way: before label and watermark (`clean`), and as encoded (`marked`). */
export type FrameTap = (layer: 'clean' | 'marked', frame: Frame) => Promise<void>;

export interface RenderedVideo {
  encoded: EncodedVideo;
  report: RenderReport;
}

/** What is to be rendered and encoded. */
export interface FramesRequest
  extends
    Omit<RenderRequest, 'photo' | 'frames' | 'cleanFrames'>,
    Pick<EncodeRequest, 'mixWith' | 'keepLast'> {
  photo: CheckedPhoto;
}

/**
 * Renders into the encoder: frames go from worker to worker over a channel with credits, so a few are in memory at a
 * time. Either side's failure stops the other. Errors: the renderer's and the encoder's.
 */
export async function renderIntoEncoder(
  { mixWith, keepLast, ...request }: FramesRequest,
  options: { signal: AbortSignal; onProgress: ProgressListener; frameTap?: FrameTap },
): Promise<RenderedVideo> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const toEncoder = new MessageChannel();
  const taps: Promise<void>[] = [];
  let frames = toEncoder.port1;
  let cleanFrames: MessagePort | undefined;
  if (options.frameTap) {
    const marked = new MessageChannel();
    const clean = new MessageChannel();
    taps.push(
      forward(marked.port2, toEncoder.port1, options.frameTap, signal),
      drain(clean.port2, options.frameTap, signal),
    );
    frames = marked.port1;
    cleanFrames = clean.port1;
  }
  const { width, height } = request.photo.image;
  const encoding = encodeVideo(
    {
      frames: toEncoder.port2,
      width,
      height,
      framesPerSecond: request.framesPerSecond,
      frameCount: request.frameCount,
      ...(mixWith ? { mixWith } : {}),
      ...(keepLast ? { keepLast } : {}),
    },
    { signal },
  );
  const rendering = renderFrames(
    { ...request, frames, ...(cleanFrames ? { cleanFrames } : {}) },
    { signal, onProgress: options.onProgress },
  );
  const all = [rendering, encoding, ...taps] as const;
  try {
    const [report, encoded] = await Promise.all(all);
    return { encoded, report };
  } catch (error) {
    stop.abort(new DOMException('the other end failed', 'AbortError'));
    const settled = await Promise.allSettled(all);
    options.signal.throwIfAborted();
    throw firstCause(error, settled);
  }
}

/** The failure that was no mere consequence of the other's stop. */
function firstCause(error: unknown, settled: readonly PromiseSettledResult<unknown>[]): unknown {
  const isAbort = (reason: unknown) => reason instanceof DOMException && reason.name === 'AbortError';
  if (!isAbort(error)) return error;
  const cause = settled.find((result) => result.status === 'rejected' && !isAbort(result.reason));
  return cause?.status === 'rejected' ? cause.reason : error;
}

async function forward(
  from: MessagePort,
  to: MessagePort,
  tap: FrameTap,
  signal: AbortSignal,
): Promise<void> {
  const sender = new FrameSender(to);
  try {
    for await (const frame of receiveFrames(from, signal)) {
      await tap('marked', frame);
      await sender.send(frame, signal);
    }
    sender.end();
  } catch (error) {
    sender.fail(error);
    throw error;
  }
}

async function drain(from: MessagePort, tap: FrameTap, signal: AbortSignal): Promise<void> {
  for await (const frame of receiveFrames(from, signal)) {
    await tap('clean', frame);
    if (!('data' in frame.image)) frame.image.close();
  }
}
