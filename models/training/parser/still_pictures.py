"""Pictures in which nothing can move, and how much of each a parser would set in motion: part of ``parser.evaluate``.

None of them is drawn by what training draws with: fixed colours, fixed directions, no dice but for the noise.
"""

from __future__ import annotations

from typing import Callable

import numpy as np

from .classes import SCENE_CLASSES
from .data import choose_grid, photo_tensor
from .net import MOVING

SIZE = (192, 256)
#: BGR ends of the gradients: blue to white, white to grey, sunset, greens, near black, sea, rose, flat grey, flat blue.
ENDS = (
    ((200, 120, 40), (250, 230, 210)), ((250, 250, 250), (180, 180, 180)), ((60, 30, 120), (60, 140, 250)), ((40, 120, 40), (160, 220, 160)),
    ((10, 10, 10), (90, 90, 90)), ((230, 200, 120), (120, 60, 20)), ((120, 200, 255), (255, 160, 220)), ((200, 200, 200), (200, 200, 200)), ((220, 150, 60), (220, 150, 60)),
)


def still_pictures() -> dict[str, list[np.ndarray]]:
    """Kind -> pictures, BGR [192,256,3] uint8."""
    height, width = SIZE
    dice = np.random.default_rng(0)
    down, right = np.linspace(0, 1, height)[:, None, None], np.linspace(0, 1, width)[None, :, None]
    around = np.hypot(down - 0.5, right - 0.5) / 0.71
    gradients = [np.array(a, float) * (1 - t) + np.array(b, float) * t + np.zeros((height, width, 3)) for a, b in ENDS for t in (down, right, around)]
    kinds = {
        "black": [np.zeros((height, width, 3))], "white": [np.full((height, width, 3), 255)], "grey": [np.full((height, width, 3), 128)],
        "noise": [dice.integers(0, 256, (height, width, 3))], "gradients": gradients,
    }
    return {kind: [np.asarray(p).round().astype(np.uint8) for p in pictures] for kind, pictures in kinds.items()}


def moving_shares(predict: Callable[[np.ndarray], np.ndarray]) -> dict[str, float]:
    """Kind -> mean probability 0..1 of a class that moves; ``gradientsMoving`` -> share of gradients that would move on more than a tenth of their cells."""
    moving = [SCENE_CLASSES.index(c) for c in MOVING]
    still = [i for i in range(len(SCENE_CLASSES)) if i not in moving]
    shares: dict[str, float] = {}
    for kind, pictures in still_pictures().items():
        answers = [predict(photo_tensor(p, *choose_grid(SIZE[1], SIZE[0])).numpy())[0] for p in pictures]
        shares[kind] = round(float(np.mean([a[moving].sum(0).mean() for a in answers])), 4)
        if kind == "gradients":
            shares["gradientsMoving"] = round(float(np.mean([(a[moving].max(0) > a[still].max(0)).mean() > 0.1 for a in answers])), 4)
    return shares
