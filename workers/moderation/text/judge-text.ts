import type { Verdict } from '../../../src/shared/verdict';
import type { NamedTensors } from '../../shared/onnx/tensors';
import type { Pyramid } from '../image/pyramid';
import type { GateModel } from '../models';
import { checkPromptText } from '../prompt/check-prompt';

type Use = (id: GateModel) => Promise<(inputs: NamedTensors) => Promise<NamedTensors>>;

/** The words in a picture, put through the gate of words. */
export function judgeText(_pyramid: Pyramid, _use: Use, _signal: AbortSignal): Promise<Verdict> {
  return Promise.resolve(checkPromptText(''));
}
