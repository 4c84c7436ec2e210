"""What a photo itself shows of where nothing may move: printed borders, thin hard things before the sky, blur, emptiness.

A class map on the motion grid is too coarse for a mast and says nothing of focus. All is read off the photo at four pixels a cell, by box
means and comparisons alone. The twin of workers/animation/diffusion/photo-cues/; shared values stand in constraint-golden.json of the model.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

#: Photo pixels to a cell, each way.
PHOTO_SCALE = 4
BRIGHTNESS = (0.3, 0.59, 0.11)
#: A line of a border has so much of its pixels within so much of the border's colour; one with text in it so much. The photo begins where
#: no more than PHOTO of them are, and where the colour leaps by STEP over that part of the line.
BORDER_TOLERANCE, BORDER_LINE, TEXT_LINE, PHOTO_LINE = 0.03, 0.97, 0.55, 0.4
BORDER_STEP, BORDER_STEP_SHARE = 0.06, 0.6
#: So many lines lie at most from the last of a border to the first of the photo, and so many more beside it move with neither.
ASKEW, BORDER_MARGIN = 5, 2
#: Deepest border, of the side it takes from: one alone, and one that has another opposite.
DEEPEST_ALONE, DEEPEST_PAIR = 0.1, 0.3
#: What is thin is narrower than THIN pixels, stands out from what is beside it by THIN_STEP and by THIN_RATIO times what does so around it
#: (AROUND pixels each way), is as steep as THIN_EDGE somewhere, and is long.
THIN, THIN_STEP, THIN_RATIO, AROUND, THIN_EDGE = 9, 0.03, 2.5, 20, 0.06
THIN_LENGTH, THIN_ELONGATION = 8.0, 3.0
#: A thin thing that hangs in the air by itself is one when it is darker than the air and so long; bright ones are trails and edges of clouds.
AFLOAT_LENGTH = 14.0
#: At night, in a picture no brighter than NIGHT, what is narrower than THIN pixels and by SPOT brighter than all around is a lamp.
NIGHT, SPOT = 0.3, 0.2
#: Mean squares are taken over so many cells each way.
CELLS_AROUND = 2
#: A cell is blurred when its fine energy is less than BLURRED of the coarse one, and sharp from FOCUSED on when it is not faint.
BLURRED, FOCUSED, FAINT = 0.14, 0.3, 0.012
COARSE_RADIUS = 8


@dataclass
class Cues:
    """What :func:`read_cues` finds; maps are [h,w]."""

    #: Cells that a printed border, a frame or a bar takes part of or comes near to, and those that it takes half of.
    frame: np.ndarray
    framed: np.ndarray
    #: Cells that a long thin hard thing runs through, anywhere, and those of them that stand before the air by themselves.
    thin: np.ndarray
    afloat: np.ndarray
    #: Cells with a lamp in the dark, or what shines like one; none by day.
    lamps: np.ndarray
    #: Deviation of brightness within some 4 pixels (fine) and between some 4 and 16 (coarse).
    fine: np.ndarray
    coarse: np.ndarray
    #: Mean brightness.
    light: np.ndarray
    #: 0 sharp .. 1 out of focus (or empty).
    blurred: np.ndarray
    #: In focus and full of detail.
    sharp: np.ndarray


def box_mean(values: np.ndarray, radius: int) -> np.ndarray:
    """Mean over a square; beyond the border the border's own values count."""
    side = 2 * radius + 1
    return cv2.blur(values, (side, side), borderType=cv2.BORDER_REPLICATE)


def ramp(x: np.ndarray | float, start: float, end: float) -> np.ndarray:
    """0 up to ``start``, 1 from ``end`` on, an S between (Hermite)."""
    t = np.clip((x - start) / (end - start), 0, 1)
    return t * t * (3 - 2 * t)


def rank(values: np.ndarray, share: float) -> float:
    """The value that ``share`` of all do not exceed, without interpolation."""
    return float(np.sort(values, axis=None)[int(share * (values.size - 1))])


def brightness(photo: np.ndarray) -> np.ndarray:
    """[4h,4w] of a photo [3,4h,4w], 0..1."""
    return np.tensordot(np.array(BRIGHTNESS, np.float32), photo.astype(np.float32), 1)


def gradient(y: np.ndarray) -> np.ndarray:
    """[H,W] change a pixel."""
    padded = np.pad(y, 1, mode="edge")
    gx, gy = (padded[1:-1, 2:] - padded[1:-1, :-2]) / 2, (padded[2:, 1:-1] - padded[:-2, 1:-1]) / 2
    return np.sqrt(gx * gx + gy * gy)


def in_cells(values: np.ndarray) -> np.ndarray:
    """[h,w,4,4] of [4h,4w]: the pixels of each cell."""
    h, w = values.shape[0] // PHOTO_SCALE, values.shape[1] // PHOTO_SCALE
    return values.reshape(h, PHOTO_SCALE, w, PHOTO_SCALE).transpose(0, 2, 1, 3)


def border_depth(photo: np.ndarray, deepest: float) -> int:
    """Depth of a border along the upper side of [3,H,W], pixels; 0: none. No deeper than that part of H."""
    limit = int(deepest * photo.shape[1])
    reference = np.sort(photo[:, 0], 1)[:, photo.shape[2] // 2]
    near = (np.abs(photo[:, : limit + ASKEW + 1] - reference[:, None, None]).max(0) < BORDER_TOLERANCE).mean(1)
    depth = 0
    for row in range(min(limit, len(near) - ASKEW - 1)):
        if near[row] < TEXT_LINE:
            break
        if near[row] < BORDER_LINE:
            continue
        # The lines after a border may be mixtures of both: prints lie a little askew.
        after = next((row + step for step in range(1, ASKEW) if near[row + step] <= PHOTO_LINE), row + ASKEW)
        leap = np.abs(photo[:, after] - photo[:, row]).max(0) > BORDER_STEP
        if near[after] <= PHOTO_LINE and leap.mean() >= BORDER_STEP_SHARE:
            depth = after
    return depth


def borders(photo: np.ndarray) -> tuple[int, int, int, int]:
    """Depth of the borders (top, bottom, left, right) of [3,H,W], pixels. Lines that are one colour and end in a leap; bars deeper than a
    tenth count in pairs only: a flat sky over a straight sea is no bar."""
    turned = (photo, photo[:, ::-1], photo.transpose(0, 2, 1), photo.transpose(0, 2, 1)[:, ::-1])
    alone = [border_depth(view, DEEPEST_ALONE) for view in turned]
    deep = [border_depth(view, DEEPEST_PAIR) for view in turned]
    out = list(alone)
    for a, b in ((0, 1), (2, 3)):
        if deep[a] and deep[b]:
            out[a], out[b] = deep[a], deep[b]
    return out[0], out[1], out[2], out[3]


def frame_cells(photo: np.ndarray, least: int) -> np.ndarray:
    """[h,w] bool: cells of which a border takes ``least`` pixels from one side (1 - n: or comes so near that n pixels more would do)."""
    top, bottom, left, right = ((depth + PHOTO_SCALE - least) // PHOTO_SCALE if depth else 0 for depth in borders(photo))
    h, w = photo.shape[1] // PHOTO_SCALE, photo.shape[2] // PHOTO_SCALE
    out = np.zeros((h, w), bool)
    out[:top] = out[h - bottom :] = True
    out[:, :left] = out[:, w - right :] = True
    return out


def thin_pixels(photo: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[4h,4w] bool each: pixels of long, thin things that stand out sharply from both sides, and of those that are dark and longer still."""
    kernel = np.ones((THIN, THIN), np.uint8)
    stands, darker, steep = (np.zeros(photo.shape[1:], np.float32) for _ in range(3))
    for channel in photo.astype(np.float32):
        # Opening and closing: what is narrower than the square is wiped out of one of them.
        opened = cv2.dilate(cv2.erode(channel, kernel, borderType=cv2.BORDER_REPLICATE), kernel, borderType=cv2.BORDER_REPLICATE)
        closed = cv2.erode(cv2.dilate(channel, kernel, borderType=cv2.BORDER_REPLICATE), kernel, borderType=cv2.BORDER_REPLICATE)
        stands = np.maximum(stands, np.maximum(channel - opened, closed - channel))
        darker = np.maximum(darker, closed - channel)
        steep = np.maximum(steep, gradient(channel))
    marked = stands > THIN_STEP + THIN_RATIO * box_mean(stands, AROUND)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(marked.astype(np.uint8), connectivity=8)
    thin, afloat = np.zeros_like(marked), np.zeros_like(marked)
    for index in range(1, count):
        left, top, width, height, _ = stats[index]
        if max(width, height) < THIN_LENGTH / 2:
            continue
        window = np.s_[top : top + height, left : left + width]
        inside = parts[window] == index
        if steep[window][inside].max() < THIN_EDGE:
            continue
        rows, columns = np.nonzero(inside)
        length, breadth = _extent(rows.astype(np.float64), columns.astype(np.float64))
        if length < THIN_LENGTH or length < THIN_ELONGATION * breadth:
            continue
        thin[window] |= inside
        if length >= AFLOAT_LENGTH and darker[window][inside].mean() > 0.8 * stands[window][inside].mean():
            afloat[window] |= inside
    return thin, afloat


def lamp_cells(y: np.ndarray) -> np.ndarray:
    """[h,w] bool: cells of a picture at night, of brightness [4h,4w], that a bright spot stands in (a white top-hat). By day such spots are flecks of sun
    on leaves: of the cells that they marked on labelled photos, where buildings were likely by .12 as by .3, three in four were plants."""
    if y.mean() > NIGHT:
        return np.zeros((y.shape[0] // PHOTO_SCALE, y.shape[1] // PHOTO_SCALE), bool)
    kernel = np.ones((THIN, THIN), np.uint8)
    opened = cv2.dilate(cv2.erode(y, kernel, borderType=cv2.BORDER_REPLICATE), kernel, borderType=cv2.BORDER_REPLICATE)
    return in_cells(y - opened > SPOT).any((2, 3))


def _extent(rows: np.ndarray, columns: np.ndarray) -> tuple[float, float]:
    """Length and breadth of a cloud of pixels: of the even bar with the same second moments."""
    a, b, c = rows.var() + 1 / 12, columns.var() + 1 / 12, ((rows - rows.mean()) * (columns - columns.mean())).mean()
    middle, half = (a + b) / 2, np.sqrt(((a - b) / 2) ** 2 + c * c)
    return float(np.sqrt(12 * (middle + half))), float(np.sqrt(12 * max(0.0, middle - half)))


def read_cues(photo: np.ndarray, enlarged: bool = False) -> Cues:
    """Reads a photo [3,4h,4w], 0..1; of one that was ``enlarged`` to that size nothing is said of its focus."""
    y = brightness(photo)
    once = box_mean(y, 1)
    fine = np.sqrt(box_mean(in_cells((y - once) ** 2).mean((2, 3)), CELLS_AROUND))
    coarse = np.sqrt(box_mean(in_cells((box_mean(once, 1) - box_mean(y, COARSE_RADIUS)) ** 2).mean((2, 3)), CELLS_AROUND))
    ratio = fine / (coarse + 0.004)
    blurred = 1 - np.clip((ratio - BLURRED) / (FOCUSED - BLURRED), 0, 1)
    sharp = (fine > FAINT) & (ratio > FOCUSED)
    if enlarged:
        blurred, sharp = np.zeros_like(blurred), np.ones_like(sharp)
    thin, afloat = (in_cells(pixels).any((2, 3)) for pixels in thin_pixels(photo))
    return Cues(frame_cells(photo, 1 - BORDER_MARGIN), frame_cells(photo, PHOTO_SCALE // 2), thin, afloat, lamp_cells(y), fine, coarse, in_cells(y).mean((2, 3)), blurred.astype(np.float32), sharp)
