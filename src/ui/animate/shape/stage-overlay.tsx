import { For, Show } from 'solid-js';
import { t } from '../../../i18n/locale';
import {
  arrowsOf,
  toPhoto,
  toShown,
  withEditAt,
  type Arrow,
  type MotionEdit,
  type Point,
} from '../../../state/shape-document';
import { brushRadius, tool } from '../../../state/shape-tools';
import { change, shapeDocument, shownEdits, shownPart, tryEdits } from '../../../state/shaping';
import { keyStep, nudgeArrow, removeArrow, wayText } from './gesture';

const STEP = 0.02;

/** Arrows and strokes over the picture, in its pixels; a handle at each arrow's head. */
export function StageOverlay(props: {
  /** Of the picture, in pixels of its own. */
  width: number;
  height: number;
  /** The stroke under way. */
  stroke: MotionEdit | undefined;
  /** Where the keyboard's pointer is, while it has the focus. */
  cursor: Point | undefined;
  placeOf: (event: PointerEvent) => Point;
}) {
  const place = (point: Point): Point => {
    const { x, y } = toShown(shownPart(), point);
    return { x: x * props.width, y: y * props.height };
  };
  /** A radius in short sides of the photo, in pixels. */
  const radius = (shortSides: number) => {
    const { width, height } = shownPart();
    return shortSides * Math.min(props.width / width, props.height / height);
  };
  const arrows = () => (tool() === 'direction' ? arrowsOf(shownEdits()) : []);
  const strokes = () => {
    if (tool() !== 'brush') return [];
    const done = shapeDocument().edits.filter((edit) => edit.kind === 'freeze' || edit.kind === 'wake');
    const last = props.stroke;
    return last?.kind === 'freeze' || last?.kind === 'wake' ? [...done, last] : done;
  };
  const path = (points: readonly Point[]) =>
    points.map(place).map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`);
  return (
    <>
      <svg
        class="stage-overlay"
        viewBox={`0 0 ${props.width} ${props.height}`}
        style={{ '--px': String(props.width / 360) }}
        aria-hidden="true"
      >
        <For each={strokes()}>
          {(stroke) => (
            <path
              class={`stroke stroke-${stroke.kind}`}
              // A dab is a line to itself: round ends make it a disc.
              d={path(
                stroke.points.length === 1 ? [stroke.points[0]!, stroke.points[0]!] : stroke.points,
              ).join('')}
              stroke-width={2 * radius(stroke.radius)}
            />
          )}
        </For>
        <For each={arrows()}>
          {({ arrow }) => <ArrowShape from={place(arrow.from)} to={place(arrow.to)} />}
        </For>
        <Show when={props.cursor}>
          {(cursor) => (
            <g
              class="cursor"
              transform={`translate(${cursor().x * props.width} ${cursor().y * props.height})`}
            >
              <circle r={tool() === 'brush' ? radius(brushRadius()) : 9} />
              <path d="M-14 0h8M6 0h8M0-14v8M0 6v8" />
            </g>
          )}
        </Show>
      </svg>
      <For each={arrows()}>
        {({ arrow, at }, index) => (
          <ArrowHandle arrow={arrow} at={at} number={index() + 1} placeOf={props.placeOf} />
        )}
      </For>
    </>
  );
}

function ArrowShape(props: { from: Point; to: Point }) {
  const angle = () => (Math.atan2(props.to.y - props.from.y, props.to.x - props.from.x) * 180) / Math.PI;
  const line = () => `M${props.from.x} ${props.from.y}L${props.to.x} ${props.to.y}`;
  return (
    <g class="arrow">
      <path class="arrow-under" d={line()} />
      <path class="arrow-line" d={line()} />
      <circle class="arrow-tail" cx={props.from.x} cy={props.from.y} r="4.5" />
      <path
        class="arrow-head"
        d="M-13-8 3 0l-16 8Z"
        transform={`translate(${props.to.x} ${props.to.y}) rotate(${angle()})`}
      />
    </g>
  );
}

/** The head of an arrow, to be taken hold of by a finger or by the keyboard. */
function ArrowHandle(props: {
  arrow: Arrow;
  at: number;
  number: number;
  placeOf: (event: PointerEvent) => Point;
}) {
  const shown = () => toShown(shownPart(), props.arrow.to);
  let held: Point | undefined;
  const edited = (): MotionEdit[] =>
    withEditAt(shapeDocument().edits, props.at, { ...props.arrow, to: held ?? props.arrow.to });
  const move = (event: PointerEvent) => {
    if (!held) return;
    held = toPhoto(shownPart(), props.placeOf(event));
    tryEdits(edited());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keyStep(event, STEP);
    if (step) nudgeArrow(props.at, step, event.shiftKey);
    else if (event.key === 'Delete' || event.key === 'Backspace') removeArrow(props.at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      class="arrow-handle"
      data-arrow={props.at}
      style={{ left: `${100 * shown().x}%`, top: `${100 * shown().y}%` }}
      aria-label={t('shape.direction.arrow', { number: props.number, way: wayText(props.arrow) })}
      aria-description={t('shape.direction.arrowHelp')}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        held = props.arrow.to;
      }}
      onPointerMove={move}
      onPointerUp={(event) => {
        move(event);
        if (held) change('turn-arrow', edited());
        held = undefined;
      }}
      onPointerCancel={() => {
        held = undefined;
        tryEdits(undefined);
      }}
    />
  );
}
