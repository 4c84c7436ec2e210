import { Match, Suspense, Switch, createEffect, lazy } from 'solid-js';
import { storyText } from '../../i18n/story/story';
import { question } from '../../state/review';
import { cancelStory, story, type StoryState } from '../../state/story';
import { storyPhotos } from '../../state/story-photos';
import { keepThumbnails, thumbnails } from '../../state/story-thumbnails';
import { StoryCompose } from './story-compose';
import { StoryWorking } from './story-working';
import '../styles/story.css';

// Fetched while the film is made.
const StoryDone = lazy(() => import('./story-done').then((module) => ({ default: module.StoryDone })));
// Most photos raise no question.
const ReviewPage = lazy(() =>
  import('../review/review-page').then((module) => ({ default: module.ReviewPage })),
);

/** The state when it is of that kind. */
function when<Kind extends StoryState['kind']>(kind: Kind) {
  return (): Extract<StoryState, { kind: Kind }> | undefined => {
    const state = story();
    return state.kind === kind ? (state as Extract<StoryState, { kind: Kind }>) : undefined;
  };
}

/** Several photos in, one film out. */
export function StoryView() {
  keepThumbnails();
  createEffect(() => {
    if (story().kind === 'running') void StoryDone.preload();
  });
  /** Which photo an open question is about. */
  const asked = () => {
    const place = storyPhotos().findIndex(({ file }) => file === question()?.photo);
    const thumbnail = thumbnails[storyPhotos()[place]?.id ?? -1];
    return {
      about: storyText('photo', { number: place + 1, count: storyPhotos().length }),
      url: thumbnail?.kind === 'shown' ? thumbnail.url : undefined,
      stop: storyText('leaveOut'),
    };
  };
  return (
    <Switch>
      <Match when={when('composing')()}>{(state) => <StoryCompose failure={state().failure} />}</Match>
      <Match when={when('running')() && question()}>
        {(open) => (
          <Suspense>
            <ReviewPage question={open()} onCancel={cancelStory} story={asked()} />
          </Suspense>
        )}
      </Match>
      <Match when={when('running')()}>
        <StoryWorking />
      </Match>
      <Match when={when('done')()}>
        {(state) => (
          <Suspense>
            <StoryDone film={state().film} />
          </Suspense>
        )}
      </Match>
    </Switch>
  );
}
