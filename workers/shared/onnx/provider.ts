/** Where a model runs. */
export type ModelProvider = 'webgpu' | 'wasm';
/** What the person or the command line asks for; `auto` takes WebGPU where it is real, correct and faster. */
export type ProviderChoice = ModelProvider | 'auto';
