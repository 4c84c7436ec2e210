/** Where in the journey a gate stands. */
export type GateName = 'photo' | 'prompt' | 'video';

export type VerdictKind = 'allow' | 'review' | 'block';

/** Why a gate decided as it did. `rule` names a row of the policy table (workers/moderation: image-policy.ts, prompt/check-prompt.ts). */
export interface VerdictReason {
  rule: string;
  /** The category of the policy, for people: src/i18n has its name. */
  category: string;
}

/** A gate's decision. Scores are 0..1, by the classifier's own class names; they stay on the device. */
export interface Verdict {
  verdict: VerdictKind;
  reasons: VerdictReason[];
  scores: Record<string, number>;
}
