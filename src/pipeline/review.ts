import type { FoundFace } from '../shared/faces';
import type { GateName, Verdict } from '../shared/verdict';

/** Who let something pass a gate: the machine by itself, or a person after the machine had doubts. */
export type DecidedBy = 'machine' | 'person';

/** Whether the person said that the people in the photo may be animated. */
export type Consent = 'no-faces' | 'confirmed' | 'refused';

/** What a gate is not sure about. */
export interface ReviewQuestion {
  gate: Exclude<GateName, 'video'>;
  verdict: Verdict;
  /** The person's own words, of the prompt. */
  text?: string;
}

/**
 * Asks the person at the device. Both reject with AbortError when the job is cancelled. Without `askRelease` what is doubtful stays
 * held, as on the command line, where the person can say beforehand only that the people in the photo agreed.
 */
export interface Reviewer {
  askRelease?(question: ReviewQuestion): Promise<'release' | 'stop'>;
  askConsent(faces: readonly FoundFace[]): Promise<'confirmed' | 'refused'>;
}
