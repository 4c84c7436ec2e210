import type { CheckReport } from '../pipeline/check-file';
import type { Failure } from './job-state';

export type { CheckReport };
/** What was found where there are credentials. */
export type Credentials = NonNullable<CheckReport['credentials']>;
/** A material that a file was made from. */
export type Ingredient = Credentials['ingredients'][number];
/** Whoever signed. */
export type Signer = NonNullable<Credentials['signer']>;
/** What does not hold. */
export type Problem = Credentials['integrity']['problems'][number];
/** A mark that nobody signed. */
export type OtherMark = CheckReport['otherMarks'][number];

/** What is known of the file under the glass. */
export interface CheckedFile {
  name: string;
  sizeBytes: number;
}

/** Where the check is. */
export type CheckState =
  | { kind: 'idle' }
  | { kind: 'running'; file: CheckedFile }
  | { kind: 'done'; file: CheckedFile; report: CheckReport }
  | { kind: 'failed'; file: CheckedFile; failure: Failure };
