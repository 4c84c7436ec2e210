import type { CameraMove } from '../../../../src/shared/atmosphere';
import { smoothstep } from '../planes';
import { loopNoise, randomNumbers } from './noise';

/** Largest part of the picture that a move crops away, at strength 1. */
const LARGEST_ZOOM = { 'push-in': 0.22, 'pull-out': 0.22, pan: 0.2, orbit: 0.12, handheld: 0.05 } as const;
/** How much more than the middle the nearest place moves, and how much less the farthest: parallax. */
const NEAR = 1.4;
const FAR = 0.7;

/** Where a camera stands: what of the picture it sees. */
export interface View {
  /** The middle of what is seen, from the picture's, in half widths and half heights of the room that the zoom leaves. */
  x: number;
  y: number;
  /** Magnification of the picture at middle depth, 1 and above. */
  zoom: number;
}

/** A camera's way over a film. */
export class CameraPath {
  readonly #move: CameraMove;
  readonly #shake: ((phase: number) => number)[];

  constructor(move: CameraMove, seed: number) {
    this.#move = move;
    const random = randomNumbers(seed ^ 0x5ca1ab1e);
    this.#shake = [0, 1].map(() => {
      const slow = loopNoise(random, [1, 2, 3]);
      const fast = loopNoise(random, [5, 8]);
      // From the middle of the picture at the loop's start.
      return (phase) => 0.38 * (slow.at(phase) - slow.at(0)) + 0.08 * (fast.at(phase) - fast.at(0));
    });
  }

  /** Whether anything is moved at all. */
  get moves(): boolean {
    return this.#move.kind !== 'none' && this.#move.strength > 0;
  }

  /** @param film 0..1, how far the film has come; `loop` 0..1, how far its loop */
  viewAt(film: number, loop: number): View {
    const { kind, strength, angleRadians } = this.#move;
    if (kind === 'none') return { x: 0, y: 0, zoom: 1 };
    const span = LARGEST_ZOOM[kind] * strength;
    const way = smoothstep(0, 1, film);
    switch (kind) {
      case 'push-in':
        return { x: 0, y: 0, zoom: 1 + span * way };
      case 'pull-out':
        return { x: 0, y: 0, zoom: 1 + span * (1 - way) };
      case 'pan':
        return {
          x: Math.cos(angleRadians) * (2 * way - 1),
          y: Math.sin(angleRadians) * (2 * way - 1),
          zoom: 1 + span,
        };
      case 'orbit':
        return {
          x: Math.sin(2 * Math.PI * loop),
          y: 0.35 * (1 - Math.cos(2 * Math.PI * loop)),
          zoom: 1 + span,
        };
      case 'handheld':
        return { x: this.#shake[0]!(loop), y: this.#shake[1]!(loop), zoom: 1 + span };
    }
  }
}

/** How far what is nearest and what is farthest can part, in pixels of a picture whose longer side is given: a bound. */
export function largestParallax({ kind, strength }: CameraMove, longSide: number): number {
  return kind === 'none' ? 0 : 0.5 * longSide * LARGEST_ZOOM[kind] * strength * (NEAR - FAR);
}

/**
 * Where a pixel of the frame looks in the picture, in pixels, at a depth of 0 (near) .. 1 (far). What is near moves more. The zoom leaves room
 * for the largest shift of the nearest place, so that no frame looks beyond the photo's border.
 */
export function placeSeen(
  view: View,
  x: number,
  y: number,
  depth: number,
  width: number,
  height: number,
): [number, number] {
  const parallax = FAR + (NEAR - FAR) * (1 - depth);
  const zoom = 1 + (view.zoom - 1) * parallax;
  const centreX = width / 2 - 0.5;
  const centreY = height / 2 - 0.5;
  // The room at this depth's own zoom: near and far both stay inside.
  const roomX = (width / 2) * (1 - 1 / zoom);
  const roomY = (height / 2) * (1 - 1 / zoom);
  return [centreX + (x - centreX) / zoom + view.x * roomX, centreY + (y - centreY) / zoom + view.y * roomY];
}
