import { For, Show } from 'solid-js';
import { formatPercent } from '../../../i18n/format';
import { t } from '../../../i18n/locale';
import { BRUSH_RANGE, arrowsOf } from '../../../state/shape-document';
import { brushMode, brushRadius, setBrushMode, setBrushRadius } from '../../../state/shape-tools';
import { shapeDocument } from '../../../state/shaping';
import { AmountSlider } from '../../shared/amount-slider';
import { ChoiceRow } from '../../shared/choice-row';
import { CloseIcon } from '../../shared/icons';
import { DirectionIcon, FreezeIcon, WakeIcon } from '../../shared/shape-icons';
import { addArrow, removeArrow, wayText } from './gesture';

/** Arrows: where things go. */
export function DirectionTool() {
  const arrows = () => arrowsOf(shapeDocument().edits);
  return (
    <div class="tool">
      <p class="tool-hint">{t('shape.direction.hint')}</p>
      <Show when={arrows().length > 0}>
        <ul class="arrow-list">
          <For each={arrows()}>
            {({ at, arrow }, index) => (
              <li>
                <span>{t('shape.direction.arrow', { number: index() + 1, way: wayText(arrow) })}</span>
                <button
                  type="button"
                  class="round-button round-button-small"
                  aria-label={t('shape.direction.remove', { number: index() + 1 })}
                  onClick={() => removeArrow(at)}
                >
                  <CloseIcon />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <button
        type="button"
        class="button button-secondary button-small tool-button"
        onClick={() => {
          addArrow();
          // It is there to be moved: whoever added it by keyboard goes on from it.
          const handles = document.querySelectorAll<HTMLElement>('.arrow-handle');
          handles[handles.length - 1]?.focus();
        }}
      >
        <DirectionIcon />
        {t('shape.direction.add')}
      </button>
    </div>
  );
}

/** Brushes: what holds still, what moves. */
export function BrushTool() {
  return (
    <div class="tool">
      <ChoiceRow
        label={t('shape.brush.label')}
        quiet
        names={['freeze', 'wake'] as const}
        value={brushMode()}
        text={(name) => (
          <>
            {name === 'freeze' ? <FreezeIcon /> : <WakeIcon />}
            {t(`shape.brush.${name}`)}
          </>
        )}
        onChange={setBrushMode}
      />
      <p class="tool-hint">
        {t(brushMode() === 'freeze' ? 'shape.brush.freezeHint' : 'shape.brush.wakeHint')}
      </p>
      <AmountSlider
        label={t('shape.brush.size')}
        min={BRUSH_RANGE.min}
        max={BRUSH_RANGE.max}
        step={0.01}
        value={brushRadius()}
        text={formatPercent(2 * brushRadius())}
        onChange={setBrushRadius}
      />
    </div>
  );
}
