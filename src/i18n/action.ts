import { en } from './en';
import { t } from './locale';

type Action = keyof typeof en.check.actions;
const RELATIONSHIPS = ['parentOf', 'componentOf', 'inputTo'] as const;

/** The name of a C2PA action. Vendors have their own: one that is not known is shown as it is written. */
export function actionText(action: string): string {
  return Object.hasOwn(en.check.actions, action) ? t(`check.actions.${action as Action}`) : action;
}

/** The name of an ingredient's relationship to its file. */
export function relationshipText(relationship: string): string {
  const known = RELATIONSHIPS.find((name) => name === relationship);
  return known ? t(`check.ingredients.${known}`) : relationship;
}
