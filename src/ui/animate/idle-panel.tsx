import { t } from '../../i18n/locale';
import { choosePhotos } from '../../state/story-photos';
import { FileButton } from '../shared/file-button';
import { FocusHeading } from '../shared/focus-heading';
import { CameraIcon, LabelIcon, LockIcon, PhotoIcon, PlugIcon } from '../shared/icons';
import { HeroArt } from './hero-art';

/** What the file chooser offers first; what a file really is, its bytes say. */
export const PHOTO_TYPES = 'image/*,.heic,.heif,.avif';

/** Nothing chosen yet: the way in, and what to expect. */
export function IdlePanel(props: { quiet: boolean }) {
  return (
    <div class="idle">
      <section class="hero">
        <HeroArt />
        <div class="hero-text">
          <FocusHeading class="display" quiet={props.quiet}>
            {t('idle.title')}
          </FocusHeading>
          <p class="hero-lead">{t('idle.lead')}</p>
          <div class="hero-ways">
            <FileButton
              class="button button-primary button-large"
              accept={PHOTO_TYPES}
              multiple
              onFiles={choosePhotos}
            >
              <PhotoIcon />
              {t('idle.choose')}
            </FileButton>
            <FileButton
              class="button button-large hero-camera"
              accept="image/*"
              camera
              onFiles={choosePhotos}
            >
              <CameraIcon />
              {t('idle.take')}
            </FileButton>
          </div>
          <p class="hero-hint">
            <span class="hero-drop">{t('idle.hint')} </span>
            {t('idle.several')}
          </p>
        </div>
      </section>
      <ul class="promises">
        <li>
          <LockIcon />
          <h2>{t('idle.facts.privateTitle')}</h2>
          <p>{t('idle.facts.privateText')}</p>
        </li>
        <li>
          <LabelIcon />
          <h2>{t('idle.facts.honestTitle')}</h2>
          <p>{t('idle.facts.honestText')}</p>
        </li>
        <li>
          <PlugIcon />
          <h2>{t('idle.facts.offlineTitle')}</h2>
          <p>{t('idle.facts.offlineText')}</p>
        </li>
      </ul>
    </div>
  );
}
