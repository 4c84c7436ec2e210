import type { FoundFace } from '../../../src/shared/faces';
import type { Box } from '../../../src/shared/verdict';
import { Pyramid } from '../image/pyramid';
import type { RgbaImage } from '../../../src/shared/pixels';
import { detectFaces, type RunDetector } from './detect-faces';
import { faceChange, findMeshes, patchOfFace, type RunMesh } from './face-mesh';

/** The largest faces are followed; a crowd's are too small to be told apart. */
const MOST_FACES = 3;
/** The net must be sure of a face in the photo before its answer in the film means anything. */
const SURE = 0.8;
/** Where it is no longer a face in the film at all, and what that counts as: held, for small faces are lost to compression too. */
const GONE = 0.2;
const GONE_CHANGE = 0.25;
/** Smaller faces, in pixels of the photo, lose their landmarks to the codec alone. */
const SMALLEST_PIXELS = 64;

/** The worst that happened to a face. */
export interface FaceFinding {
  /** As `faceChange`, at most 1; a quarter where the face is gone. */
  change: number;
  box?: Box;
}

/** Follows the faces of a photo through frames of the film made of it. */
export class FilmFaces {
  private constructor(
    private readonly faces: readonly { face: FoundFace; before: Float32Array }[],
    private readonly runDetector: RunDetector,
    private readonly runMesh: RunMesh,
  ) {}

  /** Looks at the photo's own faces first. Throws what the nets throw. */
  static async follow(
    photo: RgbaImage,
    faces: readonly FoundFace[],
    runDetector: RunDetector,
    runMesh: RunMesh,
  ): Promise<FilmFaces> {
    const followed = faces
      .filter(({ box }) => box.height * photo.height >= SMALLEST_PIXELS)
      .slice(0, MOST_FACES);
    const patches = followed.map((face) => patchOfFace(face, photo));
    const meshes = await findMeshes(new Pyramid(photo), patches, runMesh);
    const sure = followed
      .map((face, index) => ({ face, mesh: meshes[index]! }))
      .filter(({ mesh }) => mesh.presence >= SURE)
      .map(({ face, mesh }) => ({ face, before: mesh.points }));
    return new FilmFaces(sure, runDetector, runMesh);
  }

  /** The face that has changed most in a frame. A face is looked for where it was, and where the detector finds it (the camera may move). */
  async look(frame: RgbaImage): Promise<FaceFinding> {
    if (this.faces.length === 0) return { change: 0 };
    const pyramid = new Pyramid(frame);
    const found = await detectFaces(pyramid, this.runDetector);
    const places = this.faces.map(({ face }) => {
      const moved = nearest(face, found);
      return [face, ...(moved ? [moved] : [])].map((one) => patchOfFace(one, frame));
    });
    const meshes = await findMeshes(pyramid, places.flat(), this.runMesh);
    let worst: FaceFinding = { change: 0 };
    let next = 0;
    this.faces.forEach(({ face, before }, index) => {
      const looks = meshes.slice(next, (next += places[index]!.length));
      const changes = looks.map(({ points, presence }) =>
        presence < GONE ? GONE_CHANGE : Math.min(1, faceChange(before, points)),
      );
      const change = Math.min(...changes);
      if (!(change <= worst.change)) worst = { change, box: face.box };
    });
    return worst;
  }
}

/** The found face nearest to where one was, within its own width. */
function nearest({ box }: FoundFace, found: readonly FoundFace[]): FoundFace | undefined {
  const distance = (other: FoundFace) =>
    Math.hypot(
      other.box.x + other.box.width / 2 - box.x - box.width / 2,
      other.box.y + other.box.height / 2 - box.y - box.height / 2,
    );
  const [best] = [...found].sort((a, b) => distance(a) - distance(b));
  return best && distance(best) <= box.width ? best : undefined;
}
