import { Show } from 'solid-js';
import { t } from '../../i18n/locale';
import { FRAME_RATES, QUALITIES } from '../../state/job-state';
import { frameRate, quality, setFrameRate, setQuality } from '../../state/settings';
import { ChoiceRow } from '../shared/choice-row';

/** How large the film is, and how smooth. */
export function FilmSize() {
  return (
    <div class="options">
      <ChoiceRow
        label={t('shape.film.quality')}
        names={QUALITIES}
        value={quality()}
        text={(name) => t(`shape.film.${name}`)}
        onChange={setQuality}
      />
      <Show when={quality() === 'own'}>
        <p class="note">{t('shape.film.ownNote')}</p>
      </Show>
      <ChoiceRow
        label={t('shape.film.rate')}
        names={FRAME_RATES.map(String)}
        value={String(frameRate())}
        text={(name) => name}
        onChange={(name) => setFrameRate(FRAME_RATES.find((rate) => String(rate) === name) ?? 24)}
      />
    </div>
  );
}
