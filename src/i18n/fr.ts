import { checkFr } from './check/fr';
import { promptFr } from './prompt/fr';
import { moderationFr } from './moderation/fr';
import { settingsFr } from './settings/fr';
import { shapeFr } from './shape/fr';
import { soundFr } from './sound/fr';
import type { Messages } from './en';

/** French. */
export const fr: Messages = {
  app: {
    description: 'Transforme une photo en une courte vidéo vivante, sur votre propre appareil.',
    skipToContent: 'Aller au contenu',
    privacy: 'Rien ne quitte votre appareil. Il n’y a aucun serveur à qui l’envoyer.',
    offlineReady: 'Prêt pour le hors-ligne',
    offlinePreparing: 'Préparation du hors-ligne : {{ percent }}',
    offlineNow: 'Vous êtes hors ligne. Tout continue de fonctionner.',
    offlineIncomplete: 'Vous êtes hors ligne. Ce qui n’est pas encore enregistré a besoin du réseau.',
    offlineFull:
      'Non enregistré pour le hors-ligne : le stockage de l’appareil est plein. Libérez de l’espace, puis réessayez.',
    offlineInterrupted: 'Tout n’est pas enregistré pour le hors-ligne : le serveur n’a pas répondu.',
    updateReady: 'Une nouvelle version est prête.',
    updateNow: 'Recharger',
    later: 'Plus tard',
    language: 'Langue',
    close: 'Fermer',
  },
  nav: { label: 'Vues', animate: 'Animer', album: 'Album', check: 'Vérifier' },
  idle: {
    title: 'Éveillez une photo.',
    lead: 'Les nuages dérivent, l’eau court, les feuilles frémissent, et vous l’entendez.',
    choose: 'Choisir une photo',
    chooseOther: 'Choisir une autre photo',
    take: 'Prendre une photo',
    hint: 'Ou déposez-en une n’importe où sur cette page, ou collez-la.',
    several: 'Plusieurs photos forment une histoire.',
    drop: 'Lâchez pour utiliser cette photo',
    facts: {
      privateTitle: 'Reste chez vous',
      privateText:
        'Le modèle tourne dans cette page. Votre photo n’est jamais envoyée : il n’y a nulle part où l’envoyer.',
      honestTitle: 'Dit ce que c’est',
      honestText:
        'Chaque film est marqué comme généré par IA, dans l’image et dans une signature faite par cet appareil.',
      offlineTitle: 'Marche débranché',
      offlineText: 'Après la première visite, vous pouvez couper le réseau et continuer.',
    },
  },
  compose: {
    title: 'Votre photo',
    photoAlt: 'La photo que vous avez choisie',
    noPreview: 'Pas d’aperçu pour ce fichier',
    resumed: 'Voici la photo que vous aviez ici auparavant.',
    forget: 'L’oublier',
    preparing: 'Lecture de la photo',
    prompt: 'Décrire le mouvement',
    promptOptional: 'Facultatif. Sans mots, la photo décide elle-même.',
    promptPlaceholder: 'Des nuages qui glissent à gauche, une brise légère',
    ideas: 'Idées',
    chips: {
      waves: 'Vagues douces',
      clouds: 'Nuages qui dérivent',
      breeze: 'Une brise dans les feuilles',
      falls: 'Eau vive',
      fire: 'Feu vacillant',
      storm: 'Vent de tempête',
    },
    seconds: 'Durée',
    shape: 'Format',
    shapes: { photo: 'Original', story: '9:16', square: '1:1', portrait: '4:5', wide: '16:9' },
    animate: 'Animer',
  },
  working: {
    title: 'Votre photo s’éveille',
    estimating: 'Estimation du temps nécessaire',
    left: 'Encore {{ time }} environ',
    cancel: 'Annuler',
    keepOpen: 'Gardez cette page ouverte. Vous pouvez continuer à utiliser votre appareil.',
    finished: 'terminé',
    stages: {
      photo: 'Lecture de la photo',
      'photo-gate': 'Contrôle de la photo',
      'prompt-gate': 'Contrôle de vos mots',
      motion: 'Invention du mouvement',
      frames: 'Peinture des images',
      sound: 'Composition du son',
      mux: 'Assemblage',
      'video-gate': 'Contrôle du film',
      sign: 'Signature du film',
    },
  },
  done: {
    title: 'Elle est éveillée',
    film: 'Film',
    photo: 'Photo',
    filmLabel: 'Le film, en boucle',
    play: 'Lire',
    pause: 'Mettre en pause',
    soundOn: 'Activer le son',
    soundOff: 'Couper le son',
    download: 'Télécharger',
    share: 'Partager',
    again: 'Essayer une autre graine',
    edit: 'Changer les mots',
    another: 'En faire un autre',
    facts: 'À propos de ce film',
    generated: 'Généré par IA',
    generatedText: 'Indiqué dans l’image et dans les métadonnées du fichier.',
    signed: 'Signé par cet appareil',
    signedText:
      'Les Content Credentials nomment la photo d’origine. Les autres verront que le fichier est intact, mais pas qui vous êtes.',
    size: 'Fichier',
    sizeText: '{{ width }} × {{ height }}, {{ duration }}, {{ bytes }}',
    made: 'Réalisé en',
    madeText: '{{ time }}, sur {{ machine }}',
    machineGpu: 'le processeur graphique',
    machineCpu: 'le processeur',
    seed: 'Graine',
    prompt: 'Mots',
    notices: {
      'nothing-moves':
        'Rien qui bouge n’a été trouvé ici : le film est donc immobile. Essayez avec des mots, ou avec une photo où il y a du ciel, de l’eau ou des plantes.',
      'only-the-camera-moves':
        'Rien qui bouge n’a été trouvé ici : c’est donc la caméra qui s’approche doucement. Essayez avec des mots, ou avec une photo où il y a du ciel, de l’eau ou des plantes.',
      'photo-manifest-left-out':
        'Les Content Credentials propres à la photo n’ont pas pu être repris ; ils ont été laissés de côté.',
      'identity-not-kept':
        'Ce navigateur n’a pas pu garder la clé de signature. Le prochain film sera signé avec une nouvelle.',
      'restarted-without-gpu': 'Le processeur graphique a lâché : le film a été terminé sur le processeur.',
      restarted: 'Une partie de l’application s’est arrêtée et a été relancée. Le film est complet.',
      'motion-step-redone':
        'Une étape du dessin du mouvement a échoué et a été refaite. Le film est complet.',
      'size-reduced': 'Cet appareil ne peut pas encoder une vidéo de cette taille : elle a été réduite.',
      ...promptFr,
    },
    shareFailed: 'Le partage n’a pas fonctionné. Vous pouvez télécharger le film à la place.',
  },
  label: { generated: 'Généré par IA' },
  failure: { again: 'Réessayer', kept: 'Votre photo et vos mots sont toujours là.', reasons: 'Pourquoi' },
  gates: { photo: 'de la photo', prompt: 'de vos mots', video: 'du film terminé' },
  categories: {
    ...moderationFr.categories,
    sexual: 'Contenu sexuel',
    minors: 'Contenu sexuel impliquant des mineurs',
    'explicit-language': 'Langage explicite ou injurieux',
    violence: 'Violence',
    unreadable: 'Une description trop longue pour être contrôlée',
    other: 'Contraire à la politique de contenu',
  },
  errors: {
    'file-empty': {
      title: 'Ce fichier est vide',
      text: 'Il a un nom, mais rien dedans.',
      next: 'Choisissez la photo à nouveau. Si elle vient du nuage, laissez-la d’abord se télécharger.',
    },
    'file-too-large': {
      title: 'Ce fichier est trop gros',
      text: 'Il dépasse toute photo qui peut être traitée ici.',
      next: 'Exportez la photo en plus petit et choisissez cette copie.',
    },
    'file-unreadable': {
      title: 'Ce fichier est illisible',
      text: 'Le navigateur n’a pas eu le droit de l’ouvrir, ou il a été déplacé pendant la lecture.',
      next: 'Choisissez-le à nouveau, ou copiez-le d’abord dans un autre dossier.',
    },
    'file-not-an-image': {
      title: 'Ce n’est pas une photo',
      text: 'Quoi que dise le nom, le contenu n’est pas une image.',
      next: 'Choisissez un JPEG, PNG, WebP, AVIF, HEIC, GIF ou BMP.',
    },
    'file-is-video': {
      title: 'C’est déjà une vidéo',
      text: 'Seules les photos peuvent être éveillées.',
      next: 'Prenez une image fixe de la vidéo et choisissez-la.',
    },
    'file-is-svg': {
      title: 'Les dessins SVG ne peuvent pas être éveillés',
      text: 'Un SVG est un dessin en code, pas une photo.',
      next: 'Exportez-le en PNG et choisissez celui-ci.',
    },
    'image-corrupt': {
      title: 'Cette photo est abîmée',
      text: 'Une partie du fichier manque ou est endommagée.',
      next: 'Copiez-la à nouveau depuis l’appareil, ou ouvrez-la et enregistrez-la dans un logiciel de retouche.',
    },
    'image-too-many-pixels': {
      title: 'Cette photo a trop de pixels',
      text: 'La limite est de 50 mégapixels.',
      next: 'Exportez une copie plus petite et choisissez-la.',
    },
    'image-too-small': {
      title: 'Cette image est trop petite',
      text: 'Il y a trop peu de matière pour travailler.',
      next: 'Choisissez une version plus grande, d’au moins 64 pixels de côté.',
    },
    'image-too-elongated': {
      title: 'Cette image est trop longue et étroite',
      text: 'Un côté est bien des fois plus long que l’autre.',
      next: 'Recadrez-la d’abord dans un format plus courant.',
    },
    'format-unsupported': {
      title: 'Ce format n’est pas pris en charge',
      text: 'C’est une image, mais d’un genre qui ne s’ouvre pas ici.',
      next: 'Exportez-la en JPEG ou PNG et choisissez celle-ci.',
    },
    'gate-blocked': {
      title: 'Ceci ne peut pas être animé',
      text: 'Le contrôle {{ gate }} a trouvé quelque chose que la politique de contenu exclut. Il a eu lieu sur cet appareil ; personne d’autre ne l’a vu.',
      next: 'Utilisez une autre photo ou d’autres mots.',
    },
    'gate-held': {
      title: 'Retenu',
      text: 'Le contrôle {{ gate }} n’était pas certain et, dans le doute, rien n’est réalisé. Il peut se tromper. Personne d’autre ne l’a vu.',
      next: 'Essayez d’autres mots, un autre cadrage ou une autre photo.',
    },
    'gate-unavailable': {
      title: 'Un contrôle de sécurité n’a pas pu se faire',
      text: 'Sans lui, rien n’est réalisé.',
      next: 'Rechargez la page et réessayez. Si cela se reproduit, connectez-vous une fois pour que les parties manquantes se chargent.',
    },
    'model-missing': {
      title: 'Un modèle manque',
      text: 'Une partie de l’application n’est pas encore téléchargée, ou a été retirée de cet appareil.',
      next: 'Connectez-vous, rechargez la page et réessayez.',
    },
    'model-hash-mismatch': {
      title: 'Un fichier de modèle a été modifié',
      text: 'Ce n’est pas le fichier de cette application ; il a donc été refusé.',
      next: 'Rechargez la page. Si cela se reproduit, effacez les données de ce site dans les réglages du navigateur.',
    },
    'model-invalid': {
      title: 'Un modèle est inutilisable',
      text: 'Son fichier ou sa description n’est pas en ordre.',
      next: 'Rechargez la page pour obtenir la version actuelle.',
    },
    'model-output-invalid': {
      title: 'Le modèle n’a pas donné de réponse utilisable',
      text: 'Ce qui est revenu n’était pas un mouvement. Le pilote graphique peut en être la cause.',
      next: 'Réessayez. Chaque essai prend une autre graine.',
    },
    'gpu-lost': {
      title: 'Le processeur graphique s’est arrêté',
      text: 'Il a été réinitialisé en plein travail.',
      next: 'Fermez les autres onglets lourds et réessayez.',
    },
    'worker-crashed': {
      title: 'Une partie de l’application s’est arrêtée',
      text: 'Le navigateur y a mis fin, sans doute faute de mémoire.',
      next: 'Fermez d’autres onglets, choisissez un film plus court et réessayez.',
    },
    'worker-stalled': {
      title: 'Une partie de l’application ne répond plus',
      text: 'Elle a été arrêtée après un long silence.',
      next: 'Réessayez. Un film plus court est plus facile pour cet appareil.',
    },
    'out-of-memory': {
      title: 'Pas assez de mémoire',
      text: 'Cet appareil n’a pas pu contenir tout ce que le film demande.',
      next: 'Fermez d’autres onglets, choisissez un film plus court ou une photo plus petite, et réessayez.',
    },
    'storage-full': {
      title: 'Plus de place dans ce navigateur',
      text: 'Le stockage de ce site est plein.',
      next: 'Libérez de la place sur cet appareil et réessayez.',
    },
    'storage-blocked': {
      title: 'Ce navigateur n’enregistre rien ici',
      text: 'Son stockage est fermé à cette page, comme dans certaines fenêtres privées, ou il a signalé une erreur.',
      next: 'Téléchargez plutôt le film. Pour garder des films ici, utilisez une fenêtre normale et autorisez ce site à enregistrer des données.',
    },
    'browser-unsupported': {
      title: 'Stillwake ne fonctionne pas dans ce navigateur',
      text: 'Il lui manque une base de l’application, ou un réglage l’interdit.',
      next: 'Utilisez une version récente de Chrome, Edge, Firefox ou Safari, hors navigation privée, en https.',
    },
    'encode-failed': {
      title: 'Le film n’a pas pu être encodé',
      text: 'Les images étaient peintes, mais elles ne sont pas devenues une vidéo.',
      next: 'Réessayez, ou choisissez un autre format ou un film plus court.',
    },
    'mux-failed': {
      title: 'Le film n’a pas pu être assemblé',
      text: 'L’image et le son étaient prêts, mais ne tenaient pas dans un seul fichier.',
      next: 'Réessayez.',
    },
    'sign-failed': {
      title: 'Le film n’a pas pu être signé',
      text: 'Il était prêt, mais un film sans signature n’est jamais remis.',
      next: 'Réessayez. Si cela se reproduit, effacez les données de ce site pour obtenir une nouvelle clé.',
    },
    'c2pa-unavailable': {
      title: 'La partie qui signe n’a pas démarré',
      text: 'Sans elle, les Content Credentials ne peuvent être ni écrits ni lus.',
      next: 'Rechargez la page. Si une extension bloque les scripts, autorisez ce site.',
    },
    'film-damaged': {
      title: 'Ce film est endommagé',
      text: 'Ce qui est stocké n’est plus ce qui a été signé : il n’est donc pas lu. Vos autres films ne sont pas touchés.',
      next: 'Si vous l’aviez téléchargé, utilisez cette copie. Celui-ci ne peut plus qu’être retiré.',
    },
    internal: {
      title: 'Quelque chose n’a pas marché',
      text: 'C’est une faute de l’application, pas de votre photo.',
      next: 'Réessayez. Si cela se reproduit, rechargez la page.',
    },
  },
  about: {
    open: 'À propos et licences',
    title: 'À propos de Stillwake',
    text: 'Un modèle de diffusion, entraîné pour cette application et assez petit pour un téléphone, imagine comment les parties d’une photo bougeraient. Le film est peint à partir de la photo elle-même, sonorisé, contrôlé, marqué et signé, entièrement dans cette page.',
    limits:
      'Il se trompe : il arrive que bouge ce qui ne devrait pas, ou que reste immobile ce qui devrait bouger. La signature n’a pas d’heure certifiée, car il y faudrait un réseau.',
    licence: 'Stillwake est un logiciel libre sous licence MIT.',
    notices: 'Mentions des logiciels tiers',
    version: 'Version {{ version }}',
  },
  check: checkFr,
  moderation: moderationFr,
  settings: settingsFr,
  shape: shapeFr,
  sound: soundFr,
};
