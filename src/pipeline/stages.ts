/** The stages of one photo's journey in order, with the share of the whole time that each takes (measured, 4 s at 720x1280 on two cores; `npm run bench`). */
export const STAGES = [
  { name: 'photo', weight: 4 },
  { name: 'photo-gate', weight: 27 },
  { name: 'prompt-gate', weight: 1 },
  { name: 'motion', weight: 12 },
  { name: 'frames', weight: 42 },
  { name: 'sound', weight: 4 },
  { name: 'mux', weight: 3 },
  { name: 'video-gate', weight: 6 },
  { name: 'sign', weight: 1 },
] as const;

export type StageName = (typeof STAGES)[number]['name'];
