/** Gates of Rec. ITU-R BS.1770-5: absolute in LUFS, relative in LU below the mean of what passes the absolute one. */
const ABSOLUTE_GATE = -70;
const RELATIVE_GATE = -10;
const OFFSET = -0.691;

/** The loudness in LUFS of a K-weighted mean square, summed over the channels; -Infinity for 0. */
export function toLufs(meanSquare: number): number {
  return OFFSET + 10 * Math.log10(meanSquare);
}

/** Integrated loudness in LUFS of blocks of 400 ms, each a K-weighted mean square; -Infinity where none passes the gates. */
export function gatedLufs(blocks: readonly number[]): number {
  const meanAbove = (gate: number) => {
    const passed = blocks.filter((block) => toLufs(block) > gate);
    return passed.length === 0 ? 0 : passed.reduce((sum, block) => sum + block, 0) / passed.length;
  };
  return toLufs(meanAbove(toLufs(meanAbove(ABSOLUTE_GATE)) + RELATIVE_GATE));
}
