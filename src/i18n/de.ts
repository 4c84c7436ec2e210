import { checkDe } from './check/de';
import { promptDe } from './prompt/de';
import { moderationDe } from './moderation/de';
import { settingsDe } from './settings/de';
import { shapeDe } from './shape/de';
import { soundDe } from './sound/de';
import type { Messages } from './en';

/** German. */
export const de: Messages = {
  app: {
    description: 'Macht aus einem Foto ein kurzes lebendiges Video, auf deinem eigenen Gerät.',
    skipToContent: 'Zum Inhalt springen',
    privacy: 'Nichts verlässt dein Gerät. Es gibt keinen Server, an den es gehen könnte.',
    offlineReady: 'Bereit für offline',
    offlinePreparing: 'Wird für offline vorbereitet: {{ percent }}',
    offlineNow: 'Du bist offline. Alles geht weiter.',
    offlineIncomplete: 'Du bist offline. Was noch nicht gespeichert ist, braucht das Netz.',
    offlineFull:
      'Nicht für offline gespeichert: Der Speicher dieses Geräts ist voll. Schaffe Platz und versuche es noch einmal.',
    offlineInterrupted: 'Nicht alles ist für offline gespeichert: Der Server hat nicht geantwortet.',
    updateReady: 'Eine neue Version ist bereit.',
    updateNow: 'Neu laden',
    later: 'Später',
    language: 'Sprache',
    close: 'Schließen',
  },
  nav: { label: 'Ansichten', animate: 'Beleben', album: 'Album', check: 'Prüfen' },
  idle: {
    title: 'Weck ein Foto auf.',
    lead: 'Wolken ziehen, Wasser fließt, Blätter rascheln – und du hörst es auch.',
    choose: 'Foto auswählen',
    chooseOther: 'Anderes Foto auswählen',
    take: 'Foto aufnehmen',
    hint: 'Oder zieh eines irgendwo auf diese Seite, oder füg es ein.',
    several: 'Aus mehreren Fotos wird eine Geschichte.',
    drop: 'Loslassen, um dieses Foto zu nehmen',
    facts: {
      privateTitle: 'Bleibt bei dir',
      privateText:
        'Das Modell läuft in dieser Seite. Dein Foto wird nie hochgeladen, denn es gibt nichts, wohin.',
      honestTitle: 'Sagt, was es ist',
      honestText:
        'Jeder Film ist als KI-generiert gekennzeichnet: im Bild und in einer Signatur, die dieses Gerät setzt.',
      offlineTitle: 'Geht ohne Netz',
      offlineText: 'Nach dem ersten Besuch kannst du das Netz abschalten und weitermachen.',
    },
  },
  compose: {
    title: 'Dein Foto',
    photoAlt: 'Das Foto, das du ausgewählt hast',
    noPreview: 'Keine Vorschau für diese Datei',
    resumed: 'Das ist das Foto, das Sie vorhin hier hatten.',
    forget: 'Vergessen',
    preparing: 'Foto wird gelesen',
    prompt: 'Bewegung beschreiben',
    promptOptional: 'Freiwillig. Ohne Worte entscheidet das Foto selbst.',
    promptPlaceholder: 'Wolken ziehen nach links, ein leichter Wind',
    ideas: 'Ideen',
    chips: {
      waves: 'Sanfte Wellen',
      clouds: 'Ziehende Wolken',
      breeze: 'Ein Hauch in den Blättern',
      falls: 'Rauschendes Wasser',
      fire: 'Flackerndes Feuer',
      storm: 'Stürmischer Wind',
    },
    seconds: 'Länge',
    shape: 'Format',
    shapes: { photo: 'Original', story: '9:16', square: '1:1', portrait: '4:5', wide: '16:9' },
    animate: 'Beleben',
  },
  working: {
    title: 'Dein Foto wacht auf',
    estimating: 'Es wird geschätzt, wie lange das dauert',
    left: 'Noch etwa {{ time }}',
    cancel: 'Abbrechen',
    keepOpen: 'Lass diese Seite offen. Dein Gerät kannst du weiter benutzen.',
    finished: 'fertig',
    stages: {
      photo: 'Foto lesen',
      'photo-gate': 'Foto prüfen',
      'prompt-gate': 'Worte prüfen',
      motion: 'Bewegung ausdenken',
      frames: 'Bilder malen',
      sound: 'Klang komponieren',
      mux: 'Zusammenfügen',
      'video-gate': 'Film prüfen',
      sign: 'Film signieren',
    },
  },
  done: {
    title: 'Es ist wach',
    film: 'Film',
    photo: 'Foto',
    filmLabel: 'Der Film, in Schleife',
    play: 'Abspielen',
    pause: 'Anhalten',
    soundOn: 'Ton einschalten',
    soundOff: 'Ton ausschalten',
    download: 'Herunterladen',
    share: 'Teilen',
    again: 'Anderer Startwert',
    edit: 'Worte ändern',
    another: 'Noch einen machen',
    facts: 'Über diesen Film',
    generated: 'KI-generiert',
    generatedText: 'Steht im Bild und in den Metadaten der Datei.',
    signed: 'Von diesem Gerät signiert',
    signedText:
      'Die Content Credentials nennen das Foto, aus dem er entstand. Andere sehen, dass die Datei unverändert ist, aber nicht, wer du bist.',
    size: 'Datei',
    sizeText: '{{ width }} × {{ height }}, {{ duration }}, {{ bytes }}',
    made: 'Entstanden in',
    madeText: '{{ time }}, auf {{ machine }}',
    machineGpu: 'dem Grafikprozessor',
    machineCpu: 'dem Prozessor',
    seed: 'Startwert',
    prompt: 'Worte',
    notices: {
      'nothing-moves':
        'Hier wurde nichts gefunden, das sich bewegt, der Film steht deshalb still. Versuch es mit Worten oder mit einem Foto mit Himmel, Wasser oder Pflanzen.',
      'only-the-camera-moves':
        'Hier wurde nichts gefunden, das sich bewegt, darum fährt die Kamera sanft heran. Versuch es mit Worten oder mit einem Foto mit Himmel, Wasser oder Pflanzen.',
      'photo-manifest-left-out':
        'Die Content Credentials des Fotos selbst ließen sich nicht übernehmen und wurden weggelassen.',
      'identity-not-kept':
        'Dieser Browser konnte den Signaturschlüssel nicht behalten. Der nächste Film wird mit einem neuen signiert.',
      'restarted-without-gpu':
        'Der Grafikprozessor fiel aus, der Film wurde auf dem Prozessor fertiggestellt.',
      restarted: 'Ein Teil der App blieb stehen und wurde neu gestartet. Der Film ist vollständig.',
      'motion-step-redone':
        'Ein Schritt beim Zeichnen der Bewegung misslang und wurde wiederholt. Der Film ist vollständig.',
      'size-reduced': 'Dieses Gerät kann keinen Film dieser Größe kodieren, deshalb wurde er kleiner.',
      ...promptDe,
    },
    shareFailed: 'Das Teilen hat nicht geklappt. Du kannst den Film stattdessen herunterladen.',
  },
  label: { generated: 'KI-generiert' },
  failure: {
    kept: 'Dein Foto und deine Worte sind noch da.',
    again: 'Noch einmal versuchen',
    reasons: 'Warum',
  },
  gates: { photo: 'des Fotos', prompt: 'deiner Worte', video: 'des fertigen Films' },
  categories: {
    ...moderationDe.categories,
    sexual: 'Sexuelle Inhalte',
    minors: 'Sexuelle Inhalte mit Minderjährigen',
    'explicit-language': 'Anstößige oder beleidigende Sprache',
    violence: 'Gewalt',
    unreadable: 'Eine Beschreibung, die zum Prüfen zu lang ist',
    other: 'Gegen die Inhaltsregeln',
  },
  errors: {
    'file-empty': {
      title: 'Diese Datei ist leer',
      text: 'Sie hat einen Namen, aber keinen Inhalt.',
      next: 'Wähl das Foto noch einmal aus. Liegt es in der Cloud, lass es erst herunterladen.',
    },
    'file-too-large': {
      title: 'Diese Datei ist zu groß',
      text: 'Sie ist größer als jedes Foto, das hier verarbeitet werden kann.',
      next: 'Exportiere das Foto kleiner und wähl diese Kopie.',
    },
    'file-unreadable': {
      title: 'Diese Datei lässt sich nicht lesen',
      text: 'Der Browser durfte sie nicht öffnen, oder sie wurde beim Lesen verschoben.',
      next: 'Wähl sie noch einmal aus, oder kopier sie vorher in einen anderen Ordner.',
    },
    'file-not-an-image': {
      title: 'Das ist kein Foto',
      text: 'Was auch immer der Name sagt: Der Inhalt ist kein Bild.',
      next: 'Wähl ein JPEG, PNG, WebP, AVIF, HEIC, GIF oder BMP.',
    },
    'file-is-video': {
      title: 'Das ist schon ein Video',
      text: 'Nur Fotos lassen sich aufwecken.',
      next: 'Nimm ein Standbild aus dem Video und wähl dieses.',
    },
    'file-is-svg': {
      title: 'SVG-Zeichnungen lassen sich nicht aufwecken',
      text: 'Ein SVG ist eine Zeichnung aus Code, kein Foto.',
      next: 'Exportiere es als PNG und wähl dieses.',
    },
    'image-corrupt': {
      title: 'Dieses Foto ist beschädigt',
      text: 'Ein Teil der Datei fehlt oder ist kaputt.',
      next: 'Kopier es noch einmal von Kamera oder Handy, oder öffne und speichere es in einer Bildbearbeitung.',
    },
    'image-too-many-pixels': {
      title: 'Dieses Foto hat zu viele Pixel',
      text: 'Die Grenze liegt bei 50 Megapixeln.',
      next: 'Exportiere eine kleinere Kopie und wähl diese.',
    },
    'image-too-small': {
      title: 'Dieses Bild ist zu klein',
      text: 'Es enthält zu wenig, um damit zu arbeiten.',
      next: 'Wähl eine größere Fassung, mindestens 64 Pixel auf jeder Seite.',
    },
    'image-too-elongated': {
      title: 'Dieses Bild ist zu lang und schmal',
      text: 'Eine Seite ist um ein Vielfaches länger als die andere.',
      next: 'Schneide es zuerst auf ein üblicheres Format zu.',
    },
    'format-unsupported': {
      title: 'Dieses Format wird nicht unterstützt',
      text: 'Es ist ein Bild, aber von einer Art, die hier nicht geöffnet werden kann.',
      next: 'Exportiere es als JPEG oder PNG und wähl dieses.',
    },
    'gate-blocked': {
      title: 'Das kann nicht belebt werden',
      text: 'Die Prüfung {{ gate }} hat etwas gefunden, das die Inhaltsregeln ausschließen. Sie lief auf diesem Gerät; niemand sonst hat es gesehen.',
      next: 'Nimm ein anderes Foto oder andere Worte.',
    },
    'gate-held': {
      title: 'Zurückgehalten',
      text: 'Die Prüfung {{ gate }} war sich nicht sicher, und im Zweifel wird nichts gemacht. Sie kann irren. Niemand sonst hat das gesehen.',
      next: 'Versuch es mit anderen Worten, einem anderen Ausschnitt oder einem anderen Foto.',
    },
    'gate-unavailable': {
      title: 'Eine Sicherheitsprüfung konnte nicht laufen',
      text: 'Ohne sie wird nichts gemacht.',
      next: 'Lad die Seite neu und versuch es noch einmal. Hilft das nicht, geh einmal online, damit fehlende Teile geladen werden.',
    },
    'model-missing': {
      title: 'Ein Modell fehlt',
      text: 'Ein Teil der App ist noch nicht geladen oder wurde von diesem Gerät gelöscht.',
      next: 'Geh online, lad die Seite neu und versuch es noch einmal.',
    },
    'model-hash-mismatch': {
      title: 'Eine Modelldatei wurde verändert',
      text: 'Es ist nicht die Datei, die zu dieser App gehört, und wurde deshalb abgelehnt.',
      next: 'Lad die Seite neu. Hilft das nicht, lösch die Daten dieser Website in den Browsereinstellungen.',
    },
    'model-invalid': {
      title: 'Ein Modell ist nicht verwendbar',
      text: 'Seine Datei oder seine Beschreibung ist nicht in Ordnung.',
      next: 'Lad die Seite neu, um die aktuelle Version zu bekommen.',
    },
    'model-output-invalid': {
      title: 'Das Modell gab keine brauchbare Antwort',
      text: 'Was zurückkam, war keine Bewegung. Das kann am Grafiktreiber liegen.',
      next: 'Versuch es noch einmal. Jeder Versuch nimmt einen anderen Startwert.',
    },
    'gpu-lost': {
      title: 'Der Grafikprozessor blieb stehen',
      text: 'Er wurde mitten in der Arbeit zurückgesetzt.',
      next: 'Schließ andere aufwendige Tabs und versuch es noch einmal.',
    },
    'worker-crashed': {
      title: 'Ein Teil der App blieb stehen',
      text: 'Der Browser hat ihn beendet, wahrscheinlich wurde der Speicher knapp.',
      next: 'Schließ andere Tabs, wähl einen kürzeren Film und versuch es noch einmal.',
    },
    'worker-stalled': {
      title: 'Ein Teil der App antwortet nicht mehr',
      text: 'Er wurde nach langem Schweigen beendet.',
      next: 'Versuch es noch einmal. Ein kürzerer Film fällt diesem Gerät leichter.',
    },
    'out-of-memory': {
      title: 'Zu wenig Speicher',
      text: 'Dieses Gerät konnte nicht alles halten, was der Film braucht.',
      next: 'Schließ andere Tabs, wähl einen kürzeren Film oder ein kleineres Foto und versuch es noch einmal.',
    },
    'storage-full': {
      title: 'Kein Platz mehr in diesem Browser',
      text: 'Der Speicher dieser Website ist voll.',
      next: 'Mach auf diesem Gerät etwas Platz und versuch es noch einmal.',
    },
    'storage-blocked': {
      title: 'Dieser Browser speichert hier nichts',
      text: 'Sein Speicher ist für diese Seite gesperrt, wie in manchen privaten Fenstern, oder er meldet einen Fehler.',
      next: 'Lade den Film stattdessen herunter. Um Filme hier zu behalten, nimm ein normales Fenster und erlaube dieser Website, Daten zu speichern.',
    },
    'browser-unsupported': {
      title: 'Stillwake läuft in diesem Browser nicht',
      text: 'Ihm fehlt etwas, worauf die App gebaut ist, oder eine Einstellung verbietet es.',
      next: 'Nimm ein aktuelles Chrome, Edge, Firefox oder Safari, nicht im privaten Modus, über https.',
    },
    'encode-failed': {
      title: 'Der Film konnte nicht kodiert werden',
      text: 'Die Bilder waren gemalt, wurden aber kein Video.',
      next: 'Versuch es noch einmal, oder wähl ein anderes Format oder einen kürzeren Film.',
    },
    'mux-failed': {
      title: 'Der Film konnte nicht zusammengefügt werden',
      text: 'Bild und Ton waren fertig, passten aber nicht in eine Datei.',
      next: 'Versuch es noch einmal.',
    },
    'sign-failed': {
      title: 'Der Film konnte nicht signiert werden',
      text: 'Er war fertig, aber ein unsignierter Film wird nie herausgegeben.',
      next: 'Versuch es noch einmal. Hilft das nicht, lösch die Daten dieser Website, um einen neuen Schlüssel zu bekommen.',
    },
    'c2pa-unavailable': {
      title: 'Der Signaturteil ist nicht gestartet',
      text: 'Ohne ihn lassen sich Content Credentials weder schreiben noch lesen.',
      next: 'Lad die Seite neu. Blockiert eine Erweiterung Skripte, erlaube diese Website.',
    },
    'film-damaged': {
      title: 'Dieser Film ist beschädigt',
      text: 'Was gespeichert ist, ist nicht mehr das, was signiert wurde. Darum wird er nicht abgespielt. Deine anderen Filme sind nicht betroffen.',
      next: 'Wenn du ihn einmal heruntergeladen hast, nimm diese Kopie. Diesen hier kannst du nur noch entfernen.',
    },
    internal: {
      title: 'Etwas ist schiefgegangen',
      text: 'Das ist ein Fehler der App, nicht deines Fotos.',
      next: 'Versuch es noch einmal. Hilft das nicht, lad die Seite neu.',
    },
  },
  about: {
    open: 'Über die App und Lizenzen',
    title: 'Über Stillwake',
    text: 'Ein Diffusionsmodell, eigens trainiert und klein genug für ein Handy, denkt sich aus, wie sich die Teile eines Fotos bewegen würden. Der Film wird aus dem Foto selbst gemalt, vertont, geprüft, gekennzeichnet und signiert, alles in dieser Seite.',
    limits:
      'Es macht Fehler: Manches bewegt sich, das es nicht sollte, oder bleibt stehen, wo es sich bewegen sollte. Die Signatur hat keine beglaubigte Zeit, denn die bräuchte ein Netz.',
    licence: 'Stillwake ist freie Software unter der MIT-Lizenz.',
    notices: 'Hinweise zu Drittsoftware',
    version: 'Version {{ version }}',
  },
  check: checkDe,
  moderation: moderationDe,
  settings: settingsDe,
  shape: shapeDe,
  sound: soundDe,
};
