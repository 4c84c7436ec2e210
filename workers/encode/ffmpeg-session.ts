import { FFmpeg } from '@ffmpeg/ffmpeg';
import coreURL from '@ffmpeg/core?url';
import wasmURL from '@ffmpeg/core/wasm?url';
import { AppError, type ErrorCode } from '../../src/shared/errors';
import { createQueue } from '../../src/shared/rpc';

/** Loading may have to fetch 10 MB over a slow line; past this the nested worker is taken for dead. */
const LOAD_TIMEOUT_MILLISECONDS = 180_000;
/** Lines of ffmpeg's error output kept for the message of a failure. */
const LOG_LINES = 5;

/** One ffmpeg command: files in, arguments, one file out. */
export interface FfmpegJob {
  /** Written into ffmpeg's file system before the command; their buffers are transferred. */
  inputs: { name: string; data: Uint8Array<ArrayBuffer> }[];
  args: string[];
  output: string;
  /** The code of a failure. */
  errorCode: Extract<ErrorCode, 'encode-failed' | 'mux-failed'>;
  signal: AbortSignal;
}

/**
 * ffmpeg.wasm in a worker of its own below ours. Commands run strictly one after the other (two at once corrupt its
 * memory). A command that fails or is cancelled takes the instance with it: the next one starts on a fresh heap.
 */
export class FfmpegSession {
  readonly #enqueue = createQueue();
  #instance: Promise<FFmpeg> | undefined;
  #log: string[] = [];

  /** Loads ffmpeg. Errors: `errorCode`, out-of-memory. */
  async load(errorCode: FfmpegJob['errorCode']): Promise<void> {
    await this.#open(errorCode);
  }

  /** Runs a job when those before it have ended. Errors: the job's code, out-of-memory, AbortError. */
  run(job: FfmpegJob): Promise<Uint8Array<ArrayBuffer>> {
    return this.#enqueue(() => this.#run(job));
  }

  /** Ends ffmpeg and gives its memory back. Idempotent; the next job loads it anew. */
  async destroy(): Promise<void> {
    const instance = this.#instance;
    this.#instance = undefined;
    (await instance?.catch(() => undefined))?.terminate();
  }

  async #run({ inputs, args, output, errorCode, signal }: FfmpegJob): Promise<Uint8Array<ArrayBuffer>> {
    signal.throwIfAborted();
    const ffmpeg = await this.#open(errorCode);
    signal.throwIfAborted();
    // Ending the nested worker is the only way to stop a command; it rejects whatever is under way.
    const onAbort = () => void this.destroy();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#log = [];
    try {
      for (const { name, data } of inputs) await ffmpeg.writeFile(name, data);
      const status = await ffmpeg.exec(['-hide_banner', '-v', 'error', ...args, output]);
      if (status !== 0) throw new Error(`ffmpeg ended with ${status}`);
      const result = await ffmpeg.readFile(output);
      for (const name of [...inputs.map((input) => input.name), output]) await ffmpeg.deleteFile(name);
      if (typeof result === 'string' || result.length === 0) throw new Error('ffmpeg wrote nothing');
      return result as Uint8Array<ArrayBuffer>;
    } catch (cause) {
      await this.destroy();
      signal.throwIfAborted();
      throw this.#failure(errorCode, cause);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #open(errorCode: FfmpegJob['errorCode']): Promise<FFmpeg> {
    const opening = (this.#instance ??= this.#start());
    try {
      return await opening;
    } catch (cause) {
      if (this.#instance === opening) this.#instance = undefined;
      throw this.#failure(errorCode, cause);
    }
  }

  async #start(): Promise<FFmpeg> {
    const ffmpeg = new FFmpeg();
    ffmpeg.on('log', ({ message }) => {
      this.#log.push(message);
      if (this.#log.length > LOG_LINES) this.#log.shift();
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      // A nested worker whose script cannot be loaded tells nobody: without the time limit this would wait for ever.
      const timeout = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('ffmpeg did not load')), LOAD_TIMEOUT_MILLISECONDS);
      });
      await Promise.race([ffmpeg.load({ coreURL, wasmURL }), timeout]);
      return ffmpeg;
    } catch (error) {
      ffmpeg.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #failure(errorCode: FfmpegJob['errorCode'], cause: unknown): AppError {
    const text = [String(cause), ...this.#log].join(' | ');
    const code = /out of memory|OOM|Cannot (allocate|enlarge) memory|allocation failed/i.test(text)
      ? 'out-of-memory'
      : errorCode;
    return new AppError(code, text, { cause });
  }
}
