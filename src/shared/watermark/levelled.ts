import { TILE, codeBook, type Amplitudes, type Carrier } from './code-book';

/** Bounds what one loud frequency of a picture, a fence or a weave, can do. */
const LOUDEST = 2;
/** In cycles a tile: frequencies that are about as loud as one another, in pictures and in what codecs leave of them. */
const NEAR = 3;

/**
 * The numbers of a set of carriers, each divided by what is usual at its radius, so that chance has variance 1 everywhere.
 * @param amplitudes [2 carriers], cosine and sine
 */
export function levelledByRadius(amplitudes: Amplitudes, carriers: readonly Carrier[]): Amplitudes {
  const radii = carriers.map(({ across, down }) => Math.round(Math.hypot(across, down)));
  const power = new Float64Array(TILE);
  const count = new Float64Array(TILE);
  radii.forEach((radius, i) => {
    power[radius]! += amplitudes[2 * i]! ** 2 + amplitudes[2 * i + 1]! ** 2;
    count[radius]! += 2;
  });
  return scaled(amplitudes, (i) => {
    let sum = 0;
    let number = 0;
    for (let near = radii[i]! - 1; near <= radii[i]! + 1; near++) {
      sum += power[near] ?? 0;
      number += count[near] ?? 0;
    }
    return sum / number;
  });
}

/** A carrier near another, and how much it tells about it. */
interface Neighbour {
  index: number;
  weight: number;
}

let neighbours: Neighbour[][] | undefined;

/** For every carrier of the code book those within {@link NEAR}, itself among them; weights add up to 1. */
function carrierNeighbours(): Neighbour[][] {
  if (neighbours) return neighbours;
  const { pilots, data } = codeBook();
  const carriers = [...pilots, ...data];
  neighbours = carriers.map((here) => {
    const near = carriers.flatMap((there, index): Neighbour[] => {
      const distance = (here.across - there.across) ** 2 + (here.down - there.down) ** 2;
      return distance <= NEAR ** 2 ? [{ index, weight: Math.exp(-distance / NEAR) }] : [];
    });
    const sum = near.reduce((total, { weight }) => total + weight, 0);
    return near.map(({ index, weight }) => ({ index, weight: weight / sum }));
  });
  return neighbours;
}

/**
 * All carriers' numbers, each divided by how loud the frequencies around it are: a picture of upright lines is loud in one direction
 * and quiet in the other, and quiet numbers tell more.
 * @param amplitudes of all carriers, pilots first
 */
export function levelled(amplitudes: Amplitudes): Amplitudes {
  const near = carrierNeighbours();
  return scaled(amplitudes, (i) =>
    near[i]!.reduce(
      (sum, { index, weight }) =>
        sum + (weight * (amplitudes[2 * index]! ** 2 + amplitudes[2 * index + 1]! ** 2)) / 2,
      0,
    ),
  );
}

/** Both numbers of each carrier over the root of its power, held within {@link LOUDEST}. */
function scaled(amplitudes: Amplitudes, powerOf: (carrier: number) => number): Amplitudes {
  const result = new Float64Array(amplitudes.length);
  for (let i = 0; i < amplitudes.length / 2; i++) {
    const power = powerOf(i);
    const scale = power > 0 ? 1 / Math.sqrt(power) : 0;
    for (const at of [2 * i, 2 * i + 1]) {
      result[at] = Math.max(-LOUDEST, Math.min(LOUDEST, amplitudes[at]! * scale));
    }
  }
  return result;
}
