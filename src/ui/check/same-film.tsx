import { Show } from 'solid-js';
import { t } from '../../i18n/locale';
import { checks, fileAddress, selectCheck } from '../../state/check';
import { findPair, type CheckItem } from '../../state/check-state';
import { summaryTitle } from '../../state/check-text';
import { SOFT_BINDING_ALGORITHM } from '../../shared/watermark/payload';

/** A film of ours and a copy of it that lost its metadata, where the person has dropped both. */
export function SameFilm(props: { item: CheckItem }) {
  const pair = () => findPair(checks(), props.item, SOFT_BINDING_ALGORITHM);
  return (
    <Show when={pair()}>
      {(found) => (
        <section class="same-film" aria-label={t('check.watermark.pair')}>
          <h3>{t('check.watermark.pair')}</h3>
          <p>
            {t('check.watermark.pairText', {
              copy: found().copy.file.name,
              original: found().original.file.name,
            })}
          </p>
          <div class="same-film-sides">
            <Side item={found().original} text={t('check.watermark.withCredentials')} shown={props.item.id} />
            <Side item={found().copy} text={t('check.watermark.withoutCredentials')} shown={props.item.id} />
          </div>
        </section>
      )}
    </Show>
  );
}

function Side(props: { item: CheckItem; text: string; shown: number }) {
  const report = () => (props.item.status.kind === 'done' ? props.item.status.report : undefined);
  const isFilm = () => report()?.file.mimeType?.startsWith('video/') === true;
  return (
    <div class="same-film-side">
      <span class="node-picture">
        <Show
          when={isFilm()}
          fallback={<img src={fileAddress(props.item.id) ?? ''} alt={props.item.file.name} />}
        >
          <video
            src={fileAddress(props.item.id) ?? ''}
            aria-label={props.item.file.name}
            muted
            playsinline
            controls
            preload="metadata"
          />
        </Show>
      </span>
      <p>
        <strong>{props.item.file.name}</strong>
        <br />
        <span class="note">{props.text}</span>
        <br />
        <Show when={report()}>{(found) => summaryTitle(found())}</Show>
      </p>
      <Show when={props.shown !== props.item.id}>
        <button
          type="button"
          class="button button-small button-secondary"
          onClick={() => selectCheck(props.item.id)}
        >
          {t('check.watermark.open')}
        </button>
      </Show>
    </div>
  );
}
