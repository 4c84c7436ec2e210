import type { PromptNotice } from '../../pipeline/prompt-notices';

/** Japanese sentences about what of a prompt could not be followed. */
export const promptJa: Record<PromptNotice, string> = {
  'prompt-language-not-read':
    'このアプリが読めない言語で書かれているため、写真は言葉なしのときと同じように動きます。読めるのは英語、ベトナム語、イタリア語、スペイン語、フランス語、ドイツ語、中国語、日本語です。',
  'prompt-not-understood':
    '言葉を理解できなかったため、写真は言葉なしのときと同じように動きます。何をどう動かすかを書いてください：「雲をゆっくり左へ」。',
  'prompt-beyond':
    'ご希望の一部はこのアプリではできません。写真にあるものを動かすだけで、何かを加えたり変えたりはしません。',
  'no-sky': '空や雲をご希望ですが、この写真には見つかりませんでした。',
  'no-water': '水をご希望ですが、この写真には見つかりませんでした。',
  'no-plants': '草木をご希望ですが、この写真には見つかりませんでした。',
  'no-fire': 'ここには燃えるものがありません。この写真に火は見つかりませんでした。',
  'no-smoke': '煙や湯気をご希望ですが、この写真には見つかりませんでした。',
  'no-flag': '旗や布をご希望ですが、この写真には見つかりませんでした。',
  'no-hair': '髪をご希望ですが、この写真に人は見つかりませんでした。',
  'people-stay': '言葉で人は動きません。動くのは髪だけです。',
  'animals-stay': '動物は動きません。じっとしたままです。',
  'night-is-heard': '写真の明るさは変わりません。この映像では、夜は音で表れますが、画面には映りません。',
};
