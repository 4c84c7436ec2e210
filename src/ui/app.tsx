import { Match, Show, Suspense, Switch, createEffect, createSignal, lazy, on } from 'solid-js';
import { t } from '../i18n/locale';
import { missingParts } from '../state/capabilities';
import { dismissUpdate, takeUpdate, updateReady } from '../state/offline';
import { checkChosenFiles } from '../state/check';
import { choosePhotos, takesPhotos } from '../state/story-photos';
import { view } from '../state/view';
import { AnimateView } from './animate/animate-view';
import { FileDrop } from './file-drop';
import { Footer } from './footer';
import { Header } from './header';
import { UnsupportedPanel } from './unsupported-panel';

const AlbumView = lazy(() => import('./album/album-view').then((module) => ({ default: module.AlbumView })));
const CheckView = lazy(() => import('./check/check-view').then((module) => ({ default: module.CheckView })));
const SettingsView = lazy(() =>
  import('./settings/settings-view').then((module) => ({ default: module.SettingsView })),
);

/** The page. */
export function App() {
  const missing = missingParts();
  const [moved, setMoved] = createSignal(false);
  createEffect(on(view, () => setMoved(true), { defer: true }));
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => skipToContent(event)}>
        {t('app.skipToContent')}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        <Switch>
          <Match when={missing.length > 0}>
            <UnsupportedPanel missing={missing} />
          </Match>
          <Match when={view() === 'animate'}>
            <AnimateView quiet={!moved()} />
          </Match>
          <Match when={view() === 'album'}>
            <Suspense>
              <AlbumView quiet={!moved()} />
            </Suspense>
          </Match>
          <Match when={view() === 'check'}>
            <Suspense>
              <CheckView quiet={!moved()} />
            </Suspense>
          </Match>
          <Match when={view() === 'settings'}>
            <Suspense>
              <SettingsView quiet={!moved()} />
            </Suspense>
          </Match>
        </Switch>
      </main>
      <Footer />
      <Show when={missing.length === 0}>
        <FileDrop label={view() === 'check' ? t('check.drop') : t('idle.drop')} onFiles={fileTaker()} />
      </Show>
      <Show when={updateReady()}>
        <div class="toast" role="status">
          <span>{t('app.updateReady')}</span>
          <button type="button" class="button button-small button-primary" onClick={takeUpdate}>
            {t('app.updateNow')}
          </button>
          <button type="button" class="button button-small button-quiet" onClick={dismissUpdate}>
            {t('app.later')}
          </button>
        </div>
      </Show>
    </>
  );
}

/** Who takes files that are dropped or pasted now, if anybody does. */
function fileTaker(): ((files: readonly File[]) => void) | undefined {
  if (view() === 'check') return checkChosenFiles;
  return view() === 'animate' && takesPhotos() ? choosePhotos : undefined;
}

/** The address's hash is the view's, so the link moves the focus itself. */
function skipToContent(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
