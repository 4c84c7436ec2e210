import { afterEach, describe, expect, it } from 'vitest';
import { WorkerClient } from '../../src/shared/rpc';
import type { SoundProtocol } from './protocol';

const client = new WorkerClient<SoundProtocol>(
  () => new Worker(new URL('./index.ts', import.meta.url), { type: 'module' }),
);
afterEach(() => client.end());

/** 16-bit PCM, one channel: a tone of 440 Hz at half of full scale. */
function wav(seconds: number, rate = 44_100): Blob {
  const count = Math.round(seconds * rate);
  const view = new DataView(new ArrayBuffer(44 + 2 * count));
  const text = (at: number, value: string) =>
    new TextEncoder().encode(value).forEach((byte, i) => view.setUint8(at + i, byte));
  text(0, 'RIFF');
  view.setUint32(4, 36 + 2 * count, true);
  text(8, 'WAVEfmt ');
  [16, 1 + (1 << 16), rate, 2 * rate, 2 + (16 << 16)].forEach((value, i) =>
    view.setUint32(16 + 4 * i, value, true),
  );
  text(36, 'data');
  view.setUint32(40, 2 * count, true);
  for (let i = 0; i < count; i++) {
    view.setInt16(44 + 2 * i, 16_384 * Math.sin((2 * Math.PI * 440 * i) / rate), true);
  }
  return new Blob([view], { type: 'audio/wav' });
}

describe("a person's own sound", () => {
  it('is told by its bytes, decoded, and cut or looped to the film at 48 kHz stereo', async () => {
    const file = wav(1.5);
    expect(await client.call('probeOwn', { file })).toMatchObject({ mimeType: 'audio/wav' });
    for (const durationSeconds of [1, 4]) {
      const { audio } = await client.call('fitOwn', { file, durationSeconds });
      expect(audio.sampleRateHertz).toBe(48_000);
      const [left, right] = audio.channels;
      expect(left).toHaveLength(48_000 * durationSeconds);
      expect(right).toEqual(left);
      // It is the tone that was given: 440 upward crossings of zero in a second, where it does not fade.
      const middle = left!.subarray(20_000, 20_000 + 8_000);
      const crossings = middle.filter((value, i) => i > 0 && value >= 0 && middle[i - 1]! < 0).length;
      expect(Math.abs(crossings - (440 * 8000) / 48_000)).toBeLessThanOrEqual(2);
    }
  });

  it.each([
    ['text', new Blob(['hello'], { type: 'audio/mpeg' })],
    ['nothing', new Blob([])],
    ['a header alone', wav(1).slice(0, 44)],
    ['noise', new Blob([crypto.getRandomValues(new Uint8Array(5000))], { type: 'audio/ogg' })],
  ])('%s is refused, whatever it is called', async (_, file) => {
    await expect(client.call('probeOwn', { file })).rejects.toMatchObject({ code: 'format-unsupported' });
  });
});
