import type { Verdict, VerdictKind, VerdictReason } from '../../src/shared/verdict';

// A rule or a threshold that changes raises IMAGE_POLICY_VERSION in src/shared/policy-version.ts, which films are signed with.

/** Probabilities of nsfwjs' five classes; they sum to 1. */
export interface ImageScores {
  Drawing: number;
  Hentai: number;
  Neutral: number;
  Porn: number;
  Sexy: number;
}

interface ImageRule {
  /** Names the row; stable, since reports and translations refer to it. */
  rule: string;
  category: string;
  verdict: Exclude<VerdictKind, 'allow'>;
  measure: (scores: ImageScores) => number;
  threshold: number;
}

/**
 * Every rule whose measure reaches its threshold gives its reason; the strictest verdict wins. Thresholds: the two
 * block rows are nsfwjs' own "most likely, and clearly"; the review rows were set so that at most 1 % of ordinary
 * landscape, animal and people photos are held (models/nsfw/README.md has the figures).
 */
export const IMAGE_RULES: readonly ImageRule[] = [
  {
    rule: 'image-porn',
    category: 'sexual',
    verdict: 'block',
    measure: (scores) => scores.Porn,
    threshold: 0.7,
  },
  {
    rule: 'image-hentai',
    category: 'sexual',
    verdict: 'block',
    measure: (scores) => scores.Hentai,
    threshold: 0.7,
  },
  {
    rule: 'image-explicit-together',
    category: 'sexual',
    verdict: 'block',
    measure: (scores) => scores.Porn + scores.Hentai,
    threshold: 0.85,
  },
  {
    rule: 'image-maybe-explicit',
    category: 'sexual',
    verdict: 'review',
    measure: (scores) => scores.Porn + scores.Hentai + 0.5 * scores.Sexy,
    threshold: 0.35,
  },
];

const STRICTNESS: Record<VerdictKind, number> = { allow: 0, review: 1, block: 2 };

/** The policy applied to one picture's scores. */
export function judgeImage(scores: ImageScores): Verdict {
  const hits = IMAGE_RULES.filter(({ measure, threshold }) => measure(scores) >= threshold);
  const reasons: VerdictReason[] = hits.map(({ rule, category }) => ({ rule, category }));
  return { verdict: strictest(hits.map((hit) => hit.verdict)), reasons, scores: { ...scores } };
}

/** A film's verdict is its worst frame's; among equals the one with the highest explicit score. Throws RangeError without frames. */
export function worstOf(frames: readonly Verdict[]): Verdict {
  const explicit = ({ scores }: Verdict) => (scores['Porn'] ?? 0) + (scores['Hentai'] ?? 0);
  const [worst] = [...frames].sort(
    (a, b) => STRICTNESS[b.verdict] - STRICTNESS[a.verdict] || explicit(b) - explicit(a),
  );
  if (!worst) throw new RangeError('a film without a frame has no verdict');
  return worst;
}

/** The strictest of some verdicts; `allow` of none. */
export function strictest(verdicts: readonly VerdictKind[]): VerdictKind {
  return verdicts.reduce(
    (worst, verdict) => (STRICTNESS[verdict] > STRICTNESS[worst] ? verdict : worst),
    'allow',
  );
}
