import { t } from '../i18n/locale';
import type { MissingPart } from '../state/capabilities';
import { AlertIcon } from './shared/icons';

/** This browser lacks what the app is built on: said plainly, instead of failing later. */
export function UnsupportedPanel(props: { missing: readonly MissingPart[] }) {
  return (
    <section class="failure failure-alone" role="alert" data-missing={props.missing.join(' ')}>
      <AlertIcon />
      <div>
        <h1>{t('errors.browser-unsupported.title')}</h1>
        <p>{t('errors.browser-unsupported.text')}</p>
        <p class="failure-next">{t('errors.browser-unsupported.next')}</p>
      </div>
    </section>
  );
}
