import { checkIt } from './check/it';
import { promptIt } from './prompt/it';
import { moderationIt } from './moderation/it';
import { settingsIt } from './settings/it';
import { shapeIt } from './shape/it';
import { soundIt } from './sound/it';
import type { Messages } from './en';

/** Italian. */
export const it: Messages = {
  app: {
    description: 'Trasforma una foto in un breve video vivo, sul tuo dispositivo.',
    skipToContent: 'Vai al contenuto',
    privacy: 'Nulla lascia il tuo dispositivo. Non c’è nessun server a cui mandarlo.',
    offlineReady: 'Pronta per l’uso offline',
    offlinePreparing: 'Preparazione per l’uso offline: {{ percent }}',
    offlineNow: 'Sei offline. Tutto continua a funzionare.',
    offlineIncomplete: 'Sei offline. Ciò che non è ancora salvato richiede la rete.',
    offlineFull: 'Non salvato per l’uso offline: lo spazio del dispositivo è pieno. Libera spazio e riprova.',
    offlineInterrupted: 'Non tutto è salvato per l’uso offline: il server non ha risposto.',
    updateReady: 'È pronta una nuova versione.',
    updateNow: 'Ricarica',
    later: 'Più tardi',
    language: 'Lingua',
    close: 'Chiudi',
  },
  nav: { label: 'Viste', animate: 'Anima', album: 'Album', check: 'Verifica' },
  idle: {
    title: 'Risveglia una foto.',
    lead: 'Le nuvole scivolano, l’acqua scorre, le foglie fremono, e si sente anche.',
    choose: 'Scegli una foto',
    chooseOther: 'Scegli un’altra foto',
    take: 'Scatta una foto',
    hint: 'Oppure trascinala ovunque in questa pagina, o incollala.',
    several: 'Più foto fanno una storia.',
    drop: 'Rilascia per usare questa foto',
    facts: {
      privateTitle: 'Resta con te',
      privateText:
        'Il modello gira in questa pagina. La tua foto non viene mai caricata: non c’è dove caricarla.',
      honestTitle: 'Dice che cos’è',
      honestText:
        'Ogni film è segnato come generato dall’IA, nell’immagine e in una firma fatta da questo dispositivo.',
      offlineTitle: 'Funziona senza rete',
      offlineText: 'Dopo la prima visita puoi spegnere la rete e continuare.',
    },
  },
  compose: {
    title: 'La tua foto',
    photoAlt: 'La foto che hai scelto',
    noPreview: 'Nessuna anteprima per questo file',
    resumed: 'Questa è la foto che avevi qui prima.',
    forget: 'Dimenticala',
    preparing: 'Lettura della foto',
    prompt: 'Descrivi il movimento',
    promptOptional: 'Facoltativo. Senza parole decide la foto stessa.',
    promptPlaceholder: 'Nuvole che vanno a sinistra, una brezza leggera',
    ideas: 'Idee',
    chips: {
      waves: 'Onde dolci',
      clouds: 'Nuvole alla deriva',
      breeze: 'Una brezza tra le foglie',
      falls: 'Acqua che scroscia',
      fire: 'Fuoco che guizza',
      storm: 'Vento di tempesta',
    },
    seconds: 'Durata',
    shape: 'Formato',
    shapes: { photo: 'Originale', story: '9:16', square: '1:1', portrait: '4:5', wide: '16:9' },
    animate: 'Anima',
  },
  working: {
    title: 'La tua foto si risveglia',
    estimating: 'Stima del tempo necessario',
    left: 'Ancora circa {{ time }}',
    cancel: 'Annulla',
    keepOpen: 'Tieni aperta questa pagina. Puoi continuare a usare il dispositivo.',
    finished: 'finito',
    stages: {
      photo: 'Lettura della foto',
      'photo-gate': 'Controllo della foto',
      'prompt-gate': 'Controllo delle parole',
      motion: 'Invenzione del movimento',
      frames: 'Pittura dei fotogrammi',
      sound: 'Composizione del suono',
      mux: 'Montaggio',
      'video-gate': 'Controllo del film',
      sign: 'Firma del film',
    },
  },
  done: {
    title: 'Si è svegliata',
    film: 'Film',
    photo: 'Foto',
    filmLabel: 'Il film, in ciclo continuo',
    play: 'Riproduci',
    pause: 'Metti in pausa',
    soundOn: 'Attiva il suono',
    soundOff: 'Togli il suono',
    download: 'Scarica',
    share: 'Condividi',
    again: 'Prova un altro seme',
    edit: 'Cambia le parole',
    another: 'Fanne un altro',
    facts: 'Su questo film',
    generated: 'Generato dall’IA',
    generatedText: 'Lo dicono l’immagine e i metadati del file.',
    signed: 'Firmato da questo dispositivo',
    signedText:
      'Le Content Credentials nominano la foto da cui viene. Gli altri vedranno che il file è intatto, ma non chi sei.',
    size: 'File',
    sizeText: '{{ width }} × {{ height }}, {{ duration }}, {{ bytes }}',
    made: 'Fatto in',
    madeText: '{{ time }}, con {{ machine }}',
    machineGpu: 'il processore grafico',
    machineCpu: 'il processore',
    seed: 'Seme',
    prompt: 'Parole',
    notices: {
      'nothing-moves':
        'Qui non si è trovato nulla che si muova, perciò il film è fermo. Prova con delle parole, o con una foto con cielo, acqua o piante.',
      'only-the-camera-moves':
        'Qui non si è trovato nulla che si muova, perciò è la camera ad avvicinarsi piano. Prova con delle parole, o con una foto con cielo, acqua o piante.',
      'photo-manifest-left-out':
        'Le Content Credentials della foto stessa non si sono potute conservare e sono state lasciate fuori.',
      'identity-not-kept':
        'Questo browser non ha potuto conservare la chiave di firma. Il prossimo film sarà firmato con una nuova.',
      'restarted-without-gpu':
        'Il processore grafico si è fermato, perciò il film è stato finito sul processore.',
      restarted: 'Una parte dell’app si è fermata ed è stata riavviata. Il film è completo.',
      'motion-step-redone':
        'Un passo del disegno del movimento è andato storto ed è stato rifatto. Il film è completo.',
      'size-reduced':
        'Questo dispositivo non può codificare un video di quelle dimensioni, quindi è stato ridotto.',
      ...promptIt,
    },
    shareFailed: 'La condivisione non è riuscita. Puoi scaricare il film.',
  },
  label: { generated: 'Generato dall’IA' },
  failure: { again: 'Riprova', kept: 'La tua foto e le tue parole sono ancora qui.', reasons: 'Perché' },
  gates: { photo: 'della foto', prompt: 'delle tue parole', video: 'del film finito' },
  categories: {
    ...moderationIt.categories,
    sexual: 'Contenuto sessuale',
    minors: 'Contenuto sessuale con minori',
    'explicit-language': 'Linguaggio esplicito o offensivo',
    violence: 'Violenza',
    unreadable: 'Una descrizione troppo lunga da controllare',
    other: 'Contro le regole sui contenuti',
  },
  errors: {
    'file-empty': {
      title: 'Questo file è vuoto',
      text: 'Ha un nome, ma dentro non c’è nulla.',
      next: 'Scegli di nuovo la foto. Se è nel cloud, lasciala prima scaricare.',
    },
    'file-too-large': {
      title: 'Questo file è troppo grande',
      text: 'È più grande di qualunque foto si possa trattare qui.',
      next: 'Esporta la foto più piccola e scegli quella copia.',
    },
    'file-unreadable': {
      title: 'Questo file non si può leggere',
      text: 'Il browser non ha potuto aprirlo, o è stato spostato durante la lettura.',
      next: 'Sceglilo di nuovo, o copialo prima in un’altra cartella.',
    },
    'file-not-an-image': {
      title: 'Questa non è una foto',
      text: 'Qualunque cosa dica il nome, il contenuto non è un’immagine.',
      next: 'Scegli un JPEG, PNG, WebP, AVIF, HEIC, GIF o BMP.',
    },
    'file-is-video': {
      title: 'Questo è già un video',
      text: 'Si possono risvegliare solo le foto.',
      next: 'Prendi un fotogramma dal video e scegli quello.',
    },
    'file-is-svg': {
      title: 'I disegni SVG non si possono risvegliare',
      text: 'Un SVG è un disegno in codice, non una foto.',
      next: 'Esportalo in PNG e scegli quello.',
    },
    'image-corrupt': {
      title: 'Questa foto è danneggiata',
      text: 'Una parte del file manca o è rotta.',
      next: 'Copiala di nuovo dalla fotocamera o dal telefono, o aprila e salvala in un programma di foto.',
    },
    'image-too-many-pixels': {
      title: 'Questa foto ha troppi pixel',
      text: 'Il limite è di 50 megapixel.',
      next: 'Esporta una copia più piccola e scegli quella.',
    },
    'image-too-small': {
      title: 'Questa immagine è troppo piccola',
      text: 'C’è troppo poco su cui lavorare.',
      next: 'Scegli una versione più grande, di almeno 64 pixel per lato.',
    },
    'image-too-elongated': {
      title: 'Questa immagine è troppo lunga e stretta',
      text: 'Un lato è molte volte più lungo dell’altro.',
      next: 'Ritagliala prima in un formato più comune.',
    },
    'format-unsupported': {
      title: 'Questo formato non è supportato',
      text: 'È un’immagine, ma di un tipo che qui non si apre.',
      next: 'Esportala in JPEG o PNG e scegli quella.',
    },
    'gate-blocked': {
      title: 'Questo non si può animare',
      text: 'Il controllo {{ gate }} ha trovato qualcosa che le regole sui contenuti escludono. È avvenuto su questo dispositivo; nessun altro l’ha visto.',
      next: 'Usa un’altra foto o altre parole.',
    },
    'gate-held': {
      title: 'Trattenuto',
      text: 'Il controllo {{ gate }} non era sicuro e, nel dubbio, non si fa nulla. Può sbagliare. Nessun altro l’ha visto.',
      next: 'Prova altre parole, un altro ritaglio o un’altra foto.',
    },
    'gate-unavailable': {
      title: 'Un controllo di sicurezza non ha potuto funzionare',
      text: 'Senza di esso non si fa nulla.',
      next: 'Ricarica la pagina e riprova. Se succede ancora, collegati una volta perché si carichino le parti mancanti.',
    },
    'model-missing': {
      title: 'Manca un modello',
      text: 'Una parte dell’app non è ancora stata scaricata, o è stata tolta da questo dispositivo.',
      next: 'Collegati, ricarica la pagina e riprova.',
    },
    'model-hash-mismatch': {
      title: 'Un file di modello è stato alterato',
      text: 'Non è il file di questa app, perciò è stato rifiutato.',
      next: 'Ricarica la pagina. Se succede ancora, cancella i dati di questo sito nelle impostazioni del browser.',
    },
    'model-invalid': {
      title: 'Un modello non si può usare',
      text: 'Il suo file o la sua descrizione non è in ordine.',
      next: 'Ricarica la pagina per avere la versione attuale.',
    },
    'model-output-invalid': {
      title: 'Il modello non ha dato una risposta utilizzabile',
      text: 'Ciò che è tornato non era un movimento. Può dipendere dal driver grafico.',
      next: 'Riprova. Ogni tentativo usa un altro seme.',
    },
    'gpu-lost': {
      title: 'Il processore grafico si è fermato',
      text: 'È stato riavviato a metà del lavoro.',
      next: 'Chiudi altre schede pesanti e riprova.',
    },
    'worker-crashed': {
      title: 'Una parte dell’app si è fermata',
      text: 'Il browser l’ha chiusa, molto probabilmente per mancanza di memoria.',
      next: 'Chiudi altre schede, scegli un film più breve e riprova.',
    },
    'worker-stalled': {
      title: 'Una parte dell’app non risponde più',
      text: 'È stata chiusa dopo un lungo silenzio.',
      next: 'Riprova. Un film più breve è più facile per questo dispositivo.',
    },
    'out-of-memory': {
      title: 'Memoria insufficiente',
      text: 'Questo dispositivo non ha retto tutto ciò che serve al film.',
      next: 'Chiudi altre schede, scegli un film più breve o una foto più piccola, e riprova.',
    },
    'storage-full': {
      title: 'Non c’è più spazio in questo browser',
      text: 'La memoria di questo sito è piena.',
      next: 'Libera un po’ di spazio su questo dispositivo e riprova.',
    },
    'storage-blocked': {
      title: 'Questo browser qui non salva nulla',
      text: 'La sua memoria è chiusa per questa pagina, come in certe finestre private, o ha dato un errore.',
      next: 'Scarica il film. Per conservarli qui, usa una finestra normale e permetti a questo sito di salvare dati.',
    },
    'browser-unsupported': {
      title: 'Stillwake non funziona in questo browser',
      text: 'Gli manca qualcosa su cui l’app si basa, o un’impostazione lo vieta.',
      next: 'Usa una versione attuale di Chrome, Edge, Firefox o Safari, fuori dalla modalità privata, con https.',
    },
    'encode-failed': {
      title: 'Il film non si è potuto codificare',
      text: 'I fotogrammi erano dipinti, ma non sono diventati un video.',
      next: 'Riprova, o scegli un altro formato o un film più breve.',
    },
    'mux-failed': {
      title: 'Il film non si è potuto montare',
      text: 'Immagine e suono erano pronti, ma non stavano in un solo file.',
      next: 'Riprova.',
    },
    'sign-failed': {
      title: 'Il film non si è potuto firmare',
      text: 'Era pronto, ma un film senza firma non viene mai consegnato.',
      next: 'Riprova. Se succede ancora, cancella i dati di questo sito per avere una nuova chiave.',
    },
    'c2pa-unavailable': {
      title: 'La parte che firma non è partita',
      text: 'Senza di essa le Content Credentials non si possono né scrivere né leggere.',
      next: 'Ricarica la pagina. Se un’estensione blocca gli script, consenti questo sito.',
    },
    'film-damaged': {
      title: 'Questo film è danneggiato',
      text: 'Ciò che è salvato non è più ciò che è stato firmato, perciò non viene riprodotto. Gli altri tuoi film sono a posto.',
      next: 'Se l’avevi scaricato, usa quella copia. Questo si può solo rimuovere.',
    },
    internal: {
      title: 'Qualcosa è andato storto',
      text: 'È un difetto dell’app, non della tua foto.',
      next: 'Riprova. Se succede ancora, ricarica la pagina.',
    },
  },
  about: {
    open: 'Informazioni e licenze',
    title: 'Informazioni su Stillwake',
    text: 'Un modello di diffusione, addestrato per questa app e abbastanza piccolo per un telefono, immagina come si muoverebbero le parti di una foto. Il film è dipinto dalla foto stessa, sonorizzato, controllato, segnato e firmato, tutto in questa pagina.',
    limits:
      'Sbaglia: può muoversi ciò che non dovrebbe, o restare fermo ciò che dovrebbe muoversi. La firma non ha un’ora certificata, perché servirebbe una rete.',
    licence: 'Stillwake è software libero con licenza MIT.',
    notices: 'Avvisi di terze parti',
    version: 'Versione {{ version }}',
  },
  check: checkIt,
  moderation: moderationIt,
  settings: settingsIt,
  shape: shapeIt,
  sound: soundIt,
};
