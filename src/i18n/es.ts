import { checkEs } from './check/es';
import { promptEs } from './prompt/es';
import { moderationEs } from './moderation/es';
import { settingsEs } from './settings/es';
import { shapeEs } from './shape/es';
import { soundEs } from './sound/es';
import type { Messages } from './en';

/** Spanish. */
export const es: Messages = {
  app: {
    description: 'Convierte una foto en un breve vídeo vivo, en tu propio dispositivo.',
    skipToContent: 'Ir al contenido',
    privacy: 'Nada sale de tu dispositivo. No hay ningún servidor al que enviarlo.',
    offlineReady: 'Listo para usar sin conexión',
    offlinePreparing: 'Preparando el uso sin conexión: {{ percent }}',
    offlineNow: 'Estás sin conexión. Todo sigue funcionando.',
    offlineIncomplete: 'Estás sin conexión. Lo que aún no se ha guardado necesita la red.',
    offlineFull:
      'No guardado para usar sin conexión: el almacenamiento del dispositivo está lleno. Libera espacio y vuelve a intentarlo.',
    offlineInterrupted: 'No todo está guardado para usar sin conexión: el servidor no respondió.',
    updateReady: 'Hay una versión nueva.',
    updateNow: 'Recargar',
    later: 'Más tarde',
    language: 'Idioma',
    close: 'Cerrar',
  },
  nav: { label: 'Vistas', animate: 'Animar', album: 'Álbum', check: 'Comprobar' },
  idle: {
    title: 'Despierta una foto.',
    lead: 'Las nubes se deslizan, el agua corre, las hojas tiemblan, y también se oye.',
    choose: 'Elegir una foto',
    chooseOther: 'Elegir otra foto',
    take: 'Hacer una foto',
    hint: 'O suéltala en cualquier parte de esta página, o pégala.',
    several: 'Varias fotos hacen una historia.',
    drop: 'Suelta para usar esta foto',
    facts: {
      privateTitle: 'Se queda contigo',
      privateText: 'El modelo funciona en esta página. Tu foto nunca se sube: no hay adónde subirla.',
      honestTitle: 'Dice lo que es',
      honestText:
        'Cada película se marca como generada por IA, en la imagen y en una firma que hace este dispositivo.',
      offlineTitle: 'Funciona sin red',
      offlineText: 'Tras la primera visita puedes apagar la red y seguir.',
    },
  },
  compose: {
    title: 'Tu foto',
    photoAlt: 'La foto que elegiste',
    noPreview: 'Este archivo no tiene vista previa',
    resumed: 'Esta es la foto que tenías aquí antes.',
    forget: 'Olvidarla',
    preparing: 'Leyendo la foto',
    prompt: 'Describe el movimiento',
    promptOptional: 'Opcional. Sin palabras, decide la propia foto.',
    promptPlaceholder: 'Nubes que van a la izquierda, una brisa ligera',
    ideas: 'Ideas',
    chips: {
      waves: 'Olas suaves',
      clouds: 'Nubes a la deriva',
      breeze: 'Brisa en las hojas',
      falls: 'Agua que corre',
      fire: 'Fuego que titila',
      storm: 'Viento de tormenta',
    },
    seconds: 'Duración',
    shape: 'Formato',
    shapes: { photo: 'Original', story: '9:16', square: '1:1', portrait: '4:5', wide: '16:9' },
    animate: 'Animar',
  },
  working: {
    title: 'Tu foto despierta',
    estimating: 'Calculando cuánto tardará',
    left: 'Quedan unos {{ time }}',
    cancel: 'Cancelar',
    keepOpen: 'Deja esta página abierta. Puedes seguir usando tu dispositivo.',
    finished: 'terminado',
    stages: {
      photo: 'Leer la foto',
      'photo-gate': 'Revisar la foto',
      'prompt-gate': 'Revisar tus palabras',
      motion: 'Imaginar el movimiento',
      frames: 'Pintar los fotogramas',
      sound: 'Componer el sonido',
      mux: 'Unirlo todo',
      'video-gate': 'Revisar la película',
      sign: 'Firmar la película',
    },
  },
  done: {
    title: 'Ha despertado',
    film: 'Película',
    photo: 'Foto',
    filmLabel: 'La película, en bucle',
    play: 'Reproducir',
    pause: 'Pausar',
    soundOn: 'Activar el sonido',
    soundOff: 'Quitar el sonido',
    download: 'Descargar',
    share: 'Compartir',
    again: 'Probar otra semilla',
    edit: 'Cambiar las palabras',
    another: 'Hacer otra',
    facts: 'Sobre esta película',
    generated: 'Generado por IA',
    generatedText: 'Lo dicen la imagen y los metadatos del archivo.',
    signed: 'Firmado por este dispositivo',
    signedText:
      'Las Content Credentials nombran la foto de la que procede. Los demás verán que el archivo no ha cambiado, pero no quién eres.',
    size: 'Archivo',
    sizeText: '{{ width }} × {{ height }}, {{ duration }}, {{ bytes }}',
    made: 'Hecho en',
    madeText: '{{ time }}, en {{ machine }}',
    machineGpu: 'el procesador gráfico',
    machineCpu: 'el procesador',
    seed: 'Semilla',
    prompt: 'Palabras',
    notices: {
      'nothing-moves':
        'No se ha encontrado nada que se mueva aquí, así que la película está quieta. Prueba con palabras, o con una foto con cielo, agua o plantas.',
      'only-the-camera-moves':
        'No se ha encontrado nada que se mueva aquí, así que la cámara se acerca suavemente. Prueba con palabras, o con una foto con cielo, agua o plantas.',
      'photo-manifest-left-out':
        'Las Content Credentials de la propia foto no se pudieron conservar y se dejaron fuera.',
      'identity-not-kept':
        'Este navegador no pudo guardar la clave de firma. La próxima película se firmará con una nueva.',
      'restarted-without-gpu':
        'El procesador gráfico falló, así que la película se terminó en el procesador.',
      restarted: 'Una parte de la aplicación se detuvo y se reinició. La película está completa.',
      'motion-step-redone':
        'Un paso al dibujar el movimiento salió mal y se repitió. La película está completa.',
      'size-reduced':
        'Este dispositivo no puede codificar un vídeo de ese tamaño, así que se hizo más pequeño.',
      ...promptEs,
    },
    shareFailed: 'No se pudo compartir. Puedes descargar la película.',
  },
  label: { generated: 'Generado por IA' },
  failure: { again: 'Intentar de nuevo', kept: 'Tu foto y tus palabras siguen aquí.', reasons: 'Por qué' },
  gates: { photo: 'la foto', prompt: 'tus palabras', video: 'la película terminada' },
  categories: {
    ...moderationEs.categories,
    sexual: 'Contenido sexual',
    minors: 'Contenido sexual con menores',
    'explicit-language': 'Lenguaje explícito o insultante',
    violence: 'Violencia',
    unreadable: 'Una descripción demasiado larga para revisarla',
    other: 'Contra las normas de contenido',
  },
  errors: {
    'file-empty': {
      title: 'Este archivo está vacío',
      text: 'Tiene nombre, pero nada dentro.',
      next: 'Elige la foto otra vez. Si está en la nube, deja primero que se descargue.',
    },
    'file-too-large': {
      title: 'Este archivo es demasiado grande',
      text: 'Es mayor que cualquier foto que se pueda tratar aquí.',
      next: 'Exporta la foto más pequeña y elige esa copia.',
    },
    'file-unreadable': {
      title: 'Este archivo no se puede leer',
      text: 'El navegador no pudo abrirlo, o se movió mientras se leía.',
      next: 'Elígelo otra vez, o cópialo antes a otra carpeta.',
    },
    'file-not-an-image': {
      title: 'Esto no es una foto',
      text: 'Diga lo que diga el nombre, el contenido no es una imagen.',
      next: 'Elige un JPEG, PNG, WebP, AVIF, HEIC, GIF o BMP.',
    },
    'file-is-video': {
      title: 'Esto ya es un vídeo',
      text: 'Solo se pueden despertar fotos.',
      next: 'Saca una imagen fija del vídeo y elígela.',
    },
    'file-is-svg': {
      title: 'Los dibujos SVG no se pueden despertar',
      text: 'Un SVG es un dibujo en código, no una foto.',
      next: 'Expórtalo como PNG y elige ese.',
    },
    'image-corrupt': {
      title: 'Esta foto está dañada',
      text: 'Falta una parte del archivo o está rota.',
      next: 'Cópiala otra vez desde la cámara o el teléfono, o ábrela y guárdala en un editor de fotos.',
    },
    'image-too-many-pixels': {
      title: 'Esta foto tiene demasiados píxeles',
      text: 'El límite son 50 megapíxeles.',
      next: 'Exporta una copia más pequeña y elígela.',
    },
    'image-too-small': {
      title: 'Esta imagen es demasiado pequeña',
      text: 'Hay muy poco en ella con que trabajar.',
      next: 'Elige una versión mayor, de al menos 64 píxeles por lado.',
    },
    'image-too-elongated': {
      title: 'Esta imagen es demasiado alargada',
      text: 'Un lado es muchas veces más largo que el otro.',
      next: 'Recórtala antes a un formato más habitual.',
    },
    'format-unsupported': {
      title: 'Este formato no es compatible',
      text: 'Es una imagen, pero de un tipo que no se puede abrir aquí.',
      next: 'Expórtala como JPEG o PNG y elige esa.',
    },
    'gate-blocked': {
      title: 'Esto no se puede animar',
      text: 'La revisión de {{ gate }} encontró algo que las normas de contenido excluyen. Se hizo en este dispositivo; nadie más lo ha visto.',
      next: 'Usa otra foto u otras palabras.',
    },
    'gate-held': {
      title: 'Retenido',
      text: 'La revisión de {{ gate }} no estaba segura y, en la duda, no se hace nada. Puede equivocarse. Nadie más lo ha visto.',
      next: 'Prueba otras palabras, otro recorte u otra foto.',
    },
    'gate-unavailable': {
      title: 'Una revisión de seguridad no pudo hacerse',
      text: 'Sin ella no se hace nada.',
      next: 'Recarga la página e inténtalo otra vez. Si se repite, conéctate una vez para que se carguen las partes que faltan.',
    },
    'model-missing': {
      title: 'Falta un modelo',
      text: 'Una parte de la aplicación aún no se ha descargado, o se borró de este dispositivo.',
      next: 'Conéctate, recarga la página e inténtalo otra vez.',
    },
    'model-hash-mismatch': {
      title: 'Un archivo de modelo fue alterado',
      text: 'No es el archivo de esta aplicación, así que se rechazó.',
      next: 'Recarga la página. Si se repite, borra los datos de este sitio en los ajustes del navegador.',
    },
    'model-invalid': {
      title: 'Un modelo no se puede usar',
      text: 'Su archivo o su descripción no están en orden.',
      next: 'Recarga la página para obtener la versión actual.',
    },
    'model-output-invalid': {
      title: 'El modelo no dio una respuesta útil',
      text: 'Lo que devolvió no era un movimiento. Puede ser culpa del controlador gráfico.',
      next: 'Inténtalo otra vez. Cada intento usa otra semilla.',
    },
    'gpu-lost': {
      title: 'El procesador gráfico se detuvo',
      text: 'Se reinició en mitad del trabajo.',
      next: 'Cierra otras pestañas pesadas e inténtalo otra vez.',
    },
    'worker-crashed': {
      title: 'Una parte de la aplicación se detuvo',
      text: 'El navegador la cerró, seguramente por falta de memoria.',
      next: 'Cierra otras pestañas, elige una película más corta e inténtalo otra vez.',
    },
    'worker-stalled': {
      title: 'Una parte de la aplicación dejó de responder',
      text: 'Se cerró tras un largo silencio.',
      next: 'Inténtalo otra vez. Una película más corta es más fácil para este dispositivo.',
    },
    'out-of-memory': {
      title: 'No hay memoria suficiente',
      text: 'Este dispositivo no pudo con todo lo que la película necesita.',
      next: 'Cierra otras pestañas, elige una película más corta o una foto más pequeña, e inténtalo otra vez.',
    },
    'storage-full': {
      title: 'No queda sitio en este navegador',
      text: 'El almacenamiento de este sitio está lleno.',
      next: 'Libera espacio en este dispositivo e inténtalo otra vez.',
    },
    'storage-blocked': {
      title: 'Este navegador no guarda nada aquí',
      text: 'Su almacenamiento está cerrado para esta página, como en algunas ventanas privadas, o ha dado un error.',
      next: 'Descarga la película. Para guardarlas aquí, usa una ventana normal y permite que este sitio guarde datos.',
    },
    'browser-unsupported': {
      title: 'Stillwake no funciona en este navegador',
      text: 'Le falta algo en lo que se apoya la aplicación, o un ajuste lo prohíbe.',
      next: 'Usa una versión actual de Chrome, Edge, Firefox o Safari, fuera del modo privado, por https.',
    },
    'encode-failed': {
      title: 'No se pudo codificar la película',
      text: 'Los fotogramas se pintaron, pero no llegaron a ser un vídeo.',
      next: 'Inténtalo otra vez, o elige otro formato o una película más corta.',
    },
    'mux-failed': {
      title: 'No se pudo unir la película',
      text: 'La imagen y el sonido estaban listos, pero no cupieron en un solo archivo.',
      next: 'Inténtalo otra vez.',
    },
    'sign-failed': {
      title: 'No se pudo firmar la película',
      text: 'Estaba hecha, pero una película sin firma nunca se entrega.',
      next: 'Inténtalo otra vez. Si se repite, borra los datos de este sitio para obtener una clave nueva.',
    },
    'c2pa-unavailable': {
      title: 'La parte que firma no arrancó',
      text: 'Sin ella no se pueden escribir ni leer Content Credentials.',
      next: 'Recarga la página. Si una extensión bloquea scripts, permite este sitio.',
    },
    'film-damaged': {
      title: 'Esta película está dañada',
      text: 'Lo que está guardado ya no es lo que se firmó, así que no se reproduce. Tus otras películas no están afectadas.',
      next: 'Si la descargaste antes, usa esa copia. Esta solo se puede quitar.',
    },
    internal: {
      title: 'Algo salió mal',
      text: 'Es un fallo de la aplicación, no de tu foto.',
      next: 'Inténtalo otra vez. Si se repite, recarga la página.',
    },
  },
  about: {
    open: 'Información y licencias',
    title: 'Acerca de Stillwake',
    text: 'Un modelo de difusión, entrenado para esta aplicación y lo bastante pequeño para un teléfono, imagina cómo se moverían las partes de una foto. La película se pinta con la propia foto, se sonoriza, se revisa, se marca y se firma, todo en esta página.',
    limits:
      'Se equivoca: a veces se mueve lo que no debería, o se queda quieto lo que debería moverse. La firma no lleva hora certificada, porque para eso haría falta una red.',
    licence: 'Stillwake es software libre con licencia MIT.',
    notices: 'Avisos de terceros',
    version: 'Versión {{ version }}',
  },
  check: checkEs,
  moderation: moderationEs,
  settings: settingsEs,
  shape: shapeEs,
  sound: soundEs,
};
