import { checkEn, type CheckMessages } from './en';
export const checkVi: CheckMessages = checkEn;
