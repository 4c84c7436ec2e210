import { AppError } from '../../../src/shared/errors';

/** A GPUDevice of ours, shared by inference and rendering in one worker. It lives until the worker ends. */
export interface GpuContext {
  device: GPUDevice;
  /** True where the adapter is software (SwiftShader, WARP): correct, but slower than wasm. */
  isFallback: boolean;
  /** Names the adapter, for remembering the self-test's outcome. */
  adapterName: string;
  /** Set once the device is lost; nothing may run on it any more. */
  lost: AppError | undefined;
  /** Rejects with AppError `gpu-lost` when the device is lost; never resolves. */
  whenLost: Promise<never>;
}

/** What ORT's WebGPU provider would ask for itself, where the adapter has it. */
const WANTED_FEATURES: GPUFeatureName[] = ['timestamp-query', 'subgroups', 'shader-f16'];
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
  'maxTextureDimension2D',
] as const;

let context: Promise<GpuContext | undefined> | undefined;

/**
 * The worker's GPU device, made on the first call; undefined where there is no WebGPU adapter. A device that was lost
 * is not replaced: the page ends the worker and starts a new one, since a later ORT run on it may hang.
 */
export function sharedGpu(): Promise<GpuContext | undefined> {
  context ??= createContext();
  return context;
}

async function createContext(): Promise<GpuContext | undefined> {
  // `gpu` is missing in browsers without WebGPU, whatever the types say.
  const gpu = (navigator as Partial<Navigator>).gpu;
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return undefined;
  const device = await adapter.requestDevice({
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
  });
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const result: GpuContext = {
    device,
    isFallback: isFallbackAdapter,
    adapterName: [vendor, architecture, adapter.info.device, description].join('/'),
    lost: undefined,
    whenLost: device.lost.then((info) => {
      result.lost = new AppError('gpu-lost', `the GPU device was lost: ${info.reason} ${info.message}`);
      throw result.lost;
    }),
  };
  result.whenLost.catch(() => undefined);
  return result;
}
