import type { GeneratedMotion } from '../../workers/animation/protocol';
import type { Notice } from './report';

/** What went otherwise while a motion was drawn. */
export function noticesOfMotion({ redoneSteps }: Pick<GeneratedMotion, 'redoneSteps'>): Notice[] {
  return redoneSteps > 0 ? ['motion-step-redone'] : [];
}
