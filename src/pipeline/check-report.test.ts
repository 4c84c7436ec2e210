import { describe, expect, it } from 'vitest';
import type { CredentialsReport, SignerReport } from '../provenance/credentials';
import { makeMark } from '../provenance/mark';
import { describeProblem } from '../provenance/problems';
import { assembleReport, type CheckState, type WatermarkReport } from './check-report';

const SIGNER: SignerReport = {
  name: 'Camera',
  organisation: null,
  issuer: null,
  known: 'unknown',
  list: null,
  algorithm: 'Es256',
  validFrom: null,
  validUntil: null,
  timeStampedAt: null,
  timeStampedBy: null,
  revocation: 'not-checked',
  chain: [],
  problems: [],
};

const CREDENTIALS: CredentialsReport = {
  validationState: 'valid',
  title: null,
  thumbnail: null,
  integrity: { state: 'valid', problems: [] },
  signer: SIGNER,
  origin: {
    kind: 'camera',
    digitalSourceType: null,
    claimGenerator: null,
    aiTool: null,
    when: null,
    actions: [],
  },
  ingredients: [],
  ingredientsCutShort: false,
  redactions: [],
  softBindings: [],
  assertions: [],
  statuses: [],
};

const problem = (code: string) => describeProblem({ code });
const NO_WATERMARK: WatermarkReport = { state: 'not-found', framesLookedAt: 1 };

const report = (
  state: CheckState,
  credentials: Partial<CredentialsReport> | null,
  rest: Partial<Parameters<typeof assembleReport>[0]> = {},
) =>
  assembleReport({
    state,
    file: { sizeBytes: 1, mimeType: 'image/jpeg' },
    credentials: credentials && { ...CREDENTIALS, ...credentials },
    otherMarks: [],
    watermark: NO_WATERMARK,
    ...rest,
  });

const brokenMaterial = {
  title: null,
  mimeType: null,
  relationship: 'parentOf',
  description: null,
  thumbnail: null,
  credentials: {
    integrity: { state: 'invalid' as const, problems: [problem('assertion.dataHash.mismatch')] },
    signer: null,
    origin: CREDENTIALS.origin,
  },
  ingredients: [],
};

describe('the summary', () => {
  it.each<[string, ReturnType<typeof report>, string]>([
    ['an unknown signer', report('valid', {}), 'unknown-signer'],
    ['a listed signer', report('trusted', { signer: { ...SIGNER, known: 'listed' } }), 'known-signer'],
    ['an own root', report('trusted', { signer: { ...SIGNER, known: 'own-root' } }), 'known-signer'],
    ['this device', report('trusted', { signer: { ...SIGNER, known: 'own-device' } }), 'own-device'],
    [
      'a changed file',
      report('invalid', {
        integrity: { state: 'invalid', problems: [problem('assertion.dataHash.mismatch')] },
      }),
      'altered',
    ],
    [
      'an expired certificate',
      report('invalid', { signer: { ...SIGNER, problems: [problem('signingCredential.expired')] } }),
      'certificate',
    ],
    ['a broken material alone', report('invalid', { ingredients: [brokenMaterial] }), 'materials'],
    [
      'a broken material that was recorded',
      report('valid', { ingredients: [brokenMaterial] }),
      'unknown-signer',
    ],
    [
      'nothing that binds',
      report('valid', { integrity: { state: 'not-checked', problems: [] } }),
      'not-proven',
    ],
    ['no credentials', report('no-credentials', null), 'no-credentials'],
  ])('of %s', (_, found, summary) => {
    expect(found.summary).toBe(summary);
  });

  it('never calls a file broken for a signer that nobody here knows', () => {
    const found = report('valid', {
      statuses: [
        { code: 'signingCredential.untrusted', kind: 'failure', where: 'signature', material: null },
      ],
    });
    expect(found).toMatchObject({
      state: 'valid',
      summary: 'unknown-signer',
      codes: ['signingCredential.untrusted'],
      credentials: { integrity: { state: 'valid', problems: [] }, signer: { problems: [] } },
    });
  });
});

describe('what it says of AI', () => {
  const marked: WatermarkReport = {
    state: 'found',
    payload: '1000000000000000',
    version: 1,
    id: '000000000000000',
    confidence: 9,
    mirrored: false,
    scale: 1,
    rotationDegrees: 0,
    framesLookedAt: 3,
    credentials: 'none',
  };

  it('goes by credentials, then the watermark, then marks that nobody signed', () => {
    const marks = [makeMark('comment', 'ilst', 'comment', 'AI-generated: x')];
    const ai = { ...CREDENTIALS.origin, kind: 'ai-generated' as const };
    expect(report('valid', { origin: ai }, { watermark: marked, otherMarks: marks }).ai.by).toBe(
      'credentials',
    );
    expect(report('no-credentials', null, { watermark: marked, otherMarks: marks }).ai).toEqual({
      says: true,
      kind: 'ai-composite',
      by: 'watermark',
    });
    expect(report('no-credentials', null, { otherMarks: marks }).ai.by).toBe('marks');
    // A copy that lost its metadata is told for what it is, in whatever format.
    for (const state of ['no-credentials', 'format-without-credentials'] as const)
      expect(report(state, null, { watermark: marked })).toMatchObject({ state, summary: 'stripped' });
  });

  it('finds it in a material of a material', () => {
    const deep = {
      ...brokenMaterial,
      credentials: null,
      ingredients: [
        {
          ...brokenMaterial,
          credentials: {
            ...brokenMaterial.credentials,
            origin: { ...CREDENTIALS.origin, kind: 'ai-generated' as const },
          },
        },
      ],
    };
    expect(report('valid', { ingredients: [deep] }).ai).toMatchObject({ says: true, by: 'ingredients' });
  });

  it('takes silence for nothing', () => {
    expect(report('no-credentials', null).ai).toEqual({ says: false, kind: 'unknown', by: 'nothing' });
    expect(report('format-without-credentials', null).ai.by).toBe('nothing');
  });
});
