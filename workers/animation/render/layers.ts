import type { CoarseLayers } from './coarse-layers';
import type { Mattes } from './mattes';
import { paintIn } from './paint-in';
import { bilinear, boxBlur, erodeMask } from './planes';

/** The layers of a picture: packed RGBA, red in the low byte, row-major, at the photo's size. */
export interface Layers {
  /** What moves, carried on beneath what is static; colours are multiplied by the alpha of a cut-out (see `backLayer`). Alpha: share of it that flows. */
  movingLayer: Int32Array<ArrayBuffer>;
  /** What flows, carried on beneath all the rest. Alpha: 255 less what of the moving layer is cut out (see `backLayer`). */
  flowLayer: Int32Array<ArrayBuffer>;
  /** 0..255: how far a pixel of the flow layer is the photo's own. */
  flowOwn: Uint8Array<ArrayBuffer>;
  /**
   * What is static, carried on beneath what sways before it; null where nothing does. Alpha: as that of the flow layer, 255 where the moving layer has no
   * edge of its own.
   */
  backLayer: Int32Array<ArrayBuffer> | null;
  /** 0..255: by how much a pixel may change at all. */
  cover: Uint8Array<ArrayBuffer>;
}

/**
 * How far one layer's colour bleeds into another's edge (lens, sharpening halo, JPEG), in short sides: not taken as a layer's own.
 * Wider for what flows: a fringe that drifts away from its leaf is seen at once, one that stays is not.
 */
const EDGE_BLEED = 1 / 360;
const FLOW_EDGE_BLEED = 1 / 150;
/** Texture is painted in no deeper than this, in short sides: what comes from farther below is faded over by what the photo shows. */
const LARGEST_REACH = 0.15;
/** Matte value up to which a pixel is the background's own: what moves so little is for the most part still. */
const MOSTLY_STILL = 80;
/** Half the width of a cut-out's edge, in short sides. */
const EDGE_SOFTNESS = 1 / 500;
/** Matte value from which a pixel is a layer's own. */
const OWN = 250;

/** Paints what each layer hides of the one behind it, as far as motion may open it; a `draft` without texture. */
export function paintLayers(
  pixels: Int32Array<ArrayBuffer>,
  width: number,
  height: number,
  mattes: Mattes,
  layers: CoarseLayers,
  durationSeconds: number,
  draft = false,
): Layers {
  const shortSide = Math.min(width, height);
  const reach = (way: number) => Math.min(LARGEST_REACH, way) * shortSide;
  const { flowWay, swayWay } = longestWays(layers, durationSeconds);
  const bleed = Math.max(1, Math.round(EDGE_BLEED * shortSide));
  const cut = layers.front && cutOut(layers, layers.front, mattes.moving, width, height);

  const own = mattes.moving.map((value) => (value >= OWN ? 255 : 0));
  const ownMoving = fading(own, width, height, bleed);
  const back = cut && paintBack(pixels, mattes.moving, width, height, bleed, reach(swayWay), draft);
  const movingLayer = paintIn(pixels, ownMoving, width, height, reach(Math.max(flowWay, swayWay)), draft);
  if (cut && back) liftFront(movingLayer, pixels, back, cut);
  setAlpha(movingLayer, mattes.flow);

  let flowOwn = ownMoving;
  let flowLayer = movingLayer;
  if (layers.flows) {
    const flowBleed = Math.max(1, Math.round(FLOW_EDGE_BLEED * shortSide));
    const inFlow = own.map((value, i) => (value === 255 && mattes.flow[i]! >= OWN ? 255 : 0));
    flowOwn = fading(inFlow, width, height, flowBleed);
    flowLayer = paintIn(pixels, flowOwn, width, height, reach(flowWay), draft);
  } else if (cut) flowLayer = movingLayer.slice();
  if (flowLayer !== movingLayer) setAlpha(flowLayer, cut?.alpha ?? new Uint8Array(own.length).fill(255));

  if (cut && back) setAlpha(back, cut.alpha);
  return { movingLayer, flowLayer, flowOwn, backLayer: back, cover: cut?.cover ?? mattes.moving };
}

/** What is static, carried on beneath all that moves. */
function paintBack(
  pixels: Int32Array,
  matte: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  bleed: number,
  reach: number,
  draft: boolean,
): Int32Array<ArrayBuffer> {
  const still = matte.map((value) => (value <= MOSTLY_STILL ? 255 : 0));
  return paintIn(pixels, fading(still, width, height, bleed), width, height, reach, draft);
}

/**
 * Takes out of a moving layer what shows through it: where it is a cut-out, its colours become photo - (1 - alpha) back; the photo's own where it is whole,
 * up to its very edge, or what is painted there would leave the photo's detail behind as an outline.
 */
function liftFront(layer: Int32Array, pixels: Int32Array, back: Int32Array, edges: CutOut): void {
  edges.front.forEach((front, i) => {
    if (front === 0) return;
    const alpha = edges.alpha[i]!;
    const lifted = front / 255;
    let colour = 0;
    for (let shift = 0; alpha > 0 && shift < 24; shift += 8) {
      const cut = ((pixels[i]! >>> shift) & 255) - (1 - alpha / 255) * ((back[i]! >>> shift) & 255);
      const painted = (alpha / 255) * ((layer[i]! >>> shift) & 255);
      colour |= Math.max(0, Math.round(painted + (cut - painted) * lifted)) << shift;
    }
    layer[i] = colour;
  });
}

/** 0..255 a pixel: where there is a cut-out, its alpha, and by how much a pixel may change. */
interface CutOut {
  front: Uint8Array<ArrayBuffer>;
  alpha: Uint8Array<ArrayBuffer>;
  cover: Uint8Array<ArrayBuffer>;
}

/** Where what sways is a cut-out before what is static, at full size, 0..255 each. */
function cutOut(
  layers: CoarseLayers,
  share: Float32Array,
  matte: Uint8Array,
  width: number,
  height: number,
): CutOut {
  const front = new Uint8Array(matte.length);
  const alpha = new Uint8Array(matte.length);
  const cover = Uint8Array.from(matte);
  for (let y = 0; y < height; y++) {
    const cy = ((y + 0.5) / height) * layers.height - 0.5;
    for (let x = 0; x < width; x++) {
      const cx = ((x + 0.5) / width) * layers.width - 0.5;
      const at = y * width + x;
      const here = bilinear(share, layers.width, layers.height, cx, cy);
      const allowed = bilinear(layers.maybeMoving, layers.width, layers.height, cx, cy);
      front[at] = Math.round(255 * here);
      alpha[at] = Math.round(255 * (1 - here) + here * matte[at]!);
      cover[at] = Math.max(matte[at]!, Math.round(255 * here * allowed));
    }
  }
  // As soft as the photo's own edges: a hard one rings when it is sampled between pixels.
  const softness = Math.max(1, Math.round(EDGE_SOFTNESS * Math.min(width, height)));
  const soft = boxBlur(Float32Array.from(alpha), width, height, softness);
  soft.forEach((value, i) => {
    alpha[i] = Math.round(front[i] === 0 ? alpha[i]! : value);
  });
  return { front, alpha, cover };
}

/** How far what flows and what sways may come from where it is, in short sides. */
function longestWays(layers: CoarseLayers, seconds: number): { flowWay: number; swayWay: number } {
  const largest = (map: Float32Array) => map.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const total = (maps: Float32Array[]) => maps.reduce((sum, map) => sum + largest(map), 0);
  const drift = seconds * Math.hypot(...layers.drift.map(largest));
  return { flowWay: drift + total(layers.flowSpectrum), swayWay: total(layers.swaySpectrum) };
}

function setAlpha(layer: Int32Array, alpha: Uint8Array): void {
  for (let i = 0; i < layer.length; i++) layer[i] = (layer[i]! & 0xffffff) | (alpha[i]! << 24);
}

/**
 * A mask of 0 and 255 less `radius` pixels at its border, from where it falls to 0 over as many more: a layer's own pixels fade into what continues them,
 * since a seam between the two would be drawn as an outline as soon as it moves.
 */
function fading(
  mask: Uint8Array<ArrayBuffer>,
  width: number,
  height: number,
  radius: number,
): Uint8Array<ArrayBuffer> {
  const inside = erodeMask(mask, width, height, radius);
  const blurred = boxBlur(Float32Array.from(inside), width, height, radius);
  return inside.map((_, i) => Math.max(0, Math.round(2 * blurred[i]! - 255)));
}
