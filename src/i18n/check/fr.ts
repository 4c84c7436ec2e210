import { checkEn, type CheckMessages } from './en';
export const checkFr: CheckMessages = checkEn;
