import { createSignal } from 'solid-js';
import { AppError } from '../shared/errors';

/** What this browser lacks that the app cannot do without. */
export type MissingPart = 'webassembly' | 'workers' | 'secure-context' | 'offscreen-canvas';

/** What this browser lacks; empty where the app runs. */
export function missingParts(scope: Partial<typeof globalThis> = globalThis): MissingPart[] {
  const missing: MissingPart[] = [];
  if (typeof scope.WebAssembly !== 'object') missing.push('webassembly');
  if (typeof scope.Worker !== 'function') missing.push('workers');
  if (scope.isSecureContext === false || !scope.crypto?.subtle) missing.push('secure-context');
  if (typeof scope.OffscreenCanvas !== 'function') missing.push('offscreen-canvas');
  return missing;
}

/** True where WebGPU gives an adapter that is not software. Asked once, when first needed. */
export async function hasGraphicsProcessor(): Promise<boolean> {
  if (!('gpu' in navigator)) return false;
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  return adapter !== null && !adapter.info.isFallbackAdapter;
}

/** Whether wasm may use threads: the page is cross-origin isolated. */
export function isIsolated(): boolean {
  return globalThis.crossOriginIsolated;
}

const [online, setOnline] = createSignal(navigator.onLine);
addEventListener('online', () => setOnline(true));
addEventListener('offline', () => setOnline(false));
/** Whether the browser believes that it has a network. */
export { online };

const CONTROL_TIMEOUT_MILLISECONDS = 30_000;

/**
 * Resolves when workers may start: their scripts carry the security policy, because the server sends it (then the page
 * is isolated) or because our service worker answers for the server. Throws AppError `browser-unsupported` where neither
 * comes about. Development serves no policy at all.
 */
export async function workersAllowed(signal?: AbortSignal): Promise<void> {
  if (import.meta.env.DEV || isIsolated()) return;
  if (!('serviceWorker' in navigator)) throw new AppError('browser-unsupported', 'no service worker');
  if (navigator.serviceWorker.controller) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new AppError('browser-unsupported', 'the service worker did not take control')),
      CONTROL_TIMEOUT_MILLISECONDS,
    );
    const settle = (then: () => void) => {
      clearTimeout(timer);
      navigator.serviceWorker.removeEventListener('controllerchange', onControl);
      signal?.removeEventListener('abort', onAbort);
      then();
    };
    const onControl = () => settle(resolve);
    const onAbort = () => settle(() => reject(new DOMException('cancelled', 'AbortError')));
    navigator.serviceWorker.addEventListener('controllerchange', onControl);
    signal?.addEventListener('abort', onAbort);
  });
}
