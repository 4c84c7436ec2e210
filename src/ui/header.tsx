import { t } from '../i18n/locale';
import { APP_NAME } from '../shared/app';
import { VIEW_HASH, view } from '../state/view';
import { SettingsIcon } from './settings/settings-icon';
import { Logo } from './shared/logo';

/** The name, and the way between the views. */
export function Header() {
  return (
    <header class="header">
      <a class="brand" href={VIEW_HASH.animate}>
        <Logo />
        <span>{APP_NAME}</span>
      </a>
      <nav class="nav" aria-label={t('nav.label')}>
        <a href={VIEW_HASH.animate} aria-current={view() === 'animate' ? 'page' : undefined}>
          {t('nav.animate')}
        </a>
        <a href={VIEW_HASH.album} aria-current={view() === 'album' ? 'page' : undefined}>
          {t('nav.album')}
        </a>
        <a href={VIEW_HASH.check} aria-current={view() === 'check' ? 'page' : undefined}>
          {t('nav.check')}
        </a>
        <a
          class="nav-icon"
          href={VIEW_HASH.settings}
          aria-label={t('settings.title')}
          title={t('settings.title')}
          aria-current={view() === 'settings' ? 'page' : undefined}
        >
          <SettingsIcon />
        </a>
      </nav>
    </header>
  );
}
