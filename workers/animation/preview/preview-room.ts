import { cropImage } from '../../../src/shared/crop/crop-image';
import { cropMotion } from '../../../src/shared/crop/crop-motion';
import { AppError, isAbort } from '../../../src/shared/errors';
import { applyEdits } from '../../../src/shared/motion-edit/apply-edits';
import type { MotionEdit } from '../../../src/shared/motion-edit/edits';
import type { Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { FrameSender, type CallContext } from '../../../src/shared/rpc';
import type { OpenedPreview, PreviewRequest, PlayRequest } from '../protocol';
import { blendLayer, drawLabel, type LabelLayer } from '../render/label';
import { LivePreview } from '../render/live-preview';
import { shrink } from './shrink';

interface Preview {
  live: LivePreview;
  label: LabelLayer;
  width: number;
  height: number;
  filmSeconds: number;
  /** The motion of the part that is shown, after these edits. */
  shape(edits: readonly MotionEdit[]): Motion;
  /** Raised with each edit, so that a player that stands still draws once more. */
  version: number;
  /** Of who plays it: the last to begin. */
  turn: number;
}

/** Holds the previews that are open: photos at a small size, their motions and what draws them. */
export class PreviewRoom {
  readonly #previews = new Map<number, Preview>();
  #nextId = 1;

  /** Opens a preview and draws frames spread over its film, for the gate: nobody has seen any. Throws as planning does. */
  open(request: PreviewRequest): OpenedPreview {
    const { photo, part, motion, sceneMap, edits } = request;
    const scene = { sceneMap, aspect: photo.width / photo.height };
    const small = shrink(cropImage(photo, part), request.maxPixels);
    const { width, height } = small;
    const shape = (list: readonly MotionEdit[]) => cropMotion(applyEdits(motion, scene, list), photo, part);
    const preview: Preview = {
      live: new LivePreview(small, shape(edits), request.filmSeconds),
      label: drawLabel(width, height, request.label),
      width,
      height,
      filmSeconds: request.filmSeconds,
      shape,
      version: 0,
      turn: 0,
    };
    const id = this.#nextId++;
    this.#previews.set(id, preview);
    const frames = Array.from({ length: request.sampleCount }, (_, i) =>
      draw(preview, (request.filmSeconds * (i + 0.5)) / request.sampleCount),
    );
    return { id, width, height, frames };
  }

  /** Applies another list of edits to the untouched motion. Throws AppError `internal` for a preview that is not open. */
  edit({ id, edits }: { id: number; edits: readonly MotionEdit[] }): void {
    const preview = this.#get(id);
    preview.live.setMotion(preview.shape(edits));
    preview.version++;
  }

  /**
   * Draws frames into the request's channel by the clock until the preview is stopped, played anew or closed: as many as the receiver takes,
   * at most `framesPerSecond`. A preview that is paused sends its instant again after each edit.
   */
  async play(request: PlayRequest, { signal }: CallContext): Promise<void> {
    const sender = new FrameSender(request.frames);
    try {
      const preview = this.#get(request.id);
      const turn = ++preview.turn;
      const start = performance.now() - 1000 * request.startSeconds;
      let drawn = -1;
      for (let index = 0; preview.turn === turn; index++) {
        signal.throwIfAborted();
        const began = performance.now();
        const seconds = request.paused ? request.startSeconds : (began - start) / 1000;
        if (!request.paused || drawn !== preview.version) {
          drawn = preview.version;
          const time = seconds % preview.filmSeconds;
          const image = draw(preview, time);
          await sender.send({ index, timestampMicroseconds: Math.round(time * 1e6), image }, signal);
        }
        await pause(Math.max(0, 1000 / request.framesPerSecond - (performance.now() - began)));
      }
      sender.end();
    } catch (error) {
      sender.fail(error);
      // A receiver that has left has stopped the preview in its own way.
      if (!signal.aborted && isAbort(error)) return;
      throw error;
    }
  }

  /** Ends what plays of a preview, with its next frame. Idempotent. */
  stop({ id }: { id: number }): void {
    const preview = this.#previews.get(id);
    if (preview) preview.turn++;
  }

  /** Forgets a preview and its memory. Idempotent. */
  close({ id }: { id: number }): void {
    this.stop({ id });
    this.#previews.delete(id);
  }

  #get(id: number): Preview {
    const preview = this.#previews.get(id);
    if (!preview) throw new AppError('internal', `there is no preview ${id}`);
    return preview;
  }
}

/** A frame as it may be shown: with the label. */
function draw({ live, label, width }: Preview, seconds: number): RgbaImage {
  const image = live.draw(seconds);
  blendLayer(new Int32Array(image.data.buffer), width, label);
  return image;
}

/** Lets messages in, and waits. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
