import { checkEn, type CheckMessages } from './en';
export const checkJa: CheckMessages = checkEn;
