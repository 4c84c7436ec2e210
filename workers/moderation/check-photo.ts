import type { RgbaImage } from '../../src/shared/pixels';
import type { ProviderChoice } from '../shared/onnx/provider';
import { findFaces } from './faces/find-faces';
import { imageEvidence } from './image/image-evidence';
import { Pyramid } from './image/pyramid';
import { usesOf, type GateModel, type GateModels } from './models';
import { judge } from './policy';
import type { PhotoFindings } from './protocol';

/**
 * The photo gate: faces, and the classifiers on the whole and its parts. Throws what the models
 * throw, or AbortError; whoever asks then blocks.
 */
export async function checkPhoto(
  image: RgbaImage,
  choice: ProviderChoice,
  models: GateModels,
  signal: AbortSignal,
): Promise<PhotoFindings> {
  const used: GateModel[] = ['nsfw', 'face-detector'];
  const use = async (id: GateModel) => {
    used.push(id);
    signal.throwIfAborted();
    const session = await models.open(id, choice);
    return session.run.bind(session);
  };
  // Both are always needed: while one is opened the other is fetched.
  const [classifier, detector] = await Promise.all([
    models.open('nsfw', choice),
    models.open('face-detector', choice),
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
  const judged = judge('photo', evidence);
  const verdict = { ...judged, scores: { ...judged.scores, ...scores } };
  return { verdict, faces, models: usesOf(used), provider: classifier.provider };
}
