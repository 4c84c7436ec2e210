/** The product's working name, in this one place. */
export const APP_NAME = 'Stillwake';
/** Version of the app, as written into what it makes. */
export const APP_VERSION = '0.1.0';

/** The id of the file input through which the command line gives its file (src/automation.ts). */
export const AUTOMATION_INPUT = 'automation-file';
