import { createSignal } from 'solid-js';
import { BRUSH_RANGE } from './shape-document';

/** What a person has in hand while shaping. */
export const SHAPE_TOOLS = ['direction', 'brush', 'feel', 'camera', 'air', 'takes', 'film'] as const;
export type ShapeTool = (typeof SHAPE_TOOLS)[number];
export type BrushMode = 'freeze' | 'wake';

const [tool, setTool] = createSignal<ShapeTool>('direction');
const [brushMode, setBrushMode] = createSignal<BrushMode>('freeze');
const [brushRadius, setBrushRadius] = createSignal<number>(BRUSH_RANGE.usual);
const [announcement, setAnnouncement] = createSignal('');

export { tool, setTool };
/** What the brush does, and its radius in short sides of the photo. */
export { brushMode, setBrushMode, brushRadius, setBrushRadius };
/** What was last done, for those who do not see it. */
export { announcement };

let turn = 0;

/** Says what was done. The same words twice in a row are read twice. */
export function announce(text: string): void {
  turn++;
  setAnnouncement(turn % 2 === 0 ? text : `${text}\u00a0`);
}
