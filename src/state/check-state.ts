import type { CheckReport } from '../pipeline/check-report';
import type { CheckStage } from '../pipeline/check-file';
import type { Failure } from './job-state';

export type { CheckReport, CheckStage };
/** What was found where there are credentials. */
export type Credentials = NonNullable<CheckReport['credentials']>;
/** A material that a file was made from. */
export type Ingredient = Credentials['ingredients'][number];
/** Whoever signed. */
export type Signer = NonNullable<Credentials['signer']>;
/** One certificate of a signer's chain. */
export type Certificate = Signer['chain'][number];
/** Where a file says it comes from. */
export type Origin = Credentials['origin'];
/** What does not hold. */
export type Problem = Credentials['integrity']['problems'][number];
/** A status code of the reader. */
export type Status = Credentials['statuses'][number];
/** A mark that nobody signed. */
export type OtherMark = CheckReport['otherMarks'][number];

/** What is known of a file under the glass. */
export interface CheckedFile {
  name: string;
  sizeBytes: number;
}

/** Where the check of one file is. */
export type CheckStatus =
  | { kind: 'waiting' }
  | {
      kind: 'running';
      stage: CheckStage;
      completed: number;
      /** 0 where the stage doesn't know. */
      total: number;
    }
  | { kind: 'done'; report: CheckReport }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'cancelled' };

/** A file of the list. */
export interface CheckItem {
  id: number;
  file: CheckedFile;
  status: CheckStatus;
}

/** Two files of the list that are the same film of ours: one as it was made, the other on its way through the world. */
export interface FilmPair {
  original: CheckItem;
  copy: CheckItem;
}

/**
 * The film of the same id as `item`'s, one with and one without its credentials; undefined where the list has no such pair.
 * `binding` is the name of this app's soft binding.
 */
export function findPair(
  items: readonly CheckItem[],
  item: CheckItem,
  binding: string,
): FilmPair | undefined {
  const payload = payloadOf(item, binding);
  if (payload === null) return undefined;
  const original = [item, ...items].find(
    (other) => boundPayload(other, binding) === payload && isWhole(other),
  );
  const copy = [item, ...items].find(
    (other) => other.id !== original?.id && payloadOf(other, binding) === payload && !isWhole(other),
  );
  return original && copy && (original.id === item.id || copy.id === item.id)
    ? { original, copy }
    : undefined;
}

function isWhole({ status }: CheckItem): boolean {
  return status.kind === 'done' && status.report.credentials?.integrity.state === 'valid';
}

/** By the picture itself, or else by what the credentials say. */
function payloadOf(item: CheckItem, binding: string): string | null {
  if (item.status.kind !== 'done') return null;
  const { watermark } = item.status.report;
  return watermark.state === 'found' ? watermark.payload : boundPayload(item, binding);
}

function boundPayload({ status }: CheckItem, binding: string): string | null {
  const bindings = status.kind === 'done' ? (status.report.credentials?.softBindings ?? []) : [];
  return bindings.find(({ algorithm }) => algorithm === binding)?.value ?? null;
}
