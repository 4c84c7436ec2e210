import { describe, expect, it } from 'vitest';
import { generateMotion } from '../clients/animation';
import { AppError } from '../shared/errors';
import type { RgbaImage } from '../shared/pixels';
import type { FoundFace } from '../shared/faces';
import type { Verdict, VerdictKind } from '../shared/verdict';
import {
  partOfPhoto,
  passPhotoGate,
  passPromptGate,
  passReadingBack,
  passSigning,
  passVideoGate,
  type CheckedPhoto,
  type CheckedPrompt,
  type SignedVideo,
} from './gates';
import type { Reviewer } from './review';

const image: RgbaImage = { width: 1, height: 1, data: new Uint8ClampedArray([1, 2, 3, 255]) };
const verdict = (kind: VerdictKind, scores: Record<string, number> = { Neutral: 0.9 }): Verdict => ({
  verdict: kind,
  reasons: kind === 'allow' ? [] : [{ rule: 'test', category: 'sexual' }],
  scores,
});

const models = [{ id: 'nsfw', version: '1' }];
const face: FoundFace = {
  box: { x: 0.4, y: 0.4, width: 0.2, height: 0.2 },
  confidence: 0.9,
  rightEye: { x: 0.45, y: 0.45 },
  leftEye: { x: 0.55, y: 0.45 },
  nose: { x: 0.5, y: 0.5 },
  mouth: { x: 0.5, y: 0.55 },
};
/** What the photo gate's machine part says. */
const findings = (kind: VerdictKind, faces: FoundFace[] = [], scores?: Record<string, number>) =>
  Promise.resolve({ verdict: verdict(kind, scores), faces, models, provider: 'wasm' as const });
const filmFindings = (kind: VerdictKind) => Promise.resolve({ verdict: verdict(kind), models });

/** A person who answers so, and notes what they were asked. */
function person(release: 'release' | 'stop', consent: 'confirmed' | 'refused') {
  const asked: string[] = [];
  const reviewer: Reviewer = {
    askRelease: ({ gate }) => (asked.push(gate), Promise.resolve(release)),
    askConsent: (faces) => (asked.push(`${faces.length} faces`), Promise.resolve(consent)),
  };
  return { asked, reviewer };
}

describe('the gates', () => {
  it('let through what is allowed, with its verdict', async () => {
    const photo = await passPhotoGate(image, () => findings('allow'));
    expect(photo.image).toBe(image);
    expect(photo.verdict.verdict).toBe('allow');
    const prompt = await passPromptGate('gentle waves', () => Promise.resolve(verdict('allow', {})));
    expect(prompt.text).toBe('gentle waves');
  });

  it('stop what is blocked, and what is doubtful, with the verdict', async () => {
    await expect(passPhotoGate(image, () => findings('block'))).rejects.toMatchObject({
      code: 'gate-blocked',
      details: { gate: 'photo', verdict: { reasons: [{ category: 'sexual' }] } },
    });
    await expect(passPromptGate('x', () => Promise.resolve(verdict('review')))).rejects.toMatchObject({
      code: 'gate-held',
      details: { gate: 'prompt' },
    });
    await expect(passVideoGate(new Blob(), () => filmFindings('block'))).rejects.toMatchObject({
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
        passPhotoGate(image, () => findings('allow', [], { Neutral: score })),
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
    const checked = await passVideoGate(new Blob(['film']), () => filmFindings('allow'));
    const signed = await passSigning(checked, (mp4) => Promise.resolve(new Blob([mp4, '+signature'])));
    await expect(signed.mp4.text()).resolves.toBe('film+signature');
    await expect(
      passSigning(checked, () => Promise.reject(new AppError('sign-failed', 'test'))),
    ).rejects.toMatchObject({
      code: 'sign-failed',
    });
  });
});

describe('a film that is taken up again', () => {
  it('is what was read back, with what the video gate said of it', async () => {
    const mp4 = new Blob(['film']);
    const film = await passReadingBack(mp4, () => Promise.resolve(verdict('allow', {})));
    expect(film.mp4).toBe(mp4);
    expect(film.verdict.verdict).toBe('allow');
  });

  it('is none where reading back fails, or the record says that it was not let through', async () => {
    const broken = passReadingBack(new Blob(), () => Promise.reject(new AppError('film-damaged', 'test')));
    await expect(broken).rejects.toMatchObject({ code: 'film-damaged' });
    for (const [kind, code] of [
      ['review', 'gate-held'],
      ['block', 'gate-blocked'],
    ] as const) {
      const stopped = passReadingBack(new Blob(), () => Promise.resolve(verdict(kind)));
      await expect(stopped).rejects.toMatchObject({ code, details: { gate: 'video' } });
    }
  });
});

describe('the person at the gates', () => {
  it('decides on what is doubtful, and is put on the record', async () => {
    const { asked, reviewer } = person('release', 'confirmed');
    const photo = await passPhotoGate(image, () => findings('review', [face]), reviewer);
    expect(photo.decidedBy).toBe('person');
    expect(photo.consent).toBe('confirmed');
    const prompt = await passPromptGate('x', () => Promise.resolve(verdict('review')), reviewer);
    expect(prompt.decidedBy).toBe('person');
    expect(asked).toEqual(['photo', '1 faces', 'prompt']);
  });

  it('is not asked where nothing is doubtful and nobody is in the photo', async () => {
    const { asked, reviewer } = person('stop', 'refused');
    const photo = await passPhotoGate(image, () => findings('allow'), reviewer);
    expect(photo).toMatchObject({ decidedBy: 'machine', consent: 'no-faces' });
    expect(asked).toEqual([]);
  });

  it('can stop', async () => {
    const { reviewer } = person('stop', 'confirmed');
    await expect(passPhotoGate(image, () => findings('review'), reviewer)).rejects.toMatchObject({
      code: 'gate-held',
      details: { verdict: { verdict: 'review' } },
    });
    const refusing = person('release', 'refused').reviewer;
    await expect(passPhotoGate(image, () => findings('allow', [face]), refusing)).rejects.toMatchObject({
      code: 'gate-held',
      details: { gate: 'photo', because: 'no-consent' },
    });
  });

  it('cannot let pass what is blocked, nor a doubtful film', async () => {
    const { asked, reviewer } = person('release', 'confirmed');
    await expect(passPhotoGate(image, () => findings('block'), reviewer)).rejects.toMatchObject({
      code: 'gate-blocked',
    });
    await expect(
      passPromptGate('x', () => Promise.resolve(verdict('block')), reviewer),
    ).rejects.toMatchObject({ code: 'gate-blocked' });
    await expect(passVideoGate(new Blob(), () => filmFindings('review'))).rejects.toMatchObject({
      code: 'gate-held',
    });
    expect(asked).toEqual([]);
  });

  it('is not given where there is nobody to ask', async () => {
    await expect(passPhotoGate(image, () => findings('allow', [face]))).rejects.toMatchObject({
      code: 'gate-held',
      details: { gate: 'photo', because: 'no-consent' },
    });
  });

  it('can be given beforehand, which releases nothing else', async () => {
    const beforehand: Reviewer = { askConsent: () => Promise.resolve('confirmed') };
    const photo = await passPhotoGate(image, () => findings('allow', [face]), beforehand);
    expect(photo).toMatchObject({ decidedBy: 'machine', consent: 'confirmed' });
    await expect(passPhotoGate(image, () => findings('review', [face]), beforehand)).rejects.toMatchObject({
      code: 'gate-held',
    });
  });
});

describe('partOfPhoto', () => {
  it('keeps faces in their place and leaves out those outside', async () => {
    const whole = { width: 100, height: 100, data: new Uint8ClampedArray(40_000).fill(255) };
    const beside = { ...face, box: { x: 0, y: 0, width: 0.1, height: 0.1 } };
    const { reviewer } = person('stop', 'confirmed');
    const photo = await passPhotoGate(whole, () => findings('allow', [face, beside]), reviewer);
    const part = partOfPhoto(photo, { x: 40, y: 20, width: 50, height: 60 });
    expect(part.faces).toHaveLength(1);
    const [found] = part.faces;
    expect(found!.box.x).toBeCloseTo(0, 6);
    expect(found!.box.y).toBeCloseTo(1 / 3, 6);
    expect(found!.box.width).toBeCloseTo(0.4, 6);
    expect(found!.nose.x).toBeCloseTo(0.2, 6);
    expect(part.consent).toBe('confirmed');
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
