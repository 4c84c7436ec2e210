import { For, Show } from 'solid-js';
import { t } from '../../i18n/locale';
import type { CheckReport } from '../../state/check-state';
import { watermarkAnswer } from '../../state/check-text';
import { Axis } from './axis';

/** What the picture itself says by our watermark, which outlives what metadata does not. */
export function WatermarkAxis(props: { watermark: CheckReport['watermark'] }) {
  const sentences = () => watermarkAnswer(props.watermark);
  return (
    <Axis
      name="watermark"
      title={t('check.watermark.title')}
      answer={sentences()[0] ?? ''}
      tone={props.watermark.state === 'found' ? 'note' : 'open'}
    >
      <Show when={sentences().length > 1}>
        <For each={sentences().slice(1)}>{(sentence) => <p class="axis-fact">{sentence}</p>}</For>
      </Show>
    </Axis>
  );
}
