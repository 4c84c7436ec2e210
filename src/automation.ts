import { checkFile } from './pipeline/check-file';
import type { CheckReport } from './pipeline/check-report';
import { createVideo, type CreateVideoRequest } from './pipeline/create-video';
import { createStory, type StoryRequest } from './pipeline/create-story';
import { moderatePhoto, moderatePrompt, type Moderated } from './pipeline/moderate';
import type { CreatedVideo } from './pipeline/make-film';
import type { AnimateReport, StoryReport } from './pipeline/report';
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
  /** One film of all files that were given. `consent` as above, of each of them. */
  story(
    request: Omit<StoryRequest, 'files'> & { also?: CopyFormat[]; consent?: boolean },
  ): Promise<Outcome<{ report: StoryReport; mp4: string; copies: FilmCopyFile[] }>>;
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
  input.multiple = true;
  document.body.append(input);
  const listener = globalThis as AutomationListener;
  const file = () => {
    const chosen = input.files?.[0];
    if (!chosen) throw new Error('no file was given');
    return chosen;
  };
  const onProgress = (stage: string, completed: number, total: number) =>
    listener.stillwakeProgress?.(stage, completed, total);
  const agreed = { askConsent: () => Promise.resolve('confirmed' as const) };
  const automation: Automation = {
    animate: ({ frames, also = [], consent = false, ...request }) =>
      outcome(async () => {
        const created = await createVideo(
          { ...request, file: file() },
          {
            signal: new AbortController().signal,
            ...(consent ? { reviewer: agreed } : {}),
            onProgress,
            ...(frames
              ? {
                  frameTap: async (layer: 'clean' | 'marked', frame: Frame) =>
                    listener.stillwakeFrame?.(layer, frame.index, await toBase64(await toPng(frame))),
                }
              : {}),
          },
        );
        return {
          copies: await copiesOf(created, also),
          report: created.report,
          motion: toMotionFile(created.motion),
          mp4: await toBase64(created.video.mp4),
        };
      }),
    story: ({ also = [], consent = false, ...request }) =>
      outcome(async () => {
        const created = await createStory(
          { ...request, files: [...(input.files ?? [])] },
          {
            signal: new AbortController().signal,
            onProgress,
            ...(consent ? { reviewerFor: () => agreed } : {}),
          },
        );
        return {
          copies: await copiesOf(created, also),
          report: created.report,
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

async function copiesOf(
  film: Pick<CreatedVideo, 'video' | 'signing'>,
  formats: readonly CopyFormat[],
): Promise<FilmCopyFile[]> {
  const copies: FilmCopyFile[] = [];
  for (const format of formats) {
    const { file } = await saveCopy(film, format, { signal: new AbortController().signal });
    copies.push({ format, bytes: await toBase64(file) });
  }
  return copies;
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
