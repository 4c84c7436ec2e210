import { IMAGE_POLICY_VERSION, PROMPT_POLICY_VERSION } from '../../src/shared/policy-version';
import { serve } from '../../src/shared/rpc';
import { POLICY_CATEGORIES } from '../../src/shared/verdict';
import { ALWAYS_NEEDED, checkPhoto } from './check-photo';
import { checkFrames, checkVideo } from './check-video';
import { GateModels } from './models';
import { COVERAGE, POLICY } from './policy';
import { WORD_POLICY } from './policy-of-words';
import { judgePrompt } from './prompt/judge-prompt';
import type { ModerationProtocol } from './protocol';

const models = new GateModels();

serve<ModerationProtocol>({
  warmUp: async ({ provider }) => {
    await Promise.all([
      ...ALWAYS_NEEDED.map((id) => models.open(id, provider)),
      models.open('prompt-gate', 'wasm'),
    ]);
    return null;
  },
  checkPhoto: ({ image, provider }, { signal }) => checkPhoto(image, provider, models, signal),
  checkPrompt: async ({ prompt }) => {
    const classifier = await models.open('prompt-gate', 'wasm');
    return judgePrompt(prompt, (inputs) => classifier.run(inputs));
  },
  checkFrames: (params, context) => checkFrames(params, models, context),
  checkVideo: (params, context) => checkVideo(params, models, context),
  policy: () => ({
    version: { pictures: IMAGE_POLICY_VERSION, words: PROMPT_POLICY_VERSION },
    rows: [...POLICY, ...WORD_POLICY].map(({ source: _, ...row }) => row),
    coverage: POLICY_CATEGORIES.map((category) => {
      const { photo, prompt, video } = COVERAGE[category];
      return { category, photo: [...photo], prompt: [...prompt], video: [...video] };
    }),
  }),
});
