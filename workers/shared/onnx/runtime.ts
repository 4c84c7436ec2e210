import type * as Ort from 'onnxruntime-web';
import asyncifyMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainMjsUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';

/** The part of ONNX Runtime that we call. */
export type Runtime = typeof Ort;

let plain: Promise<Runtime> | undefined;
let withGpu: Promise<Runtime> | undefined;

/**
 * ONNX Runtime, loaded from our own origin. With `webgpu` the build that has the native WebGPU provider (16.8 MB where
 * wasm can suspend, 26.8 MB where not), else the smaller one without (14.2 MB), unless the other is there already.
 */
export function loadRuntime(webgpu: boolean): Promise<Runtime> {
  if (withGpu) return withGpu;
  if (webgpu) return (withGpu = loadWithGpu());
  return (plain ??= loadPlain());
}

async function loadPlain(): Promise<Runtime> {
  return configure(await import('onnxruntime-web/wasm'), { mjs: plainMjsUrl, wasm: plainWasmUrl });
}

async function loadWithGpu(): Promise<Runtime> {
  // JavaScript Promise Integration: https://github.com/WebAssembly/js-promise-integration
  if ('Suspending' in WebAssembly) {
    return configure(await import('onnxruntime-web/jspi'), { mjs: jspiMjsUrl, wasm: jspiWasmUrl });
  }
  return configure(await import('onnxruntime-web/webgpu'), { mjs: asyncifyMjsUrl, wasm: asyncifyWasmUrl });
}

function configure(runtime: Runtime, wasmPaths: { mjs: string; wasm: string }): Runtime {
  const { wasm } = runtime.env;
  const base = self.location.href;
  wasm.wasmPaths = { mjs: new URL(wasmPaths.mjs, base).href, wasm: new URL(wasmPaths.wasm, base).href };
  // One thread: our nets are small (two threads took 49 ms instead of 79 for a step of the denoiser on two idle cores, 140
  // instead of 79 on busy ones), other workers have work for the other cores, and a worker whose wasm threads sleep in
  // Atomics.wait lives on for 2 s after terminate() in Chromium: Cancel must end a job at once.
  wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  return runtime;
}
