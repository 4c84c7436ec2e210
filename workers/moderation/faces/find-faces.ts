import type { FoundFace } from '../../../src/shared/faces';
import type { Pyramid } from '../image/pyramid';
import { detectFaces, type RunDetector } from './detect-faces';
import { findMeshes, patchOfFace, type RunMesh } from './face-mesh';

/** From here on the detector alone is believed. */
const SURE = 0.85;
/** Below that the landmark net must agree: the detector also answers to flowers, clocks and carved stone. */
const PRESENCE = 0.5;
/** More candidates than this are not looked at twice: a crowd. */
const MOST_CHECKED = 8;

/**
 * The faces in a photo, largest first. The landmark net is asked for (and only then loaded) where the detector is not sure. Throws what
 * the nets throw.
 */
export async function findFaces(
  pyramid: Pyramid,
  runDetector: RunDetector,
  openMesh: () => Promise<RunMesh>,
): Promise<FoundFace[]> {
  const candidates = await detectFaces(pyramid, runDetector);
  const doubtful = candidates.filter(({ confidence }) => confidence < SURE).slice(0, MOST_CHECKED);
  if (doubtful.length === 0) return candidates.filter(({ confidence }) => confidence >= SURE);
  const run = await openMesh();
  const meshes = await findMeshes(
    pyramid,
    doubtful.map((face) => patchOfFace(face, pyramid)),
    run,
  );
  const confirmed = new Set(doubtful.filter((_, index) => meshes[index]!.presence >= PRESENCE));
  return candidates.filter((face) => face.confidence >= SURE || confirmed.has(face));
}
