import type { Messages } from '../en';

/** Chinese messages for the film's sound. */
export const soundZh: Messages['sound'] = {
  label: '声音',
  made: '根据动态生成。',
  choose: '使用自己的声音',
  another: '选择其他声音',
  remove: '改回生成的声音',
  chosen: '{{ name }}，{{ time }}',
  note: '它会取代生成的声音，并按影片长度剪短或循环。影片记录会说明声音由你提供，但不会写出文件名。',
  reading: '正在读取声音……',
  unplayable: '此文件中没有可在这里播放的声音。请尝试 MP3、M4A、WAV 或 OGG。',
  tooLarge: '此文件大于 {{ limit }}。请选择较短的文件。',
  failed: '无法读取声音。请重试。',
};
