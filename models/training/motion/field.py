"""What every motion program works on: the class map with its geometry, and the noise that decides all that is left open.

A program draws no dice of its own: its phases, its gusts and its wind are read from the noise map that the flow starts from
(a coupling of noise and data, as in Albergo et al., Stochastic Interpolants with Data-Dependent Couplings, ICML 2024). The
straight path from a noise map then leads to *its* motion, not to the mean of many, which is what lets a few steps do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from parser.classes import CLASS_INDEX
from .grid import CHANNELS, DRIFT, GLOW, SPECTRUM
from .headroom import headroom

C = CLASS_INDEX
#: Deviation of the prior (noise.py) after a Gaussian blur of so many short sides; measured on 600 maps of four shapes.
BLURRED = ((0, .03, .06, .1, .15, .2, .3, .45, .6), (1, .953, .904, .846, .789, .744, .683, .633, .61))
#: Deviation of a map's mean.
MEAN_DEVIATION = 0.59


@dataclass
class Request:
    """What a prompt and the controls ask of a program."""

    strength: float = 0.5
    duration_seconds: float = 4.0
    intents: dict[str, float] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.intents.get(name, 0.0) > 0.5

    def moves(self, name: str) -> bool:
        """Whether a class is to move."""
        if self.has("still") or self.has(f"exclude_{name}"):
            return False
        if name == "hair" or self.has("only"):
            return self.has(f"element_{name}")
        return True

    def amplitude(self) -> float:
        """Factor on every amplitude: 0.45 (control 0) .. 2.2 (control 1); calm and strong shift the control."""
        s = self.strength + 0.3 * self.has("strength_strong") - 0.3 * self.has("strength_calm")
        s += 0.15 * self.has("weather_wind") + 0.15 * self.has("mood_storm")
        return math.exp(1.6 * (min(1.15, max(-0.1, s)) - 0.5))


class Field:
    """The class map on the grid, the noise, and the motion under construction."""

    def __init__(self, scene: np.ndarray, request: Request, noise: np.ndarray, horizon: float | None) -> None:
        self.p, self.request, self.n = scene, request, noise
        self.h, self.w = scene.shape[1:]
        self.short = min(self.h, self.w)
        # Coordinates in short sides.
        self.x, self.y = np.meshgrid((np.arange(self.w, dtype=np.float32) + .5) / self.short, (np.arange(self.h, dtype=np.float32) + .5) / self.short)
        self.height, self.width = self.h / self.short, self.w / self.short
        self.has_sky = float(scene[[C["sky"], C["cloud"]]].sum(0).mean()) > .06
        self.horizon = self._horizon(horizon) * self.height
        #: 0 at the horizon .. 1 at the viewer's feet.
        self.near = np.clip((self.y - self.horizon) / max(.2, self.height - self.horizon), 0, 1)
        self.out = np.zeros((CHANNELS, self.h, self.w), np.float32)

    def _horizon(self, drawn: float | None) -> float:
        """Where the ground ends, 0..1 of the height (below 0: above the picture)."""
        if drawn is not None:
            return float(drawn)
        water = self.p[[C["still_water"], C["moving_water"]]].sum(0)
        rows = np.flatnonzero(water.sum(1) > .15 * self.w)
        if len(rows):
            # Water from the picture's top on is looked down at.
            return rows[0] / self.h - .02 if rows[0] > .12 * self.h else -.3
        if not self.has_sky:
            return -.3
        sky = self.p[[C["sky"], C["cloud"]]].sum(0)
        open_rows = np.flatnonzero(sky.sum(1) > .3 * self.w)
        return min(.7, (open_rows[-1] + 1) / self.h) if len(open_rows) else .3

    def cover(self, *names: str) -> np.ndarray:
        """[h,w] share of the named classes that are to move."""
        names = tuple(n for n in names if self.request.moves(n))
        return self.p[[C[n] for n in names]].sum(0) if names else np.zeros((self.h, self.w), np.float32)

    def blur(self, values: np.ndarray, sigma: float) -> np.ndarray:
        """Gaussian blur; sigma in short sides."""
        return cv2.GaussianBlur(values.astype(np.float32), (0, 0), max(.4, sigma * self.short), borderType=cv2.BORDER_REFLECT)

    def noise(self, channel: int, sigma: float) -> np.ndarray:
        """[h,w] the noise of a channel, blurred by ``sigma`` short sides and of unit deviation again."""
        return self.blur(self.n[channel], sigma) / float(np.interp(sigma, *BLURRED))

    def wave(self, k: int, axis: int, sigma: float) -> np.ndarray:
        """[h,w] complex noise of unit power of harmonic k, axis 0 (x) or 1 (y): its size and phase."""
        base = SPECTRUM.start + 4 * (k - 1) + 2 * axis
        return (self.noise(base, sigma) + 1j * self.noise(base + 1, sigma)) / math.sqrt(2)

    def steady_wave(self, k: int, axis: int, sigma: float) -> np.ndarray:
        """As :meth:`wave` with a size that is nearly the same everywhere: what never stops, like swell."""
        z = self.wave(k, axis, sigma)
        return z / np.sqrt(np.abs(z) ** 2 + .12) * (.75 + .25 * np.minimum(np.abs(z), 1.6))

    def scalar(self, channel: int) -> float:
        """A number of about unit deviation for the whole picture: the mean of a channel's noise, within +-2."""
        return float(np.clip(self.n[channel].mean() / MEAN_DEVIATION, -2, 2))

    def distance(self, free: np.ndarray, saturate: float) -> np.ndarray:
        """[h,w] 0..1: distance to the next cell that is not free, in units of ``saturate`` short sides."""
        mask = (free > .5).astype(np.uint8)
        if mask.all():
            return np.ones_like(free)
        d = cv2.distanceTransform(mask, cv2.DIST_L2, 3) / self.short
        return np.clip((d - .3 / self.short) / saturate, 0, 1)

    def add_wave(self, k: int, z: np.ndarray, axis: int) -> None:
        """Adds Re(z exp(2 pi i k t / T)) to the displacement along an axis."""
        base = SPECTRUM.start + 4 * (k - 1) + 2 * axis
        self.out[base] += z.real
        self.out[base + 1] += z.imag

    def add_glow(self, j: int, rgb: tuple[float, float, float], z: np.ndarray) -> None:
        """Adds Re(z exp(2 pi i j t / T)) times a tint to the gain."""
        base = GLOW.start + 6 * (j - 1)
        for c in range(3):
            self.out[base + 2 * c] += rgb[c] * z.real
            self.out[base + 2 * c + 1] += rgb[c] * z.imag

    def add_drift(self, vx: np.ndarray, vy: np.ndarray, cover: np.ndarray, free: np.ndarray) -> None:
        """Adds a velocity inside ``cover``, slowed where it would run into what is not ``free``."""
        f = headroom(vx, vy, free < .5, self.request.duration_seconds) * np.clip(cover * 1.5, 0, 1)
        self.out[DRIFT.start] += vx * f
        self.out[DRIFT.start + 1] += vy * f

    def weights(self, centre_hz: float, width: float) -> np.ndarray:
        """[4] amplitudes of the harmonics, unit energy: a log-normal response around ``centre_hz``."""
        k = np.arange(1, 5)
        hz = k / self.request.duration_seconds
        if self.request.has("speed_fast"):
            centre_hz *= 1.6
        if self.request.has("speed_slow"):
            centre_hz *= .55
        weights = np.exp(-.5 * (np.log(hz / centre_hz) / width) ** 2) / np.sqrt(hz)
        return weights / np.sqrt((weights**2).sum())
