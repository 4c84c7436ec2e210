/** English sentences about what of a prompt could not be followed. */
export const promptEn = {
  'prompt-language-not-read':
    'Your words are in a language this app does not read, so the photo moves as it would without them. It reads English, Vietnamese, Italian, Spanish, French, German, Chinese and Japanese.',
  'prompt-not-understood':
    'Your words could not be understood, so the photo moves as it would without them. Name what should move, and how: “clouds slowly to the left”.',
  'prompt-beyond':
    'Part of what you asked for is beyond this app: it moves what is in the photo, and adds or changes nothing.',
  'no-sky': 'You asked for sky or clouds, but none was found in this photo.',
  'no-water': 'You asked for water, but none was found in this photo.',
  'no-waterfall': 'You asked for a waterfall, but none was found in this photo.',
  'no-plants': 'You asked for plants, but none were found in this photo.',
  'no-fire': 'Nothing here can burn: no fire was found in this photo.',
  'no-smoke': 'You asked for smoke or steam, but none was found in this photo.',
  'no-flag': 'You asked for a flag or a cloth, but none was found in this photo.',
  'no-hair': 'You asked for hair, but nobody was found in this photo.',
  'people-stay': 'People are not moved by words; only their hair may stir.',
  'animals-stay': 'Animals are not moved: they hold still.',
  'night-is-heard':
    'The photo stays as bright as it is: night is not seen in this film. Where plants grow, its crickets are heard.',
  'directions-differ':
    'You named opposite directions. A film of this app has one wind, so one of them was followed for all.',
  'paces-differ':
    'You named opposite paces or strengths. A film of this app has one of each, so not all were followed.',
  'one-camera': 'You asked for several camera moves. A film has one: the clearest of them was followed.',
  'own-sound-plays':
    'You asked for a sound, but your own sound plays in this film. Take it out to hear what you asked for.',
};

export type PromptMessages = Record<keyof typeof promptEn, string>;
