import { Tabs } from '@kobalte/core/tabs';
import {
  For,
  Match,
  Show,
  Switch,
  createEffect,
  createMemo,
  on,
  onCleanup,
  onMount,
  type JSX,
} from 'solid-js';
import { t } from '../../../i18n/locale';
import { stopShaping } from '../../../state/job';
import type { Failure, FinishedFilm } from '../../../state/job-state';
import { seconds, shape } from '../../../state/settings';
import { shapeAspect } from '../../../state/shapes';
import {
  SHAPE_TOOLS,
  announce,
  announcement,
  setTool,
  tool,
  type ShapeTool,
} from '../../../state/shape-tools';
import {
  makeShapedFilm,
  openShaping,
  previewStatus,
  redoChange,
  redoable,
  refreshPreview,
  resetShape,
  shaped,
  undoChange,
  undoable,
} from '../../../state/shaping';
import '../../styles/shape.css';
import { FailureCard } from '../../shared/failure-card';
import { FocusHeading } from '../../shared/focus-heading';
import {
  AirIcon,
  BackIcon,
  BrushIcon,
  CameraIcon,
  DirectionIcon,
  FeelIcon,
  FormatIcon,
  RedoIcon,
  ResetIcon,
  TakesIcon,
  UndoIcon,
} from '../../shared/shape-icons';
import { FilmSize } from '../film-size';
import { Options } from '../options';
import { BrushTool, DirectionTool } from './drawing-tools';
import { AirTool, CameraTool, FeelTool } from './setting-tools';
import { ShapeStage } from './shape-stage';
import { TakesGrid, TakesTool } from './takes-tool';

const ICONS: Record<ShapeTool, () => JSX.Element> = {
  direction: DirectionIcon,
  brush: BrushIcon,
  feel: FeelIcon,
  camera: CameraIcon,
  air: AirIcon,
  takes: TakesIcon,
  film: FormatIcon,
};

/** The motion under the person's hands: a live preview, the tools, and the way to the film of it. */
export function ShapePanel(props: { film: FinishedFilm; failure?: Failure | undefined }) {
  onMount(() => onCleanup(openShaping(t('label.generated'))));
  createEffect(on([shape, seconds], () => void refreshPreview(), { defer: true }));
  const ownAspect = () => props.film.report.photo.width / props.film.report.photo.height;
  const aspect = createMemo(() => {
    const status = previewStatus();
    return status.kind === 'live' ? status.width / status.height : (shapeAspect(shape()) ?? ownAspect());
  });
  const failure = () => {
    const status = previewStatus();
    return status.kind === 'failed' ? status.failure : undefined;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === 'y' || (key === 'z' && event.shiftKey)) stepForth();
    else if (key === 'z') stepBack();
    else return;
    event.preventDefault();
  };
  onMount(() => {
    addEventListener('keydown', onKeyDown);
    onCleanup(() => removeEventListener('keydown', onKeyDown));
  });
  return (
    <div class="shaping">
      <div class="shape-picture">
        <Show when={tool() === 'takes'} fallback={<ShapeStage aspect={aspect()} />}>
          <TakesGrid aspect={aspect()} />
        </Show>
      </div>
      <section class="shape-panel">
        <div class="shape-head">
          <FocusHeading class="title">{t('shape.title')}</FocusHeading>
          <div class="shape-steps">
            <StepButton label={t('shape.undo')} able={undoable()} onClick={stepBack}>
              <UndoIcon />
            </StepButton>
            <StepButton label={t('shape.redo')} able={redoable()} onClick={stepForth}>
              <RedoIcon />
            </StepButton>
            <StepButton
              label={t('shape.reset')}
              able={shaped()}
              onClick={() => {
                resetShape();
                announce(t('shape.said.reset'));
              }}
            >
              <ResetIcon />
            </StepButton>
          </div>
        </div>
        <Show when={props.failure ?? failure()} keyed>
          {(reason) => (
            <FailureCard failure={reason}>
              <Show when={failure()}>
                <button
                  type="button"
                  class="button button-secondary button-small"
                  onClick={() => void refreshPreview()}
                >
                  {t('failure.again')}
                </button>
              </Show>
            </FailureCard>
          )}
        </Show>
        <Tabs class="tools" value={tool()} onChange={(value) => setTool(value as ShapeTool)}>
          <Tabs.List class="tool-tabs" aria-label={t('shape.tools.label')}>
            <For each={SHAPE_TOOLS}>
              {(name) => (
                <Tabs.Trigger class="tool-tab" value={name}>
                  {ICONS[name]()}
                  <span>{t(`shape.tools.${name}`)}</span>
                </Tabs.Trigger>
              )}
            </For>
          </Tabs.List>
          <For each={SHAPE_TOOLS}>
            {(name) => (
              <Tabs.Content class="tool-content" value={name}>
                <Tool name={name} />
              </Tabs.Content>
            )}
          </For>
        </Tabs>
        <div class="actions">
          <div class="action-bar">
            <button
              type="button"
              class="button button-primary button-large button-wide"
              disabled={previewStatus().kind !== 'live'}
              onClick={makeShapedFilm}
            >
              {t('shape.make')}
            </button>
          </div>
          <button type="button" class="button button-quiet" onClick={stopShaping}>
            <BackIcon />
            {t('shape.back')}
          </button>
        </div>
        <p class="visually-hidden" role="status">
          {announcement()}
        </p>
      </section>
    </div>
  );
}

function Tool(props: { name: ShapeTool }) {
  return (
    <Switch>
      <Match when={props.name === 'direction'}>
        <DirectionTool />
      </Match>
      <Match when={props.name === 'brush'}>
        <BrushTool />
      </Match>
      <Match when={props.name === 'feel'}>
        <FeelTool />
      </Match>
      <Match when={props.name === 'camera'}>
        <CameraTool />
      </Match>
      <Match when={props.name === 'air'}>
        <AirTool />
      </Match>
      <Match when={props.name === 'takes'}>
        <TakesTool />
      </Match>
      <Match when={props.name === 'film'}>
        <div class="tool">
          <Options />
          <FilmSize />
        </div>
      </Match>
    </Switch>
  );
}

function stepBack(): void {
  if (!undoable()) return;
  undoChange();
  announce(t('shape.said.undone'));
}

function stepForth(): void {
  if (!redoable()) return;
  redoChange();
  announce(t('shape.said.redone'));
}

function StepButton(props: { label: string; able: boolean; onClick: () => void; children: JSX.Element }) {
  return (
    <button
      type="button"
      class="round-button"
      aria-label={props.label}
      title={props.label}
      // Stays in the tab order: whoever undoes the last step keeps the focus.
      aria-disabled={!props.able}
      onClick={() => props.onClick()}
    >
      {props.children}
    </button>
  );
}
