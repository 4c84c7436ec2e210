import type { settingsEn } from './en';

/** Spanish messages of the settings. */
export const settingsEs: typeof settingsEn = {
  title: 'Ajustes',
  lead: 'Cómo se marcan y se firman tus películas. Todo se queda en este dispositivo.',
  label: {
    title: 'La etiqueta',
    text: 'Cada película dice en la imagen que está generada por IA. Tú eliges dónde y cómo; no se puede quitar.',
    example: 'Ejemplo de la etiqueta en una imagen',
    corner: 'Esquina',
    corners: {
      'top-left': 'Arriba a la izquierda',
      'top-right': 'Arriba a la derecha',
      'bottom-left': 'Abajo a la izquierda',
      'bottom-right': 'Abajo a la derecha',
    },
    style: 'Estilo',
    styles: { dark: 'Oscuro', light: 'Claro' },
    chinese: 'Añadir la etiqueta en chino',
    chineseText:
      'La norma china de etiquetado (GB 45438-2025) pide texto en chino. Sin él, una película no afirma cumplirla.',
  },
  signer: {
    title: 'Quién firma',
    none: 'La clave para firmar se crea en este dispositivo junto con tu primera película.',
    make: 'Crearla ahora',
    device:
      'Este dispositivo firma con una clave creada aquí que nunca sale de él. Los demás ven que una película no ha cambiado, pero no quién eres.',
    own: 'Tus películas se firman como {{ name }}, con un certificado emitido por {{ issuer }}.',
    fingerprint: 'Huella de la raíz (SHA-256)',
    validity: 'Validez',
    valid: 'Hasta el {{ date }}',
    expired: 'Caducó el {{ date }}. Hasta que lo sustituyas o lo quites no se puede firmar ninguna película.',
    notKept: 'Este navegador no guarda nada aquí: la clave dura hasta que se cierre la página.',
    exportRoot: 'Guardar la raíz pública',
    exportText:
      'Da la raíz pública a quien quiera reconocer tus películas. Con ella no se puede firmar nada.',
    renew: 'Crear una clave nueva',
    renewText:
      'La clave anterior se destruye. Las películas firmadas con ella siguen siendo válidas y este dispositivo las reconoce como suyas.',
    renewYes: 'Sustituir la clave',
    renewNo: 'Conservarla',
    renewed: 'Se usa una clave nueva.',
    noTimeStamp:
      'No hay sello de tiempo de confianza, porque necesita una red. La hora de una película es la del reloj de este dispositivo y, cuando acabe el certificado, sus películas constarán como caducadas.',
  },
  certificate: {
    title: 'Firmar con tu propio certificado',
    text: 'Un certificado de firma y su clave, como archivos PEM o como un archivo PKCS#12 (.p12, .pfx). El navegador guarda la clave de modo que no se pueda volver a leer.',
    choose: 'Elegir archivos',
    passphrase: 'Frase de contraseña',
    passphraseHint: 'Déjala vacía si no hay. No se guarda.',
    use: 'Usarlo',
    added: 'A partir de ahora tus películas se firman como {{ name }}.',
    remove: 'Quitar el certificado',
    removed: 'Se han quitado el certificado y su clave. Este dispositivo vuelve a firmar con la suya.',
    problems: {
      'not-a-certificate': 'No es un archivo PEM ni PKCS#12. Exporta de nuevo el certificado con su clave.',
      'passphrase-needed': 'La clave está protegida. Escribe su frase de contraseña.',
      'passphrase-wrong': 'La frase de contraseña no encaja. Inténtalo de nuevo.',
      'old-encryption': 'El archivo está protegido de forma anticuada. Expórtalo de nuevo con AES-256.',
      'no-certificate':
        'No hay ningún certificado en estos archivos. Elige juntos el certificado y la clave.',
      'no-key': 'No hay ninguna clave en estos archivos. Elige juntos el certificado y la clave.',
      'key-not-of-certificate': 'La clave es de otro certificado. Elige el que le corresponde.',
      'key-not-allowed':
        'Las Content Credentials no admiten este tipo de clave. Se admiten P-256, P-384, P-521, RSA desde 2048 bits y Ed25519.',
      'key-not-supported':
        'Este navegador no puede firmar con este tipo de clave. Prueba otro navegador o una clave P-256.',
      'self-signed':
        'El certificado está firmado por sí mismo. Las Content Credentials necesitan uno emitido por una autoridad.',
      'is-authority': 'Es el certificado de una autoridad. Elige el que te ha emitido a ti.',
      'usage-not-signing': 'El certificado no sirve para firmar. Pide uno con firma digital.',
      'purpose-not-allowed':
        'El certificado es para otro fin. Necesita firma de documentos, protección de correo o firma C2PA.',
      'no-authority-identifier': 'El certificado no nombra la clave de su autoridad. Pide uno que la nombre.',
      'signature-not-allowed': 'El certificado está firmado de forma anticuada. Pide uno nuevo.',
      'not-yet-valid': 'El certificado aún no es válido. Comprueba la fecha de este dispositivo.',
      expired: 'El certificado ha caducado. Elige uno más reciente.',
      'chain-broken': 'Falta el certificado de la autoridad, o no ha emitido este. Añádelo a los archivos.',
    },
  },
  watermark: {
    title: 'La marca de agua',
    text: 'Cada fotograma lleva además una marca de agua imperceptible con un número al azar, para que una copia sin metadatos aún se reconozca en Comprobar. No se puede desactivar.',
  },
  training: {
    title: 'Entrenamiento y minería de datos',
    text: 'Figura en las credenciales de la película, a la vista de todos. Es un deseo, no un candado.',
    choices: { notAllowed: 'No deseado', allowed: 'Permitido' },
  },
};
