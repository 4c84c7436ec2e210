import { checkEn, type CheckMessages } from './en';
export const checkZh: CheckMessages = checkEn;
