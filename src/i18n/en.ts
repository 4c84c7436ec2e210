import type { ErrorCode } from '../shared/errors';
import { checkEn } from './check/en';
import { promptEn } from './prompt/en';
import { moderationEn } from './moderation/en';
import { settingsEn } from './settings/en';
import { shapeEn } from './shape/en';
import { soundEn } from './sound/en';

/** What people read of an error: what it is called, what happened, what to do next. */
interface ErrorText {
  title: string;
  text: string;
  next: string;
}

/**
 * English: the source of all messages, and their type. `{{ name }}` is filled in; the other languages must have the
 * same keys (they do not compile without) and the same names (i18n.test.ts).
 */
export const en = {
  app: {
    description: 'Turns a still photo into a short living video, on your own device.',
    skipToContent: 'Skip to content',
    privacy: 'Nothing leaves your device. There is no server to send it to.',
    offlineReady: 'Ready for offline',
    offlinePreparing: 'Storing for offline use: {{ percent }}',
    offlineNow: 'You are offline. Everything still works.',
    offlineIncomplete: 'You are offline. What was not stored yet needs the network.',
    offlineFull:
      'Not stored for offline use: this device’s storage is full. Free some space, then try again.',
    offlineInterrupted: 'Not all is stored for offline use: the server did not answer.',
    updateReady: 'A new version is ready.',
    updateNow: 'Reload',
    later: 'Later',
    language: 'Language',
    close: 'Close',
  },
  nav: { label: 'Views', animate: 'Animate', album: 'Album', check: 'Check' },
  idle: {
    title: 'Wake a still photo.',
    lead: 'Clouds drift, water runs, leaves stir, and you hear it too.',
    choose: 'Choose a photo',
    chooseOther: 'Choose another photo',
    take: 'Take a photo',
    hint: 'Or drop one anywhere on this page, or paste it.',
    several: 'Several photos make a story.',
    drop: 'Let go to use this photo',
    facts: {
      privateTitle: 'Stays with you',
      privateText:
        'The model runs in this page. Your photo is never uploaded, because there is nowhere to upload it to.',
      honestTitle: 'Says what it is',
      honestText:
        'Each film is marked AI-generated, in the picture and in a signature that this device makes.',
      offlineTitle: 'Works unplugged',
      offlineText: 'After the first visit you can switch off the network and keep going.',
    },
  },
  compose: {
    title: 'Your photo',
    photoAlt: 'The photo you chose',
    noPreview: 'No preview of this file',
    resumed: 'This is the photo that you had here before.',
    forget: 'Forget it',
    preparing: 'Reading the photo',
    prompt: 'Describe the motion',
    promptOptional: 'Optional. Without words, the photo itself decides.',
    promptPlaceholder: 'Clouds drifting left, a light breeze',
    ideas: 'Ideas',
    chips: {
      waves: 'Gentle waves',
      clouds: 'Drifting clouds',
      breeze: 'A breeze in the leaves',
      falls: 'Rushing water',
      fire: 'Flickering fire',
      storm: 'Stormy wind',
    },
    seconds: 'Length',
    shape: 'Shape',
    shapes: {
      photo: 'Original',
      story: '9:16',
      square: '1:1',
      portrait: '4:5',
      wide: '16:9',
    },
    animate: 'Animate',
  },
  working: {
    title: 'Waking your photo',
    estimating: 'Working out how long this takes',
    left: 'About {{ time }} left',
    cancel: 'Cancel',
    keepOpen: 'Keep this page open. You can go on using your device.',
    finished: 'finished',
    stages: {
      photo: 'Reading the photo',
      'photo-gate': 'Checking the photo',
      'prompt-gate': 'Checking your words',
      motion: 'Imagining the motion',
      frames: 'Painting the frames',
      sound: 'Composing the sound',
      mux: 'Putting it together',
      'video-gate': 'Checking the film',
      sign: 'Signing the film',
    },
  },
  done: {
    title: 'It is awake',
    film: 'Film',
    photo: 'Photo',
    filmLabel: 'The film, looping',
    play: 'Play',
    pause: 'Pause',
    soundOn: 'Turn sound on',
    soundOff: 'Turn sound off',
    download: 'Download',
    share: 'Share',
    again: 'Try another seed',
    edit: 'Change the words',
    another: 'Make another',
    facts: 'About this film',
    generated: 'AI-generated',
    generatedText: 'Said in the picture, and in the file’s metadata.',
    signed: 'Signed by this device',
    signedText:
      'Content Credentials name the photo it came from. Others will see that the file is unchanged, but not who you are.',
    size: 'File',
    sizeText: '{{ width }} × {{ height }}, {{ duration }}, {{ bytes }}',
    made: 'Made in',
    madeText: '{{ time }}, on {{ machine }}',
    machineGpu: 'the graphics processor',
    machineCpu: 'the processor',
    seed: 'Seed',
    prompt: 'Words',
    notices: {
      'nothing-moves':
        'Found nothing that moves here, so the film is still. Try words, or a photo with sky, water or plants.',
      'only-the-camera-moves':
        'Found nothing that moves here, so the camera goes in gently instead. Try words, or a photo with sky, water or plants.',
      'photo-manifest-left-out':
        'The photo’s own Content Credentials could not be carried over, so they were left out.',
      'identity-not-kept':
        'This browser could not keep the signing key. The next film will be signed with a new one.',
      'restarted-without-gpu':
        'The graphics processor dropped out, so the film was finished on the processor.',
      restarted: 'A part of the app stopped and was started again. The film is complete.',
      'motion-step-redone':
        'A step of drawing the motion went wrong and was taken once more. The film is complete.',
      'size-reduced': 'This device cannot encode a film of that size, so it was made smaller.',
      ...promptEn,
    },
    shareFailed: 'Sharing did not work. You can download the film instead.',
  },
  label: { generated: 'AI-generated' },
  failure: {
    kept: 'Your photo and your words are still here.',
    again: 'Try again',
    reasons: 'Why',
  },
  gates: { photo: 'the photo', prompt: 'your words', video: 'the finished film' },
  categories: {
    ...moderationEn.categories,
    sexual: 'Sexual content',
    minors: 'Sexual content involving minors',
    'explicit-language': 'Explicit or abusive language',
    violence: 'Violence',
    unreadable: 'A description too long to check',
    other: 'Against the content policy',
  },
  errors: {
    'file-empty': {
      title: 'This file is empty',
      text: 'It has a name, but nothing in it.',
      next: 'Choose the photo again. If it comes from a cloud folder, let it download first.',
    },
    'file-too-large': {
      title: 'This file is too large',
      text: 'It is bigger than any photo that can be handled here.',
      next: 'Export the photo at a smaller size and choose that copy.',
    },
    'file-unreadable': {
      title: 'This file can’t be read',
      text: 'The browser was not allowed to open it, or it moved while it was being read.',
      next: 'Choose it again, or copy it to another folder first.',
    },
    'file-not-an-image': {
      title: 'This isn’t a photo',
      text: 'Whatever the name says, the contents are not a picture.',
      next: 'Choose a JPEG, PNG, WebP, AVIF, HEIC, GIF or BMP.',
    },
    'file-is-video': {
      title: 'This is already a video',
      text: 'Only still photos can be woken.',
      next: 'Take a still from the video and choose that.',
    },
    'file-is-svg': {
      title: 'Drawings in SVG can’t be woken',
      text: 'An SVG is a drawing in code, not a photo.',
      next: 'Export it as PNG and choose that.',
    },
    'image-corrupt': {
      title: 'This photo is damaged',
      text: 'Part of the file is missing or broken.',
      next: 'Copy it from the camera or phone again, or open and save it in a photo editor.',
    },
    'image-too-many-pixels': {
      title: 'This photo has too many pixels',
      text: 'The limit is 50 megapixels.',
      next: 'Export a smaller copy and choose that.',
    },
    'image-too-small': {
      title: 'This picture is too small',
      text: 'There is too little in it to work with.',
      next: 'Choose a larger version, at least 64 pixels on each side.',
    },
    'image-too-elongated': {
      title: 'This picture is too long and thin',
      text: 'One side is many times longer than the other.',
      next: 'Crop it to a more usual shape first.',
    },
    'format-unsupported': {
      title: 'This format isn’t supported',
      text: 'It is a picture, but of a kind that can’t be opened here.',
      next: 'Export it as JPEG or PNG and choose that.',
    },
    'gate-blocked': {
      title: 'This can’t be animated',
      text: 'The check of {{ gate }} found something that the content policy rules out. It was made on this device; nobody else has seen it.',
      next: 'Use another photo or other words.',
    },
    'gate-held': {
      title: 'Held back',
      text: 'The check of {{ gate }} was not sure, and in doubt nothing is made. It can be wrong. Nobody else has seen this.',
      next: 'Try other words, another crop or another photo.',
    },
    'gate-unavailable': {
      title: 'A safety check could not run',
      text: 'Without it nothing is made.',
      next: 'Reload the page and try again. If it happens again, go online once so that missing parts can load.',
    },
    'model-missing': {
      title: 'A model is missing',
      text: 'Part of the app has not been downloaded yet, or was removed from this device.',
      next: 'Go online, reload the page and try again.',
    },
    'model-hash-mismatch': {
      title: 'A model file was altered',
      text: 'It is not the file that belongs to this app, so it was refused.',
      next: 'Reload the page. If it happens again, clear this site’s data in the browser’s settings.',
    },
    'model-invalid': {
      title: 'A model can’t be used',
      text: 'Its file or its description is not in order.',
      next: 'Reload the page to get the current version.',
    },
    'model-output-invalid': {
      title: 'The model gave no usable answer',
      text: 'What came back was not a motion. This can be the graphics driver’s fault.',
      next: 'Try again. Another seed is used each time.',
    },
    'gpu-lost': {
      title: 'The graphics processor stopped',
      text: 'It was reset in the middle of the work.',
      next: 'Close other heavy tabs and try again.',
    },
    'worker-crashed': {
      title: 'Part of the app stopped',
      text: 'The browser ended it, most likely because memory ran short.',
      next: 'Close other tabs, choose a shorter film and try again.',
    },
    'worker-stalled': {
      title: 'Part of the app stopped answering',
      text: 'It was ended after a long silence.',
      next: 'Try again. A shorter film is easier on this device.',
    },
    'out-of-memory': {
      title: 'Not enough memory',
      text: 'This device could not hold everything the film needs.',
      next: 'Close other tabs, choose a shorter film or a smaller photo, and try again.',
    },
    'storage-full': {
      title: 'No room left in this browser',
      text: 'The site’s storage is full.',
      next: 'Free some space on this device and try again.',
    },
    'storage-blocked': {
      title: 'This browser won’t store anything',
      text: 'Its storage is shut for this page, as in some private windows, or it gave an error.',
      next: 'Download the film instead. To keep films here, use a normal window and allow this site to save data.',
    },
    'browser-unsupported': {
      title: 'This browser can’t run Stillwake',
      text: 'It lacks something the app is built on, or a setting forbids it.',
      next: 'Use a current version of Chrome, Edge, Firefox or Safari, outside of private mode, over https.',
    },
    'encode-failed': {
      title: 'The film could not be encoded',
      text: 'The frames were painted, but they did not become a video.',
      next: 'Try again, or choose another shape or a shorter film.',
    },
    'mux-failed': {
      title: 'The film could not be put together',
      text: 'Picture and sound were made, but they did not fit into one file.',
      next: 'Try again.',
    },
    'sign-failed': {
      title: 'The film could not be signed',
      text: 'It was made, but an unsigned film is never handed out.',
      next: 'Try again. If it happens again, clear this site’s data to get a new key.',
    },
    'c2pa-unavailable': {
      title: 'The signing part did not start',
      text: 'Content Credentials can be neither written nor read without it.',
      next: 'Reload the page. If an extension blocks scripts, allow this site.',
    },
    'film-damaged': {
      title: 'This film is damaged',
      text: 'What is stored is no longer what was signed, so it isn’t played. Your other films are not affected.',
      next: 'If you downloaded it before, use that copy. This one can only be removed.',
    },
    internal: {
      title: 'Something went wrong',
      text: 'This is a fault of the app, not of your photo.',
      next: 'Try again. If it happens again, reload the page.',
    },
  } satisfies Record<ErrorCode, ErrorText>,
  about: {
    open: 'About and licences',
    title: 'About Stillwake',
    text: 'A diffusion model, trained for this app and small enough for a phone, imagines how the parts of a photo would move. The film is painted from the photo itself, scored, checked, labelled and signed, all in this page.',
    limits:
      'It makes mistakes: something may move that should not, or stay when it should move. The signature has no trusted time, because that would take a network.',
    licence: 'Stillwake is free software under the MIT licence.',
    notices: 'Third-party notices',
    version: 'Version {{ version }}',
  },
  check: checkEn,
  moderation: moderationEn,
  settings: settingsEn,
  shape: shapeEn,
  sound: soundEn,
};

/** All messages of a language. */
export type Messages = typeof en;
