import { checkFile } from './pipeline/check-file';
import type { CheckReport } from './pipeline/check-report';
import { createVideo, type CreateVideoRequest } from './pipeline/create-video';
import { moderatePhoto, moderatePrompt, type Moderated } from './pipeline/moderate';
import type { AnimateReport } from './pipeline/report';
import { saveCopy, type CopyFormat } from './pipeline/save-copy';
import { AUTOMATION_INPUT } from './shared/app';
import { isAbort, toErrorPayload, type ErrorPayload } from './shared/errors';
import { toMotionFile, type MotionFile } from './shared/motion';
import type { Frame } from './shared/pixels';

/**
 * The command line's way into the built app (`?automation`): the same pipeline that the views use, with options that
 * they do not offer. The file comes through a file input, as a person's does; answers go to functions that the driver
 * has exposed.
 */
export interface Automation {
  animate(
    /** `consent`: the people in the photo agreed. Without it a photo with faces is held. */
    request: Omit<CreateVideoRequest, 'file'> & { frames: boolean; also?: CopyFormat[]; consent?: boolean },
  ): Promise<Outcome<{ report: AnimateReport; motion: MotionFile; mp4: string; copies: FilmCopyFile[] }>>;
  inspect(): Promise<Outcome<CheckReport>>;
  /** The photo gate's machine part on the file; the prompt gate on a text. */
  moderatePhoto(): Promise<Moderated>;
  moderatePrompt(prompt: string): Promise<Moderated>;
}

/** A film in another format, base64. */
export interface FilmCopyFile {
  format: CopyFormat;
  bytes: string;
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: ErrorPayload };

/** What the driver exposes in the page. */
export interface AutomationListener {
  stillwakeProgress?: (stage: string, completed: number, total: number) => void;
  /** A frame as PNG, base64. */
  stillwakeFrame?: (layer: 'clean' | 'marked', index: number, png: string) => Promise<void>;
}

/** Puts the interface on the window. */
export function installAutomation(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.id = AUTOMATION_INPUT;
  input.hidden = true;
  document.body.append(input);
  const listener = globalThis as AutomationListener;
  const file = () => {
    const chosen = input.files?.[0];
    if (!chosen) throw new Error('no file was given');
    return chosen;
  };
  const automation: Automation = {
    animate: ({ frames, also = [], consent = false, ...request }) =>
      outcome(async () => {
        const created = await createVideo(
          { ...request, file: file() },
          {
            signal: new AbortController().signal,
            ...(consent ? { reviewer: { askConsent: () => Promise.resolve('confirmed' as const) } } : {}),
            onProgress: (stage, completed, total) => listener.stillwakeProgress?.(stage, completed, total),
            ...(frames
              ? {
                  frameTap: async (layer: 'clean' | 'marked', frame: Frame) =>
                    listener.stillwakeFrame?.(layer, frame.index, await toBase64(await toPng(frame))),
                }
              : {}),
          },
        );
        const copies: FilmCopyFile[] = [];
        for (const format of also) {
          const { file } = await saveCopy(created, format, { signal: new AbortController().signal });
          copies.push({ format, bytes: await toBase64(file) });
        }
        return {
          copies,
          report: created.report,
          motion: toMotionFile(created.motion),
          mp4: await toBase64(created.video.mp4),
        };
      }),
    moderatePhoto: () => moderatePhoto(file(), new AbortController().signal),
    moderatePrompt: (prompt) => moderatePrompt(prompt, new AbortController().signal),
    inspect: () =>
      outcome(async () => (await checkFile(file(), { signal: new AbortController().signal })).report),
  };
  Object.assign(globalThis, { stillwake: automation });
}

async function outcome<T>(task: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await task() };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { ok: false, error: toErrorPayload(error) };
  }
}

/** A frame as an 8-bit PNG, pixel for pixel. */
async function toPng({ image }: Frame): Promise<Blob> {
  const [width, height] =
    'data' in image ? [image.width, image.height] : [image.displayWidth, image.displayHeight];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2D canvas');
  if ('data' in image) context.putImageData(new ImageData(image.data, width, height), 0, 0);
  else context.drawImage(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const chunks: string[] = [];
  for (let start = 0; start < bytes.length; start += 0x6000) {
    chunks.push(btoa(String.fromCharCode(...bytes.subarray(start, start + 0x6000))));
  }
  return chunks.join('');
}
