import { createSignal } from 'solid-js';
import type { CheckedPreview } from '../pipeline/gates';
import { chooseFraming, filmPart, type Framing } from '../pipeline/output-size';
import type { WokenPhoto } from '../pipeline/wake-photo';
import { STILL_CAMERA, type Atmosphere, type CameraMove } from '../shared/atmosphere';
import { isAbort } from '../shared/errors';
import { splitIntoLoops } from '../shared/motion';
import { withLoopSeconds } from '../shared/motion-edit/apply-edits';
import { canRedo, canUndo, redo, undo } from '../shared/motion-edit/history';
import type { RgbaImage } from '../shared/pixels';
import { failureOf } from './failure';
import { madeFilm, remakeFilm } from './job';
import type { Failure, Shape } from './job-state';
import { filmLabel } from './marking';
import {
  NO_CHANGES,
  currentDocument,
  freshDocument,
  recordChange,
  type MotionEdit,
  type ShapeDocument,
  type ShapeHistory,
  type ShownPart,
} from './shape-document';
import { seconds, shape } from './settings';
import { shapeSize } from './shapes';

/** Where the live preview is. Nothing of it is painted before it is `live`: its frames have then passed the gate. */
export type PreviewStatus =
  | { kind: 'opening' }
  | { kind: 'live'; width: number; height: number }
  | { kind: 'failed'; failure: Failure };

/** Pixels of the live preview: what the CPU renderer draws at more than 15 frames a second on two cores. */
const PREVIEW_PIXELS = 360 * 640;
const PREVIEW_FRAMES_PER_SECOND = 30;

/** Everything of one visit that is no signal: closed with the panel. */
interface Session {
  labelText: string;
  stop: AbortController;
  opened: OpenedView | undefined;
  player: AbortController | undefined;
  playhead: number;
}

/** What the live preview shows. */
interface View {
  seed: number;
  shape: Shape;
  seconds: number;
  edits: readonly MotionEdit[];
}

interface OpenedView extends View {
  checked: CheckedPreview;
}

const [status, setStatus] = createSignal<PreviewStatus>({ kind: 'opening' });
/** Of the live preview. */
export { status as previewStatus };

const [history, setHistory] = createSignal<ShapeHistory>(NO_CHANGES);
const [first, setFirst] = createSignal<ShapeDocument>(freshDocument(0));
/** What stands of all that was done. */
export const shapeDocument = (): ShapeDocument => currentDocument(history(), first());
export const undoable = (): boolean => canUndo(history());
export const redoable = (): boolean => canRedo(history());
/** True where something would be reset. */
export const shaped = (): boolean =>
  shapeDocument().edits.length > 0 || shapeDocument().seed !== first().seed;

const [paused, setPausedSignal] = createSignal(false);
/** Whether the preview stands still. */
export { paused };

const [draft, setDraft] = createSignal<readonly MotionEdit[] | undefined>();
/** The edits under the person's finger: shown, and not yet done. */
export const shownEdits = (): readonly MotionEdit[] => draft() ?? shapeDocument().edits;

const [shownPart, setShownPart] = createSignal<ShownPart>({ x: 0, y: 0, width: 1, height: 1 });
/** What the film shows of the photo. */
export { shownPart };

/** The motions that there are to choose from, by seed: the film's own and what was imagined since. Of one photo. */
const takes = new Map<number, WokenPhoto>();
let photoOfTakes: Blob | undefined;
let session: Session | undefined;
/** The canvas is there before the panel that it is part of opens its session. */
let paint: ((image: RgbaImage) => void) | undefined;

/**
 * Opens the live preview of the film that is shown, with whatever was done to it on an earlier visit. The returned function closes it.
 */
export function openShaping(labelText: string): () => void {
  const made = madeFilm();
  if (!made) return () => undefined;
  const { woken } = made;
  // Another photo, or the same one woken anew: nothing was done to it yet.
  if (photoOfTakes !== woken.file || shapeDocument().seed !== woken.seed) {
    takes.clear();
    photoOfTakes = woken.file;
    setFirst(freshDocument(woken.seed));
    setHistory(NO_CHANGES);
  }
  takes.set(woken.seed, woken);
  setDraft(undefined);
  setPausedSignal(matchMedia('(prefers-reduced-motion: reduce)').matches);
  const opened: Session = {
    labelText,
    stop: new AbortController(),
    opened: undefined,
    player: undefined,
    playhead: 0,
  };
  session = opened;
  document.addEventListener('visibilitychange', replay, { signal: opened.stop.signal });
  void refreshPreview();
  return () => {
    opened.stop.abort(new DOMException('closed', 'AbortError'));
    if (session === opened) session = undefined;
    const { checked } = opened.opened ?? {};
    if (checked)
      void import('../pipeline/preview-motion').then(({ forgetPreview }) => forgetPreview(checked));
  };
}

/** Gives the preview a place to be painted. Only frames of a checked preview ever arrive there. */
export function attachCanvas(canvas: HTMLCanvasElement): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  paint = (image) => {
    if (canvas.width !== image.width || canvas.height !== image.height) {
      canvas.width = image.width;
      canvas.height = image.height;
    }
    context.putImageData(new ImageData(image.data, image.width, image.height), 0, 0);
  };
}

let held = false;

/** Stops drawing the large preview while something else has its place. */
export function holdPreview(value: boolean): void {
  held = value;
  replay();
}

/** What the prompt asked of the camera and the air, before any edit. */
export function ownCamera(): CameraMove {
  return takes.get(shapeDocument().seed)?.generated.motion.camera ?? STILL_CAMERA;
}
export function ownAir(): readonly Atmosphere[] {
  return takes.get(shapeDocument().seed)?.generated.motion.atmosphere ?? [];
}

export function setPaused(value: boolean): void {
  setPausedSignal(value);
  replay();
}

/** Does something: one more step to undo, or, with `coalesce`, the last step of that name made larger. */
export function change(name: string, edits: readonly MotionEdit[], coalesce = false): void {
  setDraft(undefined);
  setHistory((last) => recordChange(last, { ...shapeDocument(), edits, change: name }, coalesce));
  void refreshPreview();
}

/** Shows edits that are not done yet; undefined shows what is done. */
export function tryEdits(edits: readonly MotionEdit[] | undefined): void {
  setDraft(edits);
  void refreshPreview();
}

/** Takes another take; the edits stay. */
export function chooseTake(seed: number): void {
  if (shapeDocument().seed === seed) return;
  setHistory((last) => recordChange(last, { ...shapeDocument(), seed, change: 'take' }, false));
  void refreshPreview();
}

export function undoChange(): void {
  setHistory(undo);
  void refreshPreview();
}

export function redoChange(): void {
  setHistory(redo);
  void refreshPreview();
}

/** Back to the motion as it was generated: a step like any other. */
export function resetShape(): void {
  if (!shaped()) return;
  setHistory((last) => recordChange(last, { seed: first().seed, edits: [], change: 'reset' }, false));
  void refreshPreview();
}

/** Makes the film that is previewed. */
export function makeShapedFilm(): void {
  const woken = takes.get(shapeDocument().seed);
  if (!session || !woken) return;
  void remakeFilm(session.labelText, { woken, edits: shapeDocument().edits, framing: framingOf(shape()) });
}

/** The take of a seed. */
export function takeOf(seed: number): WokenPhoto | undefined {
  return takes.get(seed);
}

/** Adds a take to choose from. */
export function addTake(woken: WokenPhoto): void {
  if (woken.file === photoOfTakes) takes.set(woken.seed, woken);
}

/** What a preview of a take is made with, but for its size: the same part of the photo, edits and label as the large one. */
export function previewOptions(woken: WokenPhoto) {
  const size = shapeSize(shape(), 'standard');
  return {
    woken: loopedTake(woken),
    options: {
      edits: shapeDocument().edits,
      size,
      framing: framingOf(shape()),
      filmSeconds: seconds(),
      label: filmLabel(session?.labelText ?? ''),
    },
  };
}

function loopedTake(woken: WokenPhoto): WokenPhoto {
  const { loopSeconds } = splitIntoLoops(seconds());
  const { generated } = woken;
  return { ...woken, generated: { ...generated, motion: withLoopSeconds(generated.motion, loopSeconds) } };
}

/** The framing goes by the first take, so that the picture does not jump from take to take. */
function framingOf(wanted: Shape): Framing {
  const take = takes.get(first().seed);
  if (!take) return { x: 0.5, y: 0.5 };
  const { motion, sceneMap } = take.generated;
  return chooseFraming(take.photo.image, shapeSize(wanted, 'standard'), motion, sceneMap);
}

let refreshing = false;
let again = false;

/** Brings the preview to what is wanted now; calls that come while it works are one. Also after the film's shape or length has changed. */
export async function refreshPreview(): Promise<void> {
  again = true;
  if (refreshing) return;
  refreshing = true;
  try {
    while (again && session) {
      again = false;
      await bringUp(session);
    }
  } finally {
    refreshing = false;
  }
}

async function bringUp(current: Session): Promise<void> {
  const wanted: View = {
    seed: shapeDocument().seed,
    shape: shape(),
    seconds: seconds(),
    edits: shownEdits(),
  };
  try {
    const { opened } = current;
    if (opened?.seed === wanted.seed && opened.shape === wanted.shape && opened.seconds === wanted.seconds) {
      if (opened.edits === wanted.edits) return;
      const { editPreview } = await import('../pipeline/preview-motion');
      await editPreview(opened.checked, wanted.edits, { signal: current.stop.signal });
      opened.edits = wanted.edits;
    } else {
      await openView(current, wanted);
    }
  } catch (error) {
    if (current.stop.signal.aborted || isAbort(error)) return;
    current.opened = undefined;
    setStatus({ kind: 'failed', failure: failureOf(error) });
  }
}

async function openView(current: Session, wanted: View): Promise<void> {
  setStatus({ kind: 'opening' });
  current.player?.abort();
  const take = takes.get(wanted.seed);
  if (!take) return;
  const { previewMotion, forgetPreview } = await import('../pipeline/preview-motion');
  if (current.opened) await forgetPreview(current.opened.checked);
  current.opened = undefined;
  const { woken, options } = previewOptions(take);
  const image = woken.photo.image;
  const part = filmPart(image, options.size, options.framing);
  const checked = await previewMotion(
    woken,
    { ...options, edits: wanted.edits, maxPixels: PREVIEW_PIXELS },
    await previewJob(current.stop.signal),
  );
  if (current.stop.signal.aborted) return void forgetPreview(checked);
  current.opened = { ...wanted, checked };
  setShownPart({
    x: part.x / image.width,
    y: part.y / image.height,
    width: part.width / image.width,
    height: part.height / image.height,
  });
  const { width, height } = checked.preview;
  setStatus({ kind: 'live', width, height });
  replay();
}

/** A job without a progress bar. */
export async function previewJob(signal: AbortSignal) {
  const { FilmJob } = await import('../pipeline/film-job');
  return new FilmJob({ provider: 'auto', renderer: 'auto' }, { signal, onProgress: () => undefined });
}

/** Plays on from where it is, or stands still there. Nobody watches a hidden page. */
function replay(): void {
  const current = session;
  if (!current?.opened) return;
  current.player?.abort();
  if (held) return;
  const player = new AbortController();
  current.player = player;
  const signal = AbortSignal.any([player.signal, current.stop.signal]);
  void play(current, current.opened, signal);
}

async function play(current: Session, opened: OpenedView, signal: AbortSignal): Promise<void> {
  const { showPreview } = await import('../pipeline/preview-motion');
  const request = {
    framesPerSecond: PREVIEW_FRAMES_PER_SECOND,
    startSeconds: current.playhead,
    paused: paused() || document.hidden,
  };
  try {
    await showPreview(
      opened.checked,
      request,
      (image, at) => {
        current.playhead = at;
        paint?.(image);
      },
      signal,
    );
  } catch {
    // The worker was lost: what it held is opened anew, through the gate, and a second loss is told.
    if (signal.aborted) return;
    current.opened = undefined;
    void refreshPreview();
  }
}
