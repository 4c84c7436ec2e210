import type { RenderQuality } from '../../workers/animation/protocol';
import type { ModelProvider } from '../../workers/shared/onnx/provider';
import type { SceneTransition } from '../provenance/film-manifest';
import type { ErrorPayload } from '../shared/errors';
import type { MotionEdit } from '../shared/motion-edit/edits';
import type { SceneSummary } from '../shared/scene';
import type { GateName, Verdict } from '../shared/verdict';
import type { MotionFigures } from './motion-figures';
import type { PromptNotice } from './prompt-notices';
import type { StageName } from './stages';

/** Things that went otherwise than asked for, none of them a failure; src/i18n has a sentence for each. */
export type Notice =
  | 'nothing-moves'
  | 'only-the-camera-moves'
  | 'photo-manifest-left-out'
  | 'identity-not-kept'
  | 'restarted-without-gpu'
  | 'restarted'
  | 'motion-step-redone'
  | 'size-reduced'
  | PromptNotice;

/** What was made and how, of any film. Holds the prompt: it stays on the device. */
export interface FilmReport {
  prompt: string;
  seed: number;
  providers: { model: ModelProvider };
  renderer: 'webgpu' | 'cpu';
  output: {
    sizeBytes: number;
    width: number;
    height: number;
    frames: number;
    framesPerSecond: number;
    durationSeconds: number;
    videoCodec: string;
    audioCodec: string;
    sha256: string;
  };
  provenance: { state: string; digitalSourceType: string; signer: string };
  stages: { stage: StageName; milliseconds: number }[];
  notices: Notice[];
}

/** What is told of one photo and how it moves. */
interface PhotoReport {
  /** Natural size, after EXIF orientation. */
  photo: { width: number; height: number };
  /** Area fraction of each class. */
  scene: SceneSummary;
  motion: MotionFigures;
  quality: RenderQuality;
}

/** Of the film of one photo, for the command line and for a result's facts. */
export interface AnimateReport extends FilmReport, PhotoReport {
  /** What was done to the generated motion, in order. */
  edits: MotionEdit[];
  gates: Record<GateName, Verdict>;
  /** The layers that sound. */
  sound: string[];
}

/** Of a film of several photos. */
export interface StoryReport extends FilmReport {
  title: string;
  closing: string;
  transition: SceneTransition;
  /** The photos in the film, in order. */
  photos: (PhotoReport & { gate: Verdict; sound: string[] })[];
  /** Those that are not in it: places among those that were given, from 0, and why. */
  leftOut: { index: number; error: ErrorPayload }[];
  gates: Record<'prompt' | 'video', Verdict>;
}
