import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src/shared/errors';
import { modelRecord } from '../../src/shared/model-manifest';
import type { RgbaImage } from '../../src/shared/pixels';
import type { ModelSession } from '../shared/onnx/session';
import type { NamedTensors } from '../shared/onnx/tensors';
import { checkPhoto } from './check-photo';
import { checkFrames } from './check-video';
import { GateModels, type GateModel } from './models';

const PHOTO: GateModel[] = [
  'nsfw',
  'face-detector',
  'face-mesh',
  'second-opinion',
  'text-detector',
  'text-reader',
  'prompt-gate',
];
/** A model that is not there, is not the one that was signed for, does not fit, dies with its worker or with the graphics device. */
const CODES = [
  'model-missing',
  'model-hash-mismatch',
  'out-of-memory',
  'worker-crashed',
  'gpu-lost',
] as const satisfies readonly ErrorCode[];
/** What the faulty text reader's answers stand for. */
const LETTERS = ['c', 'l', 'o', 'u', 'd', 's'];
const image: RgbaImage = { width: 96, height: 96, data: new Uint8ClampedArray(4 * 96 * 96).fill(140) };
const { signal } = new AbortController();

const filled = (shape: number[], value: number) => ({
  data: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(value),
  shape,
});

/** What each model says where nothing is wrong with it: a doubtful picture with a doubtful face, so that every model is asked. */
function answer(id: GateModel, inputs: NamedTensors): NamedTensors {
  const [batch = 1] = Object.values(inputs)[0]!.shape;
  switch (id) {
    case 'nsfw': {
      const one = [0.1, 0.1, 0.4, 0.3, 0.1];
      return {
        probabilities: {
          data: Float32Array.from(Array(batch).fill(one).flat() as number[]),
          shape: [batch, 5],
        },
      };
    }
    case 'second-opinion': {
      const one = [0.9, 0.1];
      return {
        probabilities: {
          data: Float32Array.from(Array(batch).fill(one).flat() as number[]),
          shape: [batch, 2],
        },
      };
    }
    case 'face-detector': {
      const nearScores = filled([batch, 512, 1], -20);
      const nearBoxes = filled([batch, 512, 16], 80);
      // One answer of 0.77 in the first square.
      nearScores.data[272] = 1.2;
      nearBoxes.data.set([0, 0, 80, 80, -20, -10, 20, -10, 0, 5, 0, 20, -30, 0, 30, 0], 16 * 272);
      return {
        nearScores,
        nearBoxes,
        farScores: filled([batch, 384, 1], -20),
        farBoxes: filled([batch, 384, 16], 80),
      };
    }
    case 'face-mesh': {
      const mesh = filled([batch, 1404], 0);
      mesh.data.forEach((_, index) => (mesh.data[index] = 96 + 50 * Math.sin(index)));
      return { mesh, presence: filled([batch, 1], 0.9) };
    }
    case 'text-detector': {
      const [, , height = 0, width = 0] = inputs['picture']!.shape;
      const text = filled([batch, 1, height, width], 0);
      // One line of text across the middle.
      for (let x = 8; x < width - 8; x++) for (let y = 12; y < 18; y++) text.data[y * width + x] = 0.95;
      return { text };
    }
    case 'text-reader': {
      const classes = LETTERS.length + 2;
      const characters = filled([batch, 24, classes], 0);
      // "clouds clouds", each letter apart from the next by none.
      for (let step = 0; step < 24; step++) {
        characters.data[step * classes + (step % 2 === 0 ? 1 + ((step / 2) % LETTERS.length) : 0)] = 1;
      }
      return { characters };
    }
    case 'prompt-gate':
      return { scores: filled([batch, modelRecord('prompt-gate').labels!.length], 0.01) };
  }
}

/** The gates' models, one of which fails: when it is opened, or in what it says. */
class FaultyModels extends GateModels {
  readonly asked = new Set<GateModel>();

  constructor(
    private readonly faulty: GateModel | undefined,
    private readonly fault: { open?: ErrorCode; run?: ErrorCode; value?: number },
  ) {
    super();
  }

  override open(id: GateModel): Promise<ModelSession> {
    this.asked.add(id);
    const { open, run, value } = id === this.faulty ? this.fault : {};
    if (open) return Promise.reject(new AppError(open, 'injected'));
    return Promise.resolve({
      record: modelRecord(id),
      provider: 'wasm',
      run: (inputs: NamedTensors) => {
        if (run) return Promise.reject(new AppError(run, 'injected'));
        const said = answer(id, inputs);
        if (value !== undefined) for (const { data } of Object.values(said)) data.fill(value);
        return Promise.resolve(said);
      },
      dispose: () => Promise.resolve(),
    });
  }

  override characters(): Promise<readonly string[]> {
    return Promise.resolve(LETTERS);
  }
}

describe('the photo gate', () => {
  it('asks every model of a doubtful photo with a doubtful face, and holds it', async () => {
    const models = new FaultyModels(undefined, {});
    const { verdict, faces } = await checkPhoto(image, 'wasm', models, signal);
    expect([...models.asked].sort()).toEqual([...PHOTO].sort());
    expect(faces).toHaveLength(1);
    expect(verdict.verdict).toBe('review');
  });

  it.each(PHOTO.flatMap((id) => CODES.map((code) => [id, code] as const)))(
    'has no verdict when %s fails with %s',
    async (id, code) => {
      for (const fault of [{ open: code }, { run: code }]) {
        const checking = checkPhoto(image, 'wasm', new FaultyModels(id, fault), signal);
        await expect(checking).rejects.toMatchObject({ code });
      }
    },
  );

  const speaking = PHOTO.filter((id) => id !== 'face-detector');
  it.each(speaking)('has no verdict on NaN of %s', async (id) => {
    const checking = checkPhoto(image, 'wasm', new FaultyModels(id, { value: NaN }), signal);
    await expect(checking).rejects.toMatchObject({ code: 'model-output-invalid' });
  });
});

describe('the video gate', () => {
  /** Large enough for its face to be followed. */
  const photo: RgbaImage = { width: 320, height: 320, data: new Uint8ClampedArray(4 * 320 * 320).fill(140) };
  const frames = Array.from({ length: 8 }, () => photo);

  const FILM = ['nsfw', 'face-detector', 'face-mesh', 'second-opinion'] as const;
  it.each(FILM.flatMap((id) => CODES.map((code) => [id, code] as const)))(
    'has no verdict when %s fails with %s',
    async (id, code) => {
      const { faces } = await checkPhoto(photo, 'wasm', new FaultyModels(undefined, {}), signal);
      // Without the photo's own score the frames are doubtful; with it the faces are followed.
      const origin = id === 'nsfw' || id === 'second-opinion' ? {} : { origin: { photo, faces } };
      for (const fault of [{ open: code }, { run: code }]) {
        const models = new FaultyModels(id, fault);
        const checking = checkFrames({ frames, provider: 'wasm', ...origin }, models, { signal });
        await expect(checking).rejects.toMatchObject({ code });
      }
    },
  );

  it('holds frames that are more explicit than their photo, and says where', async () => {
    // Nothing of the photo is known, so all that the classifier sees counts as gained.
    const { verdict, reasons } = await checkFrames(
      { frames, provider: 'wasm' },
      new FaultyModels(undefined, {}),
      { signal },
    );
    expect(verdict).toBe('review');
    expect(reasons).toMatchObject([{ rule: 'video-explicit', category: 'sexual', box: { width: 0.6 } }]);
  });

  it('has no verdict on NaN', async () => {
    const models = new FaultyModels('nsfw', { value: NaN });
    const checking = checkFrames({ frames, provider: 'wasm' }, models, { signal });
    await expect(checking).rejects.toMatchObject({ code: 'model-output-invalid' });
  });
});
