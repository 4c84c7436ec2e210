/** `npm run build:kernel`: compiles the CPU renderer's inner loops (workers/animation/render/kernel/assembly) and writes kernel-bytes.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileKernel, kernelModule } from '../workers/animation/render/kernel/compile';

const target = join(import.meta.dirname, '../workers/animation/render/kernel/kernel-bytes.ts');
const wasm = await compileKernel();
writeFileSync(target, kernelModule(wasm));
console.log(`${target}: ${wasm.length} bytes of WebAssembly`);
