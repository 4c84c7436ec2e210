import { t } from '../../i18n/locale';
import { savedFile, type SavedForm } from '../../state/check-save';
import { DownloadIcon } from '../shared/icons';

/** The report to keep or to hand on, as a page and as data. */
export function SaveReport(props: { id: number }) {
  return (
    <div class="report-save" role="group" aria-label={t('check.save.title')}>
      <SaveButton id={props.id} form="page" label={t('check.save.page')} />
      <SaveButton id={props.id} form="json" label={t('check.save.json')} />
    </div>
  );
}

/** Saves one form of what was found, under a name made of the file's. */
export function SaveButton(props: { id: number; form: SavedForm; label: string }) {
  const save = async () => {
    const file = await savedFile(props.id, props.form);
    if (!file) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    // The browser has taken it up by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <button type="button" class="button button-small button-secondary" onClick={() => void save()}>
      <DownloadIcon />
      {props.label}
    </button>
  );
}
