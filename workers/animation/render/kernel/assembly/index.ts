// The CPU renderer's inner loops, compiled to WebAssembly with SIMD by `npm run build:kernel` (AssemblyScript). What they mean: ../kernel.ts.
export { configure } from './state';
export { expand, prefilter } from './prefilter';
export { drawScene } from './scene';
export { drawBehind, drawCamera, drawLight } from './effects';
