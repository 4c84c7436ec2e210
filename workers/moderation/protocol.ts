import type { RgbaImage } from '../../src/shared/pixels';
import type { Verdict } from '../../src/shared/verdict';
import type { ProviderChoice, ModelProvider } from '../shared/onnx/provider';

/** The three gates' machine part. Every failure rejects: whoever asks must then block (fail closed). */
export interface ModerationProtocol {
  /** Classifies a photo. */
  checkPhoto(params: { image: RgbaImage; provider: ProviderChoice }): {
    verdict: Verdict;
    provider: ModelProvider;
  };
  /** Checks what the person wrote; the empty prompt passes. */
  checkPrompt(params: { prompt: string }): Verdict;
  /** Decodes a finished MP4 again and classifies at least `sampleCount` (>= 8) frames spread over it. */
  checkVideo(params: { mp4: Blob; sampleCount: number; provider: ProviderChoice }): {
    verdict: Verdict;
    framesChecked: number;
  };
}
