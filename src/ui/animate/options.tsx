import { RadioGroup } from '@kobalte/core/radio-group';
import { For } from 'solid-js';
import { formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { SHAPES, type Shape } from '../../state/job-state';
import { SECONDS_RANGE, seconds, setSeconds, setShape, shape } from '../../state/settings';
import { AmountSlider } from '../shared/amount-slider';

/** Length and shape of the film. */
export function Options() {
  return (
    <div class="options">
      <AmountSlider
        label={t('compose.seconds')}
        min={SECONDS_RANGE.min}
        max={SECONDS_RANGE.max}
        step={1}
        value={seconds()}
        text={formatSeconds(seconds())}
        onChange={setSeconds}
      />
      <RadioGroup class="shapes" value={shape()} onChange={(value) => setShape(value as Shape)}>
        <RadioGroup.Label class="option-label">{t('compose.shape')}</RadioGroup.Label>
        <div class="shape-row">
          <For each={SHAPES}>
            {(name) => (
              <RadioGroup.Item value={name} class="shape">
                <RadioGroup.ItemInput class="shape-input" />
                <RadioGroup.ItemLabel class="shape-label">
                  <span class={`shape-sign shape-sign-${name}`} aria-hidden="true" />
                  {t(`compose.shapes.${name}`)}
                </RadioGroup.ItemLabel>
              </RadioGroup.Item>
            )}
          </For>
        </div>
      </RadioGroup>
    </div>
  );
}
