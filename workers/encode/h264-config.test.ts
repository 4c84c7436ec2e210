import { describe, expect, it } from 'vitest';
import { chooseBitrate, h264CodecStrings, keyFrameInterval } from './h264-config';

describe('h264CodecStrings', () => {
  it.each([
    [320, 180, 24, '1e'],
    [720, 1280, 24, '1f'],
    [720, 1280, 30, '1f'],
    [720, 1280, 60, '20'],
    [1080, 1920, 24, '28'],
    [1080, 1920, 60, '2a'],
    [2160, 3840, 24, '33'],
  ])('takes the lowest level that holds %ix%i at %i', (width, height, rate, level) => {
    expect(h264CodecStrings(width, height, rate)).toEqual([
      `avc1.6400${level}`,
      `avc1.4d00${level}`,
      `avc1.42e0${level}`,
    ]);
  });

  it('has nothing for what H.264 cannot hold', () => {
    expect(h264CodecStrings(8000, 8000, 24)).toEqual([]);
    expect(h264CodecStrings(16, 16_000, 24)).toEqual([]);
  });
});

describe('rates', () => {
  it('grow with the picture, less than with the frame rate', () => {
    const base = chooseBitrate(720, 1280, 24);
    expect(base / (720 * 1280 * 24)).toBeCloseTo(0.4, 3);
    expect(chooseBitrate(1080, 1920, 24)).toBeGreaterThan(2 * base);
    expect(chooseBitrate(720, 1280, 48)).toBeLessThan(1.5 * base);
    expect(chooseBitrate(64, 64, 24)).toBe(1_000_000);
  });

  it('puts a key frame every two seconds', () => {
    expect(keyFrameInterval(24)).toBe(48);
    expect(keyFrameInterval(0.1)).toBe(1);
  });
});
