import type { PromptMessages } from './en';

/** Italian sentences about what of a prompt could not be followed. */
export const promptIt: PromptMessages = {
  'prompt-language-not-read':
    'Le tue parole sono in una lingua che questa app non legge, quindi la foto si muove come se non ci fossero. Legge inglese, vietnamita, italiano, spagnolo, francese, tedesco, cinese e giapponese.',
  'prompt-not-understood':
    'Le tue parole non sono state capite, quindi la foto si muove come se non ci fossero. Di’ che cosa deve muoversi e come: «nuvole lente a sinistra».',
  'prompt-beyond':
    'Una parte della richiesta va oltre questa app: muove ciò che c’è nella foto, senza aggiungere né cambiare nulla.',
  'no-sky': 'Hai chiesto cielo o nuvole, ma in questa foto non ne sono stati trovati.',
  'no-water': 'Hai chiesto acqua, ma in questa foto non ne è stata trovata.',
  'no-waterfall': 'Hai chiesto una cascata, ma in questa foto non se ne trova nessuna.',
  'no-plants': 'Hai chiesto piante, ma in questa foto non ne sono state trovate.',
  'no-fire': 'Qui non può bruciare nulla: in questa foto non è stato trovato fuoco.',
  'no-smoke': 'Hai chiesto fumo o vapore, ma in questa foto non ne è stato trovato.',
  'no-flag': 'Hai chiesto una bandiera o un telo, ma in questa foto non ne sono stati trovati.',
  'no-hair': 'Hai chiesto capelli, ma in questa foto non è stato trovato nessuno.',
  'people-stay': 'Le parole non muovono le persone; solo i capelli possono agitarsi un poco.',
  'animals-stay': 'Gli animali non vengono mossi: restano fermi.',
  'night-is-heard':
    'La foto resta luminosa com’è: in questo film la notte non si vede. Dove crescono piante si sentono i grilli.',
  'directions-differ':
    'Hai nominato direzioni opposte. Un film di questa app ha un solo vento: ne è stata seguita una per tutto.',
  'paces-differ':
    'Hai nominato velocità o intensità opposte. Un film ne ha una sola: non è stato seguito tutto.',
  'one-camera': 'Hai chiesto più movimenti di camera. Un film ne ha uno: è stato seguito il più chiaro.',
  'own-sound-plays':
    'Hai chiesto un suono, ma in questo film si sente il tuo. Toglilo per sentire quello che hai chiesto.',
};
