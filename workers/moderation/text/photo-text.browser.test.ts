import english from 'naughty-words/en.json';
import german from 'naughty-words/de.json';
import { describe, expect, it } from 'vitest';
import type { RgbaImage } from '../../../src/shared/pixels';
import { Pyramid } from '../image/pyramid';
import { GateModels } from '../models';
import { checkPromptText } from '../prompt/check-prompt';
import { judgePhotoText } from './photo-text';

const models = new GateModels();

/** A photo-like picture with a sign on it. Text is drawn here and comes from the lists where it is bad: none stands in this file. */
function photoWithSign(text: string, { size = 56, slant = 0 } = {}): RgbaImage {
  const [width, height] = [720, 960];
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, '#7fb2e5');
  sky.addColorStop(0.5, '#dfe9ee');
  sky.addColorStop(1, '#5d7048');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, 480);
  context.rotate(slant);
  context.fillStyle = '#f4efe0';
  context.fillRect(-320, -70, 640, 140);
  context.fillStyle = '#222831';
  context.font = `bold ${size}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}

async function judge(image: RgbaImage) {
  const detector = await models.open('text-detector', 'wasm');
  let wasReaderAsked = false;
  const verdict = await judgePhotoText(new Pyramid(image), (inputs) => detector.run(inputs), {
    reader: async () => {
      wasReaderAsked = true;
      const session = await models.open('text-reader', 'wasm');
      return { characters: await models.characters(), run: (inputs) => session.run(inputs) };
    },
    classifier: async () => {
      const session = await models.open('prompt-gate', 'wasm');
      return (inputs) => session.run(inputs);
    },
  });
  return { verdict, wasReaderAsked };
}

/** Words of a list that block as a prompt, of letters that a sign can hold. */
const blocked = (list: readonly string[]) =>
  list.filter((word) => /^[a-z]{5,8}$/.test(word) && checkPromptText(word).verdict === 'block').slice(0, 3);

describe('words in a photo', () => {
  it('does not even load the reader where there are none', async () => {
    const { verdict, wasReaderAsked } = await judge(photoWithSign(''));
    expect(verdict).toMatchObject({ verdict: 'allow', reasons: [] });
    expect(wasReaderAsked).toBe(false);
  }, 60_000);

  it.each(['FRESH BREAD', 'Harbour Café', 'Museum open daily', 'STRASSE 12'])(
    'lets the sign "%s" pass',
    async (text) => {
      const { verdict, wasReaderAsked } = await judge(photoWithSign(text));
      expect(wasReaderAsked).toBe(true);
      expect(verdict).toMatchObject({ verdict: 'allow', reasons: [] });
      expect(verdict.scores['textLines']).toBe(1);
    },
    60_000,
  );

  it.each([
    ['straight', {}],
    ['slanting', { slant: 0.15 }],
    ['small', { size: 36 }],
  ] as const)(
    'holds or blocks a word of the lists, %s',
    async (_, look) => {
      const words = [...blocked(english), ...blocked(german)];
      expect(words.length).toBeGreaterThanOrEqual(4);
      let caught = 0;
      for (const word of words) {
        const { verdict } = await judge(photoWithSign(word.toUpperCase(), look));
        if (verdict.verdict === 'allow') continue;
        caught++;
        const { box, category } = verdict.reasons[0]!;
        expect(category).not.toBe('unreadable');
        // The heat box lies over the sign.
        expect(box!.x + box!.width / 2).toBeCloseTo(0.5, 0);
        expect(box!.y + box!.height / 2).toBeGreaterThan(0.42);
        expect(box!.y + box!.height / 2).toBeLessThan(0.58);
      }
      expect(caught / words.length).toBeGreaterThanOrEqual(0.8);
    },
    90_000,
  );
});
