import { describe, expect, it } from 'vitest';
import { MOVING_THRESHOLD } from '../../../src/shared/motion';
import type { RgbaImage } from '../../../src/shared/pixels';
import { MotionModel } from './generate-motion';

const model = new MotionModel();
const context = { signal: new AbortController().signal, progress: () => undefined };

type Paint = (context: OffscreenCanvasRenderingContext2D, width: number, height: number) => void;

function picture(width: number, height: number, paint: Paint): RgbaImage {
  const canvas = new OffscreenCanvas(width, height).getContext('2d')!;
  paint(canvas, width, height);
  return { width, height, data: canvas.getImageData(0, 0, width, height).data };
}

const plain =
  (colour: string): Paint =>
  (canvas, width, height) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, width, height);
  };

/** Grey grain, the same each time. */
const noise: Paint = (canvas, width, height) => {
  const image = canvas.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const value = (Math.imul(pixel + 1, 2_654_435_761) >>> 24) & 255;
    image.data.set([value, value, value, 255], 4 * pixel);
  }
  canvas.putImageData(image, 0, 0);
};

/** A messenger's window: a bar, bubbles, lines of text. */
const screenshot: Paint = (canvas, width, height) => {
  plain('#fafafa')(canvas, width, height);
  canvas.fillStyle = '#2255aa';
  canvas.fillRect(0, 0, width, 36);
  canvas.font = '15px sans-serif';
  for (let y = 66, line = 0; y < height - 10; y += 24, line++) {
    canvas.fillStyle = line % 4 === 0 ? '#d8e6fb' : '#fafafa';
    canvas.fillRect(12, y - 17, width - 60, 23);
    canvas.fillStyle = '#222222';
    canvas.fillText('The quick brown fox jumps over the lazy dog, 0123456789', 16, y, width - 70);
  }
};

/** Ink on paper: a house, a tree, a person of sticks. */
const drawing: Paint = (canvas, width, height) => {
  plain('#f7f4ea')(canvas, width, height);
  canvas.lineWidth = 3;
  canvas.strokeStyle = '#222222';
  const line = (...points: [number, number][]) => {
    canvas.beginPath();
    points.forEach(([x, y], index) => canvas[index ? 'lineTo' : 'moveTo'](x * width, y * height));
    canvas.stroke();
  };
  line([0.1, 0.8], [0.1, 0.5], [0.25, 0.35], [0.4, 0.5], [0.4, 0.8], [0.1, 0.8]);
  line([0.75, 0.8], [0.75, 0.55]);
  canvas.strokeRect(0.2 * width, 0.62 * height, 0.08 * width, 0.18 * height);
  canvas.beginPath();
  canvas.ellipse(0.75 * width, 0.45 * height, 0.1 * width, 0.12 * height, 0, 0, 7);
  canvas.stroke();
  line([0.55, 0.8], [0.58, 0.68], [0.61, 0.8]);
  line([0.58, 0.68], [0.58, 0.58]);
};

/** Blue to orange, as behind a headline. */
const gradient: Paint = (canvas, width, height) => {
  const colours = canvas.createLinearGradient(0, 0, width / 2, height);
  colours.addColorStop(0, '#6fa8dc');
  colours.addColorStop(1, '#f6b26b');
  canvas.fillStyle = colours;
  canvas.fillRect(0, 0, width, height);
};

/** Leaves and lights so far out of focus that none has an edge. */
const backdrop: Paint = (canvas, width, height) => {
  plain('#31502f')(canvas, width, height);
  for (let disc = 0; disc < 40; disc++) {
    const [x, y] = [((disc * 73) % 97) / 97, ((disc * 41) % 89) / 89];
    const radius = (0.14 + 0.1 * ((disc * 29) % 7)) * 0.5 * height;
    const light = canvas.createRadialGradient(x * width, y * height, 0, x * width, y * height, radius);
    light.addColorStop(0, ['#b9d66a', '#1d2f1b', '#ffe9a8'][disc % 3]! + '90');
    light.addColorStop(1, '#00000000');
    canvas.fillStyle = light;
    canvas.fillRect(0, 0, width, height);
  }
};

const request = { prompt: '', seed: 7, strength: 0.5, durationSeconds: 4, provider: 'wasm' } as const;

describe('a picture in which nothing moves', () => {
  it.each<[string, Paint, number, number]>([
    ['all black', plain('#000000'), 320, 240],
    ['all white', plain('#ffffff'), 240, 320],
    ['noise', noise, 320, 240],
    ['a screenshot of text', screenshot, 360, 640],
    ['a drawing', drawing, 400, 300],
    ['a gradient', gradient, 400, 300],
    ['a gradient, upright', gradient, 270, 480],
    ['a backdrop out of focus', backdrop, 480, 320],
    ['black, 9:21', plain('#000000'), 180, 420],
    ['text, 21:9', screenshot, 630, 270],
  ])('%s: the camera goes in gently, nothing else moves', async (_, paint, width, height) => {
    const { motion } = await model.generate({ ...request, photo: picture(width, height, paint) }, context);
    const moving = motion.moving.filter((certainty) => certainty >= MOVING_THRESHOLD).length;
    expect(moving).toBe(0);
    expect(motion.camera.kind).toBe('push-in');
    expect(motion.camera.strength).toBeGreaterThan(0);
    expect(motion.camera.strength).toBeLessThan(0.5);
    for (const map of [motion.drift, motion.spectrum, motion.glow]) {
      expect(map.every(Number.isFinite)).toBe(true);
    }
  });

  it('stands wholly still when the person asks for stillness', async () => {
    const photo = picture(320, 240, plain('#000000'));
    const { motion, intents } = await model.generate(
      { ...request, photo, prompt: 'keep everything still' },
      context,
    );
    expect(intents.still).toBeGreaterThan(0.5);
    expect(motion.camera.kind).toBe('none');
  });
});
