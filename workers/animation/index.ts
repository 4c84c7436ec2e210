import { AppError } from '../../src/shared/errors';
import { createQueue, serve, withTransfer } from '../../src/shared/rpc';
import { sharedGpu, type GpuContext } from '../shared/onnx/gpu-device';
import { MotionModel } from './diffusion/generate-motion';
import { PreviewRoom } from './preview/preview-room';
import type { AnimationProtocol, RendererChoice } from './protocol';
import { renderFrames } from './render/render';
import { startCalmly } from './staging/calm-start';

const model = new MotionModel();
/** Inference and rendering share one device and take turns. */
const queue = createQueue();
const previews = new PreviewRoom();

serve<AnimationProtocol>({
  warmUp: ({ provider }) => model.warmUp(provider),

  generateMotion: (params, context) =>
    queue(async () => {
      context.signal.throwIfAborted();
      const generated = await model.generate(params, context);
      generated.motion = startCalmly(generated.motion, params.photo);
      const { drift, spectrum, glow, moving, depth, regions } = generated.motion;
      const maps = [drift, spectrum, glow, moving, depth, regions].filter((map) => map !== null);
      return withTransfer(
        generated,
        maps.map((map) => map.buffer),
      );
    }),

  render: (params, context) =>
    queue(async () => {
      const gpu = await gpuFor(params.renderer);
      return await renderFrames(params, context, gpu?.device ?? null);
    }),

  // Previews are drawn on the CPU between other work: they wait for nobody.
  openPreview(params) {
    const opened = previews.open(params);
    return withTransfer(
      opened,
      opened.frames.map(({ data }) => data.buffer),
    );
  },
  editPreview(params) {
    previews.edit(params);
    return {};
  },
  async playPreview(params, context) {
    await previews.play(params, context);
    return {};
  },
  stopPreview(params) {
    previews.stop(params);
    return {};
  },
  closePreview(params) {
    previews.close(params);
    return {};
  },
});

/** The device to render on: none for the CPU renderer, and `auto` takes a real GPU alone. */
async function gpuFor(renderer: RendererChoice): Promise<GpuContext | undefined> {
  if (renderer === 'cpu') return undefined;
  const gpu = await sharedGpu();
  if (gpu?.lost) throw gpu.lost;
  if (renderer === 'webgpu') {
    if (!gpu) throw new AppError('browser-unsupported', 'there is no WebGPU adapter');
    return gpu;
  }
  return gpu?.isFallback ? undefined : gpu;
}
