import { albumText } from '../../i18n/album/album';
import { formatBytes, formatDateTime, formatSeconds } from '../../i18n/format';
import { t } from '../../i18n/locale';
import type { KeptFilm } from '../../state/album';
import { Fact } from '../shared/fact';

/** What is known of a kept film, without what it was made of: that was not kept. */
export function KeptFacts(props: { film: KeptFilm }) {
  return (
    <section class="facts" aria-labelledby="kept-facts">
      <h2 id="kept-facts" class="option-label">
        {t('done.facts')}
      </h2>
      <dl>
        <Fact name={t('done.generated')} value={t('done.generatedText')} wide />
        <Fact name={albumText('film.signed')} value={albumText('film.signedText')} wide />
        <Fact name={albumText('film.length')} value={formatSeconds(props.film.durationSeconds)} />
        <Fact name={albumText('film.picture')} value={`${props.film.width} × ${props.film.height}`} />
        <Fact name={albumText('film.file')} value={`MP4, ${formatBytes(props.film.sizeBytes)}`} />
        <Fact name={albumText('film.kept')} value={formatDateTime(new Date(props.film.keptAt))} />
      </dl>
    </section>
  );
}
