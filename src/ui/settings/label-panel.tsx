import { t } from '../../i18n/locale';
import {
  LABEL_CORNERS,
  LABEL_STYLES,
  chineseLabel,
  labelCorner,
  labelStyle,
  labelWords,
  setChineseLabel,
  setLabelCorner,
  setLabelStyle,
} from '../../state/marking';
import { ChoiceRow } from '../shared/choice-row';

/** The visible label: where it stands and how it looks. That it stands there is no choice. */
export function LabelPanel() {
  return (
    <section class="settings-panel" aria-labelledby="settings-label">
      <h2 id="settings-label">{t('settings.label.title')}</h2>
      <p>{t('settings.label.text')}</p>
      <div class="label-example" role="img" aria-label={t('settings.label.example')}>
        <span class="label-plate" data-corner={labelCorner()} data-style={labelStyle()} aria-hidden="true">
          {labelWords(t('label.generated'))}
        </span>
      </div>
      <ChoiceRow
        label={t('settings.label.corner')}
        names={LABEL_CORNERS}
        value={labelCorner()}
        text={(name) => t(`settings.label.corners.${name}`)}
        onChange={setLabelCorner}
      />
      <ChoiceRow
        label={t('settings.label.style')}
        names={LABEL_STYLES}
        value={labelStyle()}
        text={(name) => t(`settings.label.styles.${name}`)}
        onChange={setLabelStyle}
      />
      <label class="settings-check">
        <input
          type="checkbox"
          checked={chineseLabel()}
          onChange={(event) => setChineseLabel(event.currentTarget.checked)}
        />
        <span>
          <strong>{t('settings.label.chinese')}</strong>
          <span class="note">{t('settings.label.chineseText')}</span>
        </span>
      </label>
    </section>
  );
}
