import { For, Match, Show, Switch, onCleanup } from 'solid-js';
import { formatBytes } from '../../i18n/format';
import { t } from '../../i18n/locale';
import {
  COPY_FORMATS,
  copies,
  copyBusy,
  forgetCopies,
  makeCopy,
  type CopyFormat,
  type CopySource,
  type CopyState,
} from '../../state/copies';
import { filmSaved } from '../../state/job';
import { DownloadIcon } from '../shared/icons';

/** The film in other formats, each with what it can and cannot carry: said before it is made. */
export function OtherFormats(props: { film: CopySource; filmName: string }) {
  onCleanup(forgetCopies);
  return (
    <details class="more formats">
      <summary>{t('shape.copies.title')}</summary>
      <ul>
        <For each={COPY_FORMATS}>
          {(format) => <Format format={format} film={props.film} filmName={props.filmName} />}
        </For>
      </ul>
    </details>
  );
}

function Format(props: { format: CopyFormat; film: CopySource; filmName: string }) {
  const name = () => t(`shape.copies.names.${props.format}`);
  const copy = () => copies()[props.format];
  const when = <Kind extends CopyState['kind']>(kind: Kind) => {
    const state = copy();
    return state?.kind === kind ? (state as Extract<CopyState, { kind: Kind }>) : undefined;
  };
  return (
    <li class="format">
      <div>
        <h3>{name()}</h3>
        <p class="note">{t(`shape.copies.notes.${props.format}`)}</p>
        <Show when={when('failed')} keyed>
          {({ failure }) => (
            <p class="note format-failed" role="alert">
              {t(`errors.${failure.code}.title`)}. {t(`errors.${failure.code}.next`)}
            </p>
          )}
        </Show>
      </div>
      <Switch
        fallback={
          <button
            type="button"
            class="button button-secondary button-small"
            disabled={copyBusy() !== undefined}
            onClick={() => void makeCopy(props.film, props.format, props.filmName)}
          >
            {t('shape.copies.make', { format: name() })}
          </button>
        }
      >
        <Match when={when('making')}>
          <span class="format-making" role="status">
            <span class="spinner" aria-hidden="true" />
            {t('shape.copies.making', { format: name() })}
          </span>
        </Match>
        <Match when={when('ready')} keyed>
          {({ url, file }) => (
            <a
              class="button button-primary button-small"
              href={url}
              download={file.name}
              aria-label={t('shape.copies.save', { format: name() })}
              onClick={filmSaved}
            >
              <DownloadIcon />
              {formatBytes(file.size)}
            </a>
          )}
        </Match>
      </Switch>
    </li>
  );
}
