import { en } from './en';
import { t } from './locale';

type Rule = keyof typeof en.moderation.rules;

/** What a row of the policy says, for people. Rules of words are many and alike: they share a name. */
export function ruleText(rule: string): string {
  const ofWords =
    (['photo-text', 'prompt-reads'] as const).find((start) => rule.startsWith(start)) ?? 'words';
  const known: Rule = Object.hasOwn(en.moderation.rules, rule) ? (rule as Rule) : ofWords;
  return t(`moderation.rules.${known}`);
}
