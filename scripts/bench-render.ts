/**
 * `npx tsx scripts/bench-render.ts`: frames a second of the CPU renderer at 720x1280 against OpenCV's `remap` doing the same warps (where python3 has
 * cv2), on one core each; its memory over films of 3 and 15 s; and the live preview at 360x640: its frames a second and how soon it answers an edit.
 * `benchRender` is also part of `npm run bench`.
 */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { chooseGrid, stillMotion, type Motion } from '../src/shared/motion';
import type { RgbaImage } from '../src/shared/pixels';
import { Lattice } from '../workers/animation/render/lattice';
import { planRender } from '../workers/animation/render/plan';
import { LivePreview } from '../workers/animation/render/live-preview';
import { ReferenceRenderer } from '../workers/animation/render/reference';

const SIZE = { width: 720, height: 1280 } as const;
const PREVIEW_SIZE = { width: 360, height: 640 } as const;
const FRAMES_PER_SECOND = 24;
const FRAMES = 48;

/** Frames a second, on one core. */
export interface RenderBench {
  /** All of the picture flows: two samples a pixel, cross-faded. */
  flowFramesPerSecond: number;
  /** All of it sways: one sample a pixel. */
  swayFramesPerSecond: number;
  /** `cv2.remap`, bicubic, one warp a frame and two that are cross-faded; null without cv2. */
  openCv: { swayFramesPerSecond: number; flowFramesPerSecond: number } | null;
  /** Bytes that drawing 15 s holds more than drawing 3 s. */
  memoryGrowthBytes: number;
  /** Of the live preview, on one core: all of its upper half flows, most of the lower sways. */
  preview: { framesPerSecond: number; brushMilliseconds: number; sliderMilliseconds: number };
}

/** Smooth noise: what a sampler costs does not depend on the picture. */
function makePhoto(size: { width: number; height: number }): RgbaImage {
  const data = new Uint8ClampedArray(4 * size.width * size.height);
  for (let i = 0; i < data.length; i += 4) {
    const x = (i / 4) % size.width;
    const y = Math.floor(i / 4 / size.width);
    data[i] = 128 + 90 * Math.sin(x / 7) * Math.cos(y / 9);
    data[i + 1] = 120 + 80 * Math.sin((x + y) / 11);
    data[i + 2] = 140 + 70 * Math.cos(x / 5 - y / 13);
    data[i + 3] = 255;
  }
  return { ...size, data };
}

function makeMotion(flows: boolean): Motion {
  const grid = chooseGrid(SIZE);
  const motion = stillMotion(grid, 4);
  const cells = grid.width * grid.height;
  motion.moving.fill(1);
  if (flows) motion.drift.fill(0.03, 0, cells);
  else motion.spectrum.fill(0.01, 0, cells);
  return motion;
}

/** Frames a second of drawing alone, planning left out, as in a film: ascending times. */
function measure(photo: RgbaImage, motion: Motion): number {
  const plan = planRender(photo, motion);
  const lattice = new Lattice(plan);
  const renderer = new ReferenceRenderer(plan, lattice);
  const draw = (frame: number) => {
    lattice.moveTo((frame / FRAMES_PER_SECOND) % motion.durationSeconds);
    renderer.draw();
  };
  for (let frame = 0; frame < 8; frame++) draw(frame);
  const start = process.cpuUsage();
  for (let frame = 0; frame < FRAMES; frame++) draw(frame);
  const used = process.cpuUsage(start);
  return FRAMES / ((used.user + used.system) / 1e6);
}

const OPEN_CV = `
import time, numpy, cv2
cv2.setNumThreads(1)
h, w, n = ${SIZE.height}, ${SIZE.width}, ${FRAMES}
photo = numpy.random.default_rng(1).integers(0, 255, (h, w, 4), numpy.uint8)
x, y = numpy.meshgrid(numpy.arange(w, dtype=numpy.float32), numpy.arange(h, dtype=numpy.float32))
def sway(i):
    return cv2.remap(photo, x - numpy.float32(3.3 + i * 0.1), y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
def flow(i):
    return cv2.addWeighted(sway(i), 0.6, sway(-i), 0.4, 0)
for draw in (sway, flow):
    for i in range(8): draw(i)
    start = time.process_time()
    for i in range(n): draw(i)
    print(n / (time.process_time() - start))
`;

function measureOpenCv(): RenderBench['openCv'] {
  const run = spawnSync(process.env.PYTHON ?? 'python3', ['-c', OPEN_CV], { encoding: 'utf8' });
  if (run.status !== 0) return null;
  const [sway, flow] = run.stdout.trim().split('\n').map(Number);
  return { swayFramesPerSecond: sway ?? 0, flowFramesPerSecond: flow ?? 0 };
}

/** Bytes held after drawing 15 s less those after drawing 3 s. */
function measureMemory(photo: RgbaImage): number {
  const held = (seconds: number) => {
    const motion = makeMotion(true);
    const plan = planRender(photo, motion);
    const lattice = new Lattice(plan);
    const renderer = new ReferenceRenderer(plan, lattice);
    let largest = 0;
    for (let frame = 0; frame < 2 * seconds; frame++) {
      lattice.moveTo((frame / 2) % motion.durationSeconds);
      renderer.draw();
      const { arrayBuffers, external } = process.memoryUsage();
      largest = Math.max(largest, arrayBuffers + external);
    }
    return largest;
  };
  held(1);
  const short = held(3);
  return held(15) - short;
}

/** The median of five edits, after one that warms up. */
function medianMilliseconds(edit: (turn: number) => void): number {
  const times = Array.from({ length: 6 }, (_, turn) => {
    const start = process.cpuUsage();
    edit(turn);
    const used = process.cpuUsage(start);
    return (used.user + used.system) / 1000;
  });
  return times.slice(1).sort((a, b) => a - b)[2]!;
}

/** The preview drawn, brushed still in another place each time, and moved by a slider. */
function measurePreview(): RenderBench['preview'] {
  const photo = makePhoto(PREVIEW_SIZE);
  const grid = chooseGrid(PREVIEW_SIZE);
  const motion = stillMotion(grid, 4);
  const cells = grid.width * grid.height;
  for (let cell = 0; cell < cells; cell++) {
    const y = Math.floor(cell / grid.width) / grid.height;
    motion.moving[cell] = y < 0.85 ? 1 : 0;
    if (y < 0.5) motion.drift[cell] = 0.03;
    else motion.spectrum[cell] = 0.006;
  }
  const preview = new LivePreview(photo, motion);
  const frames = 36;
  for (let frame = 0; frame < 8; frame++) preview.draw(frame / 24);
  const start = process.cpuUsage();
  for (let frame = 0; frame < frames; frame++) preview.draw(frame / 24);
  const used = process.cpuUsage(start);
  return {
    framesPerSecond: frames / ((used.user + used.system) / 1e6),
    brushMilliseconds: medianMilliseconds((turn) => {
      const moving = motion.moving.slice();
      for (let y = 10; y < 20; y++) moving.fill(0, y * grid.width + 6 + turn, y * grid.width + 20 + turn);
      preview.setMotion({ ...motion, moving });
    }),
    sliderMilliseconds: medianMilliseconds((turn) =>
      preview.setMotion({ ...motion, drift: motion.drift.map((value) => value * (0.5 + 0.1 * turn)) }),
    ),
  };
}

/** All figures; CPU time of this process, so that a busy machine counts less. */
export function benchRender(): RenderBench {
  const photo = makePhoto(SIZE);
  return {
    swayFramesPerSecond: measure(photo, makeMotion(false)),
    flowFramesPerSecond: measure(photo, makeMotion(true)),
    openCv: measureOpenCv(),
    memoryGrowthBytes: measureMemory(photo),
    preview: measurePreview(),
  };
}

/** The figures as lines for people. */
export function printRenderBench(figures: RenderBench): void {
  console.log(
    `CPU renderer 720x1280, one core: sway ${figures.swayFramesPerSecond.toFixed(1)} frames/s, flow ${figures.flowFramesPerSecond.toFixed(1)} frames/s`,
  );
  console.log(
    figures.openCv
      ? `OpenCV remap, one core:         sway ${figures.openCv.swayFramesPerSecond.toFixed(1)} frames/s, flow ${figures.openCv.flowFramesPerSecond.toFixed(1)} frames/s`
      : 'python3 has no cv2: nothing to compare with (PYTHON names another python)',
  );
  console.log(`15 s holds ${(figures.memoryGrowthBytes / 1024).toFixed(0)} KiB more than 3 s`);
  const { framesPerSecond, brushMilliseconds, sliderMilliseconds } = figures.preview;
  console.log(
    `live preview 360x640, one core: ${framesPerSecond.toFixed(1)} frames/s; shows a brush stroke after ${brushMilliseconds.toFixed(0)} ms, a slider after ${sliderMilliseconds.toFixed(0)} ms`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printRenderBench(benchRender());
