import { For, Show, onCleanup, onMount } from 'solid-js';
import { t } from '../../../i18n/locale';
import { announce } from '../../../state/shape-tools';
import { chooseTake, holdPreview, shapeDocument } from '../../../state/shaping';
import {
  imagineMore,
  imagining,
  openTakes,
  playTake,
  takes,
  takesFailure,
  type Take,
} from '../../../state/takes';
import { FailureCard } from '../../shared/failure-card';
import { AgainIcon, CheckIcon } from '../../shared/icons';

/** Four takes side by side, in the place of the large preview. Each is painted only once its frames have passed the gate. */
export function TakesGrid(props: { aspect: number }) {
  onMount(() => {
    holdPreview(true);
    const close = openTakes();
    onCleanup(() => {
      close();
      holdPreview(false);
    });
  });
  return (
    <ul class="takes" style={{ '--aspect': props.aspect }} aria-label={t('shape.takes.label')}>
      <For each={takes().map(({ seed }) => seed)}>
        {(seed, index) => (
          <li>
            <TakeTile
              take={() => takes().find((take) => take.seed === seed)}
              seed={seed}
              number={index() + 1}
            />
          </li>
        )}
      </For>
    </ul>
  );
}

function TakeTile(props: { take: () => Take | undefined; seed: number; number: number }) {
  const state = () => props.take()?.state ?? 'waiting';
  const chosen = () => shapeDocument().seed === props.seed;
  const label = () => {
    if (state() === 'ready') return t('shape.takes.take', { number: props.number });
    return t(state() === 'failed' ? 'shape.takes.failed' : 'shape.takes.making', { number: props.number });
  };
  return (
    <button
      type="button"
      class="take"
      classList={{ 'take-waiting': state() === 'waiting' || state() === 'making' }}
      disabled={state() !== 'ready'}
      aria-pressed={chosen()}
      aria-label={label()}
      onClick={() => {
        chooseTake(props.seed);
        announce(t('shape.said.take', { number: props.number }));
      }}
    >
      <Show when={state() === 'ready'}>
        <canvas
          ref={(canvas) => {
            const stop = playTake(props.seed, canvas);
            onCleanup(stop);
          }}
        />
      </Show>
      <span class="take-number" aria-hidden="true">
        <Show when={chosen()} fallback={props.number}>
          <CheckIcon />
        </Show>
      </span>
    </button>
  );
}

/** What takes are, and the way to more of them. */
export function TakesTool() {
  return (
    <div class="tool">
      <p class="tool-hint">{t('shape.takes.hint')}</p>
      <Show when={takesFailure()} keyed>
        {(failure) => <FailureCard failure={failure} />}
      </Show>
      <button
        type="button"
        class="button button-secondary button-small tool-button"
        disabled={imagining()}
        onClick={imagineMore}
      >
        <AgainIcon />
        {t('shape.takes.more')}
      </button>
    </div>
  );
}
