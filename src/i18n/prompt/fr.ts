import type { PromptMessages } from './en';

/** French sentences about what of a prompt could not be followed. */
export const promptFr: PromptMessages = {
  'prompt-language-not-read':
    'Vos mots sont dans une langue que cette application ne lit pas : la photo bouge donc comme sans eux. Elle lit l’anglais, le vietnamien, l’italien, l’espagnol, le français, l’allemand, le chinois et le japonais.',
  'prompt-not-understood':
    'Vos mots n’ont pas été compris : la photo bouge donc comme sans eux. Dites ce qui doit bouger, et comment : « nuages lentement vers la gauche ».',
  'prompt-beyond':
    'Une partie de la demande dépasse cette application : elle fait bouger ce qui est sur la photo, sans rien ajouter ni changer.',
  'no-sky': 'Vous avez demandé du ciel ou des nuages, mais cette photo n’en montre pas.',
  'no-water': 'Vous avez demandé de l’eau, mais cette photo n’en montre pas.',
  'no-waterfall': 'Vous avez demandé une cascade, mais aucune n’a été trouvée sur cette photo.',
  'no-plants': 'Vous avez demandé des plantes, mais cette photo n’en montre pas.',
  'no-fire': 'Rien ne peut brûler ici : aucun feu n’a été trouvé sur cette photo.',
  'no-smoke': 'Vous avez demandé de la fumée ou de la vapeur, mais cette photo n’en montre pas.',
  'no-flag': 'Vous avez demandé un drapeau ou une étoffe, mais cette photo n’en montre pas.',
  'no-hair': 'Vous avez demandé des cheveux, mais personne n’a été trouvé sur cette photo.',
  'people-stay': 'Les mots ne font pas bouger les personnes ; seuls leurs cheveux peuvent frémir.',
  'animals-stay': 'Les animaux ne bougent pas : ils restent immobiles.',
  'night-is-heard':
    'La photo reste aussi claire qu’elle l’est : la nuit ne se voit pas dans ce film. Là où il y a des plantes, on entend des grillons.',
  'directions-differ':
    'Vous avez nommé des directions opposées. Un film de cette app n’a qu’un vent : une seule a été suivie pour tout.',
  'paces-differ':
    'Vous avez nommé des vitesses ou des forces opposées. Un film n’en a qu’une : tout n’a pas été suivi.',
  'one-camera':
    'Vous avez demandé plusieurs mouvements de caméra. Un film en a un : le plus clair a été suivi.',
  'own-sound-plays':
    'Vous avez demandé un son, mais c’est le vôtre que l’on entend dans ce film. Retirez-le pour entendre ce que vous avez demandé.',
};
