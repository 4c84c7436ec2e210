/** What is done to a film, as ffmpeg arguments: each step makes a file from the one before. */
export interface Attack {
  name: string;
  /** Whether every clip has to be read; else reading is aimed at. */
  must: boolean;
  steps: { args: string[]; suffix: string }[];
  /** The picture alone is taken, of one frame. */
  still?: boolean;
}

const x264 = (crf: number): string[] => ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(crf)];
const YUV = ['-pix_fmt', 'yuv420p', '-an', '-threads', '1'];
const mp4 = (...args: string[]) => ({ args: [...args, ...YUV], suffix: 'mp4' });
const film = (name: string, must: boolean, ...args: string[]): Attack => ({
  name,
  must,
  steps: [mp4(...args)],
});
const short = (pixels: number) => `scale='if(lt(iw,ih),${pixels},-2)':'if(lt(iw,ih),-2,${pixels})'`;
const MESSENGER = [
  ...['-vf', short(480), '-c:v', 'libx264', '-preset', 'veryfast'],
  ...['-b:v', '600k', '-maxrate', '600k', '-bufsize', '1200k'],
];
const MEDIUM = x264(23);
const still = (name: string, filter: string, suffix: string, ...args: string[]): Attack => ({
  name,
  must: false,
  still: true,
  steps: [{ args: ['-vf', filter, '-frames:v', '1', ...args], suffix }],
});

/** The table's rows. */
export const ATTACKS: Attack[] = [
  film('the film itself (H.264 CRF 18)', true, '-c:v', 'copy'),
  film('H.264 CRF 28', true, ...x264(28)),
  film('H.264 CRF 35', true, ...x264(35)),
  {
    name: 'VP9 300 kb/s',
    must: true,
    steps: [
      {
        args: [...['-c:v', 'libvpx-vp9', '-b:v', '300k', '-deadline', 'realtime', '-cpu-used', '6'], ...YUV],
        suffix: 'webm',
      },
    ],
  },
  film('half size, CRF 28', true, '-vf', 'scale=trunc(iw/4)*2:trunc(ih/4)*2', ...x264(28)),
  film('15 frames a second, CRF 28', true, '-r', '15', ...x264(28)),
  { name: 'messenger: 480p, 600 kb/s, twice', must: true, steps: [mp4(...MESSENGER), mp4(...MESSENGER)] },
  film('240 px short side, CRF 26', false, '-vf', short(240), ...x264(26)),
  film('10 % cropped left, CRF 23', false, '-vf', 'crop=trunc(iw*0.45)*2:ih:iw*0.1:0', ...MEDIUM),
  film('10 % cropped right, CRF 23', false, '-vf', 'crop=trunc(iw*0.45)*2:ih:0:0', ...MEDIUM),
  film('10 % cropped above, CRF 23', false, '-vf', 'crop=iw:trunc(ih*0.45)*2:0:ih*0.1', ...MEDIUM),
  film('10 % cropped below, CRF 23', false, '-vf', 'crop=iw:trunc(ih*0.45)*2:0:0', ...MEDIUM),
  film('turned by 2 degrees, CRF 23', false, '-vf', 'rotate=2*PI/180', ...MEDIUM),
  film(
    '1:1 with bars, 720 px, CRF 23',
    false,
    '-vf',
    'scale=720:720:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=720:720:(ow-iw)/2:(oh-ih)/2',
    ...MEDIUM,
  ),
  film('mirrored, CRF 23', false, '-vf', 'hflip', ...MEDIUM),
  still(
    'screenshot, PNG, 0.8 of the size within a screen',
    'scale=iw*0.8:-1,pad=iw*1.25:ih*1.3:iw*0.1:ih*0.12:0x202830',
    'png',
  ),
  still(
    'screenshot, JPEG q60',
    'scale=iw*0.8:-1,pad=iw*1.25:ih*1.3:iw*0.1:ih*0.12:0x202830',
    'jpg',
    '-q:v',
    '8',
  ),
  still('one frame, JPEG q60', 'null', 'jpg', '-q:v', '8'),
];

/** Where the targets end: each done more and more. */
export const CURVES: Attack[] = [
  ...[320, 280, 240, 200].map((pixels) =>
    film(`${pixels} px short side, CRF 26`, false, '-vf', short(pixels), ...x264(26)),
  ),
  ...[20, 30, 40, 50].map((percent) =>
    film(
      `${percent} % cropped left, CRF 23`,
      false,
      ...['-vf', `crop=trunc(iw*${(100 - percent) / 200})*2:ih:iw*${percent / 100}:0`],
      ...MEDIUM,
    ),
  ),
  ...[1, 2, 3, 4, 6].map((degrees) =>
    film(`turned by ${degrees} degrees, CRF 23`, false, '-vf', `rotate=${degrees}*PI/180`, ...MEDIUM),
  ),
];
