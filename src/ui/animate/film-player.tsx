import { createSignal, onCleanup, onMount } from 'solid-js';
import { t } from '../../i18n/locale';
import { PauseIcon, PlayIcon, SoundOffIcon, SoundOnIcon } from '../shared/icons';

/** The film, looping without sound until it is asked for. People who want less motion start it themselves. */
export function FilmPlayer(props: { url: string; width: number; height: number }) {
  let video: HTMLVideoElement | undefined;
  const [playing, setPlaying] = createSignal(false);
  const [sounding, setSounding] = createSignal(false);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

  const play = () => void video?.play().catch(() => setPlaying(false));
  onMount(() => {
    if (!still) play();
  });
  onCleanup(() => {
    // Frees the decoder at once instead of at the next garbage collection.
    video?.removeAttribute('src');
    video?.load();
  });

  return (
    <div class="player" style={{ '--aspect': props.width / props.height }}>
      <video
        ref={video}
        src={props.url}
        width={props.width}
        height={props.height}
        aria-label={t('done.filmLabel')}
        loop
        playsinline
        muted={!sounding()}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
      />
      <div class="player-controls">
        <button
          type="button"
          class="player-button"
          aria-label={playing() ? t('done.pause') : t('done.play')}
          onClick={() => (playing() ? video?.pause() : play())}
        >
          {playing() ? <PauseIcon /> : <PlayIcon />}
        </button>
        <button
          type="button"
          class="player-button"
          aria-label={sounding() ? t('done.soundOff') : t('done.soundOn')}
          onClick={() => {
            setSounding(!sounding());
            if (sounding() && !playing()) play();
          }}
        >
          {sounding() ? <SoundOnIcon /> : <SoundOffIcon />}
        </button>
      </div>
    </div>
  );
}
