import { readFileSync } from 'node:fs';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import solid from 'vite-plugin-solid';
import { APP_NAME } from './src/shared/app';
import { SHARE_TARGET_PATH } from './src/shared/offline-files';
import { SECURITY_HEADERS } from './src/shared/security-headers';

/** The dev server adds inline scripts and styles of its own; the policy stands on what is served built. */
const developmentHeaders = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).filter(([name]) => name !== 'Content-Security-Policy'),
);

/** From this size on a file is stored when it is needed, or ahead of need when the page rests (workers/service-worker.ts). */
const LARGE_FILE_BYTES = 200_000;

/** The installed app, and the service worker that makes it work offline. */
const offlineApp = VitePWA({
  disable: process.env.VITEST !== undefined,
  strategies: 'injectManifest',
  srcDir: 'workers',
  filename: 'service-worker.ts',
  injectRegister: false,
  includeAssets: [],
  includeManifestIcons: false,
  manifest: {
    name: APP_NAME,
    short_name: APP_NAME,
    description: 'Turns a still photo into a short living video, on your own device.',
    id: './',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#eef3f4',
    theme_color: '#eef3f4',
    categories: ['photo', 'entertainment'],
    icons: [
      { src: 'icons/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: 'icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    share_target: {
      action: SHARE_TARGET_PATH,
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { files: [{ name: 'photo', accept: ['image/*'] }] },
    },
  },
  injectManifest: {
    rollupFormat: 'iife',
    globPatterns: ['**/*.{js,mjs,css,html,wasm,onnx,svg,png,woff2,txt,webmanifest}'],
    // Workbox leaves out what is above 2 MiB unless told otherwise, and without a failure.
    maximumFileSizeToCacheInBytes: 80_000_000,
    manifestTransforms: [
      (entries) => ({
        manifest: entries.map(({ size, ...entry }) => ({
          ...entry,
          // `size` is taken out of every entry by the build; large ones carry it under another name.
          ...(size >= LARGE_FILE_BYTES ? { sizeBytes: size } : {}),
          size,
        })),
        warnings: [],
      }),
    ],
  },
});

/** THIRD-PARTY-NOTICES.md as a plain text file of the build, where the page links to it. */
const notices: Plugin = {
  name: 'third-party-notices',
  apply: 'build',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'THIRD-PARTY-NOTICES.txt',
      source: readFileSync('THIRD-PARTY-NOTICES.md', 'utf8'),
    });
  },
};

export default defineConfig({
  base: './',
  plugins: [solid(), notices, offlineApp],
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  assetsInclude: ['**/*.onnx'],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    license: { fileName: 'THIRD-PARTY-LICENSES.txt' },
    // As the modules say, across chunks too: @peculiar/x509 must not run before the polyfill that is imported ahead of it.
    rolldownOptions: {
      output: {
        strictExecutionOrder: true,
        // All that the page begins with in one chunk, whatever else shares parts of it: many small ones compress worse.
        codeSplitting: { groups: [{ name: 'main', test: /\/src\/main\.tsx$/ }] },
      },
    },
  },
  optimizeDeps: {
    exclude: ['onnxruntime-web', '@ffmpeg/ffmpeg', '@ffmpeg/core', '@contentauth/c2pa-web'],
    // Met only in workers and lazy chunks: found late, they would reload the page under a test.
    include: [
      '@peculiar/x509',
      '@solid-primitives/i18n',
      'cborg',
      'exifr',
      'heic-to/csp',
      'idb-keyval',
      'mediabunny',
      'reflect-metadata',
      'valibot',
      'workbox-window',
    ],
  },
  server: { headers: developmentHeaders },
  preview: { headers: { ...SECURITY_HEADERS } },
});
