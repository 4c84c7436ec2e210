/** English messages of the album. */
export const albumEn = {
  title: 'Your album',
  lead: 'Films that you kept. They stay on this device.',
  opening: 'Opening the album',
  films: 'Films',
  roomOne: '1 film, {{ bytes }}',
  room: '{{ count }} films, {{ bytes }}',
  notPersisted:
    'If this device runs short of room, the browser may clear them. Download what must not be lost.',
  persisted: 'The browser has agreed not to clear them by itself.',
  size: '{{ duration }} · {{ width }} × {{ height }}',
  damaged: 'Damaged',
  hidden: 'Reported and hidden',
  noPoster: 'No picture',
  empty: {
    title: 'Nothing kept yet',
    text: 'When a film is finished, choose “Keep in album”. It will wait for you here, without a network too.',
    start: 'Animate a photo',
  },
  keep: {
    keep: 'Keep in album',
    keeping: 'Keeping it',
    kept: 'Kept in your album',
    open: 'Open it there',
  },
  film: {
    back: 'All films',
    opening: 'Checking the film and its signature',
    check: 'Check this file',
    rename: 'Rename',
    name: 'Name of the film',
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Remove',
    kept: 'Kept',
    length: 'Length',
    picture: 'Picture',
    file: 'File',
    signed: 'Signature',
    signedText: 'Checked just now: unchanged since it was signed.',
    goneTitle: 'This film isn’t in the album',
    gone: 'It was removed, here or in another tab.',
  },
  removed: 'Removed “{{ title }}”',
  undo: 'Undo',
  removeAll: {
    open: 'Remove all',
    title: 'Remove all films?',
    one: 'The film will be erased from this device. This can’t be undone.',
    text: 'All {{ count }} films will be erased from this device. This can’t be undone.',
    yes: 'Remove all',
    no: 'Keep them',
  },
};

/** Messages of the album, in any language. */
export type AlbumMessages = typeof albumEn;
