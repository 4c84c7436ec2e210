import { For } from 'solid-js';

/** A wave line over the whole width, with one period more than is seen: sliding by a period closes the loop. */
function wave(y: number, amplitude: number, period: number): string {
  let path = `M${-period} ${y}`;
  for (let x = -period; x < 1440 + 2 * period; x += period) {
    path += `q${period / 4} ${-amplitude} ${period / 2} 0t${period / 2} 0`;
  }
  return `${path}V920H${-period}Z`;
}

const WAVES = [
  { y: 486, amplitude: 5, period: 180 },
  { y: 548, amplitude: 9, period: 260 },
  { y: 632, amplitude: 14, period: 360 },
  { y: 738, amplitude: 20, period: 480 },
];

/** The sun's own wake: strokes of light that widen towards the viewer. */
const GLINTS = [
  { y: 441, width: 146 },
  { y: 454, width: 92 },
  { y: 468, width: 124 },
  { y: 484, width: 64 },
];

const STARS = [
  [180, 90, 1.6],
  [300, 200, 1.1],
  [420, 70, 1.3],
  [512, 170, 1],
  [610, 96, 1.5],
  [700, 220, 1],
  [742, 60, 1.2],
  [930, 120, 1.4],
  [1010, 60, 1],
  [1104, 190, 1.6],
  [1220, 90, 1.1],
  [1330, 170, 1.4],
  [830, 150, 0.9],
  [560, 260, 0.9],
] as const;

const REEDS = [
  [1180, 250, -34],
  [1212, 330, -20],
  [1240, 214, 12],
  [1262, 372, 26],
  [1296, 290, -16],
  [1322, 400, 18],
  [1352, 262, 34],
  [1390, 340, 10],
] as const;

/**
 * A drawn seascape that does what the app does: the land stays, what can move moves. Dawn by day, a moonlit night in
 * the dark. Pure decoration, all ours; its motion stops for people who want less of it.
 */
export function HeroArt() {
  return (
    <svg class="art" viewBox="0 84 1440 810" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <linearGradient id="art-sky" x1="0" y1="0" x2="0" y2="1">
          <stop class="art-sky-0" offset="0" />
          <stop class="art-sky-1" offset="0.62" />
          <stop class="art-sky-2" offset="1" />
        </linearGradient>
        <linearGradient id="art-sea" x1="0" y1="0" x2="0" y2="1">
          <stop class="art-sea-0" offset="0" />
          <stop class="art-sea-1" offset="1" />
        </linearGradient>
        <radialGradient id="art-glow">
          <stop class="art-glow-0" offset="0" />
          <stop class="art-glow-1" offset="1" />
        </radialGradient>
      </defs>
      <rect width="1440" height="436" fill="url(#art-sky)" />
      <g class="art-stars">
        <For each={STARS}>{([x, y, r]) => <circle cx={x} cy={y} r={r} />}</For>
      </g>
      <circle cx="806" cy="380" r="420" fill="url(#art-glow)" />
      <circle class="art-sun" cx="806" cy="380" r="66" />
      <g class="art-clouds art-clouds-far">
        <path d="M560 236h230a22 22 0 0 0 0-44h-36a40 40 0 0 0-74-8 52 52 0 0 0-94 12h-26a20 20 0 0 0 0 40Z" />
        <path d="M1010 168h210a20 20 0 0 0 0-40h-40a36 36 0 0 0-66-4 44 44 0 0 0-78 8h-26a18 18 0 0 0 0 36Z" />
      </g>
      <g class="art-clouds art-clouds-near">
        <path d="M120 306h300a24 24 0 0 0 0-48h-54a46 46 0 0 0-86-6 56 56 0 0 0-100 10h-60a22 22 0 0 0 0 44Z" />
        <path d="M900 300h250a18 18 0 0 0 0-36h-60a34 34 0 0 0-64-2 40 40 0 0 0-70 4h-56a17 17 0 0 0 0 34Z" />
      </g>
      <path
        class="art-hill-far"
        d="M0 436V352c70-22 118-60 176-58 66 2 96 52 168 74 70 22 128 30 214 68ZM1440 436V330c-64-10-118-56-180-40-70 18-112 78-196 104-40 12-84 24-122 42Z"
      />
      <path
        class="art-hill-near"
        d="M0 440V392c60-2 110 6 168 18 60 12 118 16 190 30ZM1440 440V378c-70 2-120 18-178 34-46 12-90 20-140 28Z"
      />
      <rect y="434" width="1440" height="480" fill="url(#art-sea)" />
      <g class="art-glints">
        <For each={GLINTS}>
          {({ y, width }) => <rect x={806 - width / 2} y={y} width={width} height="6" rx="3" />}
        </For>
      </g>
      <For each={WAVES}>
        {({ y, amplitude, period }, index) => (
          <path class={`art-wave art-wave-${index()}`} d={wave(y, amplitude, period)} />
        )}
      </For>
      <g transform="translate(302 184) scale(0.5)">
        <g class="art-boat">
          <path class="art-boat-wake" d="M548 532c-46 4-92 12-150 14M556 540c-30 8-70 18-120 24" />
          <path class="art-boat-sail" d="M596 520V404c34 34 52 74 56 116ZM588 520v-92c-20 30-34 60-40 92Z" />
          <path class="art-boat-hull" d="M536 526h126c-4 14-14 22-30 22h-62c-18 0-30-8-34-22Z" />
        </g>
      </g>
      <g class="art-reeds">
        <For each={REEDS}>
          {([x, height, lean]) => (
            <path
              d={`M${x} 912q${lean * 0.1} ${-height * 0.6} ${lean} ${-height}q${-lean * 0.5 + 6} ${height * 0.5} ${-lean + 9} ${height}Z`}
            />
          )}
        </For>
      </g>
    </svg>
  );
}
