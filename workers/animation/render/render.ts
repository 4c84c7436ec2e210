import { AppError } from '../../../src/shared/errors';
import type { RgbaImage } from '../../../src/shared/pixels';
import { applyMark, planMark } from '../../../src/shared/watermark/mark';
import { FrameSender, type CallContext } from '../../../src/shared/rpc';
import type { RenderReport, RenderRequest } from '../protocol';
import { CpuRenderer } from './cpu-renderer';
import type { DrawnFrame, FrameRenderer } from './frame-renderer';
import { GpuRenderer } from './gpu-renderer';
import { fitEase } from './ease';
import { dress } from './dressing';
import { Effects } from './effects/effects';
import { blendLayer, drawLabel } from './label';
import { Lattice } from './lattice';
import { loopTime } from './loop-time';
import { planRender } from './plan';
import { QualityMeter } from './quality';

/** Messages (a cancel, a credit) are let in at least this often. */
const BREATH_MILLISECONDS = 30;

/**
 * Renders a photo's Motion into `request.frames`, frame after frame, at the receiver's pace: memory stays the same however
 * long the film. Frame 0 is the photo, bit for bit, beneath label and watermark. Progress: `render`, one per frame. Cancelled between frames by
 * `context.signal` (AbortError). Both ports are ended, or told of the failure.
 *
 * @param gpu a device to borrow (never destroyed here), or null. `auto` takes it unless its adapter is a fallback.
 * A device that is lost on the way is replaced by the CPU at the frame it was at.
 * Throws AppError `model-output-invalid` for malformed maps, `gpu-lost` (before the first frame), `browser-unsupported` (no canvas for the label, or webgpu
 * asked for without a device).
 */
export async function renderFrames(
  request: RenderRequest,
  context: CallContext,
  gpu: GPUDevice | null,
): Promise<RenderReport> {
  const marked = new FrameSender(request.frames);
  const clean = request.cleanFrames ? new FrameSender(request.cleanFrames) : undefined;
  let renderer: FrameRenderer | undefined;
  try {
    const { photo, motion, framesPerSecond, frameCount } = request;
    const { signal, progress } = context;
    signal.throwIfAborted();
    const plan = planRender(photo, motion);
    await breathe();
    signal.throwIfAborted();
    const lattice = new Lattice(plan);
    const effects = new Effects(photo, plan, motion, frameCount / framesPerSecond);
    const label = drawLabel(photo.width, photo.height, request.label);
    const mark = planMark(photo, request.watermark, { exactly: request.watermarkExactly ?? false });
    const onGpu = await choosesGpu(request, gpu);
    const cpu = new CpuRenderer(plan, lattice, effects);
    lattice.ease = fitEase(plan, lattice, cpu.reference, framesPerSecond);
    renderer = onGpu ? await GpuRenderer.create(gpu!, plan, lattice, effects) : cpu;
    let gpuLostAtFrame: number | undefined;
    const framesPerLoop = Math.max(1, Math.round(motion.durationSeconds * framesPerSecond));
    const meter = new QualityMeter(plan, motion, framesPerLoop);
    let breath = performance.now();
    for (let index = 0; index < frameCount; index++) {
      signal.throwIfAborted();
      const seconds = index / framesPerSecond;
      lattice.moveTo(loopTime(seconds, motion.durationSeconds));
      effects.moveTo(seconds);
      let frame: DrawnFrame;
      try {
        frame = await renderer.draw();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'gpu-lost') throw error;
        // The plan lives on this side: the CPU goes on with the very frame at which the GPU went.
        renderer.destroy();
        renderer = new CpuRenderer(plan, lattice, effects);
        gpuLostAtFrame = index;
        frame = await renderer.draw();
      }
      const { scene, picture } = frame;
      // Quality is measured on the scene: light and camera change every pixel, and are meant to.
      meter.add(scene);
      effects.paintOver(picture);
      const cleanPicture = clean ? picture.slice() : undefined;
      // Here for both renderers: passes over bytes that lie in memory already, and so the same from either.
      if (request.dressing) dress(picture, photo.width, request.dressing, index);
      blendLayer(picture, photo.width, label);
      applyMark(picture, mark.data);
      const timestampMicroseconds = Math.round((index * 1e6) / framesPerSecond);
      const image = (pixels: Int32Array<ArrayBuffer>): RgbaImage => ({
        width: photo.width,
        height: photo.height,
        data: new Uint8ClampedArray(pixels.buffer),
      });
      if (cleanPicture) {
        await clean?.send({ index, timestampMicroseconds, image: image(cleanPicture) }, signal);
      }
      await marked.send({ index, timestampMicroseconds, image: image(picture) }, signal);
      progress('render', index + 1, frameCount);
      if (performance.now() - breath > BREATH_MILLISECONDS) {
        await breathe();
        breath = performance.now();
      }
    }
    clean?.end();
    marked.end();
    return {
      renderer: renderer.kind,
      watermark: mark.payload,
      quality: meter.finish(),
      ...(gpuLostAtFrame === undefined ? {} : { gpuLostAtFrame }),
    };
  } catch (error) {
    clean?.fail(error);
    marked.fail(error);
    throw error;
  } finally {
    renderer?.destroy();
  }
}

/** Whether a request is drawn by the device. Throws AppError `browser-unsupported` when it asks for one that is not there. */
async function choosesGpu(request: RenderRequest, gpu: GPUDevice | null): Promise<boolean> {
  if (request.renderer === 'cpu') return false;
  if (request.renderer === 'webgpu') {
    if (!gpu) throw new AppError('browser-unsupported', 'webgpu was asked for and there is no device');
    return true;
  }
  if (!gpu || gpu.adapterInfo.isFallbackAdapter) return false;
  // A device that is lost already says so at once: draw without it.
  return !(await Promise.race([gpu.lost.then(() => true), breathe().then(() => false)]));
}

/** Lets messages in: a macrotask, since promises alone would starve the port and the cancel. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
