/** `npx tsx scripts/judge-samples.ts FOLDER`: every C2PA sample in a folder, judged by this app and by c2pa-node, as a table. */
import { statSync } from 'node:fs';
import { openApp } from './app-browser';
import { ensureBuilt } from './build';
import { EXIT, fromCallersFolder } from './command-line';
import { comparisonTable, compareReaders } from './compare-readers';

const [folder] = process.argv.slice(2).map(fromCallersFolder);
if (!folder || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  console.error('Which folder of samples? npx tsx scripts/judge-samples.ts FOLDER');
  process.exitCode = EXIT.usage;
} else {
  ensureBuilt();
  const app = await openApp('?automation');
  try {
    await app.page.waitForFunction(() => 'stillwake' in globalThis);
    const comparisons = await compareReaders(folder, app);
    console.log(comparisonTable(comparisons));
    process.exitCode = comparisons.every(({ same }) => same) ? EXIT.made : EXIT.failed;
  } finally {
    await app.close();
  }
}
