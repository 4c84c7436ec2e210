import { spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import * as ort from 'onnxruntime-node';
import { modelRecord, type ModelId } from '../src/shared/model-manifest';
import type { MotionFile } from '../src/shared/motion';
import { ROOT } from './build';
import { feedsOf, nodeTensors } from './bench-graphs';

/** What the native peer is given: the same photo, the same Motion, the same sound as the film of the app. */
export interface NativeJob {
  motion: MotionFile;
  /** The finished film: its first frame is the photo, its sound is encoded again. */
  mp4: Buffer;
  framesPerSecond: number;
  frameCount: number;
  /** Runs of each graph that the app made for this film. */
  runs: Partial<Record<ModelId, number>>;
}

/** Milliseconds of the native peers of a film's stages; null where a peer is not installed, with the reason beside it. */
export interface NativeChain {
  models: number;
  frames: number | null;
  /** Of `frames`: OpenCV's remap, blend and gain without the encoder. */
  render: number | null;
  sign: number | null;
  /** All of them; null unless every leg was there. */
  whole: number | null;
  missing: string[];
}

/** The Python that has OpenCV; `PYTHON` names another. */
const PYTHON = process.env['PYTHON'] ?? 'python3';

/**
 * Times the native chain for a film, cold as the app is: onnxruntime-node opens and runs the same graphs, OpenCV warps
 * the same frames into ffmpeg's x264 and AAC, c2pa-node signs.
 */
export async function benchNativeChain(job: NativeJob): Promise<NativeChain> {
  const folder = mkdtempSync(join(tmpdir(), 'stillwake-native-'));
  const missing: string[] = [];
  try {
    const models = await runModels(job.runs);
    const film = renderAndEncode(job, folder, missing);
    const sign = film ? await signFilm(film.path, missing) : null;
    const frames = film?.frames ?? null;
    return {
      models,
      frames: film ? film.read + film.frames : null,
      render: film?.render ?? null,
      sign,
      whole: film === null || frames === null || sign === null ? null : models + film.read + frames + sign,
      missing,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runModels(runs: NativeJob['runs']): Promise<number> {
  let spent = 0;
  for (const [id, count] of Object.entries(runs) as [ModelId, number][]) {
    const record = modelRecord(id);
    const tensors = nodeTensors(feedsOf(record));
    const start = performance.now();
    const session = await ort.InferenceSession.create(join(ROOT, 'models', record.files[0]!.path), {
      intraOpNumThreads: 2,
    });
    for (let run = 0; run < count; run++) await session.run(tensors);
    spent += performance.now() - start;
    await session.release();
  }
  return Math.round(spent);
}

function renderAndEncode(
  job: NativeJob,
  folder: string,
  missing: string[],
): { path: string; read: number; render: number; frames: number } | null {
  if (spawnSync('ffmpeg', ['-version']).status !== 0) missing.push('ffmpeg');
  if (spawnSync(PYTHON, ['-c', 'import cv2, numpy']).status !== 0) missing.push(`OpenCV in ${PYTHON}`);
  if (missing.length > 0) return null;
  const at = (name: string) => join(folder, name);
  writeFileSync(at('motion.json'), JSON.stringify(job.motion));
  writeFileSync(at('film.mp4'), job.mp4);
  execute('ffmpeg', ['-v', 'error', '-i', at('film.mp4'), '-frames:v', '1', at('photo.png')]);
  execute('ffmpeg', ['-v', 'error', '-i', at('film.mp4'), '-vn', at('sound.wav')]);
  const order = {
    photo: at('photo.png'),
    motion: at('motion.json'),
    audio: at('sound.wav'),
    out: at('native.mp4'),
    framesPerSecond: job.framesPerSecond,
    frameCount: job.frameCount,
  };
  writeFileSync(at('job.json'), JSON.stringify(order));
  const printed = execute(PYTHON, [join(ROOT, 'scripts/native-chain.py'), at('job.json')]);
  const times = JSON.parse(printed) as { read: number; render: number; frames: number };
  return { path: order.out, ...times };
}

function execute(command: string, args: string[]): string {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${command} failed: ${run.stderr}`);
  return run.stdout;
}

/** The part of c2pa-node that is called; the package is optional, since it has no build for every platform. */
interface C2paNode {
  Builder: {
    withJson(manifest: object): {
      setIntent(intent: object): void;
      sign(signer: unknown, input: object, output: { buffer: Buffer | null }): Buffer;
    };
  };
  LocalSigner: { newSigner(certificate: Buffer, privateKey: Buffer, algorithm: string): unknown };
}

async function signFilm(path: string, missing: string[]): Promise<number | null> {
  let c2pa: C2paNode;
  const name = '@contentauth/c2pa-node';
  try {
    c2pa = (await import(name)) as C2paNode;
  } catch {
    missing.push('c2pa-node');
    return null;
  }
  const { chain, key } = await throwawayIdentity();
  const input = { buffer: readFileSync(path), mimeType: 'video/mp4' };
  const start = performance.now();
  const builder = c2pa.Builder.withJson({ claim_generator_info: [{ name: 'bench' }], format: 'video/mp4' });
  builder.setIntent({
    create: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
  });
  builder.sign(c2pa.LocalSigner.newSigner(chain, key, 'es256'), input, { buffer: null });
  return Math.round(performance.now() - start);
}

/** A leaf that C2PA's profile allows, its root, and the leaf's key, as PEM. */
async function throwawayIdentity(): Promise<{ chain: Buffer; key: Buffer }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const [root, leaf] = await Promise.all(
    [0, 1].map(
      () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>,
    ),
  );
  const validity = { notBefore: new Date(Date.now() - 864e5), notAfter: new Date(Date.now() + 864e5) };
  const rootCertificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: 'CN=bench root, O=bench',
    keys: root!,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(root!.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: '02',
    subject: 'CN=bench, O=bench',
    issuer: rootCertificate.subject,
    publicKey: leaf!.publicKey,
    signingKey: root!.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.36'], true),
      await x509.AuthorityKeyIdentifierExtension.create(root!.publicKey),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leaf!.privateKey);
  return {
    chain: Buffer.from(`${certificate.toString('pem')}\n${rootCertificate.toString('pem')}\n`),
    key: Buffer.from(x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')),
  };
}
