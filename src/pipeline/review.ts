import type { FoundFace } from '../shared/faces';
import type { GateName, Verdict } from '../shared/verdict';

/** Who let something pass a gate: the machine by itself, or a person after the machine had doubts. */
export type DecidedBy = 'machine' | 'person';

/**
 * Whether the person said that the people in the photo may be animated. `not-asked` where nobody could be asked (the command line
 * without its option): recorded as such.
 */
export type Consent = 'no-faces' | 'confirmed' | 'not-asked' | 'refused';

/** What a gate is not sure about. */
export interface ReviewQuestion {
  gate: Exclude<GateName, 'video'>;
  verdict: Verdict;
  /** The person's own words, of the prompt. */
  text?: string;
}

/** Asks the person at the device. Both reject with AbortError when the job is cancelled. */
export interface Reviewer {
  askRelease(question: ReviewQuestion): Promise<'release' | 'stop'>;
  askConsent(faces: readonly FoundFace[]): Promise<'confirmed' | 'refused'>;
}
