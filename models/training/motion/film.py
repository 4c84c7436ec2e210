"""A plain renderer for looking at motion without the app: frames, slices through time and flow pictures.

Not the app's renderer (no mattes, no painted-in ground): what it shows is a motion field on a photo.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from . import grid

#: Steps of the advection of a whole loop.
ADVECTION_STEPS = 16


def fade(motion: np.ndarray) -> np.ndarray:
    """[h,w] the renderer's fade-in of motion by `moving`."""
    f = np.clip((motion[30] - grid.MOVING_THRESHOLD) / (1 - grid.MOVING_THRESHOLD), 0, 1)
    return f * f * (3 - 2 * f)


def _large(maps: np.ndarray, width: int, height: int) -> np.ndarray:
    return np.stack([cv2.resize(np.ascontiguousarray(m), (width, height), interpolation=cv2.INTER_CUBIC) for m in maps])


class Film:
    """A photo [H,W,3] uint8 and its motion [31,h,w], ready to be asked for frames."""

    def __init__(self, rgb: np.ndarray, motion: np.ndarray, seconds: float) -> None:
        self.rgb, self.motion, self.seconds = rgb, motion, seconds
        self.height, self.width = rgb.shape[:2]
        self.short = min(self.height, self.width)
        self.fade = np.clip(_large(fade(motion)[None], self.width, self.height)[0], 0, 1)
        self.drift = _large(motion[grid.DRIFT], self.width, self.height) * self.fade * self.short
        self.columns, self.rows = np.meshgrid(np.arange(self.width, dtype=np.float32), np.arange(self.height, dtype=np.float32))

    def _advected(self, seconds: float) -> tuple[np.ndarray, np.ndarray]:
        """Where the content of each pixel was, following the drift back for ``seconds`` (negative: forward)."""
        x, y = self.columns.copy(), self.rows.copy()
        steps = max(1, math.ceil(ADVECTION_STEPS * abs(seconds) / self.seconds))
        for _ in range(steps):
            vx = cv2.remap(self.drift[0], x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            vy = cv2.remap(self.drift[1], x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            x, y = x - vx * seconds / steps, y - vy * seconds / steps
        return x, y

    def frame(self, phase: float) -> np.ndarray:
        """[H,W,3] uint8 at ``phase`` = t / T."""
        u = _large(grid.displacement(self.motion, phase), self.width, self.height) * self.fade * self.short
        parts = []
        for time in (phase * self.seconds, (phase - 1) * self.seconds):
            x, y = self._advected(time) if np.abs(self.drift).max() > .05 else (self.columns, self.rows)
            parts.append(cv2.remap(self.rgb, x - u[0], y - u[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT).astype(np.float32))
            if np.abs(self.drift).max() <= .05:
                parts.append(parts[0])
                break
        mean = cv2.GaussianBlur((1 - phase) * parts[0] + phase * parts[1], (0, 0), .03 * self.short)
        weight = math.sqrt((1 - phase) ** 2 + phase**2)
        moving = np.clip(np.hypot(*self.drift)[..., None] * 4, 0, 1)
        blend = (1 - phase) * parts[0] + phase * parts[1]
        blend = blend + moving * (1 / weight - 1) * .7 * (blend - mean)
        gain = 1 + (_large(grid.gain(self.motion, phase) - 1, self.width, self.height) * self.fade).transpose(1, 2, 0)
        return np.clip(blend * np.maximum(gain, 0) ** (1 / 2.2), 0, 255).astype(np.uint8)


def flow_picture(vectors: np.ndarray, full: float) -> np.ndarray:
    """[H,W,3] uint8: hue = direction, brightness = size, ``full`` = brightest."""
    angle = (np.degrees(np.arctan2(vectors[1], vectors[0])) % 360) / 2
    size = np.clip(np.hypot(*vectors) / full, 0, 1)
    hsv = np.stack([angle, np.full_like(angle, 230), 255 * size], -1).astype(np.uint8)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


class Views:
    """A film's frames and the places worth looking at; ``places`` of another film's Views shows the same ones."""

    def __init__(self, rgb: np.ndarray, motion: np.ndarray, seconds: float, short: int, count: int = 24) -> None:
        scale = short / min(rgb.shape[:2])
        photo = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        self.film, self.motion = Film(photo, motion, seconds), motion
        self.frames = [self.film.frame(i / count) for i in range(count)]
        self.change = np.stack([np.abs(f.astype(np.float32) - self.frames[0]).max(2) for f in self.frames]).mean(0)

    def places(self, energy: np.ndarray, rows: int, crop: int) -> tuple[list[int], tuple[int, int]]:
        """Rows with most change, apart from each other, and the upper left corner of the liveliest square."""
        by_row = cv2.blur(energy.mean(1)[:, None], (1, 9))[:, 0].copy()
        chosen = []
        for _ in range(rows):
            row = int(np.argmax(by_row))
            chosen.append(row)
            by_row[max(0, row - len(by_row) // 5) : row + len(by_row) // 5] = -1
        smooth = cv2.blur(energy, (crop, crop))
        half = crop // 2
        inner = smooth[half : -half or None, half : -half or None]
        top, left = np.unravel_index(int(np.argmax(inner)), inner.shape)
        return sorted(chosen), (int(top), int(left))

    def picture(self, rows: list[int], corner: tuple[int, int], crop: int, label: str = "") -> np.ndarray:
        """[H,W,3]: frames, change, sizes, directions and `moving`; x-t slices (time downwards); a square at six phases at 100 %."""
        film, motion, frames = self.film, self.motion, self.frames
        size, count = (film.width, film.height), len(frames)
        visible = fade(motion)
        sway = np.stack([grid.displacement(motion, p / 16) for p in range(16)]) * visible
        large = np.sqrt((sway**2).sum(1).mean(0))
        # The main direction of the oscillation and its phase at a quarter of the loop.
        now = _large(sway[4] - sway[12], *size)
        tiles = [
            frames[0], frames[count // 3],
            cv2.applyColorMap(np.clip(self.change * 4, 0, 255).astype(np.uint8), cv2.COLORMAP_INFERNO)[..., ::-1],
            cv2.applyColorMap(np.clip(_large(large[None], *size)[0] * 255 / .014, 0, 255).astype(np.uint8), cv2.COLORMAP_VIRIDIS)[..., ::-1],
            flow_picture(now, .02), flow_picture(_large(motion[grid.DRIFT] * visible, *size), .05),
        ]
        marked = np.ascontiguousarray(tiles[0].copy())
        for row in rows:
            cv2.line(marked, (0, row), (6, row), (255, 255, 0), 2)
        cv2.rectangle(marked, (corner[1], corner[0]), (corner[1] + crop, corner[0] + crop), (255, 255, 0), 1)
        tiles[0] = marked
        top = np.hstack(tiles)
        cuts = np.hstack([np.repeat(np.stack([f[row] for f in frames]), 3, 0) for row in rows])
        zoom = [frames[i * count // 6][corner[0] : corner[0] + crop, corner[1] : corner[1] + crop] for i in range(6)]
        strip = np.hstack(zoom)
        width = max(top.shape[1], cuts.shape[1], strip.shape[1])
        out = np.vstack([cv2.copyMakeBorder(part, 0, 2, 0, width - part.shape[1], cv2.BORDER_CONSTANT) for part in (top, cuts, strip)])
        if label:
            cv2.putText(out, label, (5, 14), 0, .45, (255, 255, 0), 1)
        return out


def sheet(rgb: np.ndarray, motion: np.ndarray, seconds: float, short: int = 240, label: str = "") -> np.ndarray:
    """One picture by which motion can be judged."""
    views = Views(rgb, motion, seconds, short)
    crop = min(short, 160)
    rows, corner = views.places(views.change, 3, crop)
    return views.picture(rows, corner, crop, label)
