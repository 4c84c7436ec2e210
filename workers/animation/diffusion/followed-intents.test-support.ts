/**
 * The intents of a prompt that the denoiser follows; prompt-motion.browser.test.ts shows it of each. The camera, light and air, the sound and
 * what is said take the others: scripts/prompt-intents.test.ts holds the whole table.
 */
const MOVED = [
  'sky',
  'cloud',
  'still_water',
  'moving_water',
  'waterfall',
  'foliage',
  'grass',
  'fire',
  'smoke',
  'flag',
] as const;

export const MOVED_ELEMENTS: readonly string[] = MOVED;

export const FOLLOWED_BY_MOTION: readonly string[] = [
  ...MOVED.flatMap((name) => [`element_${name}`, `exclude_${name}`]),
  'element_hair',
  'only',
  'still',
  'direction_left',
  'direction_right',
  'direction_up',
  'direction_down',
  'speed_slow',
  'speed_fast',
  'strength_calm',
  'strength_strong',
];
