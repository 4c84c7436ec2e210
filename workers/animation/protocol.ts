import type { PixelRect } from '../../src/shared/crop/choose-crop';
import type { Motion } from '../../src/shared/motion';
import type { MotionEdit } from '../../src/shared/motion-edit/edits';
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
  /** Denoising steps that gave NaN or what is far out of range and were taken once more. */
  redoneSteps: number;
}

export type RendererChoice = 'webgpu' | 'cpu' | 'auto';

/** The visible label, painted into every frame. */
export interface LabelOptions {
  text: string;
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
  /** Colour of the plate beneath the text; dark unless given. */
  style?: 'dark' | 'light';
}

/** A picture that lies over part of a frame. */
export interface PictureLayer {
  /** Of its upper left corner, pixels of the frame; it lies wholly within. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Packed RGBA, red in the low byte, colour premultiplied by alpha, row-major. */
  pixels: Int32Array<ArrayBuffer>;
}

/** What lies over the pictures of a scene and beneath label and watermark, frame by frame. */
export interface Dressing {
  /** How much light the picture has, 0 (dark) to 1. */
  light?: Float32Array;
  /** Words, and how opaque they are, 0..1. */
  card?: { layer: PictureLayer; opacity: Float32Array };
}

export interface RenderRequest {
  /** The photo at output size. */
  photo: RgbaImage;
  motion: Motion;
  framesPerSecond: number;
  /** How many frames: loops * loopSeconds * framesPerSecond, rounded. Time runs on over the loops. */
  frameCount: number;
  label: LabelOptions;
  /** What the imperceptible watermark is to say: a payload of src/shared/watermark/payload.ts whose last digits are free. */
  watermark: string;
  /** Whether it says just that: the last digits are given too, because other photos of the same film have them. */
  watermarkExactly?: boolean;
  dressing?: Dressing;
  /** Marked frames go here (a frame channel of src/shared/rpc.ts). */
  frames: MessagePort;
  /** The same frames before label and watermark, for the command line. */
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
  /** What drew the last frame. */
  renderer: 'webgpu' | 'cpu';
  /** What the watermark says: the one asked for, but for its last digits (src/shared/watermark/mark.ts). */
  watermark: string;
  quality: RenderQuality;
  /** The frame at which the GPU was lost; from it on the CPU drew. */
  gpuLostAtFrame?: number;
}

/** A live preview: a part of a photo at a small size, and its motion. */
export interface PreviewRequest {
  /** The whole photo. */
  photo: RgbaImage;
  /** What is shown of it. */
  part: PixelRect;
  /** Over the whole photo, untouched. */
  motion: Motion;
  sceneMap: SceneMap;
  edits: readonly MotionEdit[];
  /** Of the preview. */
  maxPixels: number;
  /** Length of the film that is previewed: camera moves take as long. */
  filmSeconds: number;
  label: LabelOptions;
  /** Frames to give back, spread over the film. */
  sampleCount: number;
}

export interface OpenedPreview {
  id: number;
  width: number;
  height: number;
  /** For the gate, with the label. */
  frames: RgbaImage[];
}

export interface PlayRequest {
  id: number;
  /** Labelled frames go here (a frame channel of src/shared/rpc.ts), at most so many a second. */
  frames: MessagePort;
  framesPerSecond: number;
  /** Where in the film it begins. */
  startSeconds: number;
  /** Stands at that instant, and draws it again when it is edited. */
  paused: boolean;
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
  /** Opens a live preview, drawn by the CPU renderer. What it shows may be painted once its frames have passed the gate. */
  openPreview(params: PreviewRequest): OpenedPreview;
  /** Shapes the motion of an open preview: all edits, from the untouched motion on. */
  editPreview(params: { id: number; edits: readonly MotionEdit[] }): Record<string, never>;
  /**
   * Draws until `stopPreview`, another `playPreview` of it or `closePreview`. Not to be cancelled where it can be stopped: a worker that is
   * planning an edit cannot answer a cancel in time, and would be ended for it.
   */
  playPreview(params: PlayRequest): Record<string, never>;
  stopPreview(params: { id: number }): Record<string, never>;
  closePreview(params: { id: number }): Record<string, never>;
}
