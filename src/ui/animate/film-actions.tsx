import { t } from '../../i18n/locale';
import { DownloadIcon } from '../shared/icons';
import { ShareButton } from '../shared/share-button';

/** The finished film in the person's hands: saved, or shared. */
export function FilmActions(props: { file: File; url: string; onSaved?: () => void }) {
  return (
    <>
      <a
        class="button button-primary button-large"
        href={props.url}
        download={props.file.name}
        onClick={() => props.onSaved?.()}
      >
        <DownloadIcon />
        {t('done.download')}
      </a>
      <ShareButton file={props.file} onShared={() => props.onSaved?.()} />
    </>
  );
}
