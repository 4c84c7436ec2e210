import type { PromptMessages } from './en';

/** German sentences about what of a prompt could not be followed. */
export const promptDe: PromptMessages = {
  'prompt-language-not-read':
    'Deine Worte sind in einer Sprache, die diese App nicht liest; das Foto bewegt sich daher wie ohne sie. Sie liest Englisch, Vietnamesisch, Italienisch, Spanisch, Französisch, Deutsch, Chinesisch und Japanisch.',
  'prompt-not-understood':
    'Deine Worte wurden nicht verstanden; das Foto bewegt sich daher wie ohne sie. Sag, was sich bewegen soll und wie: „Wolken langsam nach links“.',
  'prompt-beyond':
    'Ein Teil des Wunsches geht über diese App hinaus: Sie bewegt, was auf dem Foto ist, und fügt nichts hinzu und ändert nichts.',
  'no-sky': 'Du wolltest Himmel oder Wolken, aber auf diesem Foto wurden keine gefunden.',
  'no-water': 'Du wolltest Wasser, aber auf diesem Foto wurde keines gefunden.',
  'no-waterfall': 'Du wolltest einen Wasserfall, aber auf diesem Foto wurde keiner gefunden.',
  'no-plants': 'Du wolltest Pflanzen, aber auf diesem Foto wurden keine gefunden.',
  'no-fire': 'Hier kann nichts brennen: Auf diesem Foto wurde kein Feuer gefunden.',
  'no-smoke': 'Du wolltest Rauch oder Dampf, aber auf diesem Foto wurde keiner gefunden.',
  'no-flag': 'Du wolltest eine Fahne oder ein Tuch, aber auf diesem Foto wurde nichts davon gefunden.',
  'no-hair': 'Du wolltest Haare, aber auf diesem Foto wurde niemand gefunden.',
  'people-stay': 'Worte bewegen keine Menschen; nur ihr Haar kann sich rühren.',
  'animals-stay': 'Tiere werden nicht bewegt: Sie halten still.',
  'night-is-heard':
    'Das Foto bleibt so hell, wie es ist: Die Nacht ist in diesem Film nicht zu sehen. Wo Pflanzen stehen, zirpen Grillen.',
  'directions-differ':
    'Du hast entgegengesetzte Richtungen genannt. Ein Film dieser App hat einen Wind, daher gilt eine davon für alles.',
  'paces-differ':
    'Du hast Gegensätzliches zu Tempo oder Stärke gesagt. Ein Film hat davon je eines, daher wurde nicht alles befolgt.',
  'one-camera': 'Du wolltest mehrere Kamerafahrten. Ein Film hat eine: Die deutlichste wurde befolgt.',
  'own-sound-plays':
    'Du wolltest einen Klang, aber in diesem Film läuft dein eigener Ton. Nimm ihn heraus, um das Gewünschte zu hören.',
};
