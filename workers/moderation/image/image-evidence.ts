import type { FoundFace } from '../../../src/shared/faces';
import type { RgbaImage } from '../../../src/shared/pixels';
import type { Box } from '../../../src/shared/verdict';
import type { Evidence } from '../policy';
import { classifyViews, explicitOf, secondOpinions, type ImageScores, type RunClassifier } from './classify';
import type { Pyramid } from './pyramid';
import { skinRegions } from './skin';
import { photoViews, WHOLE, type View } from './views';

/** From this doubt on, the review threshold, the second classifier is asked. */
const DOUBT = 0.3;

/** What the classifiers say of a picture. */
export interface ImageFindings {
  evidence: Evidence[];
  /** Of the whole picture, straight. */
  scores: ImageScores;
  /** Whether the second classifier was needed. */
  askedSecond: boolean;
}

/**
 * Classifies the whole picture and its parts. A part counts only as far as both classifiers agree (geometric mean): the first alone
 * takes folds of sand, bread and petals for skin, and the two are wrong about different pictures (docs/moderation.md). Throws what
 * the classifiers throw.
 */
export async function imageEvidence(
  image: RgbaImage,
  pyramid: Pyramid,
  faces: readonly FoundFace[],
  run: RunClassifier,
  openSecond: () => Promise<RunClassifier>,
): Promise<ImageFindings> {
  const views = photoViews(faces, skinRegions(pyramid));
  const scores = await classifyViews(image, views, run);
  const [straight, mirrored] = scores as [ImageScores, ImageScores];
  const whole = (explicitOf(straight) + explicitOf(mirrored)) / 2;
  const part = await worstPart(pyramid, views, scores, openSecond);
  return {
    scores: straight,
    askedSecond: part.asked,
    evidence: [
      { name: 'explicit-whole', value: whole },
      { name: 'explicit-part', value: part.value, ...(part.box ? { box: part.box } : {}) },
      { name: 'explicit-person', value: faces.length > 0 ? part.value : 0 },
      { name: 'suggestive-whole', value: Math.min(1, (straight.Sexy + mirrored.Sexy) / 2) },
    ],
  };
}

async function worstPart(
  pyramid: Pyramid,
  views: readonly View[],
  scores: readonly ImageScores[],
  openSecond: () => Promise<RunClassifier>,
): Promise<{ value: number; box?: Box; asked: boolean }> {
  const doubtful = views
    .map(({ box }, index) => ({ box, first: explicitOf(scores[index]!) }))
    .filter(({ first }) => first >= DOUBT);
  if (doubtful.length === 0) return { value: 0, asked: false };
  const second = await secondOpinions(
    pyramid,
    doubtful.map(({ box }) => box),
    await openSecond(),
  );
  let worst: { value: number; box?: Box } = { value: 0 };
  doubtful.forEach(({ box, first }, index) => {
    const value = Math.sqrt(first * second[index]!);
    if (value > worst.value) worst = { value, ...(box === WHOLE ? {} : { box }) };
  });
  return { ...worst, asked: true };
}
