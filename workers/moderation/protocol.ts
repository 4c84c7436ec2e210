import type { FoundFace } from '../../src/shared/faces';
import type { RgbaImage } from '../../src/shared/pixels';
import type { GateName, Verdict } from '../../src/shared/verdict';
import type { ProviderChoice, ModelProvider } from '../shared/onnx/provider';

/** A model that had a part in a verdict. */
export interface ModelUse {
  id: string;
  version: string;
}

/** What the photo gate's machine part found. */
export interface PhotoFindings {
  verdict: Verdict;
  /** Largest first. */
  faces: FoundFace[];
  models: ModelUse[];
  provider: ModelProvider;
}

/** The film's label as it was to be painted. */
export interface ExpectedLabel {
  text: string;
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';
}

/** What the film was made of: it is judged against this. */
export interface FilmOrigin {
  /** The photo as the film shows it, before the label. */
  photo: RgbaImage;
  /** In that photo. */
  faces: readonly FoundFace[];
}

/** A part of a film, and the photo that it was made of. Seconds of the film. */
export interface FilmScene extends FilmOrigin {
  fromSeconds: number;
  untilSeconds: number;
  /** Where it is seen alone: no other scene in it, no words over it, no dark. Faces are compared here alone. */
  clear: { fromSeconds: number; untilSeconds: number };
}

/** What the video gate's machine part found. */
export interface VideoFindings {
  verdict: Verdict;
  framesChecked: number;
  models: ModelUse[];
}

/** A row of the policy as people read it. */
export interface PolicyEntry {
  rule: string;
  category: string;
  gate: GateName;
  evidence: string;
  review: number | null;
  block: number | null;
}

/** The three gates' machine part. Every failure rejects: whoever asks must then block (fail closed). */
export interface ModerationProtocol {
  /** Opens the models that every photo and prompt needs, before there is one to look at. */
  warmUp(params: { provider: ProviderChoice }): null;
  /** Classifies a photo, finds its faces and reads its text. */
  checkPhoto(params: { image: RgbaImage; provider: ProviderChoice }): PhotoFindings;
  /** Checks what the person wrote; the empty prompt passes. */
  checkPrompt(params: { prompt: string }): Verdict;
  /** Classifies single generated frames (of a preview), against the photo they were made of where that is given. */
  checkFrames(params: { frames: RgbaImage[]; origin?: FilmOrigin; provider: ProviderChoice }): Verdict;
  /**
   * Decodes a finished MP4 again: every frame for flashes, the sound for its loudness, and at least `sampleCount` (>= 8) frames, those
   * that differ most, for the classifiers, the label and faces: at least two of each scene.
   */
  checkVideo(params: {
    mp4: Blob;
    sampleCount: number;
    label?: ExpectedLabel;
    /** In order, without a gap. */
    scenes?: readonly FilmScene[];
    provider: ProviderChoice;
  }): VideoFindings;
  /** The policy in force, with what looks at each category by gate. */
  policy(params: Record<string, never>): {
    /** Of the rules for pictures and films, and of those for words. */
    version: { pictures: number; words: number };
    rows: PolicyEntry[];
    coverage: { category: string; photo: string[]; prompt: string[]; video: string[] }[];
  };
}
