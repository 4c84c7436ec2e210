import { Show, createEffect, createSignal, onCleanup } from 'solid-js';
import { t } from '../../../i18n/locale';
import { formatPercent } from '../../../i18n/format';
import type { MotionEdit, Point } from '../../../state/shape-document';
import { preview } from '../../../state/preview';
import { announce, tool } from '../../../state/shape-tools';
import { attachCanvas, paused, previewStatus, setPaused } from '../../../state/shaping';
import { PauseIcon, PlayIcon } from '../../shared/icons';
import { Gesture, keyStep } from './gesture';
import { StageOverlay } from './stage-overlay';

const STEP = 0.02;
const LONG_STEP = 0.1;

/**
 * The live preview, and what is drawn on it: by touch (one finger draws, two zoom the page as everywhere), by mouse and pen, and by
 * keyboard. The canvas is painted by the state alone, and only with what has passed the gate.
 */
export function ShapeStage(props: { aspect: number }) {
  let stage: HTMLDivElement | undefined;
  const [cursor, setCursor] = createSignal<Point>({ x: 0.5, y: 0.5 });
  const [focused, setFocused] = createSignal(false);
  const [stroke, setStroke] = createSignal<MotionEdit | undefined>();
  let gesture: { of: Gesture; pointerId: number | undefined } | undefined;

  const live = () => {
    const status = previewStatus();
    return status.kind === 'live' ? status : undefined;
  };
  const photoUrl = () => {
    const current = preview();
    return current.kind === 'shown' ? current.url : undefined;
  };
  const draws = () => tool() === 'direction' || tool() === 'brush';

  const placeOf = (event: PointerEvent): Point => {
    const box = stage!.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const begin = (start: Point, pointerId?: number) => {
    gesture = { of: new Gesture(start), pointerId };
    setStroke(gesture.of.edit);
  };
  const proceed = (to: Point) => {
    gesture?.of.moveTo(to);
    setStroke(gesture?.of.edit);
  };
  const end = (finished: boolean) => {
    if (finished) gesture?.of.finish();
    else gesture?.of.drop();
    gesture = undefined;
    setStroke(undefined);
  };
  // Another tool in mid-stroke: as if it had not begun.
  createEffect(() => {
    tool();
    if (gesture) end(false);
  });
  onCleanup(() => {
    if (gesture) end(false);
  });

  const onPointerDown = (event: PointerEvent) => {
    if (!draws() || !live() || event.button !== 0) return;
    if (gesture) {
      // A second finger: the person zooms.
      end(false);
      return;
    }
    stage?.setPointerCapture(event.pointerId);
    begin(placeOf(event), event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (gesture?.pointerId !== event.pointerId) return;
    const passed = event.getCoalescedEvents();
    for (const at of passed.length > 0 ? passed : [event]) proceed(placeOf(at));
  };
  const onPointerUp = (event: PointerEvent) => {
    if (gesture?.pointerId !== event.pointerId) return;
    proceed(placeOf(event));
    end(true);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== stage || !draws() || !live()) return;
    const step = keyStep(event, event.shiftKey ? LONG_STEP : STEP);
    if (step) {
      setCursor(({ x, y }) => ({
        x: Math.min(1, Math.max(0, x + step.x)),
        y: Math.min(1, Math.max(0, y + step.y)),
      }));
      if (gesture) proceed(cursor());
      announce(t('shape.said.pointer', { x: formatPercent(cursor().x), y: formatPercent(cursor().y) }));
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (event.repeat) {
        event.preventDefault();
        return;
      }
      if (!gesture) {
        begin(cursor());
        if (tool() === 'direction') announce(t('shape.said.begun'));
      } else end(true);
    } else if (event.key === 'Escape' && gesture) end(false);
    else return;
    event.preventDefault();
  };
  const onKeyUp = (event: KeyboardEvent) => {
    // A brush paints while its key is down; an arrow waits for the second press.
    if (event.key === ' ' && gesture && gesture.pointerId === undefined && tool() === 'brush') end(true);
  };

  return (
    <div
      class="shape-stage"
      classList={{ 'shape-stage-draws': draws(), 'shape-stage-brush': tool() === 'brush' }}
      style={{ '--aspect': props.aspect }}
    >
      <div
        ref={stage}
        class="stage-surface"
        role="application"
        tabIndex={0}
        aria-label={t('shape.preview')}
        aria-describedby="stage-help"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => end(false)}
        onKeyDown={onKeyDown}
        onKeyUp={onKeyUp}
        onFocusIn={(event) => setFocused(event.target === stage && stage.matches(':focus-visible'))}
        onFocusOut={() => setFocused(false)}
      >
        <canvas ref={(canvas) => attachCanvas(canvas)} aria-hidden="true" />
        <Show when={live()}>
          {(size) => (
            <StageOverlay
              width={size().width}
              height={size().height}
              stroke={stroke()}
              cursor={focused() && draws() ? cursor() : undefined}
              placeOf={placeOf}
            />
          )}
        </Show>
      </div>
      <p id="stage-help" class="visually-hidden">
        {t('shape.stageHelp')}
      </p>
      <Show when={previewStatus().kind === 'opening'}>
        <div class="stage-opening" role="status">
          <Show when={photoUrl()}>{(address) => <img src={address()} alt="" />}</Show>
          <span>{t('shape.opening')}</span>
        </div>
      </Show>
      <Show when={live()}>
        <button
          type="button"
          class="player-button stage-pause"
          aria-label={paused() ? t('shape.play') : t('shape.pause')}
          onClick={() => setPaused(!paused())}
        >
          {paused() ? <PlayIcon /> : <PauseIcon />}
        </button>
      </Show>
    </div>
  );
}
