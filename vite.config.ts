import { defaultClientConditions, defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { SECURITY_HEADERS } from './src/shared/security-headers';

/** The dev server adds inline scripts and styles of its own; the policy stands on what is served built. */
const developmentHeaders = Object.fromEntries(
  Object.entries(SECURITY_HEADERS).filter(([name]) => name !== 'Content-Security-Policy'),
);

export default defineConfig({
  plugins: [solid()],
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  assetsInclude: ['**/*.onnx'],
  worker: { format: 'es' },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1500 },
  optimizeDeps: { exclude: ['onnxruntime-web', '@ffmpeg/ffmpeg', '@ffmpeg/core', '@contentauth/c2pa-web'] },
  server: { headers: developmentHeaders },
  preview: { headers: { ...SECURITY_HEADERS } },
});
