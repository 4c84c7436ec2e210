import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { load } from 'nsfwjs/core';
import { MobileNetV2MidModel } from 'nsfwjs/models/mobilenet_v2_mid';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { parseModelManifest, type ModelRecord } from '../src/shared/model-manifest';
import { convertNsfw, NSFW_INPUT_SIDE as SIDE, NSFW_LABELS } from './convert-nsfw';

/**
 * `npx tsx scripts/export-nsfw.ts`: converts the classifier anew after the npm package or the converter has changed, and
 * writes models/nsfw/golden.json (its output by the original, run by TensorFlow.js) and its record in
 * models/manifest.json. Set-up (scripts/prepare-models.ts) only makes the file and compares its hash with the record.
 */

/** Largest difference of a probability between the original and ours. */
const TOLERANCE = 1e-3;
const modelsFolder = new URL('../models/', import.meta.url);
const modelPath = 'nsfw/nsfw.onnx';

const bytes = await convertNsfw();
await writeFile(new URL(modelPath, modelsFolder), bytes);

const picture = goldenPicture();
const original = await runOriginal(picture);
const converted = await runConverted(bytes, picture);
const difference = Math.max(...original.map((value, index) => Math.abs(value - converted[index]!)));
if (difference > TOLERANCE) throw new Error(`differs from the original by ${difference}`);
await writeFile(
  new URL('nsfw/golden.json', modelsFolder),
  `${JSON.stringify({
    tolerance: TOLERANCE,
    inputs: {
      photo: { shape: [1, 3, SIDE, SIDE], dtype: 'uint8', scale: 1 / 255, data: base64(planes(picture)) },
    },
    outputs: {
      probabilities: {
        shape: [1, original.length],
        dtype: 'float32',
        data: base64(new Uint8Array(original.buffer)),
      },
    },
  })}\n`,
);
await writeRecord(difference);
console.log(`${modelPath}: ${bytes.length} bytes, differs from the original by ${difference}`);

/** Interleaved RGB bytes: a horizon, a sun, ripples and a block, drawn by formula. */
function goldenPicture(): Uint8Array {
  const pixels = new Uint8Array(3 * SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const down = y / SIDE;
      const across = x / SIDE;
      const sun = Math.exp(-60 * ((across - 0.7) ** 2 + (down - 0.25) ** 2));
      const ripple = 0.12 * Math.sin(90 * down * down + 8 * Math.sin(9 * across));
      const water = down > 0.55 ? ripple - 0.15 : 0;
      const block = across > 0.15 && across < 0.35 && down > 0.35 && down < 0.8 ? -0.3 : 0;
      const light = [0.9 - 0.5 * down, 0.6 - 0.2 * down, 0.5 + 0.2 * down];
      light.forEach((value, channel) => {
        const shade = value + sun * (1 - 0.3 * channel) + water + block;
        pixels[3 * (y * SIDE + x) + channel] = Math.round(255 * Math.min(1, Math.max(0, shade)));
      });
    }
  }
  return pixels;
}

async function runOriginal(pixels: Uint8Array): Promise<Float32Array<ArrayBuffer>> {
  // The package's types ask for a weight size that its own model definitions lack.
  const model = await load('MobileNetV2Mid', { size: SIDE, modelDefinitions: [MobileNetV2MidModel] });
  const found = await model.classify(tf.tensor3d(pixels, [SIDE, SIDE, 3], 'int32'));
  return Float32Array.from(
    NSFW_LABELS,
    (label) => found.find(({ className }) => className === label)?.probability ?? NaN,
  );
}

async function runConverted(model: Uint8Array, pixels: Uint8Array): Promise<Float32Array> {
  const session = await InferenceSession.create(model);
  const photo = new Tensor(
    'float32',
    Float32Array.from(planes(pixels), (value) => value / 255),
    [1, 3, SIDE, SIDE],
  );
  const { probabilities } = await session.run({ photo });
  return probabilities!.data as Float32Array;
}

/** Interleaved to planes. */
function planes(pixels: Uint8Array): Uint8Array {
  const area = SIDE * SIDE;
  return Uint8Array.from(pixels, (_, index) => pixels[3 * (index % area) + Math.floor(index / area)]!);
}

function base64(data: Uint8Array): string {
  return Buffer.from(data).toString('base64');
}

async function writeRecord(differenceFromOriginal: number): Promise<void> {
  const packageJson = JSON.parse(
    await readFile(new URL('../node_modules/nsfwjs/package.json', import.meta.url), 'utf8'),
  ) as { version: string };
  const record: ModelRecord = {
    id: 'nsfw',
    task: 'tells explicit pictures from others: 5 class probabilities',
    version: packageJson.version,
    licence: 'MIT (Infinite Red, Inc.)',
    source: `npm nsfwjs ${packageJson.version}, mobilenet_v2_mid, converted by scripts/convert-nsfw.ts`,
    files: [
      { path: modelPath, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
    ],
    inputs: [{ name: 'photo', dtype: 'float32', axes: ['n', 3, SIDE, SIDE], range: [0, 1] }],
    outputs: [{ name: 'probabilities', dtype: 'float32', axes: ['n', NSFW_LABELS.length], range: [0, 1] }],
    preprocessing: { resize: 'bilinear, aligned corners, aspect not kept', colour: 'sRGB 0..1, RGB planes' },
    labels: NSFW_LABELS,
    providers: ['webgpu', 'wasm'],
    gpuFeatures: [],
    peakBytes: 90_000_000,
    quality: { largestDifferenceFromOriginal: Number(differenceFromOriginal.toPrecision(2)) },
  };
  const path = fileURLToPath(new URL('manifest.json', modelsFolder));
  const manifest = parseModelManifest(JSON.parse(await readFile(path, 'utf8')));
  const models = [...manifest.models.filter(({ id }) => id !== 'nsfw'), record];
  await writeFile(path, `${JSON.stringify({ version: 1, models }, null, 2)}\n`);
}
