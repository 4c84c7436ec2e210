import { flatten, resolveTemplate, translator, type Flatten } from '@solid-primitives/i18n';
import { createSignal } from 'solid-js';
import { en, type Messages } from './en';

/** The languages there are, by BCP 47 tag, each with its own name for itself. */
export const LOCALES = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  vi: 'Tiếng Việt',
  ja: '日本語',
  zh: '中文',
} as const;

export type Locale = keyof typeof LOCALES;

/** Each language but English is a chunk of its own, loaded when it is first chosen. */
const loaders: Record<Exclude<Locale, 'en'>, () => Promise<Messages>> = {
  de: () => import('./de').then(({ de }) => de),
  es: () => import('./es').then(({ es }) => es),
  fr: () => import('./fr').then(({ fr }) => fr),
  it: () => import('./it').then(({ it }) => it),
  vi: () => import('./vi').then(({ vi }) => vi),
  ja: () => import('./ja').then(({ ja }) => ja),
  zh: () => import('./zh').then(({ zh }) => zh),
};

/** The messages of a language. Rejects when its chunk cannot be loaded. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return locale === 'en' ? en : loaders[locale]();
}

/** The first of the wanted languages that there is, by its primary subtag; else English. */
export function chooseLocale(wanted: readonly (string | null)[]): Locale {
  for (const tag of wanted) {
    const primary = tag?.toLowerCase().split('-')[0];
    const found = (Object.keys(LOCALES) as Locale[]).find((locale) => locale === primary);
    if (found) return found;
  }
  return 'en';
}

const [current, setCurrent] = createSignal<{ locale: Locale; dictionary: Flatten<Messages> }>({
  locale: 'en',
  dictionary: flatten(en),
});

/** The language in use. */
export const locale = (): Locale => current().locale;

/** A message in the language in use; reading it in a component follows the language. */
export const t = translator(() => current().dictionary, resolveTemplate);

/** Switches the language, once its messages are there, and says so on the document. */
export async function switchLocale(next: Locale): Promise<void> {
  const dictionary = flatten(await loadMessages(next));
  setCurrent({ locale: next, dictionary });
  document.documentElement.lang = next;
}
