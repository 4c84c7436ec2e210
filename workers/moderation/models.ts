import { AppError } from '../../src/shared/errors';
import { modelRecord, type ModelId } from '../../src/shared/model-manifest';
import type { ProviderChoice } from '../shared/onnx/provider';
import { loadModelFile } from '../../src/shared/model-store';
import { openModel, type ModelSession } from '../shared/onnx/session';

/** The models that gates use beside their rules. */
export type GateModel = Extract<
  ModelId,
  'nsfw' | 'second-opinion' | 'face-detector' | 'face-mesh' | 'text-detector' | 'text-reader' | 'prompt-gate'
>;

/**
 * Opens models when they are first needed and keeps them for the worker's life. A failed opening is forgotten, so that the next
 * call tries again; an opening outlives the call that began it.
 */
export class GateModels {
  readonly #sessions = new Map<string, Promise<ModelSession>>();

  /** An open session. Throws what `openModel` throws. */
  open(id: GateModel, choice: ProviderChoice): Promise<ModelSession> {
    const key = `${id} ${choice}`;
    const known = this.#sessions.get(key);
    if (known) return known;
    const opening = openModel(modelRecord(id), { choice });
    this.#sessions.set(key, opening);
    opening.catch(() => this.#sessions.delete(key));
    return opening;
  }

  /** What the text reader's answers stand for, in order. Throws what `loadModelFile` throws. */
  async characters(): Promise<readonly string[]> {
    const file = modelRecord('text-reader').files[1];
    if (!file) throw new AppError('model-invalid', 'text-reader names no characters');
    return new TextDecoder()
      .decode(await loadModelFile(file))
      .replace(/\n$/, '')
      .split('\n');
  }
}

/** A model that had a part in a verdict, as films are signed with it. */
export interface ModelUse {
  id: string;
  version: string;
}

/** What is said of models that were used: each once, in order. */
export function usesOf(ids: readonly GateModel[]): ModelUse[] {
  return [...new Set(ids)].map((id) => ({ id, version: modelRecord(id).version }));
}
