/** English messages of the settings. */
export const settingsEn = {
  title: 'Settings',
  lead: 'How your films are marked and signed. All of it stays on this device.',
  label: {
    title: 'The label',
    text: 'Every film says in the picture that it is AI-generated. You choose where and how; it can’t be left out.',
    example: 'Example of the label in a picture',
    corner: 'Corner',
    corners: {
      'top-left': 'Top left',
      'top-right': 'Top right',
      'bottom-left': 'Bottom left',
      'bottom-right': 'Bottom right',
    },
    style: 'Style',
    styles: { dark: 'Dark', light: 'Light' },
    chinese: 'Add the label in Chinese',
    chineseText:
      'China’s rule for labels (GB 45438-2025) asks for Chinese text. Without it a film doesn’t claim to meet that rule.',
  },
  signer: {
    title: 'Who signs',
    none: 'The key for signing is made on this device together with your first film.',
    make: 'Make it now',
    device:
      'This device signs with a key that was made here and never leaves it. Others can see that a film is unchanged, but not who you are.',
    own: 'Your films are signed as {{ name }}, with a certificate issued by {{ issuer }}.',
    fingerprint: 'Fingerprint of the root (SHA-256)',
    validity: 'Validity',
    valid: 'Until {{ date }}',
    expired: 'Expired on {{ date }}. Until you replace or remove it, no film can be signed.',
    notKept: 'This browser keeps nothing here, so the key lasts until the page is closed.',
    exportRoot: 'Save the public root',
    exportText:
      'Give the public root to people who want to recognise your films. Nothing can be signed with it.',
    renew: 'Make a new key',
    renewText:
      'The old key is destroyed. Films signed with it stay valid, and this device still knows them as its own.',
    renewYes: 'Replace the key',
    renewNo: 'Keep it',
    renewed: 'A new key is in use.',
    noTimeStamp:
      'There is no trusted time stamp, since that needs a network. The time in a film is that of this device’s clock, and once the certificate ends, its films read as expired.',
  },
  certificate: {
    title: 'Sign with your own certificate',
    text: 'A certificate for signing and its key, as PEM files or as one PKCS#12 file (.p12, .pfx). The key is kept by this browser so that it can’t be read out again.',
    choose: 'Choose files',
    passphrase: 'Passphrase',
    passphraseHint: 'Leave it empty if there is none. It isn’t kept.',
    use: 'Use it',
    added: 'From now on your films are signed as {{ name }}.',
    remove: 'Remove the certificate',
    removed: 'The certificate and its key are removed. This device signs with its own key again.',
    problems: {
      'not-a-certificate':
        'This is neither a PEM nor a PKCS#12 file. Export the certificate with its key again.',
      'passphrase-needed': 'The key is protected. Enter its passphrase.',
      'passphrase-wrong': 'The passphrase doesn’t fit. Try it again.',
      'old-encryption': 'The file is protected in an outdated way. Export it again with AES-256.',
      'no-certificate':
        'There is no certificate in these files. Choose the certificate and the key together.',
      'no-key': 'There is no key in these files. Choose the certificate and the key together.',
      'key-not-of-certificate': 'The key belongs to another certificate. Choose the one that goes with it.',
      'key-not-allowed':
        'Content Credentials don’t allow this kind of key. P-256, P-384, P-521, RSA from 2048 bits and Ed25519 are allowed.',
      'key-not-supported':
        'This browser can’t sign with this kind of key. Try another browser or a P-256 key.',
      'self-signed':
        'The certificate is signed by itself. Content Credentials need one that an authority has issued.',
      'is-authority': 'This is the certificate of an authority. Choose the one that it has issued to you.',
      'usage-not-signing': 'The certificate isn’t meant for signatures. Ask for one with digital signature.',
      'purpose-not-allowed':
        'The certificate is for another purpose. It needs document signing, e-mail protection or C2PA signing.',
      'no-authority-identifier':
        'The certificate doesn’t name its authority’s key. Ask the authority for one that does.',
      'signature-not-allowed': 'The certificate is signed in an outdated way. Ask for a new one.',
      'not-yet-valid': 'The certificate isn’t valid yet. Check this device’s date.',
      expired: 'The certificate has expired. Choose a newer one.',
      'chain-broken':
        'The certificate of the authority is missing, or it has not issued this one. Add it to the files.',
    },
  },
  watermark: {
    title: 'The watermark',
    text: 'Every frame also carries an imperceptible watermark with a random number, so that a copy that lost its metadata can still be recognised under Check. It can’t be switched off.',
  },
  training: {
    title: 'Training and data mining',
    text: 'Stands in the film’s credentials for everybody to read. It is a wish, not a lock.',
    choices: { notAllowed: 'Not wanted', allowed: 'Allowed' },
  },
};
