import '@fontsource-variable/bricolage-grotesque/wght.css';
import { render } from 'solid-js/web';
import { chooseLocale, switchLocale } from './i18n/locale';
import { resumeDraft } from './state/job';
import { startOffline } from './state/offline';
import { storedLocale } from './state/settings';
import { takeSharedPhoto } from './state/shared-photo';
import { App } from './ui/app';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/layout.css';
import './ui/styles/hero.css';
import './ui/styles/animate.css';
import './ui/styles/formats.css';

const automation = new URLSearchParams(location.search).has('automation');

async function start(): Promise<void> {
  // English is part of this script; another language is awaited, so that nothing is shown twice.
  await switchLocale(chooseLocale([storedLocale(), ...navigator.languages])).catch(() => undefined);
  const root = document.getElementById('app');
  if (!root) throw new Error('index.html has no #app');
  render(() => <App />, root);
  if (automation) {
    // The command line's way in: nothing decorative moves, nothing is fetched ahead.
    document.documentElement.classList.add('automation');
    const { installAutomation } = await import('./automation');
    installAutomation();
    return;
  }
  await takeSharedPhoto();
  await resumeDraft();
  whenIdle(() => void startOffline());
}

/** After the page has loaded and the browser has nothing better to do. */
function whenIdle(task: () => void): void {
  const schedule = () => {
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: 4000 });
    else setTimeout(task, 1000);
  };
  if (document.readyState === 'complete') schedule();
  else addEventListener('load', schedule, { once: true });
}

void start();
