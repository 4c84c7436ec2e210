import { Match, Show, Switch } from 'solid-js';
import { formatBytes, formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import { MAX_SOUND_BYTES, chooseOwnSound, chosenSound, dropOwnSound, ownSound } from '../../state/own-sound';
import { FileButton } from '../shared/file-button';
import '../styles/own-sound.css';

/** Whose sound the film has: made for it, or brought along. */
export function OwnSound() {
  const refused = () => {
    const state = ownSound();
    return state.kind === 'refused' ? state.reason : undefined;
  };
  return (
    <div class="own-sound" role="group" aria-label={t('sound.label')}>
      <p class="option-label">{t('sound.label')}</p>
      <div aria-live="polite">
        <Switch fallback={<p class="note">{t('sound.made')}</p>}>
          <Match when={ownSound().kind === 'reading'}>
            <p class="note">{t('sound.reading')}</p>
          </Match>
          <Match when={refused()}>
            {(reason) => (
              <p class="note">{t(`sound.${reason()}`, { limit: formatBytes(MAX_SOUND_BYTES) })}</p>
            )}
          </Match>
          <Match when={chosenSound()} keyed>
            {({ file, durationSeconds }) => (
              <>
                <p class="own-sound-name">
                  {t('sound.chosen', { name: file.name, time: formatSeconds(Math.round(durationSeconds)) })}
                </p>
                <p class="note">{t('sound.note')}</p>
              </>
            )}
          </Match>
        </Switch>
      </div>
      <div class="own-sound-actions">
        <FileButton
          class="button button-secondary button-small"
          accept="audio/*,.mp3,.m4a,.wav,.ogg,.opus,.flac"
          onFile={(file) => void chooseOwnSound(file)}
        >
          {t(chosenSound() ? 'sound.another' : 'sound.choose')}
        </FileButton>
        <Show when={chosenSound()}>
          <button type="button" class="button button-quiet button-small" onClick={dropOwnSound}>
            {t('sound.remove')}
          </button>
        </Show>
      </div>
    </div>
  );
}
