import type { Messages } from '../en';

/** Italian messages for the film's sound. */
export const soundIt: Messages['sound'] = {
  label: 'Audio',
  made: 'Creato su misura per il movimento.',
  choose: 'Usa un tuo audio',
  another: 'Scegli un altro audio',
  remove: 'Torna all’audio creato',
  chosen: '{{ name }}, {{ time }}',
  note: 'Prende il posto dell’audio creato, tagliato o ripetuto per la durata del filmato. Il filmato dice che hai portato un audio, non come si chiama il file.',
  reading: 'Lettura dell’audio …',
  unplayable: 'Niente in questo file si può riprodurre qui. Prova con MP3, M4A, WAV o OGG.',
  tooLarge: 'Questo file supera {{ limit }}. Scegline uno più breve.',
  failed: 'Non è stato possibile leggere l’audio. Riprova.',
};
