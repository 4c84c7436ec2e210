/** English messages for the film's sound. */
export const soundEn = {
  label: 'Sound',
  made: 'Made to fit the motion.',
  choose: 'Use your own sound',
  another: 'Choose another sound',
  remove: 'Back to the made sound',
  chosen: '{{ name }}, {{ time }}',
  note: 'It takes the place of the made sound, cut or looped to the film’s length. The film’s record says that you brought a sound, and not what the file is called.',
  reading: 'Reading the sound …',
  unplayable: 'Nothing in this file can be played here. Try MP3, M4A, WAV or OGG.',
  tooLarge: 'This file is larger than {{ limit }}. Choose a shorter one.',
  failed: 'The sound could not be read. Please try again.',
};
