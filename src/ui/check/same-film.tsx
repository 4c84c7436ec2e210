import { Show } from 'solid-js';
import { t } from '../../i18n/locale';
import { checks, pictureAddress, selectCheck } from '../../state/check';
import { findPair, type CheckItem } from '../../state/check-state';
import { SOFT_BINDING_ALGORITHM } from '../../shared/watermark/payload';
import { FileIcon } from '../shared/icons';

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
  const picture = () =>
    props.item.status.kind === 'done'
      ? pictureAddress(props.item.id, props.item.status.report.credentials?.thumbnail ?? null)
      : null;
  const summary = () =>
    props.item.status.kind === 'done' ? t(`check.summary.${props.item.status.report.summary}.title`) : '';
  return (
    <div class="same-film-side">
      <span class="node-picture">
        <Show when={picture()} fallback={<FileIcon />}>
          {(address) => <img src={address()} alt="" />}
        </Show>
      </span>
      <p>
        <strong>{props.item.file.name}</strong>
        <br />
        <span class="note">{props.text}</span>
        <br />
        {summary()}
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
