import { checkEn, type CheckMessages } from './en';
export const checkEs: CheckMessages = checkEn;
