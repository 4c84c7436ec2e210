"""Real clips as drift and spectra: ``python -m motion.clips --data DIR [--out FILE]``.

A clip is cut into windows of ``WINDOW_SECONDS``. In each, frames are stabilised against the first by a similarity found on
background corners, dense flow (DIS: Kroeger et al., ECCV 2016), chained from the first frame on, gives trajectories (water and
wheat look too different after a second to be matched at once), their linear trend
is the drift, the Fourier series of the rest the spectrum: the same channels that the motion programs write. Windows are
dropped for a cut, a moving camera or something large that enters (a hand); cells are dropped where forward and backward
flow disagree. There are few clips: they calibrate the programs' sizes and test the denoiser; figures are given for each
clip by itself (leave one source out: a program tuned with a clip is judged on the others).
"""

from __future__ import annotations

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from . import grid

WINDOW_SECONDS = 3.0
SAMPLES = 45
#: Short side at which flow is measured.
WORK_SIDE = 270
#: A window is dropped when the camera's own path is longer than this (short sides), when a frame jumps by more than CUT (mean
#: grey level of 255), or when less than KEPT of the region can be followed.
CAMERA_LIMIT, CUT, KEPT = 0.02, 28.0, 0.35
#: A cell is not followed when forward and backward flow disagree by more than a pixel in more than this part of the steps.
LOST = 0.2


@dataclass(frozen=True)
class Region:
    """A part of a clip and its class: rows and columns 0..1."""

    name: str
    top: float = 0.0
    bottom: float = 1.0
    left: float = 0.0
    right: float = 1.0


#: What is seen in which clip, drawn by looking.
REGIONS: dict[str, tuple[Region, ...]] = {
    "sea-003.mp4": (Region("cloud", .02, .45), Region("moving_water", .53, .82)),
    "wheat-001.mp4": (Region("grass", .05, .95),),
    "tree.avi": (Region("foliage", .1, .95, .15, .85),),
    "night_timelapse_960.mp4": (Region("cloud", .3, .9),),
    "ocean.mp4": (Region("moving_water", .45, .95),),
    "vtest_30s.mp4": (Region("still", .0, .15),),
    "cityCC0.mp4": (Region("still", .0, 1.0),),
}


@dataclass
class ClipMotion:
    """One window: motion [31,h,w] of the followed cells, first frame RGB, and which cells of a region could be followed."""

    clip: str
    window: int
    frame: np.ndarray
    motion: np.ndarray
    followed: np.ndarray


def read_windows(path: Path) -> list[list[np.ndarray]]:
    """Windows of SAMPLES + 1 BGR frames at WORK_SIDE, WINDOW_SECONDS long, without overlap."""
    capture = cv2.VideoCapture(str(path))
    rate = capture.get(cv2.CAP_PROP_FPS) or 25.0
    frames = []
    while True:
        ok, frame = capture.read()
        if not ok:
            break
        scale = WORK_SIDE / min(frame.shape[:2])
        frames.append(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR))
    length = WINDOW_SECONDS * rate
    starts = np.arange(0, len(frames) - length, length)
    return [[frames[int(round(s + i * length / SAMPLES))] for i in range(SAMPLES + 1)] for s in starts]


def _camera(first: np.ndarray, other: np.ndarray) -> np.ndarray | None:
    """[2,3] similarity from the first frame to another, by what most corners do."""
    corners = cv2.goodFeaturesToTrack(first, 400, .01, 6)
    if corners is None or len(corners) < 12:
        return None
    moved, found, _ = cv2.calcOpticalFlowPyrLK(first, other, corners, None)
    good = found.ravel() > 0
    if good.sum() < 12:
        return None
    matrix, inliers = cv2.estimateAffinePartial2D(corners[good], moved[good], ransacReprojThreshold=1.5)
    # Where most corners sway by themselves there is no background to hold on to: believe in a tripod.
    return matrix if matrix is not None and inliers.mean() > .6 else None


def follow(frames: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, str]:
    """(paths [S,2,H,W] in short sides from frame 0, followed [H,W], reason why the window is bad or '')."""
    grey = [cv2.cvtColor(f, cv2.COLOR_BGR2GRAY) for f in frames]
    height, width = grey[0].shape
    steps = [float(np.abs(a.astype(np.float32) - b).mean()) for a, b in zip(grey, grey[1:])]
    if max(steps) > CUT or max(steps) > 5 * float(np.median(steps)) + 3:
        return np.zeros(0), np.zeros(0), "cut or something large"
    dis = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    paths, path, camera = [], 0.0, np.zeros(2)
    total = np.zeros((2, height, width), np.float32)
    lost = np.zeros((height, width), np.float32)
    for before, other in zip(grey, grey[1:]):
        matrix = _camera(grey[0], other)
        shift = np.zeros((2, height, width), np.float32)
        if matrix is not None:
            shift[0] = matrix[0, 0] * columns + matrix[0, 1] * rows + matrix[0, 2] - columns
            shift[1] = matrix[1, 0] * columns + matrix[1, 1] * rows + matrix[1, 2] - rows
        middle = shift[:, height // 2, width // 2] / min(height, width)
        path += float(np.hypot(*(middle - camera)))
        camera = middle
        there, back = dis.calc(before, other, None), dis.calc(other, before, None)
        x, y = columns + total[0], rows + total[1]
        step = cv2.remap(there, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        returned = cv2.remap(back, x + step[..., 0], y + step[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        lost += np.hypot(*(step + returned).transpose(2, 0, 1)) > 1
        total = total + step.transpose(2, 0, 1)
        paths.append((total - shift) / min(height, width))
    if path > CAMERA_LIMIT * WINDOW_SECONDS:
        return np.zeros(0), np.zeros(0), f"camera moves {path:.3f}"
    return np.stack(paths), lost < LOST * len(paths), ""


def paths_to_motion(paths: np.ndarray) -> np.ndarray:
    """[31,h,w] of paths [S,2,h,w] sampled evenly over a window: trend -> drift, the rest -> harmonics of the window."""
    count, _, h, w = paths.shape
    whole = np.concatenate([np.zeros((1, 2, h, w), np.float32), paths])[:-1]
    t = np.arange(count, dtype=np.float32) / count
    centred = t - t.mean()
    slope = np.tensordot(centred, whole, (0, 0)) / (centred**2).sum()
    out = np.zeros((grid.CHANNELS, h, w), np.float32)
    out[grid.DRIFT] = slope / WINDOW_SECONDS
    rest = whole - centred[:, None, None, None] * slope
    rest -= rest.mean(0)
    # A sawtooth of leftover trend would pose as harmonics: a Hann window, made up for in size.
    hann = np.sin(math.pi * (t + .5 / count)) ** 2
    rest = rest * (hann / math.sqrt(float((hann**2).mean())))[:, None, None, None]
    for k in range(1, grid.SPECTRUM_HARMONICS + 1):
        basis = np.exp(-2j * math.pi * k * t)
        series = 2 * np.tensordot(basis, rest, (0, 0)) / count
        for axis in range(2):
            base = grid.SPECTRUM.start + 4 * (k - 1) + 2 * axis
            out[base], out[base + 1] = series[axis].real, series[axis].imag
    return out


def load_clips(data: Path) -> tuple[list[ClipMotion], list[str]]:
    """All good windows, and a line for each that was dropped."""
    good, dropped = [], []
    for path in sorted((data / "clips").glob("*/*")):
        if path.name not in REGIONS:
            continue
        for index, frames in enumerate(read_windows(path)):
            paths, followed, reason = follow(frames)
            if reason:
                dropped.append(f"{path.name} {index}: {reason}")
                continue
            height, width = followed.shape
            h, w = grid.choose_grid(width, height)
            small = np.stack([np.stack([cv2.resize(axis, (w, h), interpolation=cv2.INTER_AREA) for axis in p]) for p in paths])
            seen = cv2.resize(followed.astype(np.float32), (w, h), interpolation=cv2.INTER_AREA) > .6
            frame = cv2.cvtColor(frames[0], cv2.COLOR_BGR2RGB)
            good.append(ClipMotion(path.name, index, frame, paths_to_motion(small), seen))
    return good, dropped


def region_mask(region: Region, h: int, w: int) -> np.ndarray:
    """[h,w] cells of a region."""
    mask = np.zeros((h, w), bool)
    mask[round(region.top * h) : round(region.bottom * h), round(region.left * w) : round(region.right * w)] = True
    return mask


def harmonic_sizes(motion: np.ndarray, where: np.ndarray) -> np.ndarray:
    """[4] root-mean-square amplitude of each harmonic over cells, both axes together, short sides."""
    spectrum = motion[grid.SPECTRUM].reshape(4, 4, -1)[:, :, where.ravel()]
    return np.sqrt((spectrum**2).sum(1).mean(1))


def coherence_length(motion: np.ndarray, where: np.ndarray) -> float:
    """Distance (short sides) at which the first harmonics' displacement is half correlated, across the picture."""
    h, w = where.shape
    maps = motion[2:10] * where
    base = (maps**2).sum()
    for lag in range(1, w // 2):
        both = where[:, lag:] & where[:, :-lag]
        if both.sum() < 20 or base <= 0:
            return float("nan")
        here, there = maps[:, :, lag:][:, both], maps[:, :, :-lag][:, both]
        if (here * there).sum() < .5 * math.sqrt(float((here**2).sum() * (there**2).sum())):
            return lag / min(h, w)
    return w / 2 / min(h, w)


def describe(motion: np.ndarray, where: np.ndarray) -> dict[str, object]:
    """Figures of a region: drift (short sides per second), sizes by harmonic, mean displacement, coherence."""
    sway = np.mean([np.hypot(*grid.displacement(motion, p / 8)) for p in range(1, 8)], 0)
    return {
        "drift": [round(float(v), 5) for v in motion[grid.DRIFT][:, where].mean(1)],
        "speed": round(float(np.hypot(*motion[grid.DRIFT])[where].mean()), 5),
        "harmonics": [round(float(v), 5) for v in harmonic_sizes(motion, where)],
        "sway": round(float(sway[where].mean()), 5),
        "coherence": round(coherence_length(motion, where), 3),
    }


def main() -> None:
    """Prints the figures of every clip and region."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    clips, dropped = load_clips(args.data)
    rows = []
    for clip in clips:
        for region in REGIONS[clip.clip]:
            where = region_mask(region, *clip.followed.shape) & clip.followed
            share = where.sum() / region_mask(region, *clip.followed.shape).sum()
            if share < KEPT:
                dropped.append(f"{clip.clip} {clip.window} {region.name}: {share:.0%} followed")
                continue
            rows.append({"clip": clip.clip, "window": clip.window, "class": region.name, **describe(clip.motion, where)})
    for row in rows:
        print(json.dumps(row))
    print("dropped:", *dropped, sep="\n  ")
    if args.out:
        args.out.write_text(json.dumps({"windows": rows, "dropped": dropped}, indent=1) + "\n")


if __name__ == "__main__":
    main()
