"""Values that the app's constraint must reproduce: ``python -m motion.shared_values`` writes models/denoiser/{constraint,holds,photo-cues,water-heading}-golden.json.

The photos are made up, so that every rule has something to find: clouds over a roof with an aerial, a wire, a dark branch and a printed
border; a flower in focus before leaves out of focus, between two bars; a person before leaves and water; seas whose waves run slantwise to a shore.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from manifest import MODELS_DIR
from onnx_tools import encode, write_golden
from parser.classes import SCENE_CLASSES
from . import grid
from .coherence import cohere
from .constraint import constrain
from .flames import with_flames
from .noise import correlated_noise
from .photo_cues import read_cues
from .water_heading import steer_water, water_heading


def _bytes(values: np.ndarray) -> tuple[dict[str, Any], np.ndarray]:
    """Values 0..1 as a golden tensor of bytes, and what it stands for."""
    stored = np.clip(np.round(values * 255), 0, 255).astype(np.uint8)
    entry = {"shape": list(stored.shape), "dtype": "uint8", "scale": 1 / 255, "data": base64.b64encode(stored.tobytes()).decode()}
    return entry, (stored * (1 / 255)).astype(np.float32)


def _air_over_a_roof(h: int, w: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(photo [3,4h,4w], class map [16,h,w]): clouds over a roof with an aerial, a branch, a wire, and a printed border on the left."""
    rows, columns = np.mgrid[0 : 4 * h, 0 : 4 * w].astype(np.float32)
    clouds = cv2.GaussianBlur(rng.standard_normal((4 * h, 4 * w)).astype(np.float32), (0, 0), 5)
    y = .72 + .9 * clouds - .1 * rows / (4 * h)
    roof = rows > 4 * h * .66
    y[roof] = (.45 + .2 * rng.standard_normal((4 * h, 4 * w)))[roof]
    y[8 : round(4 * h * .66), 60:62] = .1
    y = np.where((np.abs(rows - .3 * columns - 6) < 1) & (columns > 70), .2, y)
    y[10:20, 28:40] = .25
    photo = np.clip(np.stack([.9 * y, y, np.clip(1.15 * y, 0, 1)]), 0, 1)
    photo[:, :, :3] = .05
    scene = np.full((len(SCENE_CLASSES), h, w), .005, np.float32)
    built = roof[2::4, 2::4]
    scene[SCENE_CLASSES.index("built")][built] = 1
    scene[SCENE_CLASSES.index("sky")][~built] = .5
    scene[SCENE_CLASSES.index("cloud")][~built] = .45
    scene[SCENE_CLASSES.index("built")][~built] += .15 * (rng.random((h, w))[~built] > .8)
    return photo, scene / scene.sum(0)


def _flower_in_focus(h: int, w: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(photo, class map): a flower on its stem, full of detail, before leaves out of focus, with bars above and below."""
    rows, columns = np.mgrid[0 : 4 * h, 0 : 4 * w].astype(np.float32)
    y = .4 + 1.6 * cv2.GaussianBlur(rng.standard_normal((4 * h, 4 * w)).astype(np.float32), (0, 0), 6)
    flower = np.hypot(rows - 1.8 * h, columns - 2 * w) < 1.1 * h
    flower |= (np.abs(columns - 2 * w) < 3) & (rows > 2 * h)
    y[flower] = (.6 + .25 * rng.standard_normal((4 * h, 4 * w)))[flower]
    photo = np.clip(np.stack([y, .8 * y, .5 * y]), 0, 1)
    photo[:, : 2 * 4] = photo[:, -2 * 4 :] = 0
    scene = np.full((len(SCENE_CLASSES), h, w), .005, np.float32)
    inside = flower[2::4, 2::4]
    scene[SCENE_CLASSES.index("grass")] += np.where(inside, .9, .1)
    scene[SCENE_CLASSES.index("foliage")] += np.where(inside, .1, .8)
    return photo, scene / scene.sum(0)


def person_outdoors(h: int, w: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(photo, class map): a person in focus before leaves and water out of focus, and at the lower left litter that a parser is torn about."""
    rows, columns = np.mgrid[0 : 4 * h, 0 : 4 * w].astype(np.float32)
    y = .45 + 1.8 * cv2.GaussianBlur(rng.standard_normal((4 * h, 4 * w)).astype(np.float32), (0, 0), 6)
    body = (np.abs(columns - 2 * w) < .6 * w) & (rows > 1.2 * h)
    hair = (np.abs(columns - 2 * w) < .5 * w) & (rows > .7 * h) & ~body
    water, litter = (rows > 2.7 * h) & (columns > 2.7 * w), (rows > 2.7 * h) & (columns < 1.2 * w)
    grain = rng.standard_normal((4 * h, 4 * w))
    y = np.where(body | hair, .5 + .25 * grain, np.where(litter, .4 + .15 * grain, y))
    photo = np.clip(np.stack([y, .9 * y, np.where(water, 1.1, .6) * y]), 0, 1)
    scene = np.full((len(SCENE_CLASSES), h, w), .004, np.float32)
    small = {n: m[2::4, 2::4] for n, m in (("body", body), ("hair", hair), ("still_water", water & ~body))}
    torn = litter[2::4, 2::4] & ~body[2::4, 2::4]
    for name, where in small.items():
        scene[SCENE_CLASSES.index(name)] += np.where(where, .9, .03 * rng.random((h, w)))
    share = .25 + .6 * rng.random((h, w))
    scene[SCENE_CLASSES.index("ground")] += np.where(torn, share, 0)
    leaves = ~np.any(list(small.values()), axis=0)
    scene[SCENE_CLASSES.index("foliage")] += np.where(torn, 1 - share, np.where(leaves, .95, .02))
    return photo.astype(np.float32), scene / scene.sum(0)


def slanting_sea(h: int, w: int, rng: np.random.Generator, degrees: float, sand: bool) -> tuple[np.ndarray, np.ndarray]:
    """(photo, class map): a sea under a grey sky whose waves run along ``degrees`` on the water (0 right, 90 to the viewer), and sand in a lower corner."""
    rows, columns = np.mgrid[0 : 4 * h, 0 : 4 * w].astype(np.float32)
    short = 4 * min(h, w)
    below = np.maximum((rows - 1.2 * h) / short, 1e-3)
    across, away = (columns - 2 * w) / short / below, 1.1 / below
    phase = 3.5 * (across * np.cos(np.radians(degrees)) - away * np.sin(np.radians(degrees)))
    grain = cv2.GaussianBlur(rng.standard_normal((4 * h, 4 * w)).astype(np.float32), (0, 0), 1)
    y = .4 + .12 * np.sin(phase) * np.clip(4 * below, 0, 1) + .06 * grain
    sea = rows >= 1.2 * h
    beach = sea & ((columns > 2.8 * w) & (rows + columns > 2.4 * (h + w))) if sand else np.zeros_like(sea)
    y = np.where(beach, .75 + .15 * grain, np.where(sea, y, .85 + .02 * grain))
    photo = np.clip(np.stack([.8 * y, y, 1.1 * y]), 0, 1)
    scene = np.full((len(SCENE_CLASSES), h, w), .005, np.float32)
    for name, where in (("sky", ~sea), ("moving_water", sea & ~beach), ("ground", beach)):
        scene[SCENE_CLASSES.index(name)][where[2::4, 2::4]] += .9
    return photo, scene / scene.sum(0)


def heading_golden() -> dict[str, Any]:
    """What water_heading.py reads off made-up seas, the drift that it turns, and what flames.py makes of a hearth, on a 16x24 grid."""
    h, w, rng, cases = 16, 24, np.random.default_rng(7), []
    for degrees, sand in ((40, False), (90, False), (145, True), (60, True)):
        (photo_bytes, photo), (scene_bytes, scene) = map(_bytes, slanting_sea(h, w, rng, degrees, sand))
        motion = np.zeros((grid.CHANNELS, h, w), np.float32)
        motion[grid.DRIFT] = .01 * correlated_noise(rng, 2, h, w) + np.array([.01, .03], np.float32)[:, None, None]
        heading = water_heading(photo, scene)
        cases.append({
            "inputs": {"photo": photo_bytes, "scene": scene_bytes, "drift": encode(motion[grid.DRIFT])},
            "outputs": {"heading": encode(np.array(heading, np.float32)), "drift": encode(steer_water(motion, scene, photo)[grid.DRIFT])},
        })
    (photo_bytes, photo), (scene_bytes, scene) = map(_bytes, _hearth(h, w, rng))
    flames = {"inputs": {"photo": photo_bytes, "scene": scene_bytes}, "outputs": {"scene": encode(with_flames(scene, photo))}}
    return {"tolerance": 1e-5, "cases": cases, "flames": flames}


def _hearth(h: int, w: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """(photo, class map): flames before dark bricks that a parser is half sure of, a lamp that it hardly takes for fire, and a warm sky above."""
    rows, columns = np.mgrid[0 : 4 * h, 0 : 4 * w].astype(np.float32)
    grain = .05 * rng.standard_normal((3, 4 * h, 4 * w))
    photo = np.array([.3, .22, .15], np.float32)[:, None, None] + grain
    sky, flame, lamp = rows < h, np.hypot(rows - 2.6 * h, 1.6 * (columns - 1.5 * w)) < h, np.hypot(rows - 2.4 * h, columns - 3.4 * w) < .35 * h
    photo = np.where(sky, np.array([.95, .7, .5])[:, None, None] + .3 * grain, photo)
    photo = np.where(flame, np.array([.98, .75, .35])[:, None, None] + .3 * grain, photo)
    photo = np.where(lamp, np.array([.99, .9, .6])[:, None, None] + .3 * grain, photo)
    scene = np.full((len(SCENE_CLASSES), h, w), .005, np.float32)
    at = {n: SCENE_CLASSES.index(n) for n in ("sky", "fire", "built")}
    small = {n: m[2::4, 2::4] for n, m in (("sky", sky), ("flame", flame), ("lamp", lamp))}
    scene[at["built"]] += np.where(small["sky"], 0, np.where(small["flame"], .5, .8))
    scene[at["fire"]] += np.where(small["flame"], .25 + .25 * rng.random((h, w)), np.where(small["lamp"] | small["sky"], .3, 0))
    scene[at["sky"]] += np.where(small["sky"], .7, 0)
    return np.clip(photo, 0, 1).astype(np.float32), scene / scene.sum(0)


def constraint_golden() -> dict[str, Any]:
    """What constraint.py makes of a made-up motion over clouds, a roof and an aerial, on a 16x24 grid."""
    h, w, rng = 16, 24, np.random.default_rng(3)
    photo, scene = _air_over_a_roof(h, w, rng)
    (photo_bytes, photo), (scene_bytes, scene) = _bytes(photo), _bytes(scene)
    motion = grid.denormalise(0.8 * correlated_noise(rng, grid.CHANNELS, h, w))
    motion[30] = np.clip(1.4 * scene[[SCENE_CLASSES.index(n) for n in ("sky", "cloud")]].sum(0) + 0.2 * rng.standard_normal((h, w)), 0, 1)
    motion = motion.astype(np.float32)
    seconds = 4.0
    return {
        "durationSeconds": seconds,
        "tolerance": 1e-5,
        "inputs": {"motion": encode(motion), "scene": scene_bytes, "photo": photo_bytes},
        "outputs": {
            "constrained": encode(constrain(motion, scene, photo, seconds)),
            "driftByClassMapAlone": encode(constrain(motion, scene, None, seconds)[grid.DRIFT]),
        },
    }


def holds_golden() -> dict[str, Any]:
    """What constraint.py leaves of a motion around a person, behind them and amid litter, on a 16x32 grid."""
    h, w, rng, seconds = 16, 32, np.random.default_rng(9), 4.0
    (photo_bytes, photo), (scene_bytes, scene) = map(_bytes, person_outdoors(h, w, rng))
    motion = grid.denormalise(0.8 * correlated_noise(rng, grid.CHANNELS, h, w))
    motion[30] = np.clip(1.2 * scene[[SCENE_CLASSES.index(n) for n in ("foliage", "still_water")]].sum(0), 0, 1)
    motion = motion.astype(np.float32)
    return {
        "durationSeconds": seconds,
        "tolerance": 1e-5,
        "inputs": {"motion": encode(motion), "scene": scene_bytes, "photo": photo_bytes},
        "outputs": {"constrained": encode(constrain(motion, scene, photo, seconds))},
    }


def cues_golden() -> dict[str, Any]:
    """What photo_cues.py reads off two made-up photos, and coherence.py makes of an oscillation, on a 24x32 grid."""
    h, w, rng = 24, 32, np.random.default_rng(5)
    cases = []
    for draw in (_air_over_a_roof, _flower_in_focus):
        (photo_bytes, photo), (scene_bytes, scene) = map(_bytes, draw(h, w, rng))
        cues = read_cues(photo)
        spectrum = (0.005 * correlated_noise(rng, 16, h, w)).astype(np.float32)
        marks = {n: _bytes(getattr(cues, n).astype(np.float32))[0] for n in ("frame", "framed", "thin", "afloat", "sharp")}
        numbers = {n: encode(getattr(cues, n)) for n in ("coarse", "light", "blurred")}
        case: dict[str, Any] = {"inputs": {"photo": photo_bytes, "scene": scene_bytes}, "outputs": marks | numbers}
        if draw is _flower_in_focus:
            case["inputs"]["spectrum"] = encode(spectrum)
            case["outputs"]["cohered"] = encode(cohere(spectrum, scene, cues))
        cases.append(case)
    return {"tolerance": 1e-5, "cases": cases}


def write_shared_values(folder: Path) -> None:
    """All files."""
    write_golden(folder / "constraint-golden.json", constraint_golden())
    write_golden(folder / "holds-golden.json", holds_golden())
    write_golden(folder / "photo-cues-golden.json", cues_golden())
    write_golden(folder / "water-heading-golden.json", heading_golden())


if __name__ == "__main__":
    write_shared_values(MODELS_DIR / "denoiser")
