import type { SoundRequest } from '../../workers/sound/protocol';
import { endSound, fitOwnSound, joinSounds, synthesizeSound } from '../clients/sound';
import type { PcmAudio } from '../shared/pixels';
import type { FilmJob } from './film-job';
import type { SceneTimes } from './story-timeline';

/** What a scene sounds like, from its first frame until a while into the next one. */
export interface SceneSound {
  audio: PcmAudio;
  layers: string[];
  startSample: number;
}

/** A scene's sound goes on for so long under the next one's. */
const FADE_SECONDS = 0.8;
/** Of every made sound (workers/sound/dsp/circular.ts). */
const SAMPLE_RATE = 48_000;
const FADE_SAMPLES = FADE_SECONDS * SAMPLE_RATE;

/** Synthesises a scene's sound: it begins with the scene's first frame, in step with its motion. Throws AppError or AbortError. */
export async function soundOfScene(
  scene: Pick<SoundRequest, 'motion' | 'scene' | 'intents' | 'seed'>,
  { fromFrame, untilFrame }: SceneTimes,
  framesPerSecond: number,
  job: FilmJob,
): Promise<SceneSound> {
  const sampleAt = (frame: number) => Math.round((frame / framesPerSecond) * SAMPLE_RATE);
  const startSample = sampleAt(fromFrame);
  const durationSeconds = (sampleAt(untilFrame) - startSample + FADE_SAMPLES) / SAMPLE_RATE;
  const { motion, intents, seed } = scene;
  const sound = await job.restartable(
    () =>
      synthesizeSound({ motion, scene: scene.scene, intents, seed, durationSeconds }, { signal: job.signal }),
    endSound,
  );
  return { ...sound, startSample };
}

/** The sound of a whole story: the person's own where they brought one, else the scenes' faded into each other. Throws AppError or AbortError. */
export function soundOfStory(
  sounds: readonly SceneSound[],
  ownSound: { file: Blob } | undefined,
  durationSeconds: number,
  job: FilmJob,
): Promise<PcmAudio> {
  const { signal } = job;
  return job.clock.run('sound', () =>
    job.restartable(async () => {
      if (ownSound) return (await fitOwnSound({ file: ownSound.file, durationSeconds }, { signal })).audio;
      const parts = sounds.map(({ audio, startSample }) => ({ audio, startSample }));
      const sampleCount = Math.round(durationSeconds * SAMPLE_RATE);
      return joinSounds({ parts, sampleCount, fadeSamples: FADE_SAMPLES }, { signal });
    }, endSound),
  );
}
