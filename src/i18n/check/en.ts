/** English messages of the Check view. */
export const checkEn = {
  title: 'Where does this file come from?',
  lead: 'Reads the Content Credentials of a photo, video or sound, here on your device.',
  choose: 'Check a file',
  drop: 'Let go to check this file',
};
