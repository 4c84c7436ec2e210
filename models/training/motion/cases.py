"""Held-out photos as the app would see them, and drawing motion for them with a denoiser, its predecessor or the program alone."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from manifest import MODELS_DIR, read_record
from parser.classes import CLASS_INDEX
from prompt.intents import INTENT_INDEX
from . import grid
from .constraint import constrain
from .data import class_shares, load_labelled
from .flames import with_flames
from .noise import correlated_noise
from .programs import MOVING_CLASSES, Request, sample_program
from .sample import GAINS, GUIDANCE, STEPS, Velocity, onnx_velocity, sample
from .scenes import Base
from .water_heading import DIRECTION_INTENTS, steer_water

SECONDS = 4.0
#: Where earlier releases stand in the history: the one before this, and the first, whose noise was white.
PREVIOUS_COMMIT = "c9922a9"
FIRST_COMMIT = "b9759d8"
#: The first release: signed square roots throughout.
FIRST_SCALES = {"drift": 0.06, "spectrum": 0.0192, "glow": 0.23}
FIRST_STEPS = 8


class Case:
    """A photo on its grid: what the denoiser sees and what judges it."""

    def __init__(self, base: Base, parser_maps: Any) -> None:
        height, width = base.labels.shape
        self.name, self.rgb, self.flow = base.name, base.rgb, base.flow
        self.h, self.w = grid.choose_grid(width, height)
        labels = cv2.resize(base.labels, (4 * self.w, 4 * self.h), interpolation=cv2.INTER_NEAREST)
        self.shares, self.known = class_shares(labels, self.h, self.w)
        photo = cv2.resize(base.rgb, (4 * self.w, 4 * self.h), interpolation=cv2.INTER_AREA)
        self.photo = photo.transpose(2, 0, 1)[None].astype(np.float32) / 255
        self.scene = np.asarray(parser_maps(self.photo) if parser_maps else self.shares[None], np.float32)
        self.scene = with_flames(self.scene[0], self.photo[0])[None]
        self.moving = self.shares[[CLASS_INDEX[n] for n in MOVING_CLASSES]].sum(0)

    def noise(self, seed: int) -> np.ndarray:
        """[1,31,h,w] of the prior."""
        return correlated_noise(np.random.default_rng([seed, 4711]), grid.CHANNELS, self.h, self.w)[None]


def load_cases(data: Path, side: str, count: int, parser_maps: Any, cache: Path | None, others: bool = False) -> list[Case]:
    """``count`` labelled photos of one side, spread over the list, which is sorted by source; or all ``others``, to choose constants on."""
    bases = load_labelled(data, side, cache=cache)
    picks = np.unique(np.linspace(0, len(bases) - 1, min(count, len(bases))).round().astype(int))
    return [Case(base, parser_maps) for index, base in enumerate(bases) if (index in picks) != others]


def prompt_vector(*names: str) -> np.ndarray:
    """[1,64] with the named intents set."""
    vector = np.zeros((1, 64), np.float32)
    vector[0, [INTENT_INDEX[n] for n in names]] = 0.97
    return vector


class Model:
    """A denoiser with its sampler's constants, and what the app does after it."""

    def __init__(self, run: Velocity, steps: int, guidance: float, scales: dict[str, float] | None = None, constrained: bool = True) -> None:
        self.run, self.steps, self.guidance, self.scales, self.constrained = run, steps, guidance, scales or grid.SCALES, constrained

    def draw(
        self, case: Case, seed: int, prompt: np.ndarray | None = None, strength: float = .5, seconds: float = SECONDS,
        other: Case | None = None, steps: int | None = None, guidance: float | None = None,
    ) -> np.ndarray:
        """[31,h,w] motion in physical units; ``other`` lends the net its photo and scene, resized, but not what comes after the net."""
        photo, scene = (other or case).photo, (other or case).scene
        if photo.shape[2:] != case.photo.shape[2:]:
            photo = np.stack([cv2.resize(p, (4 * case.w, 4 * case.h), interpolation=cv2.INTER_AREA) for p in photo[0]])[None]
            scene = np.stack([cv2.resize(p, (case.w, case.h), interpolation=cv2.INTER_AREA) for p in scene[0]])[None]
        controls = np.array([[strength, seconds / 15]], np.float32)
        given = prompt_vector() if prompt is None else prompt
        out = sample(self.run, case.noise(seed), photo, scene, given, controls, steps or self.steps, self.guidance if guidance is None else guidance)
        motion = grid.denormalise(out, self.scales)[0]
        if self.constrained:
            if given[0, [INTENT_INDEX[n] for n in DIRECTION_INTENTS]].max() <= 0.5:
                motion = steer_water(motion, case.scene[0], case.photo[0])
            return constrain(motion, case.scene[0], case.photo[0], seconds)
        motion[30] = grid.sink_islands(motion[30])
        return motion


class Program:
    """Baseline (b): the motion program on the parser's answer, with the same noise and no net.

    It is given all of the constraint that rests on the class map; with ``sees_photo`` all that rests on the photo, and the way that water runs, too.
    """

    def __init__(self, sees_photo: bool = False) -> None:
        self.sees_photo = sees_photo

    def draw(self, case: Case, seed: int, seconds: float = SECONDS) -> np.ndarray:
        motion = sample_program(case.scene[0], Request(duration_seconds=seconds), case.noise(seed)[0])
        if self.sees_photo:
            motion = steer_water(motion, case.scene[0], case.photo[0])
        return constrain(motion, case.scene[0], case.photo[0] if self.sees_photo else None, seconds)


def _graph_of(commit: str) -> Velocity:
    """The denoiser's graph as it was committed."""
    blob = subprocess.run(["git", "show", f"{commit}:models/denoiser/denoiser.onnx"], cwd=MODELS_DIR.parent, capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "denoiser.onnx"
        path.write_bytes(blob)
        return onnx_velocity(path)


def previous_release() -> Model:
    """Baseline (c): the net of the release before this one (1.1.0) with its own constants, under today's constraint, so that only the nets differ."""
    text = subprocess.run(["git", "show", f"{PREVIOUS_COMMIT}:models/manifest.json"], cwd=MODELS_DIR.parent, capture_output=True, check=True).stdout
    sampler = next(r for r in json.loads(text)["models"] if r["id"] == "denoiser")["sampler"]
    return Model(_graph_of(PREVIOUS_COMMIT), sampler["steps"], sampler["guidanceScale"], sampler["scales"])


class First:
    """The first release (v0), 0.1.0."""

    def __init__(self) -> None:
        self.run = _graph_of(FIRST_COMMIT)

    def draw(self, case: Case, seed: int, seconds: float = SECONDS) -> np.ndarray:
        noise = np.random.default_rng([seed, 4711]).standard_normal((1, grid.CHANNELS, case.h, case.w)).astype(np.float32)
        controls = np.array([[.5, seconds / 15]], np.float32)
        values = sample(self.run, noise, case.photo, case.scene, prompt_vector(), controls, FIRST_STEPS)[0]
        out = np.empty_like(values)
        for group, scale in ((grid.DRIFT, FIRST_SCALES["drift"]), (grid.SPECTRUM, FIRST_SCALES["spectrum"]), (grid.GLOW, FIRST_SCALES["glow"])):
            out[group] = values[group] * np.abs(values[group]) * scale
        limits = grid.CHANNEL_LIMITS[:, None, None]
        out[:30] = np.clip(out[:30], -limits, limits)
        out[grid.MOVING] = np.clip((values[grid.MOVING] + 1) / 2, 0, 1)
        return out


def released(path: Path | None = None) -> Model:
    """The committed denoiser with the constants of its record, or a candidate's graph with those it will be exported with."""
    if path is not None:
        return Model(onnx_velocity(path), STEPS, GUIDANCE, {k: v * g for (k, v), g in zip(grid.SCALES.items(), GAINS)})
    sampler = read_record("denoiser")["sampler"]
    return Model(onnx_velocity(MODELS_DIR / "denoiser" / "denoiser.onnx"), sampler["steps"], sampler["guidanceScale"], sampler["scales"])
