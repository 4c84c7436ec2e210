import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { BrowserCommand } from 'vitest/node';

/** What two readers that are not ours make of a file. */
export interface IndependentReading {
  /** c2pa-node's manifest store; null where it finds none. */
  c2paNode: {
    validation_state?: string;
    active_manifest?: string;
    manifests?: Record<
      string,
      {
        claim_version?: number;
        assertions?: { label: string; data: unknown }[];
        ingredients?: { title?: string; relationship?: string }[];
      }
    >;
    validation_results?: {
      activeManifest?: { failure?: { code: string }[]; informational?: { code: string }[] };
    };
  } | null;
  /** exiftool's tags by group and name, as `-G1:4 -j` prints them; null on a machine without Perl, which it is written in. */
  exiftool: Record<string, unknown> | null;
}

/**
 * For tests that run in the browser: reads a file there made with c2pa-node (its own build of c2pa-rs) and exiftool (Perl; no
 * code in common with either).
 */
export const readIndependently: BrowserCommand<[base64: string, suffix: string]> = async (
  _,
  base64,
  suffix,
): Promise<IndependentReading> => {
  const folder = await mkdtemp(join(tmpdir(), 'readers-'));
  try {
    const path = join(folder, `file.${suffix}`);
    await writeFile(path, Buffer.from(base64, 'base64'));
    const { Reader } = await import('@contentauth/c2pa-node');
    const reader = await Reader.fromAsset({ path });
    const exiftool = join(
      dirname(createRequire(import.meta.url).resolve('exiftool-vendored.pl/package.json')),
      'bin/exiftool',
    );
    const c2paNode = reader ? (reader.json() as IndependentReading['c2paNode']) : null;
    if (spawnSync('perl', ['-v']).error) return { c2paNode, exiftool: null };
    const { stdout } = await promisify(execFile)('perl', [exiftool, '-G1:4', '-j', '-struct', '-a', path], {
      maxBuffer: 2 ** 26,
    });
    const [tags] = JSON.parse(stdout) as [Record<string, unknown>];
    return { c2paNode, exiftool: tags };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
