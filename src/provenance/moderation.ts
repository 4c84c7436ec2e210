import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../shared/policy-version';
import { GATE_NAMES, type GateName, type VerdictKind } from '../shared/verdict';

/** What one gate said, by which models, and who let it pass. */
export interface GateRecord {
  verdict: VerdictKind;
  /** `person` where the machine had doubts and the person at the device decided. */
  decidedBy: 'machine' | 'person';
  models: readonly { id: string; version: string }[];
}

/** What is put on the record of a film's gates. */
export interface ModerationRecord {
  gates: Record<GateName, GateRecord>;
  /** Whether the person said that the people in the photo may be animated. */
  consent: 'no-faces' | 'confirmed';
  /** The person's own words, only where they agreed to have them on the record. */
  prompt?: string;
  /** The rules in force; those of this build unless given. */
  policyVersions?: { image: number; prompt: number };
}

/** The moderation assertion: what was judged by what, and how. No scores, no reasons, nothing of the photo. */
export interface ModerationAssertion {
  imagePolicyVersion: number;
  promptPolicyVersion: number;
  gates: {
    gate: GateName;
    verdict: VerdictKind;
    decidedBy: 'machine' | 'person';
    models: { id: string; version: string }[];
  }[];
  consent: ModerationRecord['consent'];
  prompt?: string;
}

/** The assertion's data. */
export function moderationAssertion(record: ModerationRecord): ModerationAssertion {
  const versions = record.policyVersions ?? { image: IMAGE_POLICY_VERSION, prompt: PROMPT_POLICY_VERSION };
  return {
    imagePolicyVersion: versions.image,
    promptPolicyVersion: versions.prompt,
    gates: GATE_NAMES.map((gate) => {
      const { verdict, decidedBy, models } = record.gates[gate];
      return { gate, verdict, decidedBy, models: models.map(({ id, version }) => ({ id, version })) };
    }),
    consent: record.consent,
    ...(record.prompt === undefined ? {} : { prompt: record.prompt }),
  };
}
