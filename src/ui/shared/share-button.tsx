import { Show, createSignal } from 'solid-js';
import { t } from '../../i18n/locale';
import { ShareIcon } from './icons';

/** Hands a film to another app. Where there is no Web Share for files, there is no button. */
export function ShareButton(props: { file: File; onShared?: () => void }) {
  const [failed, setFailed] = createSignal(false);
  const shared = () => ({ files: [props.file] });
  const canShare = () => typeof navigator.canShare === 'function' && navigator.canShare(shared());
  const share = async () => {
    setFailed(false);
    try {
      await navigator.share(shared());
      props.onShared?.();
    } catch (error) {
      setFailed(!(error instanceof DOMException && error.name === 'AbortError'));
    }
  };
  return (
    <>
      <Show when={canShare()}>
        <button type="button" class="button button-secondary button-large" onClick={() => void share()}>
          <ShareIcon />
          {t('done.share')}
        </button>
      </Show>
      <Show when={failed()}>
        <p class="note" role="status">
          {t('done.shareFailed')}
        </p>
      </Show>
    </>
  );
}
