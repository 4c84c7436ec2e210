import { modelRecord } from '../shared/model-manifest';
import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../shared/policy-version';
import type { GateName, Verdict, VerdictKind } from '../shared/verdict';

/** Which models and which rules stood behind the gates. */
export interface ModerationFacts {
  imagePolicyVersion: number;
  promptPolicyVersion: number;
  models: { gate: GateName; id: string; version: string }[];
}

/** The moderation assertion: what was judged by what, and how. No scores, no reasons, no prompt. */
export interface ModerationAssertion {
  imagePolicyVersion: number;
  promptPolicyVersion: number;
  gates: { gate: GateName; verdict: VerdictKind; models: { id: string; version: string }[] }[];
}

/** What this build judges with: one classifier for photo and film, rules and word lists for the prompt. Throws AppError `model-missing`. */
export function embeddedModeration(): ModerationFacts {
  const { id, version } = modelRecord('nsfw');
  return {
    imagePolicyVersion: IMAGE_POLICY_VERSION,
    promptPolicyVersion: PROMPT_POLICY_VERSION,
    models: [
      { gate: 'photo', id, version },
      { gate: 'video', id, version },
    ],
  };
}

/** The assertion's data for three verdicts. */
export function moderationAssertion(
  gates: Record<GateName, Verdict>,
  { imagePolicyVersion, promptPolicyVersion, models }: ModerationFacts,
): ModerationAssertion {
  return {
    imagePolicyVersion,
    promptPolicyVersion,
    gates: (['photo', 'prompt', 'video'] as const).map((gate) => ({
      gate,
      verdict: gates[gate].verdict,
      models: models.filter((model) => model.gate === gate).map(({ id, version }) => ({ id, version })),
    })),
  };
}
