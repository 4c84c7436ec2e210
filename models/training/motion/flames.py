"""Flames that the photo shows by their light: the parser is half sure of a hearth's flames before bricks, and what is half sure hardly moves.

The twin of workers/animation/diffusion/photo-cues/flames.ts; shared values stand in water-heading-golden.json of the model.
"""

from __future__ import annotations

import cv2
import numpy as np

from parser.classes import CLASS_INDEX
from .photo_cues import in_cells

#: A flame's cell is as red as LIT, redder than blue by WARM, no greener than red and no bluer than green, and fire by FAINT, more than air.
LIT, WARM, FAINT = 0.75, 0.2, 0.2
#: A flame is a piece of so many such cells that is fire by LIKELY somewhere; its cells then are by SURE.
LEAST_CELLS, LIKELY, SURE = 3, 0.4, 0.97


def with_flames(scene: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """[16,h,w] class map ``scene`` with flames of the photo [3,4h,4w], 0..1, made sure of; other cells as they were."""
    red, green, blue = (in_cells(channel).mean((2, 3)) for channel in photo)
    fire = scene[CLASS_INDEX["fire"]]
    air = scene[CLASS_INDEX["sky"]] + scene[CLASS_INDEX["cloud"]]
    bright = (red > LIT) & (red - blue > WARM) & (red >= green) & (green >= blue) & (fire > FAINT) & (fire > air)
    count, parts = cv2.connectedComponents(bright.astype(np.uint8), connectivity=8)
    out = scene.copy()
    for index in range(1, count):
        piece = parts == index
        if piece.sum() < LEAST_CELLS or fire[piece].max() < LIKELY:
            continue
        raised = piece & (fire < SURE)
        others = (1 - SURE) / np.maximum(1 - fire, 1e-6)
        out[:, raised] *= others[raised]
        out[CLASS_INDEX["fire"], raised] = SURE
    return out
