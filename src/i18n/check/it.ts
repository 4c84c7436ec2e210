import { checkEn, type CheckMessages } from './en';
export const checkIt: CheckMessages = checkEn;
