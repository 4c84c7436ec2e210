import { Match, Show, Switch } from 'solid-js';
import { t } from '../../i18n/locale';
import { shapeAspect } from '../../state/shapes';
import type { Shape } from '../../state/job-state';
import { preview } from '../../state/preview';
import { PhotoIcon } from '../shared/icons';

/** The person's photo, cropped as the film will be. Where it cannot be shown there is a quiet tile. */
export function PhotoFrame(props: { shape: Shape; name: string; working?: boolean }) {
  const url = () => {
    const current = preview();
    return current.kind === 'shown' ? current.url : undefined;
  };
  const aspect = () => shapeAspect(props.shape);
  return (
    <div
      class="frame"
      classList={{ 'frame-cropped': aspect() !== undefined, 'frame-working': props.working === true }}
      style={{ '--aspect': aspect() }}
    >
      <Switch>
        <Match when={url()} keyed>
          {(address) => <img src={address} alt={t('compose.photoAlt')} draggable={false} />}
        </Match>
        <Match when={preview().kind === 'pending'}>
          <div class="frame-tile frame-pending" role="status">
            <span class="visually-hidden">{t('compose.preparing')}</span>
          </div>
        </Match>
        <Match when={preview().kind === 'none'}>
          <div class="frame-tile">
            <PhotoIcon />
            <Show when={props.name}>
              <strong>{props.name}</strong>
            </Show>
            <span>{t('compose.noPreview')}</span>
          </div>
        </Match>
      </Switch>
    </div>
  );
}
