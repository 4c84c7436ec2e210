import type { RgbaImage } from '../../src/shared/pixels';
import { strictest, type Verdict } from '../../src/shared/verdict';
import type { ProviderChoice } from '../shared/onnx/provider';
import { findFaces } from './faces/find-faces';
import { imageEvidence } from './image/image-evidence';
import { Pyramid } from './image/pyramid';
import { usesOf, type GateModel, type GateModels } from './models';
import { judge } from './policy';
import type { PhotoFindings } from './protocol';
import { judgePhotoText } from './text/photo-text';

/** The models that look at every photo. */
export const ALWAYS_NEEDED = [
  'nsfw',
  'face-detector',
  'text-detector',
] as const satisfies readonly GateModel[];

/**
 * The photo gate: faces, the classifiers on the whole and its parts, and what words in it say. Throws what the models
 * throw, or AbortError; whoever asks then blocks.
 */
export async function checkPhoto(
  image: RgbaImage,
  choice: ProviderChoice,
  models: GateModels,
  signal: AbortSignal,
): Promise<PhotoFindings> {
  const used: GateModel[] = [...ALWAYS_NEEDED];
  const use = async (id: GateModel) => {
    used.push(id);
    signal.throwIfAborted();
    const session = await models.open(id, choice);
    return session.run.bind(session);
  };
  // While one is opened the others are fetched.
  const [classifier, detector, textDetector] = await Promise.all([
    models.open('nsfw', choice),
    models.open('face-detector', choice),
    models.open('text-detector', choice),
  ]);
  signal.throwIfAborted();
  const pyramid = new Pyramid(image);
  const faces = await findFaces(
    pyramid,
    (inputs) => detector.run(inputs),
    () => use('face-mesh'),
  );
  signal.throwIfAborted();
  const { evidence, scores } = await imageEvidence(
    image,
    pyramid,
    faces,
    (inputs) => classifier.run(inputs),
    () => use('second-opinion'),
  );
  signal.throwIfAborted();
  const text = await judgePhotoText(pyramid, (inputs) => textDetector.run(inputs), {
    reader: async () => ({ characters: await models.characters(), run: await use('text-reader') }),
    // As the prompt gate opens it.
    classifier: async () => {
      used.push('prompt-gate');
      const session = await models.open('prompt-gate', 'wasm');
      return session.run.bind(session);
    },
  });
  const judged = judge('photo', evidence);
  const verdict: Verdict = {
    verdict: strictest([judged.verdict, text.verdict]),
    reasons: [...judged.reasons, ...text.reasons],
    scores: { ...judged.scores, ...scores, ...text.scores },
  };
  return { verdict, faces, models: usesOf(used), provider: classifier.provider };
}
