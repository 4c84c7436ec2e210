import { describe, expect, it } from 'vitest';
import manifestJson from '../../models/manifest.json';
import { modelRecord, parseModelManifest } from './model-manifest';

describe('models/manifest.json', () => {
  it('is valid and names every model once', () => {
    const { models } = parseModelManifest(manifestJson);
    const ids = models.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ['scene-parser', 'prompt-encoder', 'prompt-gate', 'denoiser', 'nsfw'])
      expect(ids).toContain(id);
  });

  it('gives the denoiser its sampler, within the step limit', () => {
    expect(modelRecord('denoiser').sampler?.steps).toBeLessThanOrEqual(8);
  });
});

describe('parseModelManifest', () => {
  const [first] = manifestJson.models;

  it.each([
    ['another version', { ...manifestJson, version: 2 }],
    [
      'a hash that is none',
      { version: 1, models: [{ ...first, files: [{ path: 'x', bytes: 1, sha256: 'abc' }] }] },
    ],
    ['no files', { version: 1, models: [{ ...first, files: [] }] }],
    ['an unknown id', { version: 1, models: [{ ...first, id: 'other' }] }],
    ['no object', null],
  ])('refuses %s', (_, json) => {
    expect(() => parseModelManifest(json)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });

  it('says that a model is missing', () => {
    expect(() => modelRecord('nsfw', { version: 1, models: [] })).toThrow(
      expect.objectContaining({ code: 'model-missing' }),
    );
  });
});
