/** Where in the journey a gate stands. */
export const GATE_NAMES = ['photo', 'prompt', 'video'] as const;
export type GateName = (typeof GATE_NAMES)[number];

export type VerdictKind = 'allow' | 'review' | 'block';

/** What the policy tells apart (workers/moderation/policy.ts); src/i18n has the name of each for people. */
export const POLICY_CATEGORIES = [
  'sexual',
  'minors',
  'nudity',
  'violence',
  'hate',
  'self-harm',
  'harassment',
  'dangerous',
  'deception',
  'private-data',
  'explicit-language',
  // Not what a picture shows, but what a film does to whoever meets it.
  'flashing',
  'loudness',
  'label',
  'distortion',
  // What cannot be judged at all.
  'unreadable',
] as const;
export type PolicyCategory = (typeof POLICY_CATEGORIES)[number];

/** A rectangle in a picture, in shares of its width and height from the upper left corner: 0..1. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Why a gate decided as it did. `rule` names a row of the policy table (workers/moderation: policy.ts, prompt/check-prompt.ts). */
export interface VerdictReason {
  rule: string;
  /** The category of the policy, for people: src/i18n has its name. */
  category: string;
  /** How strongly it applies, 0..1, and from where on it does; missing where a rule has no measure. */
  score?: number;
  threshold?: number;
  /** Where in the picture it was seen; missing for the whole. */
  box?: Box;
  /** Of a film: when it was seen. */
  atSeconds?: number;
}

/** A gate's decision. Scores are 0..1, by the classifier's own class names; they stay on the device. */
export interface Verdict {
  verdict: VerdictKind;
  reasons: VerdictReason[];
  scores: Record<string, number>;
}

const STRICTNESS: Record<VerdictKind, number> = { allow: 0, review: 1, block: 2 };

/** The strictest of some verdicts; `allow` of none. */
export function strictest(verdicts: readonly VerdictKind[]): VerdictKind {
  return verdicts.reduce(
    (worst, verdict) => (STRICTNESS[verdict] > STRICTNESS[worst] ? verdict : worst),
    'allow',
  );
}
