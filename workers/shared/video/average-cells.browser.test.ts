import { VideoSample, type VideoSamplePixelFormat } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { CellAverager } from './average-cells';

const WIDTH = 96;
const HEIGHT = 64;
const COLUMNS = 6;
const ROWS = 4;

/** A colour for each cell. */
const colourOf = (column: number, row: number) => [
  40 + 30 * column,
  220 - 50 * row,
  60 + 20 * (column + row),
];

/** BT.709, video range. */
function toYuv([r = 0, g = 0, b = 0]: number[]): [number, number, number] {
  const y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [
    Math.round(16 + (219 * y) / 255),
    Math.round(128 + (224 * (b - y)) / (255 * 1.8556)),
    Math.round(128 + (224 * (r - y)) / (255 * 1.5748)),
  ];
}

/** The pattern in a pixel format. */
function patterned(format: VideoSamplePixelFormat, rotation: 0 | 90 = 0): VideoSample {
  const at = (x: number, y: number) =>
    colourOf(Math.floor((x * COLUMNS) / WIDTH), Math.floor((y * ROWS) / HEIGHT));
  const bytes: number[] = [];
  const plane = (step: number, value: (x: number, y: number) => number[]) => {
    for (let y = 0; y < HEIGHT; y += step) for (let x = 0; x < WIDTH; x += step) bytes.push(...value(x, y));
  };
  if (format === 'BGRX') {
    plane(1, (x, y) => [...at(x, y).reverse(), 255]);
  } else {
    plane(1, (x, y) => [toYuv(at(x, y))[0]]);
    if (format === 'NV12') plane(2, (x, y) => toYuv(at(x, y)).slice(1));
    else for (const channel of [1, 2]) plane(2, (x, y) => [toYuv(at(x, y))[channel]!]);
  }
  return new VideoSample(Uint8Array.from(bytes), {
    format,
    codedWidth: WIDTH,
    codedHeight: HEIGHT,
    timestamp: 0,
    rotation,
    colorSpace: { matrix: 'bt709', primaries: 'bt709', transfer: 'bt709', fullRange: false },
  });
}

describe('CellAverager', () => {
  it.each<VideoSamplePixelFormat>(['I420', 'NV12', 'BGRX'])(
    'gives the colours of a %s frame',
    async (format) => {
      using sample = patterned(format);
      const seen = await new CellAverager(COLUMNS, ROWS).average(sample);
      for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
        const expected = colourOf(cell % COLUMNS, Math.floor(cell / COLUMNS));
        expected.forEach((value, channel) => {
          expect(Math.abs(seen![4 * cell + channel]! - value)).toBeLessThanOrEqual(3);
        });
      }
    },
  );

  it('averages what falls into a cell', async () => {
    using sample = patterned('I420');
    const seen = await new CellAverager(1, 1).average(sample);
    // Means of the pattern: columns 0..5, rows 0..3.
    [115, 145, 140].forEach((value, channel) =>
      expect(Math.abs(seen![channel]! - value)).toBeLessThanOrEqual(3),
    );
  });

  it('leaves turned frames to the canvas', async () => {
    using sample = patterned('I420', 90);
    expect(await new CellAverager(COLUMNS, ROWS).average(sample)).toBeUndefined();
  });
});
