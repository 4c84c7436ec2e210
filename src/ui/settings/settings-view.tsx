import { t } from '../../i18n/locale';
import { TRAINING_CHOICES, setTraining, training } from '../../state/marking';
import { ChoiceRow } from '../shared/choice-row';
import { ModerationPanel } from '../review/moderation-panel';
import { FocusHeading } from '../shared/focus-heading';
import { LabelPanel } from './label-panel';
import { SignerPanel } from './signer-panel';
import '../styles/settings.css';

/** How films are marked and signed. */
export function SettingsView(props: { quiet: boolean }) {
  return (
    <div class="settings">
      <div class="settings-head">
        <FocusHeading class="title" quiet={props.quiet}>
          {t('settings.title')}
        </FocusHeading>
        <p class="settings-lead">{t('settings.lead')}</p>
      </div>
      <LabelPanel />
      <SignerPanel />
      <ModerationPanel />
      <section class="settings-panel" aria-labelledby="settings-watermark">
        <h2 id="settings-watermark">{t('settings.watermark.title')}</h2>
        <p>{t('settings.watermark.text')}</p>
      </section>
      <section class="settings-panel" aria-labelledby="settings-training">
        <h2 id="settings-training">{t('settings.training.title')}</h2>
        <p>{t('settings.training.text')}</p>
        <ChoiceRow
          quiet
          label={t('settings.training.title')}
          names={TRAINING_CHOICES}
          value={training()}
          text={(name) => t(`settings.training.choices.${name}`)}
          onChange={setTraining}
        />
      </section>
    </div>
  );
}
