import { lazyMessages, type MessageLoaders } from '../lazy-messages';
import { storyEn, type StoryMessages } from './en';

/** Each language but English is a chunk of its own. */
export const STORY_LOADERS: MessageLoaders<StoryMessages> = {
  de: () => import('./de').then(({ storyDe }) => storyDe),
  es: () => import('./es').then(({ storyEs }) => storyEs),
  fr: () => import('./fr').then(({ storyFr }) => storyFr),
  it: () => import('./it').then(({ storyIt }) => storyIt),
  vi: () => import('./vi').then(({ storyVi }) => storyVi),
  ja: () => import('./ja').then(({ storyJa }) => storyJa),
  zh: () => import('./zh').then(({ storyZh }) => storyZh),
};

/** A message of a story in the language in use; like `t`. */
export const storyText = lazyMessages(storyEn, STORY_LOADERS);
