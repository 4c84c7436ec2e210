import { For, Match, Switch, lazy } from 'solid-js';
import { formatPercent } from '../i18n/format';
import { LOCALES, locale, switchLocale, t, type Locale } from '../i18n/locale';
import { online } from '../state/capabilities';
import { offline, retryOffline } from '../state/offline';
import { storeLocale } from '../state/settings';
import { CheckIcon, GlobeIcon, LockIcon, PlugIcon } from './shared/icons';

const AboutDialog = lazy(() => import('./about-dialog').then((module) => ({ default: module.AboutDialog })));

/** The promise, the state of the offline copy, the language, the licences. */
export function Footer() {
  const choose = (next: Locale) => {
    storeLocale(next);
    void switchLocale(next);
  };
  return (
    <footer class="footer">
      <p class="footer-promise">
        <LockIcon />
        {t('app.privacy')}
      </p>
      <div class="footer-row">
        <span class="footer-offline" role="status">
          <Switch>
            <Match when={!online()}>
              <PlugIcon />
              {t(offline.ready ? 'app.offlineNow' : 'app.offlineIncomplete')}
            </Match>
            <Match when={offline.ready}>
              <CheckIcon />
              {t('app.offlineReady')}
            </Match>
            <Match when={offline.stopped}>
              {(why) => (
                <>
                  {t(why() === 'storage-full' ? 'app.offlineFull' : 'app.offlineInterrupted')}
                  <button type="button" class="footer-link" onClick={retryOffline}>
                    {t('failure.again')}
                  </button>
                </>
              )}
            </Match>
            <Match when={offline.fraction > 0}>
              {t('app.offlinePreparing', { percent: formatPercent(offline.fraction) })}
            </Match>
          </Switch>
        </span>
        <span class="footer-tools">
          <label class="language">
            <GlobeIcon />
            <span class="visually-hidden">{t('app.language')}</span>
            <select value={locale()} onChange={(event) => choose(event.currentTarget.value as Locale)}>
              <For each={Object.entries(LOCALES)}>
                {([tag, name]) => (
                  <option value={tag} lang={tag} selected={tag === locale()}>
                    {name}
                  </option>
                )}
              </For>
            </select>
          </label>
          <AboutDialog />
        </span>
      </div>
    </footer>
  );
}
