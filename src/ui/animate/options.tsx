import { RadioGroup } from '@kobalte/core/radio-group';
import { Slider } from '@kobalte/core/slider';
import { For } from 'solid-js';
import { formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { SHAPES, type Shape } from '../../state/job-state';
import { SECONDS_RANGE, seconds, setSeconds, setShape, shape } from '../../state/settings';

/** Length and shape of the film. */
export function Options() {
  return (
    <div class="options">
      <Slider
        class="slider"
        minValue={SECONDS_RANGE.min}
        maxValue={SECONDS_RANGE.max}
        value={[seconds()]}
        onChange={([value]) => setSeconds(value ?? SECONDS_RANGE.usual)}
        getValueLabel={({ values }) => formatSeconds(values[0] ?? SECONDS_RANGE.usual)}
      >
        <div class="option-head">
          <Slider.Label class="option-label">{t('compose.seconds')}</Slider.Label>
          <Slider.ValueLabel class="option-value" />
        </div>
        <Slider.Track class="slider-track">
          <Slider.Fill class="slider-fill" />
          {/* No hidden input within: readers would meet the same slider twice. */}
          <Slider.Thumb class="slider-thumb" aria-valuetext={formatSeconds(seconds())} />
        </Slider.Track>
      </Slider>
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
