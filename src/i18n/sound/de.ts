import type { Messages } from '../en';

/** German messages for the film's sound. */
export const soundDe: Messages['sound'] = {
  label: 'Ton',
  made: 'Wird passend zur Bewegung gemacht.',
  choose: 'Eigenen Ton verwenden',
  another: 'Anderen Ton wählen',
  remove: 'Zurück zum gemachten Ton',
  chosen: '{{ name }}, {{ time }}',
  note: 'Er tritt an die Stelle des gemachten Tons, auf die Länge des Films gekürzt oder wiederholt. Im Film wird vermerkt, dass du einen Ton mitgebracht hast, nicht wie die Datei heißt.',
  reading: 'Der Ton wird gelesen …',
  unplayable: 'In dieser Datei lässt sich hier nichts abspielen. Versuche es mit MP3, M4A, WAV oder OGG.',
  tooLarge: 'Diese Datei ist größer als {{ limit }}. Wähle eine kürzere.',
  failed: 'Der Ton konnte nicht gelesen werden. Bitte versuche es noch einmal.',
};
