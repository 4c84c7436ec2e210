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
      <ShapeRow names={SHAPES} value={shape()} onChange={setShape} />
    </div>
  );
}

/** Shapes of a film, of which one holds. */
export function ShapeRow<Name extends Shape>(props: {
  names: readonly Name[];
  value: Name;
  onChange: (name: Name) => void;
}) {
  return (
    <RadioGroup class="shapes" value={props.value} onChange={(value) => props.onChange(value as Name)}>
      <RadioGroup.Label class="option-label">{t('compose.shape')}</RadioGroup.Label>
      <div class="shape-row" classList={{ 'shape-row-even': props.names.every((name) => name !== 'photo') }}>
        <For each={props.names}>
          {(name) => (
            <RadioGroup.Item value={name} class="shape">
              <RadioGroup.ItemInput class="shape-input" />
              <RadioGroup.ItemLabel class="shape-label">
                <span class={`shape-sign shape-sign-${name}`} aria-hidden="true" />
                {shapeText(name)}
              </RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </div>
    </RadioGroup>
  );
}

function shapeText(name: Shape): string {
  return t(`compose.shapes.${name}`);
}
