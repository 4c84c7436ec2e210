import { readFile } from 'node:fs/promises';
import { readTfjsGraph, type TfjsGraph } from './tfjs-graph';
import { convertGraph } from './tfjs-to-onnx';

/** Side of the square that the face detector sees, pixels. */
export const DETECTOR_SIDE = 256;
/** Side of the square that the landmark net sees, pixels. */
export const MESH_SIDE = 192;
/** Landmarks that it finds. */
export const MESH_POINTS = 468;

const folder = new URL('../node_modules/@vladmandic/human/models/', import.meta.url);

/** MediaPipe's BlazeFace for faces near and far (Apache-2.0, Google), out of the npm package @vladmandic/human, as ONNX. */
export async function convertFaceDetector(): Promise<Uint8Array> {
  return convertGraph(await readPackaged('blazeface'), {
    graphName: 'mediapipe-blazeface-back',
    input: { name: 'photo', side: DETECTOR_SIDE },
    normalise: { scale: 2, offset: -1 },
    outputs: {
      Identity: { name: 'nearScores', axes: [512, 1] },
      Identity_2: { name: 'nearBoxes', axes: [512, 16] },
      Identity_1: { name: 'farScores', axes: [384, 1] },
      Identity_3: { name: 'farBoxes', axes: [384, 16] },
    },
  });
}

/** MediaPipe's Face Mesh (Apache-2.0, Google), out of the same package, as ONNX. */
export async function convertFaceMesh(): Promise<Uint8Array> {
  return convertGraph(await readPackaged('facemesh'), {
    graphName: 'mediapipe-facemesh',
    input: { name: 'face', side: MESH_SIDE },
    outputs: {
      Identity_2: { name: 'mesh', axes: [3 * MESH_POINTS] },
      Identity_1: { name: 'presence', axes: [1] },
    },
  });
}

/** The original's graph description and weights. */
export async function readPackaged(name: 'blazeface' | 'facemesh'): Promise<TfjsGraph> {
  const [json, bytes] = await Promise.all([
    readFile(new URL(`${name}.json`, folder), 'utf8'),
    readFile(new URL(`${name}.bin`, folder)),
  ]);
  return readTfjsGraph(JSON.parse(json), new Uint8Array(bytes));
}
