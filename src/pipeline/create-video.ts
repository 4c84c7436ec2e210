import type { LabelOptions } from '../../workers/animation/protocol';
import type { DecodedPhoto } from '../../workers/media/protocol';
import { endAnimation, generateMotion, warmUpAnimation } from '../clients/animation';
import { endEncode, mux, warmUpEncode } from '../clients/encode';
import { decodePhoto, encodeThumbnail, endMedia } from '../clients/media';
import { checkPhoto, checkPrompt, checkVideo, endModeration } from '../clients/moderation';
import { endSound, synthesizeSound } from '../clients/sound';
import { containerTags, writeDisclosure, type DisclosureFacts } from '../provenance/disclosure';
import { signVideo } from '../provenance/sign';
import { sha256Hex } from '../shared/sha256';
import { splitIntoLoops, type Motion } from '../shared/motion';
import { renderIntoEncoder, type FrameTap } from './frames';
import { passPhotoGate, passPromptGate, passSigning, passVideoGate, type SignedVideo } from './gates';
import { motionFigures } from './motion-figures';
import { fitTarget, type OutputSize } from './output-size';
import type { AnimateReport, Notice } from './report';
import { withRestart, type Machine } from './restart';
import { StageClock, type StageListener } from './stage-clock';

/** What a person asks for. */
export interface CreateVideoRequest extends Machine {
  file: Blob;
  /** In the person's own words; '' for none. */
  prompt: string;
  /** 32-bit unsigned. Same seed, same motion (on the same provider). */
  seed: number;
  /** Of the film, 3..15. */
  seconds: number;
  size: OutputSize;
  framesPerSecond: number;
  label: LabelOptions;
}

export interface CreateVideoOptions {
  signal: AbortSignal;
  onProgress: StageListener;
  /** Given every frame, clean and marked, for the command line. */
  frameTap?: FrameTap;
}

export interface CreatedVideo {
  video: SignedVideo;
  report: AnimateReport;
  motion: Motion;
}

/** 0..1; the middle is what the model was trained to call natural. */
const NATURAL_STRENGTH = 0.5;
const THUMBNAIL_SIDE = 320;

/**
 * One photo's journey, top to bottom: file, photo, gates, motion, frames with label, sound, MP4, gate, signature.
 * Throws AppError (every code of MediaProtocol, the gates, models, machine, encode, sign) or AbortError; on any failure
 * and on cancel all workers of the job are ended.
 */
export async function createVideo(
  request: CreateVideoRequest,
  { signal, onProgress, frameTap }: CreateVideoOptions,
): Promise<CreatedVideo> {
  const clock = new StageClock(onProgress);
  const notices: Notice[] = [];
  const notice = (next: Notice) => {
    if (!notices.includes(next)) notices.push(next);
  };
  const machine: Machine = { provider: request.provider, renderer: request.renderer };
  try {
    const decoded = await clock.run('photo', (progress) =>
      decodePhoto(request.file, fitTarget(request.size), { signal, onProgress: progress }),
    );
    // The models and the muxer load while the gates look; a failure here comes up again where they are needed.
    const warmth = Promise.allSettled([
      warmUpAnimation(machine.provider, { signal }),
      warmUpEncode({ signal }),
    ]);
    const photo = await clock.run('photo-gate', () =>
      passPhotoGate(decoded.image, () =>
        withRestart(machine, ({ provider }) => checkPhoto(decoded.image, provider, { signal }), {
          signal,
          end: endModeration,
          notice,
        }),
      ),
    );
    const prompt = await clock.run('prompt-gate', () =>
      passPromptGate(request.prompt.trim(), () => checkPrompt(request.prompt.trim(), { signal })),
    );
    await warmth;

    const { loopSeconds, loops } = splitIntoLoops(request.seconds);
    const generated = await clock.run('motion', (progress) =>
      withRestart(
        machine,
        ({ provider }) =>
          generateMotion(
            {
              photo,
              prompt,
              provider,
              seed: request.seed,
              strength: NATURAL_STRENGTH,
              durationSeconds: loopSeconds,
            },
            { signal, onProgress: progress },
          ),
        { signal, end: endAnimation, notice },
      ),
    );
    const figures = motionFigures(generated.motion);
    if (figures.movingFraction === 0) notice('nothing-moves');

    const framesPerLoop = Math.round(loopSeconds * request.framesPerSecond);
    const frameCount = framesPerLoop * loops;
    const sounding = clock.run('sound', () =>
      synthesizeSound(
        {
          motion: generated.motion,
          scene: generated.scene,
          intents: generated.intents,
          durationSeconds: frameCount / request.framesPerSecond,
          seed: request.seed,
        },
        { signal },
      ),
    );
    const rendering = clock.run('frames', (progress) =>
      withRestart(
        machine,
        ({ renderer }) =>
          renderIntoEncoder(
            {
              photo,
              motion: generated.motion,
              framesPerSecond: request.framesPerSecond,
              frameCount,
              label: request.label,
              renderer,
            },
            { signal, onProgress: progress, ...(frameTap ? { frameTap } : {}) },
          ),
        {
          signal,
          end: () => {
            endAnimation();
            endEncode();
          },
          notice,
        },
      ),
    );
    const [sound, rendered] = await Promise.all([sounding, rendering]);

    const facts: DisclosureFacts = { id: crypto.randomUUID(), createdAt: new Date() };
    const muxed = await clock.run('mux', () =>
      mux({ video: rendered.encoded, audio: sound.audio, tags: containerTags(facts) }, { signal }),
    );
    const video = await clock.run('video-gate', async () =>
      passVideoGate(await writeDisclosure(muxed, facts), (mp4) =>
        withRestart(machine, ({ provider }) => checkVideo(mp4, provider, { signal }), {
          signal,
          end: endModeration,
          notice,
        }),
      ),
    );
    const gates = { photo: photo.verdict, prompt: prompt.verdict, video: video.verdict };
    const thumbnail = await encodeThumbnail(decoded.image, THUMBNAIL_SIDE, { signal });
    let provenance: AnimateReport['provenance'] | undefined;
    const signed = await clock.run('sign', () =>
      passSigning(video, async (mp4) => {
        const result = await signVideo(
          {
            mp4,
            photoFile: request.file,
            photoMimeType: decoded.mimeType,
            photoThumbnail: thumbnail,
            facts,
            gates,
          },
          signal,
        );
        provenance = result.provenance;
        result.notices.forEach(notice);
        return result.mp4;
      }),
    );
    if (!provenance) throw new Error('unreachable: signed without provenance');

    return {
      video: signed,
      motion: generated.motion,
      report: {
        photo: decoded.natural,
        prompt: prompt.text,
        seed: request.seed,
        providers: { model: generated.provider },
        renderer: rendered.report.renderer,
        gates,
        scene: generated.scene,
        motion: figures,
        quality: rendered.report.quality,
        sound: sound.layers,
        output: {
          sizeBytes: signed.mp4.size,
          ...sizeOf(decoded),
          frames: frameCount,
          framesPerSecond: request.framesPerSecond,
          durationSeconds: frameCount / request.framesPerSecond,
          videoCodec: 'h264',
          audioCodec: 'aac',
          sha256: await sha256Hex(await signed.mp4.arrayBuffer()),
        },
        provenance,
        stages: clock.stages,
        notices,
      },
    };
  } catch (error) {
    endAll();
    throw error;
  }
}

/** Ends every worker of a job at once, and with them all memory they hold. */
export function endAll(): void {
  for (const end of [endMedia, endModeration, endAnimation, endSound, endEncode]) end();
}

function sizeOf({ image }: DecodedPhoto): { width: number; height: number } {
  return { width: image.width, height: image.height };
}
