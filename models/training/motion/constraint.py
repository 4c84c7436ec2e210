"""What is done to a motion after the net, and to the baseline's alike: nothing hard is torn, what surely stands still does.

It only takes away: no amplitude grows, no direction turns. The twin of workers/animation/diffusion/constrain.ts; shared values
stand in constraint-golden.json of the model.

- `moving`: cells that the class map surely calls static are stilled, doubtful specks sink; so does what seems to move on a page of flat
  colour and is flat itself (a screenshot's blue bar is no sky, and a burnt-out one shows no motion).
- Drift: each body (air, water, flames) slows down before what is not itself (headroom.py). A hard edge of the photo that hangs
  together with something foreign belongs to it: a roof's aerial, a branch, a lamp, which a class map is too coarse for.
- Oscillation and light: they end before what surely stands still, and the air's before all but plants, which sway against it.
"""

from __future__ import annotations

import cv2
import numpy as np

from parser.classes import CLASS_INDEX
from . import grid
from .coherence import cohere
from .headroom import even3, headroom
from .holds import around, away_from, held_cells, large_pieces, torn_ground
from .photo_cues import PHOTO_SCALE, Cues, brightness, gradient, in_cells, ramp, rank, read_cues
from .programs import MOVING_CLASSES

#: A body that drifts: the classes that are it, and those that it may drift into.
BODIES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("sky", "cloud", "smoke"), ("sky", "cloud", "smoke")),
    (("still_water", "moving_water", "waterfall"), ("still_water", "moving_water", "waterfall")),
    (("fire",), ("fire", "smoke")),
)
#: What sways against the sky without a seam.
PLANTS = ("foliage", "grass")
AIR = ("sky", "cloud", "smoke")
WATER = ("still_water", "moving_water", "waterfall")
#: Behind people and things in focus leaves still sway by GENTLY, and water moves that covers SEA of the picture, from the first of SURE on and wholly from the second.
SURE, GENTLY, SEA = (0.6, 0.85), 0.7, 0.03
#: A lamp at night stands where a building is likely by so much, unless it is a flame by so much.
LIT, FLAME = 0.04, 0.1
#: Light never changes on these, and those of them before whose sharp shapes a blurred backdrop stands still.
UNLIT = ("face", "hair", "body", "animal", "built", "ground")
SUBJECTS = ("face", "hair", "body", "built")
#: Share of static classes from which `moving` falls, and where it ends.
STILL_FROM, STILL_TO = 0.55, 0.8
#: Steepest change of brightness a pixel (of the photo at four pixels a cell) that clouds show; beyond it an edge is hard. Of the labelled
#: training photos 2.6 % of the cells inside a sky are steeper and 77 % of those on its border.
HARD_EDGE = 0.1
#: So far does a hard edge hang together with what it grows out of, and a thin thing, cells.
EDGE_GROWTH, THIN_GROWTH = 12, 64
#: What is darker than this part of the air around it (cells each way) is no air. Of held-out cells of open sky (not those that evaluate.py reports)
#: at most 0.3 % are, 1.3 % on two photos; of what a parser took for sky wrongly a fifth.
SILHOUETTE, AIR_AROUND = 0.75, 6
#: Probability of people, animals, buildings and ground from which light changes less, and where it ends to: a small doubt is enough, since a parser that
#: misreads a wall is seldom quite sure. On the 47 held-out photos that evaluate.py does not report it leaves 0.0007 of 0.0018 on what stands still, and
#: 0.0157 of 0.0173 on what moves (from 0.15 to 0.4 without the ground before).
UNLIT_FROM, UNLIT_TO = 0.02, 0.3
#: Coarse energy of a body's cells (nine in ten have less) below which it shows nothing that could be seen to move, and from which on it does:
#: a clear sky, a wall taken for one; calm water shows less than air. Chosen on skies of labelled photos: clear ones end at 0.0053, haze and faint clouds that
#: an eye sees begin at 0.0059, fog at 0.0093.
EMPTY = (0.005, 0.0075), (0.002, 0.004)
#: Cells from anything foreign at which a body is looked at, and how much of the picture must be so far inside.
INSIDE, ENOUGH_INSIDE = 4, 0.02
#: A picture without content: coarse energy stays below. One wholly out of focus: hardly a cell is sharp, most are blurred, one in twenty has so much
#: coarse energy (fog and dusk are not blurred but empty: 0.33 of the labelled photo that comes nearest).
NO_CONTENT, NO_FOCUS, ALL_BLURRED, CONTRAST = 0.006, 0.004, 0.8, 0.01
#: A person or a thing before a blurred backdrop: so much of what is sharp is they, so much of all is blurred; what still moves there is amid
#: so much that is sharp and can move.
SUBJECT, BACKDROP, AMID_FROM, AMID_TO = 0.5, 0.25, 0.5, 0.8
#: A page, not a photo: one flat colour (to within FLAT of brightness) covers more than so much of it. On a page what moves is believed when
#: MUCH of all cells move and are not flat themselves.
PAGE, FLAT, MUCH = 0.25, 0.008, 0.02


def shares_of(scene: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """[h,w] summed probability of classes."""
    return scene[[CLASS_INDEX[n] for n in names]].sum(0, dtype=np.float32)


def hard_edges(photo: np.ndarray) -> np.ndarray:
    """[h,w] bool: cells of a photo [3,4h,4w], 0..1, that a hard edge runs through."""
    return in_cells(gradient(brightness(photo)) > HARD_EDGE).any((2, 3))


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


def grow(blocked: np.ndarray, hard: np.ndarray, steps: int = EDGE_GROWTH) -> np.ndarray:
    """``blocked`` [h,w] bool and the ``hard`` cells that hang together with it, by sides and corners."""
    h, w = blocked.shape
    for _ in range(steps):
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


def has_nothing(cues: Cues) -> bool:
    """Whether a picture has no content (a smooth gradient) or is out of focus as a whole."""
    unfocused = cues.sharp.mean() < NO_FOCUS and cues.blurred.mean() > ALL_BLURRED and rank(cues.coarse, 0.95) > CONTRAST
    return bool(unfocused or cues.coarse.max() < NO_CONTENT)


def backdrop(scene: np.ndarray, cues: Cues) -> np.ndarray:
    """[h,w] 0..1: how surely a cell belongs to people or things in focus and their blurred backdrop, and is not air; 0 in other photos."""
    subject = shares_of(scene, SUBJECTS)
    if not cues.sharp.any() or (subject[cues.sharp] > 0.5).mean() <= SUBJECT or cues.blurred.mean() <= BACKDROP:
        return np.zeros_like(cues.blurred)
    amid = even3((cues.sharp & (shares_of(scene, MOVING_CLASSES) > 0.5)).astype(np.float32), 3)
    return ((1 - ramp(amid, AMID_FROM, AMID_TO)) * (shares_of(scene, AIR) < 0.5)).astype(np.float32)


def silhouettes(air: np.ndarray, light: np.ndarray) -> np.ndarray:
    """[h,w] bool: cells taken for air (share ``air``) that are much darker than the air around: branches, ridges, birds."""
    here = (air > 0.5).astype(np.float32)
    side = 2 * AIR_AROUND + 1
    around, weight = (cv2.blur(v.astype(np.float32), (side, side), borderType=cv2.BORDER_REPLICATE) for v in (light * here, here))
    return (air > 0.25) & (light * weight < SILHOUETTE * around)


def fullness(own: np.ndarray, foreign: np.ndarray, coarse: np.ndarray, empty: tuple[float, float]) -> float:
    """0 (nothing to be seen in a body, its motion would only show at its borders) .. 1; ``own`` [h,w] its probability."""
    side = 2 * INSIDE + 1
    inside = (own > 0.5) & ~(cv2.dilate(foreign.astype(np.uint8), np.ones((side, side), np.uint8)) > 0)
    if inside.mean() < ENOUGH_INSIDE:
        return 1.0
    return float(ramp(np.array(rank(coarse[inside], 0.9)), *empty))


def constrain(motion: np.ndarray, scene: np.ndarray, photo: np.ndarray | None, seconds: float, enlarged: bool = False) -> np.ndarray:
    """[31,h,w] of a motion in physical units, ``scene`` [16,h,w] probabilities, ``photo`` [3,4h,4w] 0..1 (None: class map alone), ``enlarged`` to
    that size or not."""
    out = motion.copy()
    still = 1 - shares_of(scene, (*MOVING_CLASSES, "hair"))
    out[30] = grid.sink_islands(out[30] * (1 - ramp(still, STILL_FROM, STILL_TO)))
    none = np.zeros(still.shape, bool)
    cues = None if photo is None else read_cues(photo, enlarged)
    hard, frame, thin, held = none, none, none, none
    if photo is not None and cues is not None:
        flat = flat_cells(photo)
        if is_page(photo, flat) and ((out[30] >= grid.MOVING_THRESHOLD) & ~flat).mean() < MUCH:
            out[30] = 0
        if has_nothing(cues):
            out[30] = 0
        out[2:18] = cohere(out[2:18], scene, cues)
        rests = still + np.where(out[30] < grid.MOVING_THRESHOLD, scene[CLASS_INDEX["hair"]], 0)
        behind, plants, water = backdrop(scene, cues), shares_of(scene, PLANTS), ramp(shares_of(scene, WATER), *SURE)
        # A veil is no water: a sea behind a person is wide.
        sea = water * large_pieces(water > 0, SEA * water.size)
        out[grid.DRIFT] *= 1 - behind * (1 - sea)
        out[2:30] *= 1 - behind * (1 - np.maximum(GENTLY * ramp(plants, *SURE), sea))
        # Leaves glint one by one; out of focus nothing of that is left to see.
        out[grid.GLOW] *= 1 - cues.blurred * ramp(plants, *SURE)
        out[grid.SPECTRUM] *= 1 - around(cues.blurred) * (plants > 0.5) * (1 - away_from(rests))
        hard, frame = hard_edges(photo), cues.frame
        torn, stays = torn_ground(plants, still)
        out[grid.SPECTRUM] *= stays
        # Lamps of a town that a class map half drowns in leaves or air; no flames, nor light on water.
        lamps = cues.lamps & (scene[CLASS_INDEX["built"]] > LIT) & (water == 0) & (scene[CLASS_INDEX["fire"]] < FLAME)
        held = held_cells(rests, hard, torn) | lamps
        thin = (cues.afloat | grow(shares_of(scene, AIR) < 0.5, cues.thin, THIN_GROWTH)) & cues.thin & (shares_of(scene, AIR) > 0.25)
        out[30] = np.where(thin | cues.framed, 0, out[30])
        thin = thin | lamps | silhouettes(shares_of(scene, AIR), cues.light)
    own = np.stack([shares_of(scene, classes) for classes, _ in BODIES])
    body = own.argmax(0)
    drift_factor = np.zeros_like(still)
    sway_factor = ends_before((still > STILL_TO) | held | frame)
    for index, (_, free) in enumerate(BODIES):
        here = (body == index) & (own[index] > .25)
        blocked = (shares_of(scene, free) < .5) | frame | thin
        full = 1.0
        if index == 0:
            blocked = grow(blocked, hard)
            solid = grow((shares_of(scene, (*free, *PLANTS)) < .5) | frame | thin, hard)
            sway_factor = np.where(here & (own[0] > .5), np.minimum(sway_factor, ends_before(solid)), sway_factor)
        if cues is not None and index < len(EMPTY):
            full = fullness(own[index], blocked, cues.coarse, EMPTY[index])
            out[grid.SPECTRUM] *= np.where(here & (own[index] > .5), full, 1)
        room = headroom(motion[0], motion[1], blocked, seconds)
        drift_factor = np.where(here, room * full, drift_factor)
    out[grid.DRIFT] *= drift_factor
    out[2:30] *= sway_factor
    out[grid.GLOW] *= 1 - ramp(shares_of(scene, UNLIT), UNLIT_FROM, UNLIT_TO)
    return out
