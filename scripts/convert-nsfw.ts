import * as v from 'valibot';
import { MobileNetV2MidModel } from 'nsfwjs/models/mobilenet_v2_mid';
import { readTfjsGraph } from './tfjs-graph';
import { convertGraph } from './tfjs-to-onnx';

/** Side of the square that the classifier sees, pixels. */
export const NSFW_INPUT_SIDE = 224;
/** Class names in the order of the output (nsfwjs' NSFW_CLASSES). */
export const NSFW_LABELS = ['Drawing', 'Hentai', 'Neutral', 'Porn', 'Sexy'];

/**
 * nsfwjs' `mobilenet_v2_mid` (MIT) as ONNX; models/manifest.json names the hash of what it gives. Throws when the package
 * holds another graph than the one this was written for.
 */
export async function convertNsfw(): Promise<Uint8Array> {
  const loaded = (await MobileNetV2MidModel.modelJson()) as { default: unknown };
  const shards = await Promise.all(
    MobileNetV2MidModel.weightBundles.map(async (load) =>
      Buffer.from(v.parse(v.object({ default: v.string() }), await load()).default, 'base64'),
    ),
  );
  const graph = readTfjsGraph(loaded.default, Buffer.concat(shards));
  return convertGraph(graph, {
    graphName: 'nsfwjs-mobilenet_v2_mid',
    input: { name: 'photo', side: NSFW_INPUT_SIDE },
    outputs: {
      [graph.nodes.at(-1)?.name ?? '']: { name: 'probabilities', axes: [NSFW_LABELS.length] },
    },
  });
}
