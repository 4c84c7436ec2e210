import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import * as ort from 'onnxruntime-node';
import { chromium } from 'playwright';
import { modelRecord, type ModelId, type ModelRecord } from '../src/shared/model-manifest';
import { SECURITY_HEADERS } from '../src/shared/security-headers';
import { ROOT } from './build';
import { CHROMIUM_FLAGS, findChromium } from './chromium';

/** One run of a shipped graph, warm: onnxruntime-web (wasm, one thread, as the app runs it) in Chromium against onnxruntime-node. */
export interface GraphTimes {
  id: ModelId;
  browserMilliseconds: number;
  nodeMilliseconds: number;
  ratio: number;
}

const IDS: ModelId[] = ['nsfw', 'scene-parser', 'prompt-gate', 'prompt-encoder', 'denoiser'];
/** Sizes of the named axes for a film at 720x1280 and a short prompt (T words of G n-grams); a named first axis is the batch, 1. */
const AXES: Record<string, number> = { T: 8, G: 24, h: 88, w: 48, '4h': 352, '4w': 192 };
const RUNS = 5;

interface Feed {
  name: string;
  dtype: ModelRecord['inputs'][number]['dtype'];
  shape: number[];
}

/** Both runtimes are fed a saw-tooth, 0..1 for floats; the page makes its own, since megabytes of numbers cross badly. */
const FEED = { step: 37, cycle: 101 };

/** What a graph is fed in the benchmark. */
export function feedsOf(record: ModelRecord): Feed[] {
  return record.inputs.map(({ name, dtype, axes }) => {
    const shape = axes.map((axis, position) => {
      const size = typeof axis === 'number' ? axis : position === 0 ? 1 : AXES[axis];
      if (size === undefined) throw new Error(`no size for the axis ${String(axis)} of ${record.id}`);
      return size;
    });
    return { name, dtype, shape };
  });
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** The feeds as onnxruntime-node takes them. */
export function nodeTensors(feeds: Feed[]): Record<string, ort.Tensor> {
  const arrays = { float32: Float32Array, int32: Int32Array };
  return Object.fromEntries(
    feeds.map(({ name, dtype, shape }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const scale = dtype === 'float32' ? FEED.cycle : 1;
      const values = Array.from({ length }, (_, index) => ((index * FEED.step) % FEED.cycle) / scale);
      return [
        name,
        dtype === 'int64'
          ? new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape)
          : new ort.Tensor(dtype, arrays[dtype].from(values), shape),
      ];
    }),
  );
}

async function timeInNode(path: string, feeds: Feed[]): Promise<number> {
  const session = await ort.InferenceSession.create(path, { intraOpNumThreads: 2 });
  const tensors = nodeTensors(feeds);
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    await session.run(tensors);
    if (run > 0) times.push(performance.now() - start);
  }
  await session.release();
  return median(times);
}

/** The page in which onnxruntime-web runs: `time(modelUrl, feeds, runs)` gives milliseconds. */
const PAGE = `<!doctype html><script type="module" src="/bench.js"></script>`;
const SCRIPT = `
import * as ort from '/ort/ort.wasm.min.mjs';
ort.env.wasm.wasmPaths = '/ort/';
ort.env.wasm.numThreads = 1;
const arrays = { float32: Float32Array, int32: Int32Array };
const valuesOf = ({ dtype, shape }) => {
  const length = shape.reduce((product, size) => product * size, 1);
  const scale = dtype === 'float32' ? ${FEED.cycle} : 1;
  return Array.from({ length }, (_, index) => ((index * ${FEED.step}) % ${FEED.cycle}) / scale);
};
window.time = async (url, feeds, runs) => {
  const session = await ort.InferenceSession.create(url, { executionProviders: ['wasm'] });
  const tensors = Object.fromEntries(feeds.map((feed) => ({ ...feed, values: valuesOf(feed) })).map(({ name, dtype, shape, values }) => [name,
    new ort.Tensor(dtype, dtype === 'int64' ? BigInt64Array.from(values, BigInt) : arrays[dtype].from(values), shape)]));
  const times = [];
  for (let run = 0; run <= runs; run++) {
    const start = performance.now();
    await session.run(tensors);
    if (run > 0) times.push(performance.now() - start);
  }
  await session.release();
  return times;
};
`;

async function serveGraphs(): Promise<{ url: string; close(): void }> {
  const types: Record<string, string> = {
    '.mjs': 'text/javascript',
    '.js': 'text/javascript',
    '.wasm': 'application/wasm',
  };
  const folders: Record<string, string> = {
    ort: join(ROOT, 'node_modules/onnxruntime-web/dist'),
    models: join(ROOT, 'models'),
  };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname);
    const [, folder = '', ...rest] = path.split('/');
    const root = folders[folder];
    const isolated = {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    };
    if (path === '/') response.writeHead(200, { ...isolated, 'Content-Type': 'text/html' }).end(PAGE);
    else if (path === '/bench.js') {
      response.writeHead(200, { ...isolated, 'Content-Type': 'text/javascript' }).end(SCRIPT);
    } else if (root) {
      const type = types[extname(path)] ?? 'application/octet-stream';
      response
        .writeHead(200, {
          ...isolated,
          'Cross-Origin-Resource-Policy': SECURITY_HEADERS['Cross-Origin-Resource-Policy'],
          'Content-Type': type,
        })
        .end(readFileSync(join(root, ...rest)));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
}

declare const time: (url: string, feeds: Feed[], runs: number) => Promise<number[]>;

/** Times every shipped graph in both runtimes, one after the other. */
export async function benchGraphs(): Promise<GraphTimes[]> {
  const executablePath = findChromium();
  const server = await serveGraphs();
  const browser = await chromium.launch({
    args: CHROMIUM_FLAGS,
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => 'time' in globalThis);
    const results: GraphTimes[] = [];
    for (const id of IDS) {
      const record = modelRecord(id);
      const path = record.files[0]!.path;
      const feeds = feedsOf(record);
      const browserMilliseconds = median(
        await page.evaluate(([url, given, runs]) => time(url, given, runs), [
          `/models/${path}`,
          feeds,
          RUNS,
        ] as const),
      );
      const nodeMilliseconds = await timeInNode(join(ROOT, 'models', path), feeds);
      results.push({
        id,
        browserMilliseconds,
        nodeMilliseconds,
        ratio: browserMilliseconds / nodeMilliseconds,
      });
    }
    return results;
  } finally {
    await browser.close();
    server.close();
  }
}
