import { createMemo } from 'solid-js';
import { storyText } from '../../i18n/story/story';
import type { StageName } from '../../state/progress';
import { progress } from '../../state/job-progress';
import { cancelStory } from '../../state/story';
import { storyPhotos } from '../../state/story-photos';
import { JobProgress } from '../animate/job-progress';
import { StoryFrame } from './story-frame';

/** In the order in which a story goes through them: words that do not pass are known before ten photos are looked at. */
const STAGES: readonly StageName[] = [
  'prompt-gate',
  'photo',
  'photo-gate',
  'motion',
  'frames',
  'sound',
  'mux',
  'video-gate',
  'sign',
];
const PLURAL = ['prompt-gate', 'photo', 'photo-gate', 'motion', 'frames', 'sound'] as const;

/** The story at work, with the photo that it is at. */
export function StoryWorking() {
  const text = (name: StageName) => {
    const plural = PLURAL.find((one) => one === name);
    return plural && storyText(`stages.${plural}`);
  };
  const photo = createMemo(() => {
    const photos = storyPhotos();
    const at = STAGES.findLast((name) => progress[name].beganAtSeconds !== undefined) ?? 'photo';
    const { completed, total } = progress[at];
    return photos[Math.min(photos.length - 1, Math.floor((photos.length * completed) / Math.max(1, total)))];
  });
  return (
    <div class="stage">
      <div class="stage-picture">
        <StoryFrame photo={photo()} working />
      </div>
      <JobProgress title={storyText('working')} stages={STAGES} stageText={text} onCancel={cancelStory} />
    </div>
  );
}
