import { flatten } from '@solid-primitives/i18n';
import { describe, expect, it } from 'vitest';
import { ALBUM_LOADERS } from './album/album';
import { albumEn } from './album/en';
import { LOCALES, chooseLocale, loadMessages, type Locale } from './locale';
import { storyEn } from './story/en';
import { STORY_LOADERS } from './story/story';

const locales = Object.keys(LOCALES) as Locale[];

/** Texts by their flat key, those of the parts that are loaded later among them. */
async function texts(locale: Locale): Promise<Map<string, string>> {
  const isEnglish = locale === 'en';
  const album = isEnglish ? albumEn : await ALBUM_LOADERS[locale]();
  const story = isEnglish ? storyEn : await STORY_LOADERS[locale]();
  const flat = flatten({ ...(await loadMessages(locale)), album, story }) as Record<string, unknown>;
  return new Map(
    Object.entries(flat).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)\s*}}/g)].map(([, name]) => name).sort();

describe.each(locales)('messages in %s', (locale) => {
  it('have the same keys as English, none empty', async () => {
    const [own, english] = [await texts(locale), await texts('en')];
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fill in the same names', async () => {
    const own = await texts(locale);
    for (const [key, text] of await texts('en')) {
      expect(placeholders(own.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });
});

describe.each(locales.filter((locale) => locale !== 'en'))('%s', (locale) => {
  it('is translated', async () => {
    const own = await texts(locale);
    const english = [...(await texts('en'))].filter(([, text]) => text.length > 24 && !text.includes('×'));
    const same = english.filter(([key, text]) => own.get(key) === text).map(([key]) => key);
    expect(same).toEqual([]);
  });
});

describe('chooseLocale', () => {
  it('takes the first language there is, whatever its region', () => {
    expect(chooseLocale(['pt-BR', 'de-AT', 'en'])).toBe('de');
    expect(chooseLocale(['zh-Hans-CN'])).toBe('zh');
    expect(chooseLocale([null, 'VI'])).toBe('vi');
  });

  it('falls back to English', () => {
    expect(chooseLocale(['pt', null])).toBe('en');
    expect(chooseLocale([])).toBe('en');
  });
});
