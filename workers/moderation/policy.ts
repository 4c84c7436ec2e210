import { AppError } from '../../src/shared/errors';
import {
  POLICY_CATEGORIES,
  strictest,
  type Box,
  type GateName,
  type PolicyCategory,
  type Verdict,
  type VerdictKind,
  type VerdictReason,
} from '../../src/shared/verdict';
import { WORD_POLICY } from './policy-of-words';

// Whoever changes a row raises IMAGE_POLICY_VERSION in src/shared/policy-version.ts, which films are signed with, and writes the table
// in docs/moderation.md anew (`npm run moderate -- --policy`; a test compares them).

/** What the gates measure on pictures and films, each 0..1. For words see policy-of-words.ts. */
export type EvidenceName =
  /** The classifier's Porn + Hentai for the whole picture, the mean of it and its mirror image. */
  | 'explicit-whole'
  /** Of the worst part of the picture: geometric mean of the classifier and the second opinion. */
  | 'explicit-part'
  /** The same where a face was found; else 0. */
  | 'explicit-person'
  /** The classifier's Sexy for the whole picture, the mean of it and its mirror image. */
  | 'suggestive-whole'
  /** How much more explicit the film is than the photo it was made of. */
  | 'explicit-gained'
  /** Part of a third by a third of the picture that flashes more than three times in a second. */
  | 'flash-window'
  /** The same, of the whole picture. */
  | 'flash-area'
  | 'red-flash-window'
  | 'red-flash-area'
  /** Integrated loudness as a share of full scale: 10^(LUFS / 20). */
  | 'loudness'
  /** True peak as a share of full scale, at most 1. */
  | 'peak'
  /** How far the label is from the one that was to be painted: 1 less their correlation, in the worst frame. */
  | 'label-lost'
  /** How far landmarks of a face have moved against each other, in distances between the eyes, in the worst frame. */
  | 'face-change';

/** A row of the table: from `review` on the thing is held, from `block` on it is blocked. */
export interface PolicyRow {
  /** Names the row; stable, since reports, logs and translations refer to it. */
  rule: string;
  category: PolicyCategory;
  gate: Exclude<GateName, 'prompt'>;
  evidence: EvidenceName;
  review: number | null;
  block: number | null;
  /** Where the thresholds come from. */
  source: string;
}

const MEASURED = '495 ordinary photos, docs/moderation.md';

/**
 * The policy for pictures and films. Every row whose evidence reaches a threshold gives its reason; the strictest verdict wins. What
 * is held the person decides on (photo, words) or makes anew (film); what is blocked stays blocked.
 */
export const POLICY: readonly PolicyRow[] = [
  // photo
  row('photo-explicit', 'sexual', 'photo', 'explicit-whole', 0.3, 0.85, MEASURED),
  row('photo-explicit-part', 'sexual', 'photo', 'explicit-part', 0.3, 0.7, MEASURED),
  // Nobody's age can be told here: with a face in the picture the line is drawn lower.
  row('photo-explicit-person', 'minors', 'photo', 'explicit-person', null, 0.45, MEASURED),
  row('photo-suggestive', 'nudity', 'photo', 'suggestive-whole', 0.3, null, MEASURED),
  // video
  row('video-explicit', 'sexual', 'video', 'explicit-gained', 0.3, 0.7, 'as photo-explicit-part'),
  row(
    'video-flash-window',
    'flashing',
    'video',
    'flash-window',
    0.25,
    null,
    'WCAG 2.2, 2.3.1: a quarter of any 10 degree field',
  ),
  row(
    'video-flash-area',
    'flashing',
    'video',
    'flash-area',
    null,
    0.25,
    'ITU-R BT.1702-3: a quarter of the screen',
  ),
  row('video-red-window', 'flashing', 'video', 'red-flash-window', 0.25, null, 'WCAG 2.2, 2.3.1'),
  row('video-red-area', 'flashing', 'video', 'red-flash-area', null, 0.25, 'ITU-R BT.1702-3'),
  row(
    'video-loud',
    'loudness',
    'video',
    'loudness',
    0.2512,
    0.3981,
    '-12 and -8 LUFS (EBU R 128 s2 streams at -16 to -20)',
  ),
  row('video-peak', 'loudness', 'video', 'peak', 1, null, '0 dBTP: would be cut off (BS.1770-5)'),
  row('video-label', 'label', 'video', 'label-lost', null, 0.4, 'docs/moderation.md'),
  row('video-face', 'distortion', 'video', 'face-change', 0.04, 0.3, 'docs/moderation.md'),
];

/** What looks at a category, gate by gate; `text`: words that are read in the photo. `none`: nothing does, and we say so. */
export type Coverage = 'classifier' | 'words' | 'text' | 'person' | 'measured' | 'none';

/** For each category what each gate has; the photo's list names the person where only they can know. */
export const COVERAGE: Record<PolicyCategory, Record<GateName, readonly Coverage[]>> = {
  sexual: { photo: ['classifier', 'text'], prompt: ['words', 'classifier'], video: ['classifier'] },
  minors: { photo: ['classifier', 'text'], prompt: ['words', 'classifier'], video: ['classifier'] },
  nudity: { photo: ['classifier', 'text'], prompt: ['words', 'classifier'], video: ['classifier'] },
  violence: { photo: ['text'], prompt: ['words', 'classifier'], video: ['none'] },
  hate: { photo: ['text'], prompt: ['words', 'classifier'], video: ['none'] },
  'self-harm': { photo: ['text'], prompt: ['words', 'classifier'], video: ['none'] },
  harassment: { photo: ['text'], prompt: ['words', 'classifier'], video: ['none'] },
  dangerous: { photo: ['text'], prompt: ['words', 'classifier'], video: ['none'] },
  deception: { photo: ['person'], prompt: ['words', 'classifier'], video: ['none'] },
  'private-data': { photo: ['none'], prompt: ['words', 'classifier'], video: ['none'] },
  'explicit-language': { photo: ['text'], prompt: ['words'], video: ['none'] },
  flashing: { photo: ['none'], prompt: ['none'], video: ['measured'] },
  loudness: { photo: ['none'], prompt: ['none'], video: ['measured'] },
  label: { photo: ['none'], prompt: ['none'], video: ['measured'] },
  distortion: { photo: ['none'], prompt: ['none'], video: ['measured'] },
  unreadable: { photo: ['none'], prompt: ['words'], video: ['none'] },
};

/** One measurement, and where it was made. */
export interface Evidence {
  name: EvidenceName;
  /** 0..1. */
  value: number;
  box?: Box;
  atSeconds?: number;
}

/**
 * The policy applied to a gate's evidence: there must be some for every row, or for every row of the `measured` names where a part of
 * the gate is asked. Throws AppError `model-output-invalid` where evidence is missing or is no number of 0..1.
 */
export function judge(
  gate: PolicyRow['gate'],
  evidence: readonly Evidence[],
  measured?: readonly EvidenceName[],
): Verdict {
  const reasons: VerdictReason[] = [];
  const verdicts: VerdictKind[] = [];
  const rows = POLICY.filter((one) => one.gate === gate && (measured?.includes(one.evidence) ?? true));
  for (const { rule, category, review, block, evidence: name } of rows) {
    const found = evidence.filter((one) => one.name === name);
    if (found.length === 0) throw new AppError('model-output-invalid', `the ${gate} gate has no ${name}`);
    for (const { value, box, atSeconds } of found) {
      if (!(value >= 0 && value <= 1)) {
        throw new AppError('model-output-invalid', `${name} is ${value}`, { details: { evidence: name } });
      }
      const verdict =
        block !== null && value >= block ? 'block' : review !== null && value >= review ? 'review' : 'allow';
      if (verdict === 'allow') continue;
      verdicts.push(verdict);
      reasons.push({
        rule,
        category,
        score: value,
        threshold: (verdict === 'block' ? block : review)!,
        ...(box ? { box } : {}),
        ...(atSeconds === undefined ? {} : { atSeconds }),
      });
    }
  }
  const scores: Record<string, number> = {};
  for (const { name, value } of evidence) scores[name] = Math.max(scores[name] ?? 0, value);
  return { verdict: strictest(verdicts), reasons, scores };
}

/** The whole policy as Markdown: the rows, those of words too, and what looks at each category. */
export function policyTable(version: { pictures: number; words: number }): string {
  const number = (value: number | null) => (value === null ? '-' : String(value));
  const rows = [...POLICY, ...WORD_POLICY].map(
    ({ rule, category, gate, evidence, review, block, source }) =>
      `| ${gate} | ${rule} | ${category} | ${evidence} | ${number(review)} | ${number(block)} | ${source} |`,
  );
  const coverage = POLICY_CATEGORIES.map((category) => {
    const { photo, prompt, video } = COVERAGE[category];
    return `| ${category} | ${photo.join(', ')} | ${prompt.join(', ')} | ${video.join(', ')} |`;
  });
  return [
    `Policy version ${version.pictures} for pictures and films, ${version.words} for words.`,
    '',
    '| gate | rule | category | evidence | review from | block from | source |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    '| category | photo | words | film |',
    '| --- | --- | --- | --- |',
    ...coverage,
    '',
  ].join('\n');
}

function row(
  rule: string,
  category: PolicyCategory,
  gate: PolicyRow['gate'],
  evidence: EvidenceName,
  review: number | null,
  block: number | null,
  source: string,
): PolicyRow {
  return { rule, category, gate, evidence, review, block, source };
}
