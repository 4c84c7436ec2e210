import type { Messages } from '../en';

/** Spanish messages for the film's sound. */
export const soundEs: Messages['sound'] = {
  label: 'Sonido',
  made: 'Se crea a la medida del movimiento.',
  choose: 'Usar tu propio sonido',
  another: 'Elegir otro sonido',
  remove: 'Volver al sonido creado',
  chosen: '{{ name }}, {{ time }}',
  note: 'Sustituye al sonido creado, cortado o repetido hasta la duración del vídeo. El vídeo indica que aportaste un sonido, pero no cómo se llama el archivo.',
  reading: 'Leyendo el sonido …',
  unplayable: 'Nada en este archivo se puede reproducir aquí. Prueba con MP3, M4A, WAV u OGG.',
  tooLarge: 'Este archivo supera {{ limit }}. Elige uno más corto.',
  failed: 'No se pudo leer el sonido. Inténtalo de nuevo.',
};
