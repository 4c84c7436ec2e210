"""Plants seen from near sway as whole bodies, and what is out of focus less and evenly: what the photo's focus tells of the oscillation.

The twin of workers/animation/diffusion/coherence.ts; shared values stand in constraint-golden.json of the model.
"""

from __future__ import annotations

import cv2
import numpy as np

from parser.classes import CLASS_INDEX
from .headroom import even3
from .photo_cues import Cues, rank

#: Plants under a sky stand far off and answer one by one; with less sky than this they are near.
OPEN_SKY = 0.06
#: A photo is shallow when so much of its plants is blurred and so much of the picture is plants in focus.
SHALLOW_BLURRED, SHALLOW_SHARP = 0.25, 0.03
#: A body: least and largest part of the picture, widest part of the width, fullest box, least height (short sides).
BODY_LEAST, BODY_MOST, BODY_WIDEST, BODY_FULL, BODY_HEIGHT = 0.015, 0.5, 0.85, 0.42, 0.12
#: Sway at a body's foot, of that at its head, and how much a body may gain to keep the size that its cells had.
FOOT, KEEP_MOST = 0.45, 1.6
#: Means by which plants near by are evened out, in cells each way; how much blurred plants lose; a plant sways no more than so many times
#: as far as half of the plants do.
EVEN_CELLS, BLUR_LOSS, LIVELIEST = 4, 0.35, 1.25


def plant_bodies(plants: np.ndarray, flowers: np.ndarray, cues: Cues) -> list[np.ndarray]:
    """[h,w] bool each: what sways as one: in a shallow photo each piece of flowers and of plants in focus, else each compact piece of flowers."""
    h, w = plants.shape
    focused = (plants > 0.5) & cues.sharp
    shallow = _is_shallow(plants, cues)
    mask = (even3(focused.astype(np.float32), 1) > 0.4) | (flowers > 0.5) if shallow else flowers > 0.5
    mask &= plants > 0.5
    bodies = []
    count, parts, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    for index in range(1, count):
        _, _, width, height, area = stats[index]
        share = area / (h * w)
        compact = share <= BODY_MOST and width <= BODY_WIDEST * w and area >= BODY_FULL * width * height
        if share < BODY_LEAST or not (shallow or (compact and height >= BODY_HEIGHT * min(h, w))):
            continue
        bodies.append(parts == index)
    return bodies


def _is_shallow(plants: np.ndarray, cues: Cues) -> bool:
    here = plants > 0.5
    return bool(here.any() and cues.blurred[here].mean() > SHALLOW_BLURRED and (here & cues.sharp).mean() > SHALLOW_SHARP)


def cohere(spectrum: np.ndarray, scene: np.ndarray, cues: Cues) -> np.ndarray:
    """[16,h,w] oscillation of plants near by made one a body; other cells as they were. ``scene`` [16,h,w] probabilities."""
    flowers = scene[CLASS_INDEX["grass"]]
    plants = scene[CLASS_INDEX["foliage"]] + flowers
    sky = scene[CLASS_INDEX["sky"]] + scene[CLASS_INDEX["cloud"]]
    out = spectrum.copy()
    if plants.max() <= 0.5:
        return out
    bodies = plant_bodies(plants, flowers, cues)
    here = (plants > 0.5).astype(np.float32)
    soft = cues.blurred[here > 0].mean() > SHALLOW_BLURRED
    if sky.mean() < OPEN_SKY or soft:
        out = out + here * (_evened(out, here) - out)
    for body in bodies:
        out = _as_one(spectrum, out, body)
    size = np.sqrt((out * out).sum(0))
    most = LIVELIEST * rank(size[here > 0], 0.5)
    out = out * np.where((here > 0) & (size > most), most / np.maximum(size, 1e-9), 1)
    if soft:
        backdrop = here * ~np.any([*bodies, np.zeros(here.shape, bool)], axis=0)
        out = out * (1 - BLUR_LOSS * backdrop * _wide(cues.blurred * here) / np.maximum(_wide(here), 1e-3))
    return out.astype(np.float32)


def _wide(values: np.ndarray) -> np.ndarray:
    """Mean over a wide square, twice, of [h,w]."""
    side = 2 * EVEN_CELLS + 1
    for _ in range(2):
        values = cv2.blur(values.astype(np.float32), (side, side), borderType=cv2.BORDER_REPLICATE)
    return values


def _evened(spectrum: np.ndarray, here: np.ndarray) -> np.ndarray:
    """Wide means of [16,h,w] over the cells ``here``, as large on the whole as before."""
    weight = np.maximum(_wide(here), 1e-3)
    mean = np.stack([_wide(channel * here) for channel in spectrum]) / weight
    return mean * _kept(spectrum, mean, here)


def _kept(before: np.ndarray, after: np.ndarray, where: np.ndarray) -> float:
    """Factor that gives ``after`` the root mean square of ``before`` there, within KEEP_MOST."""
    had, has = (float((v.astype(np.float64) ** 2 * where).sum()) for v in (before, after))
    return min(KEEP_MOST, float(np.sqrt(had / max(has, 1e-20))))


def _as_one(spectrum: np.ndarray, out: np.ndarray, body: np.ndarray) -> np.ndarray:
    """``out`` with one sway for the body's cells, less at its foot; softly over into what is around."""
    rows = np.nonzero(body.any(1))[0]
    above = np.clip((rows[-1] + 1 - (np.arange(body.shape[0]) + 0.5)) / (rows[-1] + 1 - rows[0]), 0, 1).astype(np.float32)
    bend = np.broadcast_to((FOOT + (1 - FOOT) * above)[:, None], body.shape)
    mean = spectrum[:, body].mean(1) / bend[body].mean()
    sway = mean[:, None, None] * bend
    sway = sway * _kept(spectrum, sway, body)
    soft = np.maximum(even3(body.astype(np.float32), 2), body)
    return out + soft * (sway - out)
