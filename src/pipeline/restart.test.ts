import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../shared/errors';
import type { Notice } from './report';
import { withRestart, type Machine } from './restart';

const gpu: Machine = { provider: 'auto', renderer: 'auto' };

function failing(codes: ErrorCode[]) {
  const seen: Machine[] = [];
  const notices: Notice[] = [];
  let ended = 0;
  const run = (signal = new AbortController().signal) =>
    withRestart(
      gpu,
      (machine) => {
        seen.push(machine);
        const code = codes.shift();
        return code ? Promise.reject(new AppError(code, 'test')) : Promise.resolve('made');
      },
      { signal, end: () => ended++, notice: (notice) => notices.push(notice) },
    );
  return { run, seen, notices, ended: () => ended };
}

describe('withRestart', () => {
  it('runs once when all is well', async () => {
    const test = failing([]);
    await expect(test.run()).resolves.toBe('made');
    expect(test.seen).toEqual([gpu]);
    expect(test.notices).toEqual([]);
  });

  it('goes on without the GPU after it was lost', async () => {
    const test = failing(['gpu-lost']);
    await expect(test.run()).resolves.toBe('made');
    expect(test.seen[1]).toEqual({ provider: 'wasm', renderer: 'cpu' });
    expect(test.notices).toEqual(['restarted-without-gpu']);
    expect(test.ended()).toBe(1);
  });

  it('tries a crashed worker once more, and no more than once', async () => {
    const once = failing(['worker-crashed']);
    await expect(once.run()).resolves.toBe('made');
    const twice = failing(['worker-crashed', 'worker-crashed']);
    await expect(twice.run()).rejects.toMatchObject({ code: 'worker-crashed' });
  });

  it('does not repeat other failures, nor a cancelled job', async () => {
    const blocked = failing(['gate-blocked']);
    await expect(blocked.run()).rejects.toMatchObject({ code: 'gate-blocked' });
    expect(blocked.seen).toHaveLength(1);
    const cancelled = failing(['worker-crashed']);
    await expect(cancelled.run(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});
