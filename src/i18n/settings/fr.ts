import type { settingsEn } from './en';

/** French messages of the settings. */
export const settingsFr: typeof settingsEn = {
  title: 'Réglages',
  lead: 'Comment vos films sont marqués et signés. Tout reste sur cet appareil.',
  label: {
    title: 'La mention',
    text: 'Chaque film dit dans l’image qu’il est généré par IA. Vous choisissez où et comment ; on ne peut pas l’enlever.',
    example: 'Exemple de la mention dans une image',
    corner: 'Coin',
    corners: {
      'top-left': 'En haut à gauche',
      'top-right': 'En haut à droite',
      'bottom-left': 'En bas à gauche',
      'bottom-right': 'En bas à droite',
    },
    style: 'Style',
    styles: { dark: 'Sombre', light: 'Clair' },
    chinese: 'Ajouter la mention en chinois',
    chineseText:
      'La règle chinoise sur les mentions (GB 45438-2025) demande un texte en chinois. Sans lui, un film ne prétend pas y répondre.',
  },
  signer: {
    title: 'Qui signe',
    none: 'La clé de signature est créée sur cet appareil avec votre premier film.',
    make: 'La créer maintenant',
    device:
      'Cet appareil signe avec une clé créée ici, qui ne le quitte jamais. Les autres voient qu’un film est inchangé, mais pas qui vous êtes.',
    own: 'Vos films sont signés au nom de {{ name }}, avec un certificat émis par {{ issuer }}.',
    fingerprint: 'Empreinte de la racine (SHA-256)',
    validity: 'Validité',
    valid: 'Jusqu’au {{ date }}',
    expired:
      'Expiré le {{ date }}. Tant que vous ne le remplacez ou ne le retirez pas, aucun film ne peut être signé.',
    notKept: 'Ce navigateur ne conserve rien ici : la clé dure jusqu’à la fermeture de la page.',
    exportRoot: 'Enregistrer la racine publique',
    exportText: 'Donnez la racine publique à qui veut reconnaître vos films. Elle ne permet de rien signer.',
    renew: 'Créer une nouvelle clé',
    renewText:
      'L’ancienne clé est détruite. Les films qu’elle a signés restent valides, et cet appareil les reconnaît toujours comme siens.',
    renewYes: 'Remplacer la clé',
    renewNo: 'La garder',
    renewed: 'Une nouvelle clé est utilisée.',
    noTimeStamp:
      'Il n’y a pas d’horodatage de confiance, car il faudrait un réseau. L’heure d’un film est celle de l’horloge de cet appareil, et après la fin du certificat ses films apparaissent comme expirés.',
  },
  certificate: {
    title: 'Signer avec votre propre certificat',
    text: 'Un certificat de signature et sa clé, en fichiers PEM ou en un fichier PKCS#12 (.p12, .pfx). Le navigateur garde la clé de sorte qu’elle ne puisse plus être lue.',
    choose: 'Choisir des fichiers',
    passphrase: 'Phrase secrète',
    passphraseHint: 'Laissez vide s’il n’y en a pas. Elle n’est pas conservée.',
    use: 'L’utiliser',
    added: 'Désormais vos films sont signés au nom de {{ name }}.',
    remove: 'Retirer le certificat',
    removed: 'Le certificat et sa clé sont retirés. Cet appareil signe de nouveau avec sa propre clé.',
    problems: {
      'not-a-certificate':
        'Ce n’est ni un fichier PEM ni un fichier PKCS#12. Exportez de nouveau le certificat avec sa clé.',
      'passphrase-needed': 'La clé est protégée. Saisissez sa phrase secrète.',
      'passphrase-wrong': 'La phrase secrète ne convient pas. Réessayez.',
      'old-encryption': 'Le fichier est protégé d’une façon dépassée. Exportez-le de nouveau avec AES-256.',
      'no-certificate':
        'Il n’y a pas de certificat dans ces fichiers. Choisissez le certificat et la clé ensemble.',
      'no-key': 'Il n’y a pas de clé dans ces fichiers. Choisissez le certificat et la clé ensemble.',
      'key-not-of-certificate': 'La clé appartient à un autre certificat. Choisissez celui qui va avec.',
      'key-not-allowed':
        'Les Content Credentials n’admettent pas ce type de clé. P-256, P-384, P-521, RSA à partir de 2048 bits et Ed25519 sont admis.',
      'key-not-supported':
        'Ce navigateur ne peut pas signer avec ce type de clé. Essayez un autre navigateur ou une clé P-256.',
      'self-signed':
        'Le certificat est signé par lui-même. Les Content Credentials en demandent un émis par une autorité.',
      'is-authority': 'C’est le certificat d’une autorité. Choisissez celui qu’elle vous a émis.',
      'usage-not-signing':
        'Le certificat n’est pas prévu pour signer. Demandez-en un pour la signature numérique.',
      'purpose-not-allowed':
        'Le certificat a un autre usage. Il faut la signature de documents, la protection du courrier ou la signature C2PA.',
      'no-authority-identifier':
        'Le certificat ne nomme pas la clé de son autorité. Demandez-en un qui la nomme.',
      'signature-not-allowed': 'Le certificat est signé d’une façon dépassée. Demandez-en un nouveau.',
      'not-yet-valid': 'Le certificat n’est pas encore valide. Vérifiez la date de cet appareil.',
      expired: 'Le certificat a expiré. Choisissez-en un plus récent.',
      'chain-broken':
        'Le certificat de l’autorité manque, ou elle n’a pas émis celui-ci. Ajoutez-le aux fichiers.',
    },
  },
  watermark: {
    title: 'Le filigrane',
    text: 'Chaque image porte aussi un filigrane imperceptible avec un nombre aléatoire, pour qu’une copie sans métadonnées soit encore reconnue dans Vérifier. Il ne peut pas être désactivé.',
  },
  training: {
    title: 'Entraînement et fouille de données',
    text: 'Figure dans les données d’origine du film, lisible par tous. C’est un souhait, pas un verrou.',
    choices: { notAllowed: 'Non souhaité', allowed: 'Autorisé' },
  },
};
