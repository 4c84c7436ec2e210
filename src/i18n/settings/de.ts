import type { settingsEn } from './en';

/** German messages of the settings. */
export const settingsDe: typeof settingsEn = {
  title: 'Einstellungen',
  lead: 'Wie deine Filme gekennzeichnet und signiert werden. Alles davon bleibt auf diesem Gerät.',
  label: {
    title: 'Die Kennzeichnung',
    text: 'Jeder Film sagt im Bild, dass er KI-generiert ist. Du bestimmst, wo und wie; weglassen lässt es sich nicht.',
    example: 'Beispiel der Kennzeichnung in einem Bild',
    corner: 'Ecke',
    corners: {
      'top-left': 'Oben links',
      'top-right': 'Oben rechts',
      'bottom-left': 'Unten links',
      'bottom-right': 'Unten rechts',
    },
    style: 'Stil',
    styles: { dark: 'Dunkel', light: 'Hell' },
    chinese: 'Auch auf Chinesisch kennzeichnen',
    chineseText:
      'Chinas Regel für Kennzeichnungen (GB 45438-2025) verlangt chinesischen Text. Ohne ihn behauptet ein Film nicht, sie zu erfüllen.',
  },
  signer: {
    title: 'Wer signiert',
    none: 'Der Schlüssel zum Signieren entsteht auf diesem Gerät, zusammen mit deinem ersten Film.',
    make: 'Jetzt erzeugen',
    device:
      'Dieses Gerät signiert mit einem Schlüssel, der hier entstanden ist und es nie verlässt. Andere sehen, dass ein Film unverändert ist, aber nicht, wer du bist.',
    own: 'Deine Filme werden als {{ name }} signiert, mit einem Zertifikat von {{ issuer }}.',
    fingerprint: 'Fingerabdruck der Wurzel (SHA-256)',
    validity: 'Gültigkeit',
    valid: 'Bis {{ date }}',
    expired: 'Abgelaufen am {{ date }}. Bis du es ersetzt oder entfernst, kann kein Film signiert werden.',
    notKept: 'Dieser Browser behält hier nichts, der Schlüssel gilt also, bis die Seite geschlossen wird.',
    exportRoot: 'Öffentliche Wurzel sichern',
    exportText:
      'Gib die öffentliche Wurzel Leuten, die deine Filme erkennen wollen. Signieren lässt sich damit nichts.',
    renew: 'Neuen Schlüssel erzeugen',
    renewText:
      'Der alte Schlüssel wird vernichtet. Damit signierte Filme bleiben gültig, und dieses Gerät erkennt sie weiter als seine eigenen.',
    renewYes: 'Schlüssel ersetzen',
    renewNo: 'Behalten',
    renewed: 'Ein neuer Schlüssel ist in Gebrauch.',
    noTimeStamp:
      'Es gibt keinen vertrauenswürdigen Zeitstempel, denn der braucht ein Netz. Die Zeit im Film ist die der Uhr dieses Geräts, und nach Ablauf des Zertifikats gelten seine Filme als abgelaufen.',
  },
  certificate: {
    title: 'Mit eigenem Zertifikat signieren',
    text: 'Ein Zertifikat zum Signieren und sein Schlüssel, als PEM-Dateien oder als eine PKCS#12-Datei (.p12, .pfx). Der Browser verwahrt den Schlüssel so, dass er nicht mehr ausgelesen werden kann.',
    choose: 'Dateien wählen',
    passphrase: 'Passphrase',
    passphraseHint: 'Leer lassen, wenn es keine gibt. Sie wird nicht aufbewahrt.',
    use: 'Verwenden',
    added: 'Ab jetzt werden deine Filme als {{ name }} signiert.',
    remove: 'Zertifikat entfernen',
    removed:
      'Das Zertifikat und sein Schlüssel sind entfernt. Dieses Gerät signiert wieder mit seinem eigenen Schlüssel.',
    problems: {
      'not-a-certificate':
        'Das ist weder eine PEM- noch eine PKCS#12-Datei. Exportiere das Zertifikat mit seinem Schlüssel noch einmal.',
      'passphrase-needed': 'Der Schlüssel ist geschützt. Gib seine Passphrase ein.',
      'passphrase-wrong': 'Die Passphrase passt nicht. Versuche es noch einmal.',
      'old-encryption': 'Die Datei ist auf veraltete Weise geschützt. Exportiere sie neu, mit AES-256.',
      'no-certificate': 'In diesen Dateien ist kein Zertifikat. Wähle Zertifikat und Schlüssel zusammen aus.',
      'no-key': 'In diesen Dateien ist kein Schlüssel. Wähle Zertifikat und Schlüssel zusammen aus.',
      'key-not-of-certificate': 'Der Schlüssel gehört zu einem anderen Zertifikat. Wähle das passende.',
      'key-not-allowed':
        'Content Credentials erlauben diese Art Schlüssel nicht. Erlaubt sind P-256, P-384, P-521, RSA ab 2048 Bit und Ed25519.',
      'key-not-supported':
        'Dieser Browser kann mit dieser Art Schlüssel nicht signieren. Nimm einen anderen Browser oder einen P-256-Schlüssel.',
      'self-signed':
        'Das Zertifikat ist von sich selbst signiert. Content Credentials brauchen eines, das eine Stelle ausgestellt hat.',
      'is-authority': 'Das ist das Zertifikat einer Stelle. Wähle das, das sie dir ausgestellt hat.',
      'usage-not-signing':
        'Das Zertifikat ist nicht für Signaturen gedacht. Lass dir eines für digitale Signaturen ausstellen.',
      'purpose-not-allowed':
        'Das Zertifikat dient einem anderen Zweck. Es braucht Dokumentsignatur, E-Mail-Schutz oder C2PA-Signatur.',
      'no-authority-identifier':
        'Das Zertifikat nennt den Schlüssel seiner Stelle nicht. Lass dir eines ausstellen, das es tut.',
      'signature-not-allowed':
        'Das Zertifikat ist auf veraltete Weise signiert. Lass dir ein neues ausstellen.',
      'not-yet-valid': 'Das Zertifikat gilt noch nicht. Prüfe das Datum dieses Geräts.',
      expired: 'Das Zertifikat ist abgelaufen. Wähle ein neueres.',
      'chain-broken':
        'Das Zertifikat der Stelle fehlt, oder sie hat dieses nicht ausgestellt. Füge es zu den Dateien hinzu.',
    },
  },
  watermark: {
    title: 'Das Wasserzeichen',
    text: 'Jedes Einzelbild trägt auch ein unmerkliches Wasserzeichen mit einer zufälligen Nummer, damit eine Kopie ohne Metadaten unter „Prüfen“ noch erkannt wird. Abschalten lässt es sich nicht.',
  },
  training: {
    title: 'Training und Data-Mining',
    text: 'Steht für alle lesbar in den Nachweisen des Films. Es ist ein Wunsch, kein Schloss.',
    choices: { notAllowed: 'Nicht erwünscht', allowed: 'Erlaubt' },
  },
};
