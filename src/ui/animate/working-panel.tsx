import { t } from '../../i18n/locale';
import { cancelJob } from '../../state/job';
import type { ChosenPhoto, JobRequest } from '../../state/job-state';
import { JobProgress } from './job-progress';
import { PhotoFrame } from './photo-frame';

/** The photo while its film is made. */
export function WorkingPanel(props: { photo: ChosenPhoto; request: JobRequest }) {
  return (
    <div class="stage">
      <div class="stage-picture">
        <PhotoFrame shape={props.request.shape} name={props.photo.file.name} working />
      </div>
      <JobProgress title={t('working.title')} onCancel={cancelJob} />
    </div>
  );
}
