import type { Messages } from '../en';

/** French messages for the film's sound. */
export const soundFr: Messages['sound'] = {
  label: 'Son',
  made: 'Créé pour accompagner le mouvement.',
  choose: 'Utiliser votre propre son',
  another: 'Choisir un autre son',
  remove: 'Revenir au son créé',
  chosen: '{{ name }}, {{ time }}',
  note: 'Il remplace le son créé, coupé ou répété à la durée du film. Le film indique que vous avez apporté un son, mais pas le nom du fichier.',
  reading: 'Lecture du son …',
  unplayable: 'Rien dans ce fichier ne peut être lu ici. Essayez MP3, M4A, WAV ou OGG.',
  tooLarge: 'Ce fichier dépasse {{ limit }}. Choisissez-en un plus court.',
  failed: 'Le son n’a pas pu être lu. Veuillez réessayer.',
};
