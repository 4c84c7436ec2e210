import type { Motion } from '../../src/shared/motion';
import type { RgbaImage } from '../../src/shared/pixels';
import type { SceneMap, SceneSummary } from '../../src/shared/scene';
import type { ModelProvider, ProviderChoice } from '../shared/onnx/provider';

/** What the prompt encoder understood: probabilities 0..1 by the intent names of its manifest record. */
export type PromptIntents = Record<string, number>;

export interface GeneratedMotion {
  motion: Motion;
  scene: SceneSummary;
  /** On the motion's grid: what edits and the crop go by. */
  sceneMap: SceneMap;
  intents: PromptIntents;
  provider: ModelProvider;
}

export type RendererChoice = 'webgpu' | 'cpu' | 'auto';

/** The visible label, painted into every frame. */
export interface LabelOptions {
  text: string;
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
}

export interface RenderRequest {
  /** The photo at output size. */
  photo: RgbaImage;
  motion: Motion;
  framesPerSecond: number;
  /** How many frames: loops * loopSeconds * framesPerSecond, rounded. Time runs on over the loops. */
  frameCount: number;
  label: LabelOptions;
  /** Marked frames go here (a frame channel of src/shared/rpc.ts). */
  frames: MessagePort;
  /** The same frames before the label, for the command line. */
  cleanFrames?: MessagePort;
  renderer: RendererChoice;
}

/** Figures of the clean frames; formulas in docs/measures.md. */
export interface RenderQuality {
  seamRatio: number;
  staticError: number;
  motionEnergy: number;
  sharpnessRatio: number;
}

export interface RenderReport {
  renderer: 'webgpu' | 'cpu';
  quality: RenderQuality;
}

/** One GPU device for inference and rendering. */
export interface AnimationProtocol {
  /** Opens the models and compiles what can be compiled, while the person still chooses. */
  warmUp(params: { provider: ProviderChoice }): { provider: ModelProvider };
  /** Diffuses a Motion for a photo. Progress: `scene` 1, `motion` one per denoising step. Same seed and provider, same Motion. */
  generateMotion(params: {
    photo: RgbaImage;
    prompt: string;
    seed: number;
    /** 0..1, 0.5 by default. */
    strength: number;
    /** Of the loop. */
    durationSeconds: number;
    provider: ProviderChoice;
  }): GeneratedMotion;
  /** Renders frames into `frames`, in order, at the pace of the receiver. Progress: `render` per frame. */
  render(params: RenderRequest): RenderReport;
}
