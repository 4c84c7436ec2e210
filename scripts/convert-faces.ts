import { readFile } from 'node:fs/promises';
import type { io } from '@tensorflow/tfjs';
import { readTfjsGraph } from './tfjs-graph';
import { convertGraph, type ConversionPlan } from './tfjs-to-onnx';

/** Side of the square that the face detector sees, pixels. */
export const DETECTOR_SIDE = 256;
/** Side of the square that the landmark net sees, pixels. */
export const MESH_SIDE = 192;
/** Landmarks that it finds. */
export const MESH_POINTS = 468;

const folder = new URL('../node_modules/@vladmandic/human/models/', import.meta.url);

export type PackagedFace = 'face-detector' | 'face-mesh';

const PLANS: Record<PackagedFace, { file: string; plan: ConversionPlan }> = {
  'face-detector': {
    file: 'blazeface',
    plan: {
      graphName: 'mediapipe-blazeface-back',
      input: { name: 'photo', side: DETECTOR_SIDE },
      normalise: { scale: 2, offset: -1 },
      outputs: {
        Identity: { name: 'nearScores', axes: [512, 1] },
        Identity_2: { name: 'nearBoxes', axes: [512, 16] },
        Identity_1: { name: 'farScores', axes: [384, 1] },
        Identity_3: { name: 'farBoxes', axes: [384, 16] },
      },
    },
  },
  'face-mesh': {
    file: 'facemesh',
    plan: {
      graphName: 'mediapipe-facemesh',
      input: { name: 'face', side: MESH_SIDE },
      outputs: {
        Identity_2: { name: 'mesh', axes: [3 * MESH_POINTS] },
        Identity_1: { name: 'presence', axes: [1] },
      },
    },
  },
};

/** MediaPipe's BlazeFace for faces near and far (Apache-2.0, Google), out of the npm package @vladmandic/human, as ONNX. */
export function convertFaceDetector(): Promise<Uint8Array> {
  return convert('face-detector');
}

/** MediaPipe's Face Mesh (Apache-2.0, Google), out of the same package, as ONNX. */
export function convertFaceMesh(): Promise<Uint8Array> {
  return convert('face-mesh');
}

/** The original as TensorFlow.js loads it, which of its nodes gives which of our outputs, and what its input needs. */
export async function packagedModel(id: PackagedFace): Promise<{
  artifacts: io.ModelArtifacts;
  nodeOf: Record<string, string>;
  normalise: ConversionPlan['normalise'];
}> {
  const { json, bytes } = await read(id);
  const { modelTopology, weightsManifest } = json as {
    modelTopology: io.ModelArtifacts['modelTopology'];
    weightsManifest: io.WeightsManifestConfig;
  };
  const { outputs, normalise } = PLANS[id].plan;
  return {
    artifacts: {
      modelTopology: modelTopology!,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: new Uint8Array(bytes).buffer,
    },
    nodeOf: Object.fromEntries(Object.entries(outputs).map(([node, { name }]) => [node, name])),
    normalise,
  };
}

async function convert(id: PackagedFace): Promise<Uint8Array> {
  const { json, bytes } = await read(id);
  return convertGraph(readTfjsGraph(json, bytes), PLANS[id].plan);
}

async function read(id: PackagedFace): Promise<{ json: unknown; bytes: Uint8Array }> {
  const { file } = PLANS[id];
  const [json, bytes] = await Promise.all([
    readFile(new URL(`${file}.json`, folder), 'utf8'),
    readFile(new URL(`${file}.bin`, folder)),
  ]);
  return { json: JSON.parse(json) as unknown, bytes: new Uint8Array(bytes) };
}
