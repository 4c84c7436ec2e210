import { describe, expect, it } from 'vitest';
import faceDetectorGolden from '../../../models/face-detector/golden.json';
import faceMeshGolden from '../../../models/face-mesh/golden.json';
import secondOpinionGolden from '../../../models/second-opinion/golden.json';
import textDetectorGolden from '../../../models/text-detector/golden.json';
import textReaderGolden from '../../../models/text-reader/golden.json';
import denoiserGolden from '../../../models/denoiser/golden.json';
import nsfwGolden from '../../../models/nsfw/golden.json';
import promptEncoderGolden from '../../../models/prompt-encoder/golden.json';
import promptGateGolden from '../../../models/prompt-gate/golden.json';
import sceneParserGolden from '../../../models/scene-parser/golden.json';
import { modelRecord } from '../../../src/shared/model-manifest';
import { decodeAll, goldenCases, maxAbsoluteDifference, type GoldenFile } from './golden.test-support';
import { openModel } from './session';

const goldens = {
  'scene-parser': sceneParserGolden,
  'prompt-encoder': promptEncoderGolden,
  'prompt-gate': promptGateGolden,
  denoiser: denoiserGolden,
  nsfw: nsfwGolden,
  'second-opinion': secondOpinionGolden,
  'face-detector': faceDetectorGolden,
  'face-mesh': faceMeshGolden,
  'text-detector': textDetectorGolden,
  'text-reader': textReaderGolden,
} as const;

/** The denoiser's golden case is one step on a small grid: software WebGPU runs it in seconds. */
describe.each(['wasm', 'webgpu'] as const)('shipped models on %s', (choice) => {
  it.each(Object.entries(goldens))('%s gives what Python gave', async (id, json) => {
    // JSON modules are typed by their content; the format is that of models/training/onnx_tools.py
    const golden = json as unknown as GoldenFile;
    const session = await openModel(modelRecord(id as keyof typeof goldens), { choice });
    try {
      expect(session.provider).toBe(choice);
      for (const { inputs, outputs } of goldenCases(golden)) {
        const actual = await session.run(decodeAll(inputs));
        for (const [name, expected] of Object.entries(decodeAll(outputs))) {
          expect(actual[name]?.shape).toEqual(expected.shape);
          expect(maxAbsoluteDifference(actual[name]!.data, expected.data)).toBeLessThanOrEqual(
            golden.tolerance,
          );
        }
      }
    } finally {
      await session.dispose();
    }
  });
});
