import { Match, Suspense, Switch, createEffect, createSignal, lazy, on } from 'solid-js';
import { cancelJob, job } from '../../state/job';
import { storyPhotos } from '../../state/story-photos';
import { question } from '../../state/review';
import type { JobState } from '../../state/job-state';
import { dropSecondClick } from '../shared/second-click';
import { ComposePanel } from './compose-panel';
import { IdlePanel } from './idle-panel';
import { WorkingPanel } from './working-panel';

// Fetched while the film is made.
const DonePanel = lazy(() => import('./done-panel').then((module) => ({ default: module.DonePanel })));

// Whoever takes the film as it comes does not wait for the tools.
const ShapePanel = lazy(() =>
  import('./shape/shape-panel').then((module) => ({ default: module.ShapePanel })),
);

// Most photos raise no question.
const ReviewPage = lazy(() =>
  import('../review/review-page').then((module) => ({ default: module.ReviewPage })),
);

// Most films are of one photo.
const StoryView = lazy(() => import('../story/story-view').then((module) => ({ default: module.StoryView })));

/** The state when it is of that kind. */
function when<Kind extends JobState['kind']>(kind: Kind) {
  return (): Extract<JobState, { kind: Kind }> | undefined => {
    const state = job();
    return state.kind === kind ? (state as Extract<JobState, { kind: Kind }>) : undefined;
  };
}

/** A photo in, a film out: one panel for each state of the job. */
export function AnimateView(props: { quiet: boolean }) {
  // Nothing takes the focus when the page opens; after that every new panel does.
  const [moved, setMoved] = createSignal(false);
  createEffect(on(job, () => setMoved(true), { defer: true }));
  dropSecondClick(() => job().kind);
  createEffect(() => {
    if (job().kind === 'running') void DonePanel.preload();
  });
  const composing = () => {
    const state = job();
    return state.kind === 'chosen' || state.kind === 'failed' ? state.photo : undefined;
  };
  return (
    <Switch fallback={<IdlePanel quiet={props.quiet && !moved()} />}>
      <Match when={storyPhotos().length > 0}>
        <Suspense>
          <StoryView />
        </Suspense>
      </Match>
      <Match when={composing()}>
        {(photo) => <ComposePanel photo={photo()} failure={when('failed')()?.failure} />}
      </Match>
      <Match when={when('running')() && question()}>
        {(open) => (
          <Suspense>
            <ReviewPage question={open()} onCancel={cancelJob} />
          </Suspense>
        )}
      </Match>
      <Match when={when('running')()}>
        {(state) => <WorkingPanel photo={state().photo} request={state().request} />}
      </Match>
      <Match when={when('done')()}>
        {(state) => (
          <Suspense>
            <DonePanel photo={state().photo} request={state().request} film={state().film} />
          </Suspense>
        )}
      </Match>
      <Match when={when('shaping')()}>
        {(state) => (
          <Suspense>
            <ShapePanel film={state().film} failure={state().failure} />
          </Suspense>
        )}
      </Match>
    </Switch>
  );
}
