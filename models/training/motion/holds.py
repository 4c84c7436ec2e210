"""Where oscillation ends for the photo's sake: before skin, fur, rocks and walls by the photo's own edges, farther off where it is out of focus, and over ground that is half leaves.

A class map is right to a cell or two; what an edge of the photo runs through beside what stands belongs to what stands, so that motion ends inside what moves.

The twin of workers/animation/diffusion/photo-cues/holds.ts; shared values stand in holds-golden.json of the model.
"""

from __future__ import annotations

import cv2
import numpy as np

from .photo_cues import box_mean, ramp

#: What is out of focus keeps so many cells from what stands, twice over, and what stands is static by so much.
MARGIN_CELLS, MARGIN_SHARE = 3, 0.35
#: So far does what is sharp make what is beside it look sharp, cells.
LEAK_CELLS = 3
#: A cell that is static by so much stands where LEAST_STANDING such cells hang together, and one with EDGE_SHARE when a hard edge runs through it beside them.
STANDS, EDGE_SHARE, LEAST_STANDING = 0.5, 0.12, 12
#: Leaves and what is static are torn where the product of their shares (times 4, mean of TORN_CELLS cells each way) is so much, and wholly from the second on.
#: There the mean share of leaves, LITTER_CELLS cells each way, decides: up to the first of LITTER all stands, from the second on all sways.
TORN, TORN_CELLS = (0.3, 0.5), 3
LITTER, LITTER_CELLS = (0.3, 0.6), 4


def around(blurred: np.ndarray) -> np.ndarray:
    """[h,w] 0..1: ``blurred`` with its borders moved out: beside what is sharp, what is not looks sharp, since focus is a mean over cells."""
    side = 2 * LEAK_CELLS + 1
    return cv2.dilate(blurred, np.ones((side, side), np.uint8), borderType=cv2.BORDER_REPLICATE)


def away_from(rests: np.ndarray) -> np.ndarray:
    """[h,w] 0..1: 0 beside what stands (its share ``rests``), 1 some six cells away from it."""
    free = box_mean(box_mean((rests < MARGIN_SHARE).astype(np.float32), MARGIN_CELLS), MARGIN_CELLS)
    return np.clip(2 * free - 1, 0, 1)


def large_pieces(marked: np.ndarray, least: float) -> np.ndarray:
    """[h,w] bool: ``marked`` without the pieces (joined by sides and corners) of fewer than ``least`` cells."""
    count, parts, stats, _ = cv2.connectedComponentsWithStats(marked.astype(np.uint8), connectivity=8)
    return np.isin(parts, [index for index in range(1, count) if stats[index, cv2.CC_STAT_AREA] >= least])


def torn_ground(plants: np.ndarray, still: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """([h,w] 0..1: how surely a cell lies where the class map is torn between plants and what is static, [h,w] 0..1: the part of a sway that stays there)."""
    torn = ramp(box_mean((4 * plants * still).astype(np.float32), TORN_CELLS), *TORN)
    return torn, 1 - torn * (1 - ramp(box_mean(plants.astype(np.float32), LITTER_CELLS), *LITTER))


def held_cells(rests: np.ndarray, hard: np.ndarray, torn: np.ndarray) -> np.ndarray:
    """[h,w] bool: what stands (its share ``rests``) and the ``hard`` edges at its border; no specks, and nothing where the map is ``torn``."""
    stands = large_pieces((rests > STANDS) & (torn < 0.5), LEAST_STANDING)
    near = cv2.dilate(stands.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return stands | (near & hard & (rests > EDGE_SHARE))
