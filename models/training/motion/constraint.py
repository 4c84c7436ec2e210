"""What is done to a motion after the net, and to the baseline's alike: nothing hard is torn, what surely stands still does.

It only takes away: no amplitude grows, no direction turns. The twin of workers/animation/diffusion/constrain.ts; shared values
stand in tests/constraint-golden.json.

- `moving`: cells that the class map surely calls static are stilled, doubtful specks sink; so does what seems to move on a page of flat
  colour and is flat itself (a screenshot's blue bar is no sky, and a burnt-out one shows no motion).
- Drift: each body (air, water, flames) slows down before what is not itself (headroom.py). A hard edge of the photo that hangs
  together with something foreign belongs to it: a roof's aerial, a branch, a lamp, which a class map is too coarse for.
- Oscillation and light: they end before what surely stands still, and the air's before all but plants, which sway against it.
"""

from __future__ import annotations

import numpy as np

from parser.classes import CLASS_INDEX
from . import grid
from .headroom import even3, headroom
from .programs import MOVING_CLASSES

#: A body that drifts: the classes that are it, and those that it may drift into.
BODIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("sky", "cloud", "smoke"), ("sky", "cloud", "smoke")),
    (("still_water", "moving_water", "waterfall"), ("still_water", "moving_water", "waterfall")),
    (("fire",), ("fire", "smoke")),
)
#: What sways against the sky without a seam.
PLANTS = ("foliage", "grass")
#: Share of static classes from which `moving` falls, and where it ends.
STILL_FROM, STILL_TO = 0.55, 0.8
#: Steepest change of brightness a pixel (of the photo at four pixels a cell) that clouds show; beyond it an edge is hard. Of the labelled
#: training photos 2.6 % of the cells inside a sky are steeper and 77 % of those on its border.
HARD_EDGE = 0.1
#: So far does a hard edge hang together with what it grows out of, cells.
EDGE_GROWTH = 12
#: A page, not a photo: one flat colour (to within FLAT of brightness) covers more than so much of it. On a page what moves is believed when
#: MUCH of all cells move and are not flat themselves.
PAGE, FLAT, MUCH = 0.25, 0.008, 0.02
#: Photo pixels to a cell, each way.
PHOTO_SCALE = 4
BRIGHTNESS = (0.3, 0.59, 0.11)


def shares_of(scene: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """[h,w] summed probability of classes."""
    return scene[[CLASS_INDEX[n] for n in names]].sum(0, dtype=np.float32)


def hard_edges(photo: np.ndarray) -> np.ndarray:
    """[h,w] bool: cells of a photo [3,4h,4w], 0..1, that a hard edge runs through."""
    y = np.tensordot(np.array(BRIGHTNESS, np.float32), photo.astype(np.float32), 1)
    padded = np.pad(y, 1, mode="edge")
    gx, gy = (padded[1:-1, 2:] - padded[1:-1, :-2]) / 2, (padded[2:, 1:-1] - padded[:-2, 1:-1]) / 2
    steep = (gx * gx + gy * gy) > HARD_EDGE * HARD_EDGE
    h, w = y.shape[0] // PHOTO_SCALE, y.shape[1] // PHOTO_SCALE
    return steep.reshape(h, PHOTO_SCALE, w, PHOTO_SCALE).any((1, 3))


def flat_cells(photo: np.ndarray) -> np.ndarray:
    """[h,w] bool: cells of a photo [3,4h,4w] that are of one colour."""
    _, rows, columns = photo.shape
    cells = photo.reshape(3, rows // PHOTO_SCALE, PHOTO_SCALE, columns // PHOTO_SCALE, PHOTO_SCALE)
    return (cells.max((2, 4)) - cells.min((2, 4))).max(0) < FLAT


def is_page(photo: np.ndarray, flat: np.ndarray) -> bool:
    """Whether one colour covers most of a photo's ``flat`` cells and much of it: text, a drawing, an empty picture, a burnt-out sky."""
    levels = np.floor(photo[:, ::PHOTO_SCALE, ::PHOTO_SCALE] * 255 + .5).astype(np.int64)
    colours = (levels[0] * 65536 + levels[1] * 256 + levels[2])[flat]
    return len(colours) > 0 and np.unique(colours, return_counts=True)[1].max() / flat.size > PAGE


def grow(blocked: np.ndarray, hard: np.ndarray) -> np.ndarray:
    """``blocked`` [h,w] bool and the hard edges that hang together with it, by sides and corners."""
    h, w = blocked.shape
    for _ in range(EDGE_GROWTH):
        padded = np.pad(blocked, 1)
        near = np.zeros_like(blocked)
        for dy in range(3):
            for dx in range(3):
                near |= padded[dy : dy + h, dx : dx + w]
        blocked = blocked | (near & hard)
    return blocked


def ends_before(blocked: np.ndarray) -> np.ndarray:
    """[h,w] 0..1: 0 in and beside ``blocked`` cells, 1 from three cells on."""
    return np.where(blocked, 0, np.clip(2 * even3(~blocked, 3) - 1, 0, 1)).astype(np.float32)


def _ramp(x: np.ndarray, start: float, end: float) -> np.ndarray:
    t = np.clip((x - start) / (end - start), 0, 1)
    return t * t * (3 - 2 * t)


def constrain(motion: np.ndarray, scene: np.ndarray, photo: np.ndarray | None, seconds: float) -> np.ndarray:
    """[31,h,w] of a motion in physical units, ``scene`` [16,h,w] probabilities, ``photo`` [3,4h,4w] 0..1 (None: class map alone)."""
    out = motion.copy()
    still = 1 - shares_of(scene, (*MOVING_CLASSES, "hair"))
    out[30] = grid.sink_islands(out[30] * (1 - _ramp(still, STILL_FROM, STILL_TO)))
    if photo is not None:
        flat = flat_cells(photo)
        if is_page(photo, flat) and ((out[30] >= grid.MOVING_THRESHOLD) & ~flat).mean() < MUCH:
            out[30] = 0
    hard = hard_edges(photo) if photo is not None else np.zeros(still.shape, bool)
    own = np.stack([shares_of(scene, classes) for classes, _ in BODIES])
    body = own.argmax(0)
    drift_factor = np.zeros_like(still)
    sway_factor = ends_before(still > STILL_TO)
    for index, (_, free) in enumerate(BODIES):
        here = (body == index) & (own[index] > .25)
        blocked = shares_of(scene, free) < .5
        if index == 0:
            blocked = grow(blocked, hard)
            solid = grow(shares_of(scene, (*free, *PLANTS)) < .5, hard)
            sway_factor = np.where(here & (own[0] > .5), np.minimum(sway_factor, ends_before(solid)), sway_factor)
        room = headroom(motion[0], motion[1], blocked, seconds)
        drift_factor = np.where(here, room, drift_factor)
    out[grid.DRIFT] *= drift_factor
    out[2:30] *= sway_factor
    return out
