/** Version of the rules that judge pictures and films (workers/moderation/policy.ts). Changes whenever a rule or a threshold does. */
export const IMAGE_POLICY_VERSION = 3;
/** Version of the rules that judge prompts (workers/moderation/prompt). Changes whenever a rule or its classifier does. */
export const PROMPT_POLICY_VERSION = 3;
