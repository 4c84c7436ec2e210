import { For, createSignal, onCleanup, onMount } from 'solid-js';
import { storyText } from '../../i18n/story/story';
import { movePhoto, removePhoto, storyPhotos, type StoryPhoto } from '../../state/story-photos';
import { PhotoIcon } from '../shared/icons';
import { followDrag } from './drag';
import { Thumbnail } from './story-frame';

/** The photos of a story in their order: dragged, or moved with keys and buttons; chosen to be seen large. */
export function PhotoStrip(props: {
  aspect: number;
  chosen: StoryPhoto;
  onChoose: (photo: StoryPhoto) => void;
}) {
  let list: HTMLOListElement | undefined;
  const [dragged, setDragged] = createSignal<number | undefined>();
  const [said, say] = createSignal('');
  const count = () => storyPhotos().length;
  const placeOf = (photo: StoryPhoto) => storyPhotos().indexOf(photo);
  const tiles = () => [...(list?.querySelectorAll<HTMLElement>('.tile') ?? [])];
  const focus = (place: number) => tiles()[place]?.querySelector('button')?.focus();

  const move = (photo: StoryPhoto, place: number) => {
    if (place < 0 || place >= count() || place === placeOf(photo)) return;
    movePhoto(photo.id, place);
    say(storyText('moved', { number: place + 1, count: count() }));
  };
  const remove = (photo: StoryPhoto) => {
    const place = placeOf(photo);
    removePhoto(photo.id);
    say(storyText('removed'));
    const next = storyPhotos()[Math.min(place, count() - 1)];
    if (next) props.onChoose(next);
  };
  const onKey = (event: KeyboardEvent, photo: StoryPhoto) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const place = placeOf(photo);
    if (event.key === 'Delete' || event.key === 'Backspace') {
      remove(photo);
      focus(Math.min(place, count() - 1));
    } else if (step !== undefined) {
      if (event.shiftKey) move(photo, place + step);
      // A tile that is put elsewhere in the page loses the focus.
      focus(Math.min(count() - 1, Math.max(0, place + step)));
    } else return;
    event.preventDefault();
  };

  onMount(() => {
    const stop = followDrag(list!, {
      begin: (tile) => setDragged(storyPhotos()[tiles().indexOf(tile)]?.id),
      over: (x, y) => {
        const photo = storyPhotos().find(({ id }) => id === dragged());
        if (photo) move(photo, nearest(tiles(), x, y));
      },
      end: () => setDragged(undefined),
    });
    onCleanup(stop);
  });

  return (
    <div class="strip" role="group" aria-label={storyText('photos')}>
      <ol ref={list} class="tiles" style={{ '--aspect': props.aspect }}>
        <For each={storyPhotos()}>
          {(photo, place) => (
            <li class="tile" classList={{ 'tile-dragged': dragged() === photo.id }}>
              <button
                type="button"
                aria-pressed={props.chosen === photo}
                aria-label={storyText('photo', { number: place() + 1, count: count() })}
                aria-describedby="strip-help"
                onClick={() => props.onChoose(photo)}
                onKeyDown={(event) => onKey(event, photo)}
              >
                <Thumbnail photo={photo} alt="">
                  <span class="story-blank">
                    <PhotoIcon />
                  </span>
                </Thumbnail>
                <span class="tile-number" aria-hidden="true">
                  {place() + 1}
                </span>
              </button>
            </li>
          )}
        </For>
      </ol>
      <div class="strip-tools">
        <button
          type="button"
          class="button button-secondary button-small"
          disabled={placeOf(props.chosen) <= 0}
          onClick={() => move(props.chosen, placeOf(props.chosen) - 1)}
        >
          {storyText('back')}
        </button>
        <button
          type="button"
          class="button button-secondary button-small"
          disabled={placeOf(props.chosen) === count() - 1}
          onClick={() => move(props.chosen, placeOf(props.chosen) + 1)}
        >
          {storyText('on')}
        </button>
        <button
          type="button"
          class="button button-secondary button-small"
          onClick={() => remove(props.chosen)}
        >
          {storyText('remove')}
        </button>
      </div>
      <p id="strip-help" class="note">
        {storyText('help')}
      </p>
      <p class="visually-hidden" aria-live="polite">
        {said()}
      </p>
    </div>
  );
}

/** Which of the tiles a point is nearest to. */
function nearest(tiles: readonly HTMLElement[], x: number, y: number): number {
  const distances = tiles.map((tile) => {
    const box = tile.getBoundingClientRect();
    return Math.hypot(x - box.left - box.width / 2, y - box.top - box.height / 2);
  });
  return distances.indexOf(Math.min(...distances));
}
