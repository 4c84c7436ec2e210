import {
  ATMOSPHERE_KINDS,
  CAMERA_KINDS,
  REGIONS,
  type Atmosphere,
  type CameraKind,
} from '../../../src/shared/atmosphere';
import type { Motion } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import drawShader from './draw.wgsl?raw';
import { Effects } from './effects/effects';
import effectsShader from './effects.wgsl?raw';
import { Lattice } from './lattice';
import { planRender, TILE_KIND, type RenderPlan } from './plan';
import { makeMotion, makePhoto, type SceneOptions } from './scenes.test-support';

/** A picture in motion that both renderers draw. */
export interface Scene {
  name: string;
  photo: RgbaImage;
  motion: Motion;
}

/** All that a scene is drawn from. */
export interface Staged {
  plan: RenderPlan;
  lattice: Lattice;
  effects: Effects;
}

export const EVERYTHING: SceneOptions = { drift: [0.07, -0.03], sway: 0.012, glow: 0.12 };

/** Plans a scene as a film is planned. */
export function stage({ photo, motion }: Scene): Staged {
  const plan = planRender(photo, motion);
  return { plan, lattice: new Lattice(plan), effects: new Effects(photo, plan, motion, 4) };
}

/** Every pass, by name: the entry points that the shaders have, each kind of tile, and what a pass does only for some. */
export function allPasses(): string[] {
  const entryPoints = [drawShader, effectsShader].flatMap((shader) =>
    [...shader.matchAll(/@compute[^{]*?fn (\w+)/g)].map(([, name]) => name!),
  );
  return [
    ...entryPoints,
    ...Object.keys(TILE_KIND).map((kind) => `drawPicture ${kind}`),
    'drawPicture glow',
    'drawLight sky',
    'drawLight behind',
    'drawCamera single',
    'drawCamera layers',
    ...CAMERA_KINDS.map((kind) => `camera ${kind}`),
    ...ATMOSPHERE_KINDS.map((kind) => `air ${kind}`),
  ];
}

/** The passes that a scene is really drawn by. */
export function passesOf({ motion }: Scene, { plan, effects }: Staged): string[] {
  const { light, camera, sky } = effects;
  const kinds = Object.entries(TILE_KIND).filter(([, kind]) => plan.tileKinds.includes(kind));
  return [
    'drawPicture',
    ...kinds.map(([name]) => `drawPicture ${name}`),
    ...(plan.layers.glows ? ['drawPicture glow'] : []),
    ...(light ? ['drawLight'] : []),
    ...(light && sky ? ['drawLight sky'] : []),
    ...(light && camera?.parallax ? ['drawLight behind'] : []),
    ...(camera ? ['drawCamera', `drawCamera ${camera.parallax ? 'layers' : 'single'}`] : []),
    ...(camera?.parallax ? ['drawBehind'] : []),
    `camera ${motion.camera.kind}`,
    ...motion.atmosphere.map(({ kind }) => `air ${kind}`),
  ];
}

/** Scenes that together go through every pass; odd sizes, borders in doubt, all channels at once. */
export function sameScenes(): Scene[] {
  const lights: Atmosphere[] = ATMOSPHERE_KINDS.map((kind) => ({ kind, strength: 1 }));
  return [
    plain('odd landscape', [61, 47], [9, 7], EVERYTHING),
    plain('odd portrait', [37, 83], [5, 11], EVERYTHING),
    plain('16 pixels', [16, 16], [8, 8], EVERYTHING),
    plain('thin panorama', [131, 17], [24, 3], EVERYTHING),
    plain('everything moves', [45, 45], [8, 8], { ...EVERYTHING, moving: () => 1 }),
    plain('doubtful borders', [53, 41], [8, 8], { ...EVERYTHING, moving: (x) => x }),
    plain('drift alone', [61, 47], [8, 8], { drift: [0.2, 0.1] }),
    plain('sway alone', [61, 47], [8, 8], { sway: 0.03 }),
    plain('sway alone, everywhere', [45, 45], [8, 8], { sway: 0.01, moving: () => 1 }),
    plain('glow alone', [61, 47], [8, 8], { glow: 0.3 }),
    bushes(),
    ...CAMERA_KINDS.map((kind) => beneath(kind, kind, [])),
    ...CAMERA_KINDS.filter((kind) => kind !== 'none').map((kind) =>
      beneath(`${kind} past a post`, kind, [], true),
    ),
    ...lights.map((effect) => beneath(effect.kind, 'none', [effect])),
    beneath('all at once', 'orbit', lights),
    beneath('all at once past a post', 'orbit', lights, true),
  ];
}

function plain(
  name: string,
  [width, height]: [number, number],
  [across, down]: [number, number],
  options: SceneOptions,
): Scene {
  return { name, photo: makePhoto(width, height), motion: makeMotion(across, down, options) };
}

/** Bushes before a wall: dark against bright, a cut-out that opens onto what is behind. */
function bushes(): Scene {
  const photo = makePhoto(96, 80, 3, 0.4);
  const motion = makeMotion(24, 20, {
    sway: 0.03,
    glow: 0.1,
    moving: (x, y) => (y > 0.4 && x < 0.7 ? 1 : 0),
  });
  for (let i = 0; i < photo.data.length; i += 4) {
    const x = ((i / 4) % 96) / 96;
    const y = Math.floor(i / 4 / 96) / 80;
    const bush = y > 0.45 + 0.06 * Math.sin(40 * x) && x < 0.65;
    for (let c = 0; c < 3; c++) photo.data[i + c] = photo.data[i + c]! / 4 + (bush ? 10 : 150);
  }
  motion.regions = new Float32Array(REGIONS.length * 24 * 20);
  return { name: 'cut-outs before what is static', photo, motion };
}

/** Beneath a camera, light and air; with a post that stands near before what is far. */
function beneath(name: string, camera: CameraKind, atmosphere: Atmosphere[], post = false): Scene {
  const [across, down] = post ? [24, 18] : [12, 9];
  const [width, height] = [85, 61];
  const photo = makePhoto(width, height, 1, post ? 0.3 : 1);
  const motion = makeMotion(across, down, EVERYTHING);
  const cells = across * down;
  const isPost = (x: number, y: number) => Math.abs(x - 0.45) < 0.12 && y > 0.2;
  motion.depth = Float32Array.from({ length: cells }, (_, i) => {
    const x = ((i % across) + 0.5) / across;
    const y = (Math.floor(i / across) + 0.5) / down;
    if (!post) return 1 - 0.9 * y;
    return isPost(x, y) ? 0.15 : 0.9;
  });
  if (post) {
    for (let at = 0; at < width * height; at++) {
      if (!isPost((at % width) / width, at / width / height)) continue;
      for (let c = 0; c < 3; c++) photo.data[4 * at + c] = photo.data[4 * at + c]! / 4;
    }
  }
  motion.regions = Float32Array.from({ length: REGIONS.length * cells }, (_, i) => ((i * 7) % 10) / 9);
  if (post) motion.regions.fill(0, REGIONS.indexOf('person') * cells);
  motion.camera = { kind: camera, strength: 1, angleRadians: 0.4 };
  motion.atmosphere = [...atmosphere];
  motion.seed = 5;
  return { name, photo, motion };
}
