import type { Messages } from '../en';

/** Japanese messages for the film's sound. */
export const soundJa: Messages['sound'] = {
  label: '音',
  made: '動きに合わせて作られます。',
  choose: '自分の音を使う',
  another: '別の音を選ぶ',
  remove: '作られた音に戻す',
  chosen: '{{ name }}、{{ time }}',
  note: '作られた音の代わりに、動画の長さに合わせて切るか繰り返して使われます。動画には、あなたが音を加えたことだけが記録され、ファイル名は記録されません。',
  reading: '音を読み込んでいます…',
  unplayable: 'このファイルには、ここで再生できる音がありません。MP3、M4A、WAV、OGG をお試しください。',
  tooLarge: 'このファイルは {{ limit }} を超えています。短いものを選んでください。',
  failed: '音を読み込めませんでした。もう一度お試しください。',
};
