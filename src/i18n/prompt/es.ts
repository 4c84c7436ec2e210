import type { PromptMessages } from './en';

/** Spanish sentences about what of a prompt could not be followed. */
export const promptEs: PromptMessages = {
  'prompt-language-not-read':
    'Tus palabras están en un idioma que esta app no lee, así que la foto se mueve como si no estuvieran. Lee inglés, vietnamita, italiano, español, francés, alemán, chino y japonés.',
  'prompt-not-understood':
    'No se entendieron tus palabras, así que la foto se mueve como si no estuvieran. Di qué debe moverse y cómo: «nubes despacio a la izquierda».',
  'prompt-beyond':
    'Parte de lo que pediste va más allá de esta app: mueve lo que hay en la foto, sin añadir ni cambiar nada.',
  'no-sky': 'Pediste cielo o nubes, pero no se encontraron en esta foto.',
  'no-water': 'Pediste agua, pero no se encontró en esta foto.',
  'no-waterfall': 'Pediste una cascada, pero no se encontró ninguna en esta foto.',
  'no-plants': 'Pediste plantas, pero no se encontraron en esta foto.',
  'no-fire': 'Aquí no puede arder nada: no se encontró fuego en esta foto.',
  'no-smoke': 'Pediste humo o vapor, pero no se encontró en esta foto.',
  'no-flag': 'Pediste una bandera o una tela, pero no se encontró ninguna en esta foto.',
  'no-hair': 'Pediste cabello, pero no se encontró a nadie en esta foto.',
  'people-stay': 'Las palabras no mueven a las personas; solo su pelo puede agitarse.',
  'animals-stay': 'Los animales no se mueven: se quedan quietos.',
  'night-is-heard':
    'La foto sigue tan clara como es: en este vídeo la noche no se ve. Donde hay plantas se oyen los grillos.',
  'directions-differ':
    'Nombraste direcciones opuestas. Un vídeo de esta app tiene un solo viento, así que se siguió una para todo.',
  'paces-differ': 'Nombraste ritmos o fuerzas opuestos. Un vídeo tiene uno solo, así que no se siguió todo.',
  'one-camera': 'Pediste varios movimientos de cámara. Un vídeo tiene uno: se siguió el más claro.',
  'own-sound-plays': 'Pediste un sonido, pero en este vídeo suena el tuyo. Quítalo para oír lo que pediste.',
};
