import { readFileSync } from 'node:fs';
import { cuss } from 'cuss';
import english from 'naughty-words/en.json';
import italian from 'naughty-words/it.json';
import japanese from 'naughty-words/ja.json';
import chinese from 'naughty-words/zh.json';
import { vi as vietnamese } from 'washyourmouthoutwithsoap/data/build.json';
import { describe, expect, it } from 'vitest';
import { AMBIGUOUS_WORDS } from './ambiguous';
import { checkPromptText, PROMPT_RULES, UNSURE_RULE } from './check-prompt';
import { INNOCENT_WORDS } from './innocent';
import { readPlainly } from './normalise';

/** Terms are taken from the lists when the test runs; none is written down here. */
const listed = (list: readonly string[]) =>
  list
    .map((term) => term.toLowerCase())
    .filter((term) => !INNOCENT_WORDS.has(term) && !AMBIGUOUS_WORDS.has(term));
const singleWords = (list: readonly string[]) => listed(list).filter((term) => /^[a-z]{4,}$/.test(term));

const verdictOf = (prompt: string) => checkPromptText(prompt).verdict;
const rulesOf = (prompt: string) => checkPromptText(prompt).reasons.map(({ rule }) => rule);

/** Allowed ones among `prompts`: empty when the gate sees them all. */
const missed = (prompts: readonly string[]) => prompts.filter((prompt) => verdictOf(prompt) === 'allow');

describe('ordinary prompts', () => {
  it.each([
    '',
    '   ',
    'Scunthorpe in the rain, a cockatoo on a branch',
    'classic clouds drift to the left, the grass glistens',
    'shooting stars over the girl at night',
    '灿烂的阳光，母鸡在草地上',
    '燦爛的陽光',
    'kill the lights slowly, then let her hair wave',
    'nude beige wall behind the assembly hall',
    'breast of chicken, steam rising',
    'blue tit on a pussy willow, moby dick poster',
    'boat tied up at the pier; girl on a swing; waves 3 m high at 5 pm!!!',
    'baby blue sky, fishing nets, analog look, cockpit view',
    'con mèo vẫy đuôi, cụm mây trôi từ từ về phía đông, sóng lớn dần',
    'em bé nhìn nụ hoa, dòng nước chảy chậm',
    'dong nuoc chay cham, may troi',
    'il pesce nuota, la regina sorride, le nuvole vanno verso sinistra',
    'la chatte bouge la queue, les nuages avancent avec le vent',
    'las olas suaves, la concha brilla, más despacio',
    'die Wolken ziehen nach links, bitte langsam, die Kinder winken',
    '云慢慢飘动，水波荡漾，人们走过',
    '雲がゆっくり流れる、女の子の髪が揺れる',
  ])('passes %j', (prompt) => {
    expect(checkPromptText(prompt)).toEqual({ verdict: 'allow', reasons: [], scores: {} });
  });
});

it('passes every held-out prompt of the prompt encoder, in eight languages', () => {
  const prompts = ['en', 'vi', 'it', 'es', 'fr', 'de', 'zh', 'ja'].flatMap((language) =>
    readFileSync(new URL(`../../../models/training/prompt/heldout/${language}.tsv`, import.meta.url), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[0]!),
  );
  expect(prompts).toHaveLength(400);
  expect(prompts.filter((prompt) => verdictOf(prompt) !== 'allow')).toEqual([]);
});

describe('terms of the lists', () => {
  it.each([
    ['English', english],
    ['Italian', italian],
    ['Vietnamese', vietnamese],
    ['Chinese', chinese],
    ['Japanese', japanese],
  ])('blocks every term of the %s list inside a sentence', (_, list) => {
    const terms = listed(list);
    expect(terms.length).toBeGreaterThan(20);
    const seen = terms.filter((term) => verdictOf(`waves, ${term}, wind`) === 'block');
    // A few entries are emoji or single letters, which no word rule can carry.
    expect(seen.length / terms.length).toBeGreaterThan(0.97);
  });

  it('holds or blocks what cuss is sure of, unless it has an ordinary meaning', () => {
    const sure = Object.keys(cuss).filter((term) => cuss[term] === 2 && !INNOCENT_WORDS.has(term));
    expect(sure.length).toBeGreaterThan(500);
    expect(missed(sure)).toEqual([]);
  });
});

describe('ambiguous words', () => {
  it('hold a prompt where nobody reads the context', () => {
    expect(checkPromptText('uncle dick waves').verdict).toBe('review');
    expect(rulesOf('uncle dick waves')).toEqual([UNSURE_RULE]);
  });

  it('are all on a list', () => {
    // An ordinary word that no list holds would be dead weight.
    const passed = [...AMBIGUOUS_WORDS].filter((word) => !rulesOf(`the ${word} there`).includes(UNSURE_RULE));
    expect(passed).toEqual([]);
  });
});

describe('readPlainly', () => {
  it.each([
    ['k1ll the m4n', 'kill the man'],
    ['кill', 'kill'],
    ['w a v e s now', 'waves now'],
    ['hel.lo', 'hello'],
  ])('reads %j as %j', (disguised, plain) => {
    expect(readPlainly(disguised)).toBe(plain);
  });

  it.each([
    'waves at 5 pm, 4k!',
    'l’eau, c’est calme',
    'mây trôi',
    'облака плывут',
    '雲が流れる',
    'a b',
    '3.5 m waves',
  ])('leaves %j', (honest) => {
    expect(readPlainly(honest)).toBe(honest);
  });
});

describe('private data', () => {
  it.each(['call 0171 555 23 68', 'anna.b@example.com', 'iban de12 3456 7890 1234'])('holds %j', (prompt) => {
    expect(rulesOf(prompt)).toEqual(['prompt-private-data']);
  });

  it.each(['1920x1080 at 60 fps', 'in 2024, 12 waves', '3 m, 5 s'])('passes %j', (prompt) => {
    expect(verdictOf(prompt)).toBe('allow');
  });
});

describe('disguises', () => {
  const words = singleWords(english).slice(0, 60);
  const leet: Record<string, string> = { a: '4', e: '3', i: '1', o: '0', s: '$', t: '7' };
  const cyrillic: Record<string, string> = { a: 'а', e: 'е', o: 'о', c: 'с', p: 'р', x: 'х', y: 'у' };
  const swap = (table: Record<string, string>) => (word: string) =>
    Array.from(word, (letter) => table[letter] ?? letter).join('');

  it.each<[string, (word: string) => string]>([
    ['upper case', (word) => word.toUpperCase()],
    [
      'full-width letters',
      (word) => Array.from(word, (c) => String.fromCodePoint(c.codePointAt(0)! + 0xfee0)).join(''),
    ],
    ['spaces', (word) => Array.from(word).join(' ')],
    ['dots', (word) => Array.from(word).join('.')],
    ['a hyphen', (word) => `${word.slice(0, 2)}-${word.slice(2)}`],
    ['zero-width spaces', (word) => Array.from(word).join('\u200b')],
    ['diacritics', (word) => Array.from(word, (c) => ('aeiou'.includes(c) ? `${c}\u0308` : c)).join('')],
    ['leetspeak', swap(leet)],
    ['homoglyphs', swap(cyrillic)],
    ['repeated letters', (word) => word.replace(/(.)$/, '$1$1$1$1')],
    ['an emphasis', (word) => `*${word}*!`],
    ['a plural', (word) => (word.endsWith('s') ? word : `${word}s`)],
  ])('sees through %s', (_, disguise) => {
    expect(missed(words.map((word) => `slow ${disguise(word)} in the wind`))).toEqual([]);
  });

  it('sees through asterisks', () => {
    const long = words.filter((word) => word.length >= 5);
    expect(missed(long.map((word) => `${word.slice(0, 2)}**${word.slice(4)}`))).toEqual([]);
  });
});

describe('combinations', () => {
  const explicit = singleWords(english)[0]!;

  it.each([
    `children, ${explicit}`,
    'the little girl undressed',
    'bambini, nuda',
    'trẻ em khỏa thân',
    '孩子 裸体',
    'enfants nus',
  ])('blocks sexual words about minors (%#)', (prompt) => {
    expect(verdictOf(prompt)).toBe('block');
    expect(rulesOf(prompt)).toContain('prompt-minors');
  });

  it.each(['the woman is naked', 'la donna nuda', 'người phụ nữ khỏa thân'])('holds %j', (prompt) => {
    expect(rulesOf(prompt)).toEqual(['prompt-naked-person']);
  });

  it.each(['murder the man', 'giết người', 'uccidere la donna', '杀死那个人', 'a corpse on the ground'])(
    'holds violence (%#)',
    (prompt) => {
      expect(verdictOf(prompt)).toBe('review');
    },
  );

  it('holds what nobody would write about a motion', () => {
    expect(rulesOf('wind '.repeat(300))).toEqual(['prompt-too-long']);
  });
});

it('names every rule once', () => {
  expect(new Set(PROMPT_RULES.map(({ rule }) => rule)).size).toBe(PROMPT_RULES.length);
});
