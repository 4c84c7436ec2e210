import { flatten, resolveTemplate, translator, type BaseDict } from '@solid-primitives/i18n';
import { createResource, createRoot } from 'solid-js';
import { locale, type Locale } from './locale';

/** Where the messages of each language but English are. */
export type MessageLoaders<Messages> = Record<Exclude<Locale, 'en'>, () => Promise<Messages>>;

/**
 * Messages of a part of the app that is loaded when it is first opened: they come with it, not with the page. What is returned is used
 * like `t`, within a `Suspense` that waits for the language in use. A language that cannot be loaded is read in English.
 */
export function lazyMessages<Messages extends BaseDict>(
  english: Messages,
  loaders: MessageLoaders<Messages>,
) {
  const load = (wanted: Locale) =>
    wanted === 'en' ? Promise.resolve(english) : loaders[wanted]().catch(() => english);
  const [dictionary] = createRoot(() =>
    createResource(locale, async (wanted) => flatten(await load(wanted))),
  );
  // While `latest` is awaited nothing is shown, so the English beside it is there for the types alone.
  const spare = flatten(english);
  return translator(() => dictionary.latest ?? spare, resolveTemplate);
}
