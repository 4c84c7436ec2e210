"""What can be measured of motions: moving masks, stillness, size, smoothness, distance to real clips."""

from __future__ import annotations

import numpy as np

from parser.classes import CLASS_INDEX
from . import grid
from .cases import Case
from .film import fade

DRIFTING = ("sky", "cloud", "moving_water", "still_water", "waterfall", "smoke")


def sway_size(motion: np.ndarray) -> np.ndarray:
    """[h,w] mean displacement over the loop, short sides, faded."""
    return np.mean([np.hypot(*grid.displacement(motion, p / 8)) for p in range(1, 8)], 0) * fade(motion)


def drift_size(motion: np.ndarray) -> np.ndarray:
    """[h,w] speed, short sides per second, faded."""
    return np.hypot(*motion[grid.DRIFT]) * fade(motion)


def moving_iou(motion: np.ndarray, case: Case) -> float:
    """IoU of what moves with the label, over cells whose label is known."""
    known = case.known > 0.5
    a, b = (motion[30] > 0.5) & known, (case.moving > 0.5) & known
    return float((a & b).sum() / max(1, (a | b).sum()))


def mean_drift(motion: np.ndarray, case: Case, names: tuple[str, ...] = DRIFTING) -> np.ndarray:
    """[2] mean drift of the named classes, short sides per second."""
    where = case.shares[[CLASS_INDEX[n] for n in names]].sum(0) > 0.5
    return (motion[grid.DRIFT] * fade(motion))[:, where].mean(1) if where.any() else np.zeros(2)


def roughness(motion: np.ndarray, where: np.ndarray) -> float:
    """Mean absolute step between neighbours over mean absolute value, of the oscillation inside ``where``."""
    maps = motion[grid.SPECTRUM]
    inner = where[:, 1:] & where[:, :-1]
    if inner.sum() < 30:
        return float("nan")
    return float(np.abs(np.diff(maps, axis=2))[:, inner].mean() / (np.abs(maps)[:, where].mean() + 1e-9))


def steepest(motion: np.ndarray) -> float:
    """99.9th percentile over cells and time of the displacement's slope; a picture folds at 1."""
    short = min(motion.shape[1:])
    worst = []
    for p in range(1, 8):
        u = grid.displacement(motion, p / 8) * fade(motion)
        worst.append(np.max([np.hypot(*np.gradient(axis)) * short for axis in u], axis=0))
    return float(np.percentile(np.stack(worst), 99.9))


def figures_of(motion: np.ndarray, case: Case) -> dict[str, float]:
    """What can be said of one motion by itself."""
    still = (case.moving < 0.05) & (case.known > 0.5)
    inside = (case.moving > 0.9) & (case.known > 0.5)
    sway, drift = sway_size(motion), drift_size(motion)
    shine = np.mean([np.abs(grid.gain(motion, p / 8) - 1).mean(0) for p in range(1, 8)], 0) * fade(motion)

    def mean(values: np.ndarray, where: np.ndarray) -> float:
        return float(values[where].mean()) if where.any() else float("nan")

    return {
        "movingIoU": moving_iou(motion, case) if case.moving.mean() > 0.05 else float("nan"),
        "staticSway": mean(sway, still),
        "staticDrift": mean(drift, still),
        "staticGlow": mean(shine, still),
        "movingSway": mean(sway, inside),
        "movingDrift": mean(drift, inside),
        "movingGlow": mean(shine, inside),
        "roughness": roughness(motion, inside),
        "steepest": steepest(motion),
    }


def mean_of(rows: list[dict[str, float]]) -> dict[str, float]:
    """Means over photos, absent values left out."""
    return {k: round(float(np.nanmean([r[k] for r in rows])), 6) for k in rows[0]}


def unlike(a: np.ndarray, b: np.ndarray) -> float:
    """Root mean square difference over root mean square size: 0 = same, 1.41 = unrelated."""
    return float(np.sqrt(((a - b) ** 2).mean() / (0.5 * ((a**2).mean() + (b**2).mean()) + 1e-12)))


def log_spectral_distance(sizes: np.ndarray, real: np.ndarray) -> float:
    """Root mean square over harmonics of the difference in decibels."""
    return float(np.sqrt(np.mean((20 * np.log10((sizes + 1e-5) / (real + 1e-5))) ** 2)))


def turn(a: np.ndarray, b: np.ndarray) -> float:
    """Angle between two vectors, degrees 0..180."""
    return float(np.degrees(np.abs(np.angle(complex(*a) * np.conj(complex(*b))))))


def axis_turn(a: np.ndarray, b: np.ndarray) -> float:
    """Angle between two lines, degrees 0..90: as :func:`turn` without regard to which way."""
    angle = turn(a, b)
    return min(angle, 180 - angle)


def main_axis(motion: np.ndarray, where: np.ndarray) -> np.ndarray:
    """[2] unit vector along which cells of ``where`` oscillate most, all harmonics together."""
    waves = motion[grid.SPECTRUM].reshape(grid.SPECTRUM_HARMONICS, 2, 2, *motion.shape[1:])[..., where]
    xy = waves.transpose(1, 0, 2, 3).reshape(2, -1)
    return np.linalg.eigh(xy @ xy.T)[1][:, -1]
