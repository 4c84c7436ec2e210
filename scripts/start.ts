/** `npm start`: prepares the models, builds the app, serves it on localhost and prints the address. */
import { preview } from 'vite';
import { ROOT, ensureBuilt } from './build';

ensureBuilt();
const server = await preview({ root: ROOT, preview: { port: 4173, host: '127.0.0.1' }, logLevel: 'error' });
console.log(`Stillwake is at ${server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4173/'}  (Ctrl+C ends it)`);
