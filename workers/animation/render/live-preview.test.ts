import { describe, expect, it } from 'vitest';
import { chooseGrid } from '../../../src/shared/motion';
import { LivePreview } from './live-preview';
import { makeMotion, makePhoto } from './scenes.test-support';

const width = 180;
const height = 240;
const photo = makePhoto(width, height, 2, 0.3);
const grid = chooseGrid(photo);

function edited(frozen: (x: number, y: number) => boolean) {
  const moving = (x: number, y: number) => (frozen(x, y) ? 0 : 1);
  return makeMotion(grid.width, grid.height, { drift: [0.04, 0], sway: 0.006, moving });
}

describe('LivePreview', { timeout: 60_000 }, () => {
  it('drafts an edit that looks like the film it will be', () => {
    const before = edited(() => false);
    const after = edited((x) => x > 0.6);
    const preview = new LivePreview(photo, before);
    preview.draw(1);
    preview.setMotion(after);
    const draft = preview.draw(2.2).data;
    const film = new LivePreview(photo, after).draw(2.2).data;
    const still = photo.data;
    let difference = 0;
    let motion = 0;
    for (let i = 0; i < draft.length; i++) {
      difference += Math.abs(draft[i]! - film[i]!);
      motion += Math.abs(film[i]! - still[i]!);
    }
    expect(difference).toBeLessThan(0.08 * motion);
    // What was frozen stands still in the draft, too.
    for (let y = 0; y < height; y += 7) {
      for (let x = Math.round(0.68 * width); x < width; x += 5) {
        const at = 4 * (y * width + x);
        expect(draft.slice(at, at + 4)).toEqual(still.slice(at, at + 4));
      }
    }
  });

  it('begins with the photo after any edit, and takes an edit back', () => {
    const before = edited(() => false);
    const preview = new LivePreview(photo, before);
    const first = preview.draw(1.5).data;
    preview.setMotion(edited((_, y) => y > 0.5));
    expect(preview.draw(0).data).toEqual(photo.data);
    preview.setMotion(before);
    expect(preview.draw(1.5).data).toEqual(first);
  });
});
