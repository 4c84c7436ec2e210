import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const SOURCES = join(import.meta.dirname, 'assembly');

/**
 * The part of AssemblyScript's compiler that is called. Its own types declare the globals of its language (an Array whose
 * `at` never gives undefined) for every file that is checked together with this one, so it is imported by a name that the
 * type checker does not follow.
 */
interface Compiler {
  main(
    args: string[],
    host: {
      readFile(name: string): string | null;
      writeFile(name: string, contents: Uint8Array | string): void;
      listFiles(): string[];
      reportDiagnostic(diagnostic: { message: string }): void;
    },
  ): Promise<{ error: Error | null }>;
}
const COMPILER: string = 'assemblyscript/asc';

/** Compiles assembly/ to WebAssembly. Same sources and compiler, same bytes. Throws with the compiler's words when it fails. */
export async function compileKernel(): Promise<Uint8Array<ArrayBuffer>> {
  let wasm: Uint8Array | undefined;
  const complaints: string[] = [];
  const { default: asc } = (await import(COMPILER)) as { default: Compiler };
  const { error } = await asc.main(
    [
      'index.ts',
      '--outFile',
      'kernel.wasm',
      '-O3',
      '--enable',
      'simd',
      '--runtime',
      'stub',
      '--noAssert',
    ].concat(['--use', 'abort=']),
    {
      readFile: (name) => {
        try {
          return readFileSync(join(SOURCES, basename(name)), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm') && typeof contents !== 'string') wasm = contents;
      },
      listFiles: () => [],
      reportDiagnostic: ({ message }) => void complaints.push(message),
    },
  );
  if (error || !wasm)
    throw new Error(`the kernel does not compile: ${complaints.join('; ')}`, { cause: error });
  return new Uint8Array(wasm);
}

/** The generated module that carries the compiled kernel, so that it loads without a request wherever its importer does. */
export function kernelModule(wasm: Uint8Array): string {
  const base64 = Buffer.from(wasm).toString('base64');
  const lines = base64.match(/.{1,100}/g) ?? [];
  return [
    '/** Made by `npm run build:kernel` out of assembly/; kernel.test.ts tells when it is older than that. */',
    'export const KERNEL_BASE64 =',
    `${lines.map((line) => `  '${line}'`).join(' +\n')};`,
    '',
  ].join('\n');
}
