import { afterEach, describe, expect, it } from 'vitest';
import { passPhotoGate, passPromptGate, passVideoGate } from '../pipeline/gates';
import type { RgbaImage } from '../shared/pixels';
import { WorkerClient } from '../shared/rpc';
import type { FaultyGateProtocol } from './faulty-gate.test-worker';
import { withinLimit } from './within-limit';

const client = new WorkerClient<FaultyGateProtocol>(
  () => new Worker(new URL('./faulty-gate.test-worker.ts', import.meta.url), { type: 'module' }),
);
afterEach(() => client.end());

const image: RgbaImage = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const LIMIT_MILLISECONDS = 300;
const hang = () => withinLimit(client, client.call('hang', {}), LIMIT_MILLISECONDS);
const die = () => withinLimit(client, client.call('die', {}), 60_000);

describe.each([
  ['photo', (check: () => Promise<never>) => passPhotoGate(image, check)],
  ['prompt', (check: () => Promise<never>) => passPromptGate('waves', check)],
  ['video', (check: () => Promise<never>) => passVideoGate(new Blob(), check)],
] as const)('the %s gate', (gate, pass) => {
  it('is shut where its model hangs in a worker that lives', async () => {
    await expect(pass(hang)).rejects.toMatchObject({
      code: 'gate-unavailable',
      details: { gate, because: 'worker-stalled' },
    });
  });

  it('is shut where its worker is killed', async () => {
    await expect(pass(die)).rejects.toMatchObject({
      code: 'gate-unavailable',
      details: { gate, because: 'worker-crashed' },
    });
  });
});

it('leaves a call in time alone', async () => {
  await expect(withinLimit(client, Promise.resolve(3), LIMIT_MILLISECONDS)).resolves.toBe(3);
  await expect(withinLimit(client, Promise.reject(new Error('own')), LIMIT_MILLISECONDS)).rejects.toThrow(
    'own',
  );
});
