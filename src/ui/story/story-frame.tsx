import { Show, type JSX } from 'solid-js';
import { t } from '../../i18n/locale';
import { shapeAspect } from '../../state/shapes';
import { storyShape } from '../../state/story';
import type { StoryPhoto } from '../../state/story-photos';
import { thumbnails } from '../../state/story-thumbnails';
import { PhotoIcon } from '../shared/icons';

/** A photo of the story, large, cropped as the film will be; with words over it where there are any. */
export function StoryFrame(props: { photo: StoryPhoto | undefined; words?: string; working?: boolean }) {
  return (
    <div
      class="frame frame-cropped story-frame"
      classList={{ 'frame-working': props.working === true }}
      style={{ '--aspect': shapeAspect(storyShape()) }}
    >
      <Thumbnail photo={props.photo} alt={t('compose.photoAlt')}>
        <div class="story-blank">
          <PhotoIcon />
          <span>{t('compose.noPreview')}</span>
        </div>
      </Thumbnail>
      <Show when={props.words}>
        {(words) => (
          <div class="story-words" aria-hidden="true">
            <p>{words()}</p>
          </div>
        )}
      </Show>
    </div>
  );
}

/** A photo's small picture; a quiet place while it is on its way, and `children` where there is none. */
export function Thumbnail(props: { photo: StoryPhoto | undefined; alt: string; children: JSX.Element }) {
  const thumbnail = () => (props.photo ? thumbnails[props.photo.id] : undefined);
  const url = () => {
    const current = thumbnail();
    return current?.kind === 'shown' ? current.url : undefined;
  };
  return (
    <Show
      when={url()}
      fallback={
        <Show when={thumbnail()?.kind === 'none'} fallback={<div class="story-blank frame-pending" />}>
          {props.children}
        </Show>
      }
    >
      {(address) => <img src={address()} alt={props.alt} draggable={false} />}
    </Show>
  );
}
