import { describe, expect, it } from 'vitest';
import { generateMotion } from '../clients/animation';
import { AppError } from '../shared/errors';
import type { RgbaImage } from '../shared/pixels';
import type { Verdict, VerdictKind } from '../shared/verdict';
import {
  passPhotoGate,
  passPromptGate,
  passSigning,
  passVideoGate,
  type CheckedPhoto,
  type CheckedPrompt,
  type SignedVideo,
} from './gates';

const image: RgbaImage = { width: 1, height: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) };
const verdict = (kind: VerdictKind, scores: Record<string, number> = { Neutral: 0.9 }): Verdict => ({
  verdict: kind,
  reasons: kind === 'allow' ? [] : [{ rule: 'test', category: 'sexual' }],
  scores,
});

describe('the gates', () => {
  it('let through what is allowed, with its verdict', async () => {
    const photo = await passPhotoGate(image, () => Promise.resolve(verdict('allow')));
    expect(photo.image).toBe(image);
    expect(photo.verdict.verdict).toBe('allow');
    const prompt = await passPromptGate('gentle waves', () => Promise.resolve(verdict('allow', {})));
    expect(prompt.text).toBe('gentle waves');
  });

  it('stop what is blocked, and what is doubtful, with the verdict', async () => {
    await expect(passPhotoGate(image, () => Promise.resolve(verdict('block')))).rejects.toMatchObject({
      code: 'gate-blocked',
      details: { gate: 'photo', verdict: { reasons: [{ category: 'sexual' }] } },
    });
    await expect(passPromptGate('x', () => Promise.resolve(verdict('review')))).rejects.toMatchObject({
      code: 'gate-held',
      details: { gate: 'prompt' },
    });
    await expect(passVideoGate(new Blob(), () => Promise.resolve(verdict('block')))).rejects.toMatchObject({
      code: 'gate-blocked',
      details: { gate: 'video' },
    });
  });

  it.each(['model-missing', 'model-hash-mismatch', 'worker-crashed', 'worker-stalled', 'gpu-lost'] as const)(
    'block when the check fails with %s: fail closed',
    async (code) => {
      const failing = () => Promise.reject(new AppError(code, 'test'));
      const expected = { code: 'gate-unavailable', details: { because: code } };
      await expect(passPhotoGate(image, failing)).rejects.toMatchObject(expected);
      await expect(passPromptGate('x', failing)).rejects.toMatchObject(expected);
      await expect(passVideoGate(new Blob(), failing)).rejects.toMatchObject(expected);
    },
  );

  it.each([Number.NaN, Infinity, -0.1, 1.1])(
    'block on a score of %s, even with allow beside it',
    async (score) => {
      await expect(
        passPhotoGate(image, () => Promise.resolve(verdict('allow', { Neutral: score }))),
      ).rejects.toMatchObject({
        code: 'gate-unavailable',
      });
    },
  );

  it('pass a cancel on as what it is', async () => {
    const cancelled = () => Promise.reject(new DOMException('cancelled', 'AbortError'));
    await expect(passPhotoGate(image, cancelled)).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('sign only what the signer has given back', async () => {
    const checked = await passVideoGate(new Blob(['film']), () => Promise.resolve(verdict('allow')));
    const signed = await passSigning(checked, (mp4) => Promise.resolve(new Blob([mp4, '+signature'])));
    await expect(signed.mp4.text()).resolves.toBe('film+signature');
    await expect(
      passSigning(checked, () => Promise.reject(new AppError('sign-failed', 'test'))),
    ).rejects.toMatchObject({
      code: 'sign-failed',
    });
  });
});

/** Never run: each line must fail to compile, or `npm run types` fails on the unused directive. */
export async function leavingAGateOutDoesNotCompile(
  photo: CheckedPhoto,
  prompt: CheckedPrompt,
): Promise<SignedVideo> {
  const rest = { seed: 1, strength: 0.5, durationSeconds: 4, provider: 'auto' } as const;
  await generateMotion({ ...rest, photo, prompt }, {});
  // @ts-expect-error a photo that has passed no gate
  await generateMotion({ ...rest, photo: { image, verdict: verdict('allow') }, prompt }, {});
  // @ts-expect-error a prompt that has passed no gate
  await generateMotion({ ...rest, photo, prompt: { text: 'x', verdict: verdict('allow') } }, {});
  // @ts-expect-error a film that has not passed the video gate
  await passSigning({ mp4: new Blob(), verdict: verdict('allow') }, () => Promise.resolve(new Blob()));
  // @ts-expect-error a film that was not signed
  const shown: SignedVideo = { mp4: new Blob(), verdict: verdict('allow') };
  return shown;
}
