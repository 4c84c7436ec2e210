import { FilmSize } from './film-size';
import { OwnSound } from './own-sound';

/** What a film may have beyond the usual: its size and length, and a sound of the person's own. */
export function FilmExtras() {
  return (
    <>
      <FilmSize />
      <OwnSound />
    </>
  );
}
