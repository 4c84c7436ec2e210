import { serve } from '../../src/shared/rpc';
import type { Verdict } from '../../src/shared/verdict';
import { sampleFrames } from '../shared/video/sample-frames';
import { Classifier } from './classifier';
import { judgeImage, worstOf } from './image-policy';
import { checkPromptText } from './prompt/check-prompt';
import type { ModerationProtocol } from './protocol';

/** The fewest frames by which a film may be judged. */
const MIN_VIDEO_FRAMES = 8;
/** Frames are decoded at no more than this; the classifier sees 224 pixels. */
const MAX_FRAME_SIDE = 1280;

const classifier = new Classifier();

serve<ModerationProtocol>({
  async checkPhoto({ image, provider }, { signal }) {
    const found = await classifier.classify(image, provider, signal);
    return { verdict: judgeImage(found.scores), provider: found.provider };
  },

  checkPrompt: ({ prompt }) => checkPromptText(prompt),

  async checkVideo({ mp4, sampleCount, provider }, { signal, progress }) {
    const count = Math.max(MIN_VIDEO_FRAMES, sampleCount);
    const verdicts: Verdict[] = [];
    for await (const frame of sampleFrames(mp4, { count, maxSide: MAX_FRAME_SIDE, signal })) {
      const { scores } = await classifier.classify(frame, provider, signal);
      verdicts.push(judgeImage(scores));
      progress('video-gate', verdicts.length, count);
    }
    return { verdict: worstOf(verdicts), framesChecked: verdicts.length };
  },
});
