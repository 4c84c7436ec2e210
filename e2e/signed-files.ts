import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { Builder, LocalSigner } from '@contentauth/c2pa-node';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
/** id-kp-documentSigning, RFC 9336. */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';

/** A signer with a root of its own, as another maker has: made for the test, on no list. */
export interface TestSigner {
  rootPem: string;
  signer: LocalSigner;
}

/** Makes a root and a certificate of C2PA's profile under it. */
export async function makeTestSigner(name: string): Promise<TestSigner> {
  const generate = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const [rootKeys, keys] = await Promise.all([generate(), generate()]);
  const validity = {
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 864_000_000),
  };
  const rootName = `CN=${name} root, O=${name}`;
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: rootName,
    keys: rootKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const leaf = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: '02',
    subject: `CN=${name}, O=${name}`,
    issuer: rootName,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([DOCUMENT_SIGNING], true),
      await x509.AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const keyPem = `-----BEGIN PRIVATE KEY-----\n${key.match(/.{1,64}/g)!.join('\n')}\n-----END PRIVATE KEY-----\n`;
  const chain = `${leaf.toString('pem')}\n${root.toString('pem')}\n`;
  return {
    rootPem: `${root.toString('pem')}\n`,
    signer: LocalSigner.newSigner(Buffer.from(chain), Buffer.from(keyPem), 'es256'),
  };
}

/** Signs a JPEG natively, with a manifest that says where it comes from. */
export function signJpeg(
  jpeg: Buffer,
  { signer }: TestSigner,
  about: { title: string; digitalSourceType?: string; generator?: string },
): Buffer {
  const output: { buffer: Buffer | null } = { buffer: null };
  const builder = Builder.withJson({
    claim_generator_info: [{ name: about.generator ?? 'Some Camera', version: '1.0' }],
    title: about.title,
    format: 'image/jpeg',
    assertions: [
      {
        label: 'c2pa.actions.v2',
        data: {
          actions: [
            {
              action: 'c2pa.created',
              digitalSourceType:
                about.digitalSourceType ?? 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture',
            },
          ],
        },
      },
    ],
  });
  builder.sign(signer, { buffer: jpeg, mimeType: 'image/jpeg' }, output);
  if (!output.buffer) throw new Error('nothing was signed');
  return output.buffer;
}
