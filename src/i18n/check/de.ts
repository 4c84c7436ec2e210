import { checkEn, type CheckMessages } from './en';
export const checkDe: CheckMessages = checkEn;
