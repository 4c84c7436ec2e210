import type { PromptMessages } from './en';

/** Chinese sentences about what of a prompt could not be followed. */
export const promptZh: PromptMessages = {
  'prompt-language-not-read':
    '您的文字所用的语言本应用读不懂，因此照片会像没有文字时那样动。它能读英语、越南语、意大利语、西班牙语、法语、德语、中文和日语。',
  'prompt-not-understood':
    '没能理解您的文字，因此照片会像没有文字时那样动。请说明什么要动、怎样动：“云慢慢向左”。',
  'prompt-beyond': '您的部分要求超出了本应用的能力：它只让照片里已有的东西动，不添加也不改变任何东西。',
  'no-sky': '您想让天空或云动，但在这张照片里没有找到。',
  'no-water': '您想让水动，但在这张照片里没有找到水。',
  'no-waterfall': '你想要瀑布，但这张照片里没有找到。',
  'no-plants': '您想让植物动，但在这张照片里没有找到植物。',
  'no-fire': '这里没有可以燃烧的东西：这张照片里没有找到火。',
  'no-smoke': '您想要烟或蒸汽，但在这张照片里没有找到。',
  'no-flag': '您想让旗帜或布料动，但在这张照片里没有找到。',
  'no-hair': '您想让头发动，但在这张照片里没有找到人。',
  'people-stay': '文字不会让人动起来，只有头发可能微微飘动。',
  'animals-stay': '动物不会动，它们保持静止。',
  'night-is-heard': '照片保持原来的明亮：这段影片里看不到夜色。有植物的地方会听到虫鸣。',
  'directions-differ': '你说了相反的方向。一段影片只有一个风向，所以全部按其中一个来动。',
  'paces-differ': '你说了相反的快慢或强弱。一段影片各只有一种，所以没能全部照做。',
  'one-camera': '你想要多个运镜。一段影片只有一个：采用了说得最清楚的那个。',
  'own-sound-plays': '你想要某种声音，但这段影片播放的是你自己的声音。拿掉它，就能听到你想要的。',
};
