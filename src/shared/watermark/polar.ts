import { CODE_BITS } from './code-book';
import { MESSAGE_BITS } from './payload';

/**
 * A polar code (Arikan 2009) of {@link CODE_BITS} coded bits for a message of {@link MESSAGE_BITS}, decoded by successive
 * cancellation with a list (Tal and Vardy 2015, metric of Balatsoukas-Stimming et al. 2015). The positions of the message are the most
 * reliable ones by polarisation weight: sum of bit_j(i) * 2^(j/4) (He et al. 2017).
 */

const LEVELS = Math.log2(CODE_BITS);

/** 1 where a position carries a message bit, 0 where it is frozen to zero; [{@link CODE_BITS}]. */
const CARRIES = choosePositions();

function choosePositions(): Uint8Array {
  const weight = (index: number) => {
    let sum = 0;
    for (let bit = 0; bit < LEVELS; bit++) if ((index >> bit) & 1) sum += 2 ** (bit / 4);
    return sum;
  };
  const order = Array.from({ length: CODE_BITS }, (_, index) => index);
  order.sort((a, b) => weight(b) - weight(a) || b - a);
  const carries = new Uint8Array(CODE_BITS);
  for (const index of order.slice(0, MESSAGE_BITS)) carries[index] = 1;
  return carries;
}

/**
 * @param message [{@link MESSAGE_BITS}] zeros and ones
 * @returns [{@link CODE_BITS}] zeros and ones
 */
export function encodePolar(message: Uint8Array): Uint8Array {
  const code = new Uint8Array(CODE_BITS);
  let next = 0;
  for (let i = 0; i < CODE_BITS; i++) if (CARRIES[i]) code[i] = message[next++]!;
  for (let half = 1; half < CODE_BITS; half <<= 1) {
    for (let start = 0; start < CODE_BITS; start += 2 * half) {
      for (let i = start; i < start + half; i++) code[i] = code[i]! ^ code[i + half]!;
    }
  }
  return code;
}

/** One way to decode, as far as it has come. */
interface Path {
  /** Likelihoods of the nodes on the way down, level after level. */
  likelihoods: Float64Array;
  /** Decided bits of left and of right children, level after level. */
  left: Uint8Array;
  right: Uint8Array;
  message: Uint8Array;
  /** How much the decisions contradict what was received; small is good. */
  cost: number;
}

/** Where a level's numbers begin in an array of all levels. */
const OFFSETS = Array.from({ length: LEVELS + 1 }, (_, level) => 2 * CODE_BITS - ((2 * CODE_BITS) >> level));

/**
 * The most likely messages, best first, at most `listSize`.
 * @param likelihoods [{@link CODE_BITS}] log-likelihood ratios, positive for a zero; their common scale does not matter
 */
export function decodePolar(likelihoods: ArrayLike<number>, listSize: number): Uint8Array[] {
  const first: Path = {
    likelihoods: new Float64Array(2 * CODE_BITS),
    left: new Uint8Array(2 * CODE_BITS),
    right: new Uint8Array(2 * CODE_BITS),
    message: new Uint8Array(MESSAGE_BITS),
    cost: 0,
  };
  first.likelihoods.set(likelihoods);
  const state = { paths: [first], spare: [] as Path[], decided: 0 };
  descend(state, 0, 0, 'left', listSize);
  return state.paths.sort((a, b) => a.cost - b.cost).map(({ message }) => message);
}

interface DecoderState {
  paths: Path[];
  spare: Path[];
  decided: number;
}

function descend(
  state: DecoderState,
  level: number,
  position: number,
  side: 'left' | 'right',
  listSize: number,
): void {
  const size = CODE_BITS >> level;
  const offset = OFFSETS[level]!;
  if (isFrozen(position, size)) {
    for (const path of state.paths) {
      for (let i = offset; i < offset + size; i++) {
        path.cost += Math.max(0, -path.likelihoods[i]!);
        path[side][i] = 0;
      }
    }
    return;
  }
  if (size === 1) {
    decide(state, offset, side, listSize);
    return;
  }
  const half = size >> 1;
  const child = OFFSETS[level + 1]!;
  for (const { likelihoods } of state.paths) {
    for (let i = 0; i < half; i++) {
      const a = likelihoods[offset + i]!;
      const b = likelihoods[offset + half + i]!;
      likelihoods[child + i] = Math.sign(a) * Math.sign(b) * Math.min(Math.abs(a), Math.abs(b));
    }
  }
  descend(state, level + 1, position, 'left', listSize);
  for (const { likelihoods, left } of state.paths) {
    for (let i = 0; i < half; i++) {
      const a = likelihoods[offset + i]!;
      likelihoods[child + i] = likelihoods[offset + half + i]! + (left[child + i] ? -a : a);
    }
  }
  descend(state, level + 1, position + half, 'right', listSize);
  for (const path of state.paths) {
    const decided = path[side];
    for (let i = 0; i < half; i++) {
      const right = path.right[child + i]!;
      decided[offset + i] = path.left[child + i]! ^ right;
      decided[offset + half + i] = right;
    }
  }
}

function isFrozen(position: number, size: number): boolean {
  for (let i = position; i < position + size; i++) if (CARRIES[i]) return false;
  return true;
}

/** Doubles the paths at a message bit and keeps the cheapest. */
function decide(state: DecoderState, at: number, side: 'left' | 'right', listSize: number): void {
  const forks = state.paths.flatMap((path) => {
    const likelihood = path.likelihoods[at]!;
    return [0, 1].map((bit) => ({
      path,
      bit,
      cost: path.cost + Math.max(0, bit ? likelihood : -likelihood),
    }));
  });
  forks.sort((a, b) => a.cost - b.cost);
  const kept = forks.slice(0, listSize);
  state.spare.push(...state.paths.filter((path) => !kept.some((fork) => fork.path === path)));
  const taken = new Set<Path>();
  // Copies come first: a path that goes on in place would hand its copy the bit of its own fork.
  const copies = kept.map(({ path }) =>
    taken.has(path) ? copyPath(path, state.spare.pop()) : void taken.add(path),
  );
  state.paths = kept.map(({ path, bit, cost }, i) => {
    const next = copies[i] ?? path;
    next.cost = cost;
    next.message[state.decided] = bit;
    next[side][at] = bit;
    return next;
  });
  state.decided++;
}

function copyPath(from: Path, into: Path | undefined): Path {
  if (!into) {
    return {
      likelihoods: from.likelihoods.slice(),
      left: from.left.slice(),
      right: from.right.slice(),
      message: from.message.slice(),
      cost: from.cost,
    };
  }
  into.likelihoods.set(from.likelihoods);
  into.left.set(from.left);
  into.right.set(from.right);
  into.message.set(from.message);
  into.cost = from.cost;
  return into;
}
