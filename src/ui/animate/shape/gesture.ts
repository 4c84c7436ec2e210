import { t } from '../../../i18n/locale';
import {
  arrowsOf,
  thinStroke,
  toPhoto,
  wayOf,
  withEditAt,
  withinPhoto,
  type Arrow,
  type MotionEdit,
  type Point,
} from '../../../state/shape-document';
import { announce, brushMode, brushRadius, tool } from '../../../state/shape-tools';
import { change, previewStatus, shapeDocument, shownPart, tryEdits } from '../../../state/shaping';

/** Shorter than this, in shares of the picture, a drag was a tap. */
const TAP = 0.02;

/** Width / height of the photo that the places belong to. */
export function photoAspect(): number {
  const status = previewStatus();
  const part = shownPart();
  return status.kind === 'live' ? (status.width / status.height) * (part.height / part.width) : 1;
}

/** One stroke or arrow under way, from wherever: a finger, a pen, a mouse, the keyboard. Places are 0..1 of what is shown. */
export class Gesture {
  readonly #points: Point[];
  readonly #kind: 'arrow' | 'freeze' | 'wake';

  constructor(start: Point) {
    this.#points = [withinPhoto(start)];
    this.#kind = tool() === 'brush' ? brushMode() : 'arrow';
  }

  /** What it would do if it ended here; undefined for a tap with the arrow. */
  get edit(): MotionEdit | undefined {
    const part = shownPart();
    const points = this.#points.map((point) => toPhoto(part, point));
    if (this.#kind !== 'arrow')
      return { kind: this.#kind, points: thinStroke(points), radius: brushRadius() };
    const [from, to] = [this.#points[0]!, this.#points.at(-1)!];
    if (Math.hypot(to.x - from.x, to.y - from.y) < TAP) return undefined;
    return { kind: 'arrow', from: points[0]!, to: points.at(-1)! };
  }

  /** Goes on to a place. An arrow is shown at once; a stroke when it ends, since it is drawn over the picture anyway. */
  moveTo(point: Point): void {
    this.#points.push(withinPhoto(point));
    if (this.#kind === 'arrow') {
      this.#points.splice(1, this.#points.length - 2);
      const edit = this.edit;
      tryEdits(edit && [...shapeDocument().edits, edit]);
    }
  }

  /** Does it. */
  finish(): void {
    const edit = this.edit;
    if (!edit) {
      this.drop();
      return;
    }
    change(this.#kind, [...shapeDocument().edits, edit]);
    if (edit.kind === 'arrow') announce(t('shape.said.arrow', { way: wayText(edit) }));
    else announce(t(edit.kind === 'freeze' ? 'shape.said.frozen' : 'shape.said.woken'));
  }

  /** As if it had never begun. */
  drop(): void {
    tryEdits(undefined);
  }
}

/** Which way an arrow points, in words. */
export function wayText(arrow: Arrow): string {
  return t(`shape.direction.ways.${wayOf(arrow, photoAspect())}`);
}

/** Puts an arrow where the middle of the picture is, for those who then move it with the keyboard. */
export function addArrow(): void {
  const gesture = new Gesture({ x: 0.4, y: 0.5 });
  gesture.moveTo({ x: 0.6, y: 0.5 });
  gesture.finish();
}

/** Takes an arrow away. */
export function removeArrow(at: number): void {
  change('remove-arrow', withEditAt(shapeDocument().edits, at, undefined));
  announce(t('shape.said.removed'));
}

/** Moves an arrow's head, or all of it, by shares of the photo. */
export function nudgeArrow(at: number, by: Point, whole: boolean): void {
  const edits = shapeDocument().edits;
  const found = arrowsOf(edits).find((entry) => entry.at === at);
  if (!found) return;
  const moved = (point: Point) => withinPhoto({ x: point.x + by.x, y: point.y + by.y });
  const { from, to } = found.arrow;
  const next: Arrow = { kind: 'arrow', from: whole ? moved(from) : from, to: moved(to) };
  change(`arrow-${at}`, withEditAt(edits, at, next), true);
  announce(wayText(next));
}

/** The step of an arrow key, in shares of the picture; undefined for other keys. */
export function keyStep(event: KeyboardEvent, size: number): Point | undefined {
  switch (event.key) {
    case 'ArrowLeft':
      return { x: -size, y: 0 };
    case 'ArrowRight':
      return { x: size, y: 0 };
    case 'ArrowUp':
      return { x: 0, y: -size };
    case 'ArrowDown':
      return { x: 0, y: size };
    default:
      return undefined;
  }
}
