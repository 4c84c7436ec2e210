"""The motion grid and the order, scales and limits of the motion channels: the contract shared with ``src/shared/motion.ts``.

Channel order of the 31 maps: drift x, y | 4 harmonics x (re x, im x, re y, im y) | 2 harmonics x (re, im of r, g, b) | moving.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

SPECTRUM_HARMONICS = 4
GLOW_HARMONICS = 2
DRIFT = slice(0, 2)
SPECTRUM = slice(2, 18)
GLOW = slice(18, 30)
MOVING = slice(30, 31)
CHANNELS = 31

#: Scales of the normalisation (manifest: sampler.scales). Drift spans clouds to falls and steady values near zero matter: signed
#: square root. Oscillation and glow are linear in the noise that decides them (field.py) and cross zero often: linear.
SCALES = {"drift": 0.06, "spectrum": 0.01, "glow": 0.06}
#: a = sign(n) |n|^power scale (manifest: sampler.powers).
POWERS = {"drift": 2, "spectrum": 1, "glow": 1}
#: Largest magnitudes that a renderer accepts (src/shared/motion.ts, MOTION_LIMITS).
LIMITS = {"drift": 0.25, "spectrum": 0.05, "glow": 0.5}
#: Cells whose `moving` is below this do not move in the renderer (src/shared/motion.ts).
MOVING_THRESHOLD = 0.4

CHANNEL_LIMITS = np.array([LIMITS["drift"]] * 2 + [LIMITS["spectrum"]] * 16 + [LIMITS["glow"]] * 12, np.float32)


def choose_grid(width: float, height: float, smallest: int = 3072, largest: int = 5120, middle: int = 4096) -> tuple[int, int]:
    """(h, w) in multiples of 8 with ``smallest``..``largest`` cells, nearest to the aspect (log), then to ``middle`` cells.

    With the default sizes equal to ``chooseGrid`` of ``src/shared/motion.ts``, ties included.
    """
    target = math.log(width / height)
    best, best_cost = (64, 64), math.inf
    for h in range(8, largest // 8 + 1, 8):
        for w in range(8, largest // h + 1, 8):
            if h * w < smallest:
                continue
            cost = abs(math.log(w / h) - target) + 1e-6 * abs(h * w - middle)
            if cost < best_cost:
                best, best_cost = (h, w), cost
    return best


def position_map(h: int, w: int) -> np.ndarray:
    """[2,h,w] (x, y) of the cell centres in -1..1."""
    x = (2 * np.arange(w, dtype=np.float32) + 1) / w - 1
    y = (2 * np.arange(h, dtype=np.float32) + 1) / h - 1
    return np.stack(np.broadcast_arrays(x[None, :], y[:, None])).astype(np.float32)


def normalise(motion: np.ndarray) -> np.ndarray:
    """[..., 31, h, w] physical units -> normalised: drift by signed square root, spectrum and glow linearly, moving 2m - 1."""
    out = np.empty_like(motion)
    drift = motion[..., DRIFT, :, :]
    out[..., DRIFT, :, :] = np.sign(drift) * np.sqrt(np.abs(drift) / SCALES["drift"])
    out[..., SPECTRUM, :, :] = motion[..., SPECTRUM, :, :] / SCALES["spectrum"]
    out[..., GLOW, :, :] = motion[..., GLOW, :, :] / SCALES["glow"]
    out[..., MOVING, :, :] = 2 * motion[..., MOVING, :, :] - 1
    return out


def denormalise(values: np.ndarray, scales: dict[str, float] = SCALES) -> np.ndarray:
    """Inverse of :func:`normalise`, clamped to the renderer's limits. ``scales``: the manifest's, where they are calibrated."""
    out = np.empty_like(values)
    drift = values[..., DRIFT, :, :]
    out[..., DRIFT, :, :] = drift * np.abs(drift) * scales["drift"]
    out[..., SPECTRUM, :, :] = values[..., SPECTRUM, :, :] * scales["spectrum"]
    out[..., GLOW, :, :] = values[..., GLOW, :, :] * scales["glow"]
    limits = CHANNEL_LIMITS[:, None, None]
    out[..., :30, :, :] = np.clip(out[..., :30, :, :], -limits, limits)
    out[..., MOVING, :, :] = np.clip((values[..., MOVING, :, :] + 1) / 2, 0, 1)
    return out


def sink_islands(moving: np.ndarray, smallest: int = 16, sure: float = 0.8) -> np.ndarray:
    """[h,w] `moving` without specks: islands of fewer cells than ``smallest`` that are nowhere ``sure`` (islands.ts of the app)."""
    count, islands = cv2.connectedComponents((moving >= MOVING_THRESHOLD).astype(np.uint8), connectivity=8)
    out = moving.copy()
    for index in range(1, count):
        island = islands == index
        if island.sum() < smallest and moving[island].max() < sure:
            out[island] = 0
    return out


def displacement(motion: np.ndarray, phase: float) -> np.ndarray:
    """[2,h,w] oscillating displacement (short sides) at ``phase`` = t/T, relative to frame 0."""
    spectrum = motion[SPECTRUM].reshape(SPECTRUM_HARMONICS, 4, *motion.shape[1:])
    out = np.zeros((2, *motion.shape[1:]), np.float32)
    for k in range(SPECTRUM_HARMONICS):
        angle = 2 * math.pi * (k + 1) * phase
        for axis in range(2):
            re, im = spectrum[k, 2 * axis], spectrum[k, 2 * axis + 1]
            out[axis] += re * (math.cos(angle) - 1) - im * math.sin(angle)
    return out


def gain(motion: np.ndarray, phase: float) -> np.ndarray:
    """[3,h,w] gain of linear RGB at ``phase`` = t/T; 1 at phase 0."""
    glow = motion[GLOW].reshape(GLOW_HARMONICS, 6, *motion.shape[1:])
    out = np.ones((3, *motion.shape[1:]), np.float32)
    for j in range(GLOW_HARMONICS):
        angle = 2 * math.pi * (j + 1) * phase
        for c in range(3):
            out[c] += glow[j, 2 * c] * (math.cos(angle) - 1) - glow[j, 2 * c + 1] * math.sin(angle)
    return out
