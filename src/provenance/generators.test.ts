import { describe, expect, it } from 'vitest';
import { generatorOf } from './generators';
import { makeMark } from './mark';
import { decodeComment } from './marks-exif';

const WEBUI =
  'a cat in the rain, masterpiece\nNegative prompt: blurry\nSteps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 42, Size: 512x512, Model hash: 6ce0161689, Model: v1-5';
const COMFY_PROMPT = '{"3": {"class_type": "KSampler", "inputs": {"seed": 1, "steps": 20}}}';
const COMFY_WORKFLOW = '{"last_node_id": 9, "last_link_id": 9, "nodes": []}';
const NOVELAI =
  '{"steps": 28, "height": 832, "width": 1216, "scale": 5.0, "uc": "lowres", "sampler": "k_euler"}';

describe('generatorOf', () => {
  it.each([
    ['parameters', WEBUI, 'Stable Diffusion web UI'],
    ['UserComment', WEBUI, 'Stable Diffusion web UI'],
    ['prompt', COMFY_PROMPT, 'ComfyUI'],
    ['workflow', COMFY_WORKFLOW, 'ComfyUI'],
    ['Make', `workflow:${COMFY_WORKFLOW}`, 'ComfyUI'],
    ['invokeai_metadata', '{"app_version": "4.2.0"}', 'InvokeAI'],
    ['sd-metadata', '{"model": "stable diffusion"}', 'InvokeAI'],
    ['Dream', '"a cat" -s 50 -S 42', 'InvokeAI'],
    ['Software', 'NovelAI', 'NovelAI'],
    ['Comment', NOVELAI, 'NovelAI'],
    ['Source', 'NovelAI Diffusion V4', 'NovelAI'],
    ['fooocus_scheme', 'fooocus', 'Fooocus'],
    ['parameters', '{"sui_image_params": {"prompt": "a cat"}}', 'SwarmUI'],
    ['Description', 'a cat --ar 3:2 --v 6 Job ID: 1b2c', 'Midjourney'],
    ['generation_data', '{}', 'unnamed'],
  ])('%s is known by what stands in it', (keyword, text, generator) => {
    expect(generatorOf(keyword, text)).toBe(generator);
  });

  it.each([
    ['Comment', 'Our steps: 20, then the sampler of cheese'],
    ['Description', 'Midjourney'.toLowerCase().slice(0, 3)],
    ['Software', 'Adobe Photoshop 25.0'],
    ['Make', 'Canon'],
    ['Title', 'A day at the sea'],
  ])('%s: a person’s or a camera’s own text is nobody’s settings', (keyword, text) => {
    expect(generatorOf(keyword, text)).toBeNull();
  });

  it('is quick with megabytes that almost fit', () => {
    const start = performance.now();
    generatorOf('parameters', `Steps: 1, ${'Sampler '.repeat(500_000)}`);
    generatorOf('Comment', `"steps":${'"sampler" '.repeat(500_000)}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('makeMark', () => {
  it('names the generator and says AI', () => {
    expect(makeMark('comment', 'exif', 'UserComment', WEBUI)).toMatchObject({
      kind: 'generator-parameters',
      generator: 'Stable Diffusion web UI',
      saysAi: true,
    });
    expect(makeMark('software', 'png-text', 'Software', 'NovelAI')).toMatchObject({
      kind: 'software',
      generator: 'NovelAI',
      saysAi: true,
    });
  });
});

describe('decodeComment', () => {
  const utf16 = (text: string, big: boolean) =>
    Uint8Array.from(
      Array.from(text).flatMap((character) => {
        const code = character.charCodeAt(0);
        return big ? [code >> 8, code & 255] : [code & 255, code >> 8];
      }),
    );
  const with8 = (code: string, body: Uint8Array) =>
    Uint8Array.from([...new TextEncoder().encode(code.padEnd(8, '\0')), ...body]);

  it.each([
    ['UTF-16, big end first', with8('UNICODE', utf16('Steps: 20', true))],
    ['UTF-16, little end first', with8('UNICODE', utf16('Steps: 20', false))],
    ['ASCII', with8('ASCII', new TextEncoder().encode('Steps: 20'))],
    ['no code', with8('', new TextEncoder().encode('Steps: 20'))],
  ])('reads %s', (_, bytes) => {
    expect(decodeComment(bytes)).toBe('Steps: 20');
  });
});
