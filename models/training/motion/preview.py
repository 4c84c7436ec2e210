"""Looking at motion: a plain renderer for eyes, not the app's (that one is ``src/workers/animation/render``).

``python -m motion.preview`` is not a command of its own; evaluate and the notebooks of the day call these functions.
"""

from __future__ import annotations

import cv2
import numpy as np

from . import grid


def _resize(maps: np.ndarray, width: int, height: int) -> np.ndarray:
    return np.stack([cv2.resize(m, (width, height), interpolation=cv2.INTER_LINEAR) for m in maps])


def render_frame(photo: np.ndarray, motion: np.ndarray, phase: float, duration_seconds: float) -> np.ndarray:
    """[H,W,3] uint8 sRGB frame at ``phase`` = t/T of a photo [H,W,3] uint8; phase 0 gives the photo."""
    height, width = photo.shape[:2]
    short = min(height, width)
    moving = _resize(motion[grid.MOVING], width, height)[0]
    fade = np.clip((moving - grid.MOVING_THRESHOLD) / (1 - grid.MOVING_THRESHOLD), 0, 1)
    fade = fade * fade * (3 - 2 * fade)
    sway = _resize(grid.displacement(motion, phase), width, height) * short * fade
    drift = _resize(motion[grid.DRIFT], width, height) * short * fade
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    out = np.zeros(photo.shape, np.float32)
    image = photo.astype(np.float32)
    for weight, seconds in ((1 - phase, phase * duration_seconds), (phase, (phase - 1) * duration_seconds)):
        sx, sy = x - sway[0] - drift[0] * seconds, y - sway[1] - drift[1] * seconds
        out += weight * cv2.remap(image, sx.astype(np.float32), sy.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    gains = 1 + (_resize(grid.gain(motion, phase), width, height) - 1) * fade
    return np.clip(out * np.maximum(gains, 0).transpose(1, 2, 0) ** (1 / 2.2), 0, 255).astype(np.uint8)


def flow_picture(vectors: np.ndarray, full_scale: float) -> np.ndarray:
    """[h,w,3] uint8: hue = direction, brightness = length / full_scale."""
    angle = (np.arctan2(vectors[1], vectors[0]) / (2 * np.pi) * 180) % 180
    size = np.clip(np.hypot(*vectors) / full_scale, 0, 1)
    hsv = np.stack([angle, np.full_like(angle, 220), 255 * np.sqrt(size)], -1).astype(np.uint8)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def sheet(photo: np.ndarray, motion: np.ndarray, duration_seconds: float, tile: int = 230) -> np.ndarray:
    """One row: photo, three frames' difference, drift, sway at two phases, moving, glow."""
    height, width = photo.shape[:2]
    scale = tile / max(height, width)
    size = (round(width * scale), round(height * scale))
    frames = [render_frame(photo, motion, p, duration_seconds) for p in (.25, .5)]
    drift = flow_picture(motion[grid.DRIFT], .03)
    sways = [flow_picture(grid.displacement(motion, p), .012) for p in (.2, .45, .7)]
    moving = np.repeat((motion[30] * 255).astype(np.uint8)[..., None], 3, -1)
    glow = np.clip(128 + 600 * (grid.gain(motion, .5) - 1), 0, 255).astype(np.uint8).transpose(1, 2, 0)
    tiles = [cv2.resize(t, size, interpolation=cv2.INTER_AREA if t.shape[0] > size[1] else cv2.INTER_NEAREST) for t in (photo, *frames, drift, *sways, moving, glow)]
    row = np.zeros((tile, tile * len(tiles), 3), np.uint8)
    for i, t in enumerate(tiles):
        row[: size[1], i * tile : i * tile + size[0]] = t
    return row
