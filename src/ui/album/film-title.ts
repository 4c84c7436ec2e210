import { formatDateTime } from '../../i18n/format';
import type { KeptFilm } from '../../state/album';

/** What a film is called: the person's name for it, or else when it was kept. */
export function filmTitle({ title, keptAt }: Pick<KeptFilm, 'title' | 'keptAt'>): string {
  return title || formatDateTime(new Date(keptAt));
}
