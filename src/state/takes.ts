import { createSignal } from 'solid-js';
import type { CheckedPreview } from '../pipeline/gates';
import { isAbort } from '../shared/errors';
import { failureOf } from './failure';
import type { Failure } from './job-state';
import { seconds } from './settings';
import { addTake, previewJob, previewOptions, shapeDocument, takeOf } from './shaping';

/** One of the motions to choose from. `ready` ones have passed the gate and play. */
export interface Take {
  seed: number;
  state: 'waiting' | 'making' | 'ready' | 'failed';
}

/** Takes that are seen side by side. */
const TAKES = 4;
/** Four of these are drawn in the time of one large preview. */
const TAKE_PIXELS = 180 * 320;
const TAKE_FRAMES_PER_SECOND = 20;

const [takes, setTakes] = createSignal<readonly Take[]>([]);
/** The takes side by side, the film's own first. */
export { takes };

const [takesFailure, setFailure] = createSignal<Failure | undefined>();
/** Why there are no more of them. */
export { takesFailure };

const previews = new Map<number, CheckedPreview>();
let making: AbortController | undefined;

/** Whether new takes are in the making. */
export const imagining = (): boolean =>
  takes().some(({ state }) => state === 'waiting' || state === 'making');

/**
 * Shows the chosen take beside three new ones: each is diffused with a seed of its own, previewed and checked, one after the other. The
 * returned function stops and forgets what is shown; the motions stay to choose from.
 */
export function openTakes(): () => void {
  void imagine([shapeDocument().seed, ...knownSeeds()].slice(0, TAKES));
  return () => {
    making?.abort(new DOMException('closed', 'AbortError'));
    void forgetAll();
    setTakes([]);
  };
}

/** Three new takes beside the chosen one. */
export function imagineMore(): void {
  void imagine([shapeDocument().seed]);
}

let seedsSeen: number[] = [];
function knownSeeds(): number[] {
  seedsSeen = seedsSeen.filter((seed) => takeOf(seed) !== undefined && seed !== shapeDocument().seed);
  return seedsSeen;
}

async function imagine(keep: readonly number[]): Promise<void> {
  making?.abort(new DOMException('again', 'AbortError'));
  const controller = new AbortController();
  making = controller;
  const { signal } = controller;
  await forgetAll();
  setFailure(undefined);
  const seeds = [...keep];
  while (seeds.length < TAKES) {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
    if (!seeds.includes(seed)) seeds.push(seed);
  }
  setTakes(seeds.map((seed) => ({ seed, state: 'waiting' })));
  for (const seed of seeds) {
    if (making !== controller) return;
    mark(seed, 'making');
    try {
      await makeTake(seed, signal);
      mark(seed, 'ready');
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      setFailure(failureOf(error));
      mark(seed, 'failed');
    }
  }
}

async function makeTake(seed: number, signal: AbortSignal): Promise<void> {
  const { previewMotion, wakeAgain } = await import('../pipeline/preview-motion');
  const job = await previewJob(signal);
  const known = takeOf(seed);
  const base = known ?? takeOf(shapeDocument().seed);
  if (!base) throw new Error('unreachable: no take to start from');
  const woken = known ?? (await wakeAgain(base, { seed, seconds: seconds() }, job));
  const { woken: looped, options } = previewOptions(woken);
  const checked = await previewMotion(looped, { ...options, maxPixels: TAKE_PIXELS }, job);
  signal.throwIfAborted();
  previews.set(seed, checked);
  // Only what has passed the gate is there to choose.
  addTake(woken);
  if (!seedsSeen.includes(seed)) seedsSeen.push(seed);
}

function mark(seed: number, state: Take['state']): void {
  setTakes((all) => all.map((take) => (take.seed === seed ? { seed, state } : take)));
}

async function forgetAll(): Promise<void> {
  const old = [...previews.values()];
  previews.clear();
  if (old.length === 0) return;
  const { forgetPreview } = await import('../pipeline/preview-motion');
  for (const checked of old) await forgetPreview(checked);
}

/** Plays a take that is ready into a canvas until the returned function is called. */
export function playTake(seed: number, canvas: HTMLCanvasElement): () => void {
  const stop = new AbortController();
  const checked = previews.get(seed);
  const context = canvas.getContext('2d');
  if (checked && context) {
    canvas.width = checked.preview.width;
    canvas.height = checked.preview.height;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const request = { framesPerSecond: TAKE_FRAMES_PER_SECOND, startSeconds: still ? 1 : 0, paused: still };
    void import('../pipeline/preview-motion')
      .then(({ showPreview }) =>
        showPreview(
          checked,
          request,
          (image) => context.putImageData(new ImageData(image.data, image.width, image.height), 0, 0),
          stop.signal,
        ),
      )
      .catch(() => mark(seed, 'failed'));
  }
  return () => stop.abort(new DOMException('stopped', 'AbortError'));
}
