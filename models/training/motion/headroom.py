"""How far a drift may go: it slows down before what is not its own body, so that nothing hard is torn or smeared.

One definition for the motion programs (what the net learns) and for what the app does after the net
(constraint.py, workers/animation/diffusion/headroom.ts).
"""

from __future__ import annotations

import math

import cv2
import numpy as np

#: Part of the way of a whole loop (speed x T) that must be free: a velocity that falls in proportion to the distance left never gets
#: there, since the way left shrinks exponentially.
REACH = 0.6
#: Nothing drifts nearer to a foreign body than this (short sides): class maps and photos don't agree to the pixel.
MARGIN = 0.022
#: Shortest and longest look ahead, short sides.
SHORTEST, LONGEST = 0.012, 0.25
#: Steps of the look ahead and the first of them, cells: none falls on a border between cells.
STEP, FIRST = 0.5, 0.3


def even3(values: np.ndarray, times: int) -> np.ndarray:
    """[h,w] mean over 3x3 neighbours, so many times; beyond the border the border's own values count."""
    out = values.astype(np.float32)
    for _ in range(times):
        out = cv2.blur(out, (3, 3), borderType=cv2.BORDER_REPLICATE)
    return out


def headroom(vx: np.ndarray, vy: np.ndarray, blocked: np.ndarray, seconds: float) -> np.ndarray:
    """[h,w] 0..1: the part of a velocity (short sides per second) that may stay before ``blocked`` cells, [h,w] bool.

    Looks up and down stream along the cell's own velocity, since a loop is drawn from both sides. 0 in blocked cells.
    """
    h, w = blocked.shape
    short = min(h, w)
    speed = np.maximum(np.hypot(vx, vy), 1e-9)
    ux, uy = vx / speed, vy / speed
    ahead = np.clip(REACH * speed * seconds, SHORTEST, LONGEST)
    columns, rows = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
    hit = np.full((h, w), np.inf, np.float32)
    for index in range(math.ceil((float(ahead.max()) + MARGIN) * short / STEP) + 1):
        way = FIRST + index * STEP
        for sign in (1, -1):
            x = np.clip(np.floor(columns + sign * way * ux + .5), 0, w - 1).astype(np.intp)
            y = np.clip(np.floor(rows + sign * way * uy + .5), 0, h - 1).astype(np.intp)
            hit = np.where(blocked[y, x] & (hit > way), np.float32(way), hit)
    free = np.clip((hit / short - MARGIN) / ahead, 0, 1)
    free[blocked] = 0
    # Neighbours slow down together; only ever less.
    return np.minimum(free, even3(free, 2)).astype(np.float32)
