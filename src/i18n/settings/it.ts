import type { settingsEn } from './en';

/** Italian messages of the settings. */
export const settingsIt: typeof settingsEn = {
  title: 'Impostazioni',
  lead: 'Come i tuoi filmati vengono contrassegnati e firmati. Tutto resta su questo dispositivo.',
  label: {
    title: 'L’etichetta',
    text: 'Ogni filmato dice nell’immagine che è generato dall’IA. Scegli tu dove e come; non si può togliere.',
    example: 'Esempio dell’etichetta in un’immagine',
    corner: 'Angolo',
    corners: {
      'top-left': 'In alto a sinistra',
      'top-right': 'In alto a destra',
      'bottom-left': 'In basso a sinistra',
      'bottom-right': 'In basso a destra',
    },
    style: 'Stile',
    styles: { dark: 'Scuro', light: 'Chiaro' },
    chinese: 'Aggiungi l’etichetta in cinese',
    chineseText:
      'La norma cinese sulle etichette (GB 45438-2025) chiede un testo in cinese. Senza, un filmato non dichiara di rispettarla.',
  },
  signer: {
    title: 'Chi firma',
    none: 'La chiave per firmare viene creata su questo dispositivo insieme al tuo primo filmato.',
    make: 'Creala ora',
    device:
      'Questo dispositivo firma con una chiave creata qui, che non lo lascia mai. Gli altri vedono che un filmato è immutato, ma non chi sei.',
    own: 'I tuoi filmati sono firmati come {{ name }}, con un certificato emesso da {{ issuer }}.',
    fingerprint: 'Impronta della radice (SHA-256)',
    validity: 'Validità',
    valid: 'Fino al {{ date }}',
    expired:
      'Scaduto il {{ date }}. Finché non lo sostituisci o lo rimuovi, nessun filmato può essere firmato.',
    notKept: 'Questo browser non conserva nulla qui: la chiave dura finché la pagina resta aperta.',
    exportRoot: 'Salva la radice pubblica',
    exportText:
      'Dai la radice pubblica a chi vuole riconoscere i tuoi filmati. Con essa non si può firmare nulla.',
    renew: 'Crea una nuova chiave',
    renewText:
      'La vecchia chiave viene distrutta. I filmati firmati con essa restano validi e questo dispositivo li riconosce ancora come suoi.',
    renewYes: 'Sostituisci la chiave',
    renewNo: 'Tienila',
    renewed: 'È in uso una nuova chiave.',
    noTimeStamp:
      'Non c’è una marca temporale affidabile, perché serve una rete. L’ora di un filmato è quella dell’orologio di questo dispositivo e, finito il certificato, i suoi filmati risultano scaduti.',
  },
  certificate: {
    title: 'Firma con un tuo certificato',
    text: 'Un certificato di firma e la sua chiave, come file PEM o come un file PKCS#12 (.p12, .pfx). Il browser conserva la chiave in modo che non possa più essere letta.',
    choose: 'Scegli i file',
    passphrase: 'Frase segreta',
    passphraseHint: 'Lasciala vuota se non c’è. Non viene conservata.',
    use: 'Usalo',
    added: 'D’ora in poi i tuoi filmati sono firmati come {{ name }}.',
    remove: 'Rimuovi il certificato',
    removed: 'Il certificato e la sua chiave sono rimossi. Questo dispositivo firma di nuovo con la propria.',
    problems: {
      'not-a-certificate': 'Non è un file PEM né PKCS#12. Esporta di nuovo il certificato con la sua chiave.',
      'passphrase-needed': 'La chiave è protetta. Inserisci la sua frase segreta.',
      'passphrase-wrong': 'La frase segreta non va bene. Riprova.',
      'old-encryption': 'Il file è protetto in un modo superato. Esportalo di nuovo con AES-256.',
      'no-certificate': 'In questi file non c’è un certificato. Scegli insieme certificato e chiave.',
      'no-key': 'In questi file non c’è una chiave. Scegli insieme certificato e chiave.',
      'key-not-of-certificate': 'La chiave è di un altro certificato. Scegli quello giusto.',
      'key-not-allowed':
        'Le Content Credentials non ammettono questo tipo di chiave. Sono ammesse P-256, P-384, P-521, RSA da 2048 bit ed Ed25519.',
      'key-not-supported':
        'Questo browser non può firmare con questo tipo di chiave. Prova un altro browser o una chiave P-256.',
      'self-signed':
        'Il certificato è firmato da sé stesso. Le Content Credentials ne richiedono uno emesso da un’autorità.',
      'is-authority': 'È il certificato di un’autorità. Scegli quello che ha emesso per te.',
      'usage-not-signing': 'Il certificato non è fatto per firmare. Chiedine uno con firma digitale.',
      'purpose-not-allowed':
        'Il certificato ha un altro scopo. Serve la firma di documenti, la protezione della posta o la firma C2PA.',
      'no-authority-identifier':
        'Il certificato non nomina la chiave della sua autorità. Chiedine uno che lo faccia.',
      'signature-not-allowed': 'Il certificato è firmato in un modo superato. Chiedine uno nuovo.',
      'not-yet-valid': 'Il certificato non è ancora valido. Controlla la data di questo dispositivo.',
      expired: 'Il certificato è scaduto. Scegline uno più recente.',
      'chain-broken': 'Manca il certificato dell’autorità, oppure non ha emesso questo. Aggiungilo ai file.',
    },
  },
  watermark: {
    title: 'La filigrana',
    text: 'Ogni fotogramma porta anche una filigrana impercettibile con un numero casuale, così una copia senza metadati si riconosce ancora in Verifica. Non si può disattivare.',
  },
  training: {
    title: 'Addestramento e data mining',
    text: 'Sta nelle credenziali del filmato, leggibile da tutti. È un desiderio, non un lucchetto.',
    choices: { notAllowed: 'Non desiderato', allowed: 'Consentito' },
  },
};
