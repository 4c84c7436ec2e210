import { AppError } from '../../../src/shared/errors';
import type { ModelSession } from '../../shared/onnx/session';
import type { TensorData } from '../../shared/onnx/tensors';
import { textTokens, tokenTensor } from '../../shared/text/text-tokens';
import type { PromptIntents } from '../protocol';

/** An output of a model: float32, and its shape. */
export interface FloatTensor {
  data: Float32Array<ArrayBuffer>;
  shape: number[];
}

/**
 * The prompt's vector ([1,64]) and what was understood of it. Text without a word gives zeros, which the denoiser takes as
 * no prompt. Throws AppError `model-invalid` and what a run throws.
 */
export async function encodePrompt(
  encoder: ModelSession,
  prompt: string,
): Promise<{ vector: FloatTensor; intents: PromptIntents }> {
  const names = encoder.record.labels ?? [];
  const tokens = textTokens(prompt);
  if (tokens.length === 0) {
    const size = encoder.record.outputs.find(({ name }) => name === 'vector')?.axes[1];
    if (typeof size !== 'number')
      throw new AppError('model-invalid', 'prompt-encoder: vector has no fixed size');
    return {
      vector: { data: new Float32Array(size), shape: [1, size] },
      intents: Object.fromEntries(names.map((name) => [name, 0])),
    };
  }
  const outputs = await encoder.run({ buckets: tokenTensor(tokens) });
  const intents = floatOutput(outputs, 'intents', encoder).data;
  return {
    vector: floatOutput(outputs, 'vector', encoder),
    intents: Object.fromEntries(names.map((name, index) => [name, intents[index] ?? 0])),
  };
}

/** A model's float output by name. Throws AppError `model-invalid` where there is none. */
export function floatOutput(
  outputs: Record<string, TensorData>,
  name: string,
  model: ModelSession,
): FloatTensor {
  const tensor = outputs[name];
  if (!tensor || !(tensor.data instanceof Float32Array)) {
    throw new AppError('model-invalid', `${model.record.id}: no float output ${name}`);
  }
  return { data: tensor.data, shape: tensor.shape };
}
