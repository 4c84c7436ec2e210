"""Figures of the denoiser on held-out photos: ``./evaluate --data DIR`` (the command that the cards quote).

Deterministic: fixed photos (the held-out side of splits.json that has a label), fixed seeds, the committed ONNX graphs.
The denoiser sees what it sees in the app: the photo and the scene parser's answer; the labels only judge.

- movingIoU: of `moving` > 0.5 with the labels' moving classes, mean over photos with at least 5 % moving; and the same
  with the photo and scene of ANOTHER photo (of the same grid shape if there is one, else resized).
- staticSway / staticDrift: mean displacement (short sides; short sides per second) in cells whose label is static
  by at least 95 %, faded by `moving` as the renderer does. fullyStillPhotos: share of photos without moving
  classes in which less than 1 % of the cells move.
- directionFollowed: prompt "left" / "right" and the mean drift of labelled sky, running water and smoke has that sign.
- excludeFollowed / onlyFollowed: where two of sky, water and plants are large, "not the one" leaves it at less than half the fade of
  the other, and "only the one" leaves the other at less than half of its.
- strengthRatio: mean amplitude with the strength control at 0.9 against 0.1; monotone = share of photos where it rises.
- diversity: relative difference of the oscillation between two seeds (0 = same, about 1.41 = unrelated).
- roughness: mean step between neighbouring cells over mean size, against the motion program's.
- baselines: `still` (frame 0 repeated) and `program` (the motion program on the parser's answer, no diffusion).
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from manifest import MODELS_DIR, read_record
from parser.classes import CLASS_INDEX
from prompt.intents import GROUPS, INTENT_INDEX
from . import grid
from .data import class_shares, load_labelled
from .preview import sheet
from .programs import MOVING_CLASSES, Request, sample_program
from .sample import Velocity, onnx_velocity, sample
from .scenes import Base

SECONDS = 4.0
GROUP_PAIRS = (("sky", "plants"), ("sky", "sea"), ("sea", "plants"))
DRIFTING = ("sky", "cloud", "moving_water", "smoke")


class Case:
    """A held-out photo on its grid: what the denoiser sees and what judges it."""

    def __init__(self, base: Base, parser_maps: Any) -> None:
        height, width = base.labels.shape
        self.name, self.rgb = base.name, base.rgb
        self.h, self.w = grid.choose_grid(width, height)
        labels = cv2.resize(base.labels, (4 * self.w, 4 * self.h), interpolation=cv2.INTER_NEAREST)
        self.shares, self.known = class_shares(labels, self.h, self.w)
        photo = cv2.resize(base.rgb, (4 * self.w, 4 * self.h), interpolation=cv2.INTER_AREA)
        self.photo = photo.transpose(2, 0, 1)[None].astype(np.float32) / 255
        self.scene = np.asarray(parser_maps(self.photo) if parser_maps else self.shares[None], np.float32)
        self.moving = self.shares[[CLASS_INDEX[n] for n in MOVING_CLASSES]].sum(0)

    def noise(self, seed: int) -> np.ndarray:
        """[1,31,h,w]."""
        return np.random.default_rng([seed, 4711]).standard_normal((1, grid.CHANNELS, self.h, self.w)).astype(np.float32)


def prompt_vector(*names: str) -> np.ndarray:
    """[1,64] with the named intents set."""
    vector = np.zeros((1, 64), np.float32)
    vector[0, [INTENT_INDEX[n] for n in names]] = 0.97
    return vector


def draw(run: Velocity, case: Case, seed: int, prompt: np.ndarray | None = None, strength: float = 0.5, guidance: float = 1.0, other: Case | None = None, steps: int = 8, scales: dict[str, float] | None = None) -> np.ndarray:
    """[31,h,w] motion in physical units; ``other`` lends its photo and scene, resized."""
    photo, scene = (other or case).photo, (other or case).scene
    if photo.shape[2:] != case.photo.shape[2:]:
        photo = np.stack([cv2.resize(p, (4 * case.w, 4 * case.h), interpolation=cv2.INTER_AREA) for p in photo[0]])[None]
        scene = np.stack([cv2.resize(p, (case.w, case.h), interpolation=cv2.INTER_AREA) for p in scene[0]])[None]
    controls = np.array([[strength, SECONDS / 15]], np.float32)
    out = sample(run, case.noise(seed), photo, scene, prompt_vector() if prompt is None else prompt, controls, steps, guidance)
    return grid.denormalise(out, scales or read_record("denoiser")["sampler"]["scales"])[0]


def fade(motion: np.ndarray) -> np.ndarray:
    """The renderer's fade-in of motion by `moving`."""
    f = np.clip((motion[30] - grid.MOVING_THRESHOLD) / (1 - grid.MOVING_THRESHOLD), 0, 1)
    return f * f * (3 - 2 * f)


def sway_size(motion: np.ndarray) -> np.ndarray:
    """[h,w] mean displacement over the loop, short sides, faded."""
    return np.mean([np.hypot(*grid.displacement(motion, p / 8)) for p in range(1, 8)], 0) * fade(motion)


def moving_iou(motion: np.ndarray, case: Case) -> float:
    """IoU of what moves with the label, over cells whose label is known."""
    known = case.known > 0.5
    a, b = (motion[30] > 0.5) & known, (case.moving > 0.5) & known
    return float((a & b).sum() / max(1, (a | b).sum()))


def drift_along(motion: np.ndarray, case: Case) -> np.ndarray:
    """[2] mean drift of what can drift, short sides per second."""
    where = case.shares[[CLASS_INDEX[n] for n in DRIFTING]].sum(0) > 0.5
    return (motion[grid.DRIFT] * fade(motion))[:, where].mean(1) if where.any() else np.zeros(2)


def roughness(motion: np.ndarray, where: np.ndarray) -> float:
    """Mean absolute step between neighbours over mean absolute value, of the oscillation inside ``where``."""
    maps = motion[grid.SPECTRUM]
    inner = where[:, 1:] & where[:, :-1]
    if inner.sum() < 30:
        return float("nan")
    return float(np.abs(np.diff(maps, axis=2))[:, inner].mean() / (np.abs(maps)[:, where].mean() + 1e-9))


def figures_of(motion: np.ndarray, case: Case) -> dict[str, float]:
    """What can be said of one motion by itself."""
    still = (case.moving < 0.05) & (case.known > 0.5)
    inside = (case.moving > 0.9) & (case.known > 0.5)
    sway, drift = sway_size(motion), np.hypot(*motion[grid.DRIFT]) * fade(motion)
    return {
        "movingIoU": moving_iou(motion, case) if case.moving.mean() > 0.05 else np.nan,
        "staticSway": float(sway[still].mean()) if still.any() else np.nan,
        "staticDrift": float(drift[still].mean()) if still.any() else np.nan,
        "movingSway": float(sway[inside].mean()) if inside.any() else np.nan,
        "movingDrift": float(drift[inside].mean()) if inside.any() else np.nan,
        "movingGlow": float((np.mean([np.abs(grid.gain(motion, p / 8) - 1).mean(0) for p in range(1, 8)], 0) * fade(motion))[inside].mean()) if inside.any() else np.nan,
        "roughness": roughness(motion, inside),
    }


def mean_of(rows: list[dict[str, float]]) -> dict[str, float]:
    """Means over photos, absent values left out."""
    keys = rows[0].keys()
    return {k: round(float(np.nanmean([r[k] for r in rows])), 6) for k in keys}


def evaluate(run: Velocity, cases: list[Case], guidance: float, sheets: Path | None = None) -> dict[str, Any]:
    """All figures, JSON-ready."""
    rows: dict[str, list] = {k: [] for k in ("model", "program", "wrong", "divers", "left", "right", "leftPlain", "strength", "exclude", "only", "fullyStill")}
    lively = [c for c in cases if c.moving.mean() > 0.05]
    for index, case in enumerate(cases):
        rng = np.random.default_rng([index, 99])
        motion = draw(run, case, 1)
        rows["model"].append(figures_of(motion, case))
        request = Request(duration_seconds=SECONDS)
        program = sample_program(case.scene[0], request, rng)
        rows["program"].append(figures_of(program, case))
        if case.moving.mean() < 0.005:
            rows["fullyStill"].append(float(np.mean(fade(motion) > 0)) < 0.01)
        if sheets:
            picture = np.vstack([sheet(case.rgb, m, SECONDS) for m in (motion, program)])
            cv2.imwrite(str(sheets / f"{index:02d}.png"), picture[..., ::-1])
        if case not in lively:
            continue
        at = lively.index(case)
        same = [c for c in lively if c is not case and (c.h, c.w) == (case.h, case.w)]
        other = same[at % len(same)] if same else lively[(at + 1) % len(lively)]
        rows["wrong"].append(moving_iou(draw(run, case, 1, other=other), case))
        second = draw(run, case, 2)
        inside = case.moving > 0.9
        a, b = motion[grid.SPECTRUM][:, inside], second[grid.SPECTRUM][:, inside]
        rows["divers"].append(float(np.sqrt(((a - b) ** 2).mean() / (0.5 * ((a**2).mean() + (b**2).mean()) + 1e-12))))
        weak, strong = draw(run, case, 1, strength=0.1), draw(run, case, 1, strength=0.9)
        size = [float(sway_size(m)[inside].mean() + np.hypot(*m[grid.DRIFT])[inside].mean()) for m in (weak, strong)]
        rows["strength"].append(size)
        for group, others in GROUP_PAIRS:
            mine, theirs = (case.shares[[CLASS_INDEX[n] for n in GROUPS[g]]].sum(0) > 0.7 for g in (group, others))
            if min(mine.mean(), theirs.mean()) < 0.06:
                continue
            names = GROUPS[group]
            kept = fade(draw(run, case, 3, prompt_vector(*(f"exclude_{n}" for n in names)), guidance=guidance))
            rows["exclude"].append(kept[mine].mean() < 0.5 * kept[theirs].mean())
            only = fade(draw(run, case, 3, prompt_vector("only", *(f"element_{n}" for n in names)), guidance=guidance))
            rows["only"].append(only[theirs].mean() < 0.5 * only[mine].mean())
        drifting = case.shares[[CLASS_INDEX[n] for n in DRIFTING]].sum(0) > 0.5
        if drifting.mean() > 0.04:
            for side, sign in (("left", -1), ("right", 1)):
                guided = draw(run, case, 3, prompt_vector(f"direction_{side}"), guidance=guidance)
                rows[side].append(drift_along(guided, case)[0] * sign > 0.0005)
            plain = draw(run, case, 3, prompt_vector("direction_left"))
            rows["leftPlain"].append(drift_along(plain, case)[0] < -0.0005)
    iou = float(np.nanmean([r["movingIoU"] for r in rows["model"]]))
    followed = rows["left"] + rows["right"]
    return {
        "photos": len(cases),
        "livelyPhotos": len(lively),
        "model": mean_of(rows["model"]),
        "baselineProgram": mean_of(rows["program"]),
        "baselineStill": {"movingIoU": 0.0, "staticSway": 0.0, "staticDrift": 0.0, "movingSway": 0.0, "movingDrift": 0.0},
        "movingIoUWithAnotherPhoto": round(float(np.mean(rows["wrong"])), 4),
        "movingIoUFallsBy": round(iou - float(np.mean(rows["wrong"])), 4),
        "directionFollowed": round(float(np.mean(followed)), 4),
        "directionTrials": len(followed),
        "directionFollowedWithoutGuidance": round(float(np.mean(rows["leftPlain"])), 4),
        "excludeFollowed": round(float(np.mean(rows["exclude"])), 4),
        "onlyFollowed": round(float(np.mean(rows["only"])), 4),
        "elementTrials": len(rows["exclude"]),
        "strengthRatio": round(float(np.mean([s / max(w, 1e-9) for w, s in rows["strength"]])), 3),
        "strengthMonotone": round(float(np.mean([s > w for w, s in rows["strength"]])), 4),
        "diversity": round(float(np.mean(rows["divers"])), 4),
        "fullyStillPhotos": f"{sum(rows['fullyStill'])} of {len(rows['fullyStill'])}",
    }


def main() -> None:
    """Prints the figures of the committed denoiser; --out writes them for the exporter's --quality."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the data folder that holds photos/")
    parser.add_argument("--model", type=Path, default=MODELS_DIR / "denoiser" / "denoiser.onnx")
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--side", choices=("heldOut", "train"), default="heldOut", help="train: to calibrate, never to report")
    parser.add_argument("--scene", choices=("parser", "labels"), default="parser")
    parser.add_argument("--sheets", type=Path, help="folder for contact sheets (not for the repository: other people's photos)")
    parser.add_argument("--cache", type=Path, help="folder of refined label maps")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    maps = None
    if args.scene == "parser":
        from parser.evaluate import onnx_predictor

        maps = onnx_predictor(MODELS_DIR / "scene-parser" / "scene-parser.onnx")
    bases = load_labelled(args.data, args.side, cache=args.cache)
    # Spread over the list, which is sorted by source.
    chosen = [bases[i] for i in np.unique(np.linspace(0, len(bases) - 1, min(args.photos, len(bases))).round().astype(int))]
    cases = [Case(base, maps) for base in chosen]
    if args.sheets:
        args.sheets.mkdir(parents=True, exist_ok=True)
    start = time.time()
    figures = evaluate(onnx_velocity(args.model), cases, read_record("denoiser")["sampler"]["guidanceScale"], args.sheets)
    figures["scene"] = args.scene
    print(json.dumps(figures, indent=1))
    print(f"{time.time() - start:.0f} s")
    if args.out:
        args.out.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
