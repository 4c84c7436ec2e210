import { Dialog } from '@kobalte/core/dialog';
import { t } from '../i18n/locale';
import { APP_VERSION } from '../shared/app';
import { CloseIcon } from './shared/icons';

/** What this is, whose work is in it, and under which licences. */
export function AboutDialog() {
  return (
    <Dialog>
      <Dialog.Trigger class="footer-link">{t('about.open')}</Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay class="dialog-overlay" />
        <Dialog.Content class="dialog">
          <div class="dialog-head">
            <Dialog.Title class="title">{t('about.title')}</Dialog.Title>
            <Dialog.CloseButton class="round-button" aria-label={t('app.close')}>
              <CloseIcon />
            </Dialog.CloseButton>
          </div>
          <Dialog.Description>{t('about.text')}</Dialog.Description>
          <p>{t('about.limits')}</p>
          <p>{t('about.licence')}</p>
          <p>
            <a href="THIRD-PARTY-NOTICES.txt" target="_blank" rel="noopener">
              {t('about.notices')}
            </a>
          </p>
          <p class="note">{t('about.version', { version: APP_VERSION })}</p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
}
