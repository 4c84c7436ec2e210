import { t } from './locale';
import { en } from './en';

type Category = keyof typeof en.categories;

/** The name of a policy category (workers/moderation/policy.ts). One that is not known is called a matter of policy. */
export function categoryText(category: string): string {
  const known: Category = Object.hasOwn(en.categories, category) ? (category as Category) : 'other';
  return t(`categories.${known}`);
}
