"""The prior: noise as smooth as motion is. The twin of ``correlatedNoise`` in workers/animation/diffusion/random.ts.

A sum of independent octaves, each white noise on a lattice joined by cubic B-splines and divided by the root of the summed
squared weights, so that every cell of every octave has unit variance: a constant, lattices of 1/2 .. 1/16 short side, and a
little white noise of single cells. The variances sum to 1. Lattices stand in short sides, not cells: the noise of a coarser grid
is the same noise, looked at with fewer cells. A flow that starts from noise of the shape of its data has a shorter way to
go (PYoCo: Ge et al., Preserve Your Own Correlation, ICCV 2023, for video; Hoogeboom & Salimans, Blurring Diffusion, 2023).
"""

from __future__ import annotations

import numpy as np

#: (lattice spacing in short sides, variance); spacing None is one value for the whole map, 0 one for each cell.
OCTAVES: tuple[tuple[float | None, float], ...] = ((None, 0.2), (1 / 2, 0.3), (1 / 4, 0.26), (1 / 8, 0.14), (1 / 16, 0.07), (0, 0.03))


def _axis_weights(cells: int, short: int, spacing: float) -> np.ndarray:
    """[cells, nodes] cubic B-spline weights of each cell's centre, divided by their root sum of squares."""
    position = (np.arange(cells) + .5) / short / spacing
    first = np.floor(position).astype(int)
    t = position - first
    nodes = int(first[-1]) + 4
    weights = np.zeros((cells, nodes))
    parts = ((1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3)
    for offset, part in enumerate(parts):
        weights[np.arange(cells), first + offset] = part / 6
    return weights / np.sqrt((weights**2).sum(1, keepdims=True))


def draw_count(h: int, w: int) -> int:
    """How many standard normal numbers one map needs."""
    count = 0
    for spacing, _ in OCTAVES:
        if spacing is None:
            count += 1
        elif spacing == 0:
            count += h * w
        else:
            count += _axis_weights(h, min(h, w), spacing).shape[1] * _axis_weights(w, min(h, w), spacing).shape[1]
    return count


def compose(draws: np.ndarray, h: int, w: int) -> np.ndarray:
    """[..., h, w] float32 of [..., draw_count] standard normal numbers: octaves in the order of OCTAVES, nodes row by row."""
    out = np.zeros((*draws.shape[:-1], h, w))
    start = 0
    for spacing, variance in OCTAVES:
        if spacing is None:
            part, used = draws[..., start : start + 1, None], 1
        elif spacing == 0:
            used = h * w
            part = draws[..., start : start + used].reshape(*draws.shape[:-1], h, w)
        else:
            rows, columns = _axis_weights(h, min(h, w), spacing), _axis_weights(w, min(h, w), spacing)
            used = rows.shape[1] * columns.shape[1]
            nodes = draws[..., start : start + used].reshape(*draws.shape[:-1], rows.shape[1], columns.shape[1])
            part = rows @ nodes @ columns.T
        out += np.sqrt(variance) * part
        start += used
    return out.astype(np.float32)


def correlated_noise(rng: np.random.Generator, channels: int, h: int, w: int) -> np.ndarray:
    """[channels, h, w] float32 of the prior."""
    return compose(rng.standard_normal((channels, draw_count(h, w))), h, w)
