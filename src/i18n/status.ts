import { sentenceOf } from '../shared/status-codes';
import { t } from './locale';

/** A C2PA status code in plain words. */
export function statusText(code: string): string {
  return t(`check.codes.${sentenceOf(code)}`);
}
