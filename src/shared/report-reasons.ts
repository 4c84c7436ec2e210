/**
 * Why a file is reported: the reasons that the community guidelines of large platforms share, in the order in which they are
 * offered: the gravest first, "something else" last.
 */
export const REPORT_REASONS = [
  'sexual-minors',
  'sexual',
  'violence',
  'hate',
  'harassment',
  'self-harm',
  'dangerous',
  'deception',
  'private',
  'copyright',
  'other',
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
