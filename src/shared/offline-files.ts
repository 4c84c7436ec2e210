/** A large file that the app needs to work offline: a model, a wasm runtime. */
export interface OfflineFile {
  /** Relative to the app's address. */
  url: string;
  sizeBytes: number;
  /** Whether this device has it. */
  stored: boolean;
}

/** The service worker's script, relative to the app's address. */
export const SERVICE_WORKER_PATH = './service-worker.js';
/**
 * Where the service worker itself, and no server, answers with the list of {@link OfflineFile}. With
 * {@link GRAPHICS_QUERY} what a graphics processor needs is on it too.
 */
export const OFFLINE_FILES_PATH = './offline-files';
/** See {@link OFFLINE_FILES_PATH}. */
export const GRAPHICS_QUERY = 'graphics';
/** The service worker's answer to HEAD where this device has no room for the file (RFC 4918: insufficient storage). */
export const STORAGE_FULL_STATUS = 507;
/** Where a photo shared with the installed app arrives (public web manifest: share_target). */
export const SHARE_TARGET_PATH = './share-target';
/** The cache in which a shared photo waits for the page, and its name there. */
export const SHARED_PHOTO_CACHE = 'shared-photo';
export const SHARED_PHOTO_PATH = './shared-photo';
