/** The stages of one photo's journey in order, with the share of the whole time that each takes (measured, 4 s at 720x1280 on two cores; `npm run bench`). */
export const STAGES = [
  { name: 'photo', weight: 3 },
  { name: 'photo-gate', weight: 8 },
  { name: 'prompt-gate', weight: 1 },
  { name: 'motion', weight: 25 },
  { name: 'frames', weight: 45 },
  { name: 'sound', weight: 2 },
  { name: 'mux', weight: 4 },
  { name: 'video-gate', weight: 8 },
  { name: 'sign', weight: 4 },
] as const;

export type StageName = (typeof STAGES)[number]['name'];
