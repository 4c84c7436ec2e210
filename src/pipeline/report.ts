import type { RenderQuality } from '../../workers/animation/protocol';
import type { ModelProvider } from '../../workers/shared/onnx/provider';
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

/** What was made and how, for the command line and for a result's facts. Holds the prompt: it stays on the device. */
export interface AnimateReport {
  /** Natural size, after EXIF orientation. */
  photo: { width: number; height: number };
  prompt: string;
  seed: number;
  /** What was done to the generated motion, in order. */
  edits: MotionEdit[];
  providers: { model: ModelProvider };
  renderer: 'webgpu' | 'cpu';
  gates: Record<GateName, Verdict>;
  /** Area fraction of each class. */
  scene: SceneSummary;
  motion: MotionFigures;
  quality: RenderQuality;
  /** The layers that sound. */
  sound: string[];
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
