"""Training examples: a base (photo + class map) is cropped, mirrored, spoiled as a parser spoils, and given a program."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from parser.classes import CLASS_INDEX, IGNORE, SCENE_CLASSES
from parser.refine import refined_label_map, work_size
from prompt.intents import EXCLUDABLE, GROUPS, INTENT_INDEX, VECTOR_SIZE
from .grid import CHANNELS
from .noise import correlated_noise
from .programs import Request, sample_program
from .scenes import Base
from .stills import add_frame

Rng = np.random.Generator
TRAINING_DIR = Path(__file__).resolve().parents[1]
CONFUSED = (
    ("sky", "cloud"), ("still_water", "moving_water"), ("foliage", "grass"), ("built", "ground"), ("waterfall", "moving_water"),
    ("moving_water", "ground"), ("foliage", "ground"), ("sky", "still_water"), ("smoke", "cloud"), ("body", "built"),
    ("animal", "ground"), ("flag", "built"), ("fire", "built"), ("grass", "ground"), ("still_water", "built"), ("hair", "foliage"),
)
#: [1,3,4h,4w] photo 0..1 -> [1,16,h,w].
Parser = Callable[[np.ndarray], np.ndarray]
#: Part of the examples whose class map a parser gives, where there is one.
PARSED = 0.7
#: Part of the examples that are put into a printed frame.
FRAMED = 0.04
#: Grid shapes (h, w): small for most of the training, large as the app asks for them.
SMALL_GRIDS = ((32, 32), (24, 40), (40, 24), (32, 48), (48, 32), (24, 32), (32, 24), (24, 48), (48, 24))
LARGE_GRIDS = ((64, 64), (48, 72), (72, 48), (48, 64), (64, 48), (48, 88), (88, 48), (56, 80), (80, 56), (40, 96), (96, 40))


def _refined(data: Path, record: dict[str, Any], work_side: int, cache: Path | None) -> np.ndarray:
    """The refined label map of a record; cached by the record's own hash, since the refinement takes a second."""
    if cache is None:
        return refined_label_map(data, record, work_side)
    key = hashlib.sha256(json.dumps([record, work_side], sort_keys=True).encode()).hexdigest()[:24]
    file = cache / f"{key}.npy"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(file.with_suffix(".part.npy"), refined_label_map(data, record, work_side))
        file.with_suffix(".part.npy").rename(file)
    return np.load(file)


def load_labelled(data: Path, side: str = "train", work_side: int = 288, cache: Path | None = None) -> list[Base]:
    """Every labelled photo of one side of the frozen split, as bases; borders refined to the photo's own edges."""
    allowed = {entry["path"] for entry in json.loads((TRAINING_DIR / "splits.json").read_text())[side]}
    bases = []
    for path in sorted((TRAINING_DIR / "labels").glob("*.json")):
        record = json.loads(path.read_text())
        if record["path"] not in allowed:
            continue
        image = cv2.imread(str(data / record["path"]))
        if image is None:
            raise FileNotFoundError(data / record["path"])
        width, height = work_size(image.shape[1], image.shape[0], work_side)
        rgb = cv2.cvtColor(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
        flow, degrees = None, record.get("flow_direction_degrees")
        if degrees is not None:
            flow = (math.cos(math.radians(degrees)), math.sin(math.radians(degrees)))
        horizon = record.get("horizon_y")
        labels = _refined(data, record, work_side, cache)
        bases.append(Base(rgb, labels, None if horizon is None else horizon / 1000, flow, name=record["path"]))
    return bases


def load_extra(folder: Path, work_side: int = 288) -> list[Base]:
    """Photos beyond the frozen split (``labels-extra/sources.tsv``), read from ``folder/<name>.jpg``, with their label maps; those that
    are not there are left out."""
    bases = []
    for file in sorted((TRAINING_DIR / "labels-extra").glob("*.png")):
        image = cv2.imread(str(folder / f"{file.stem}.jpg"))
        if image is None:
            continue
        width, height = work_size(image.shape[1], image.shape[0], work_side)
        rgb = cv2.cvtColor(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
        labels = cv2.resize(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE), (width, height), interpolation=cv2.INTER_NEAREST)
        bases.append(Base(rgb, labels, name=file.stem))
    return bases


def _crop_window(rng: Rng, h: int, w: int, aspect: float) -> tuple[int, int, int, int]:
    """(top, left, height, width) of a crop of the given aspect, 55..100 % of the largest that fits."""
    width, height = min(w, h * aspect), min(h, w / aspect)
    scale = rng.uniform(.55, 1) if rng.random() < .6 else 1.0
    width, height = max(16, round(width * scale)), max(16, round(height * scale))
    return int(rng.integers(0, max(1, h - height + 1))), int(rng.integers(0, max(1, w - width + 1))), min(height, h), min(width, w)


def class_shares(labels: np.ndarray, h: int, w: int) -> tuple[np.ndarray, np.ndarray]:
    """([16,h,w] float32 shares of each class, [h,w] share that is known) of a label map [4h,4w]."""
    shares = np.zeros((len(SCENE_CLASSES), h, w), np.float32)
    for c in np.unique(labels):
        if c != IGNORE:
            shares[c] = cv2.resize((labels == c).astype(np.float32), (w, h), interpolation=cv2.INTER_AREA)
    known = shares.sum(0)
    return shares / np.maximum(known, 1e-6), known


def spoil(rng: Rng, shares: np.ndarray) -> np.ndarray:
    """A class map as an imperfect parser would answer: blurred, shifted borders, confused classes, lukewarm."""
    count, h, w = shares.shape
    short = min(h, w)
    out = shares.copy()
    if rng.random() < .5:
        shift = [cv2.resize(rng.standard_normal((6, 6)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC) for _ in range(2)]
        size = rng.uniform(.3, 1.5) * short / 64
        x, y = np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32))
        for c in np.flatnonzero(out.max((1, 2)) > 0):
            out[c] = cv2.remap(out[c], x + size * shift[0], y + size * shift[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    if rng.random() < .75:
        sigma = rng.uniform(.4, 2.0) * short / 64
        for c in np.flatnonzero(out.max((1, 2)) > 0):
            out[c] = cv2.GaussianBlur(out[c], (0, 0), sigma)
    for _ in range(int(rng.poisson(1.8))):
        a, b = CONFUSED[rng.integers(len(CONFUSED))]
        if rng.random() < .5:
            a, b = b, a
        i, j = CLASS_INDEX[a], CLASS_INDEX[b]
        where = 1 / (1 + np.exp(-3 * (cv2.resize(rng.standard_normal((4, 4)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC) + rng.normal(0, .5))))
        moved = out[i] * where * rng.uniform(.15, .85)
        out[i] -= moved
        out[j] += moved
    while rng.random() < .4:
        y0, x0, r = rng.uniform(0, h), rng.uniform(0, w), rng.uniform(.03, .2) * short
        y, x = np.mgrid[0:h, 0:w]
        blob = np.clip(1.5 - np.hypot(x - x0, (y - y0) * rng.uniform(.5, 2)) / r, 0, 1) * rng.uniform(.3, .9)
        wrong = int(rng.integers(count))
        out *= 1 - blob
        out[wrong] += blob
    floor = rng.choice([.0005, .003, .012])
    logits = np.log(np.clip(out, 0, 1) + floor) + rng.normal(0, rng.uniform(0, .35), (count, 1, 1))
    logits = logits * rng.uniform(.75, 1.3)
    logits -= logits.max(0)
    e = np.exp(logits)
    return (e / e.sum(0)).astype(np.float32)


def sample_request(rng: Rng, shares: np.ndarray) -> tuple[Request, np.ndarray]:
    """A request and its prompt vector [64]. 35 % have no prompt at all; named elements mostly exist in the photo."""
    request = Request(strength=.5 if rng.random() < .35 else float(rng.uniform(0, 1)))
    # The app splits films into loops of 3 to 6 seconds.
    request.duration_seconds = 4.0 if rng.random() < .4 else float(rng.uniform(3, 6.2)) if rng.random() < .9 else float(rng.uniform(6, 15))
    vector = np.zeros(VECTOR_SIZE, np.float32)
    if rng.random() < .35:
        return request, vector
    intents: dict[str, float] = {}
    def share(group: str) -> float:
        return max((float(shares[CLASS_INDEX[n]].max()) for n in GROUPS[group] if n in CLASS_INDEX), default=0.0)

    present = [g for g in GROUPS if share(g) > .4]
    named: set[str] = set()
    if present and rng.random() < .6:
        for group in rng.choice(present, size=min(len(present), int(rng.integers(1, 3))), replace=False):
            named |= set(GROUPS[group])
        if rng.random() < .3:
            intents["only"] = 1
    elif rng.random() < .15:
        named |= set(GROUPS[str(rng.choice(list(GROUPS)))])
    if rng.random() < .22:
        kept = GROUPS[str(rng.choice([g for g in present if set(GROUPS[g]) <= set(EXCLUDABLE)] or ["sky"]))]
        if not named & set(kept):
            intents |= {f"exclude_{n}": 1 for n in kept}
    intents |= {f"element_{n}": 1 for n in named}
    for names, chance in (
        (("direction_left", "direction_right"), .42), (("direction_up", "direction_down"), .1), (("speed_slow", "speed_fast"), .22),
        (("strength_calm", "strength_strong"), .3), (("mood_sunset", "mood_night", "mood_storm", "mood_dawn"), .2),
        (("weather_rain", "weather_snow", "weather_fog", "weather_wind"), .15), (("camera_in", "camera_out", "camera_left", "camera_right"), .08),
        (("sound_waves", "sound_wind", "sound_birds", "sound_silence"), .1),
    ):
        if rng.random() < chance:
            intents[str(rng.choice(names))] = 1
    if rng.random() < .02:
        intents = {"still": 1}
    request.intents = intents
    # As the encoder answers: sure of most, not always.
    for name, index in INTENT_INDEX.items():
        vector[index] = rng.beta(14, 1.2) if name in intents else rng.beta(.4, 30)
    return request, vector


def mirror_vector(vector: np.ndarray) -> np.ndarray:
    """Swaps left and right in a prompt vector."""
    out = vector.copy()
    for a, b in (("direction_left", "direction_right"), ("camera_left", "camera_right")):
        out[INTENT_INDEX[a]], out[INTENT_INDEX[b]] = vector[INTENT_INDEX[b]], vector[INTENT_INDEX[a]]
    return out


def disturb(rng: Rng, photo: np.ndarray) -> np.ndarray:
    """[H,W,3] uint8 in another light, out of focus or grainy: no photo is seen twice alike, and a parser errs on it as on a new one."""
    x = (photo.astype(np.float32) / 255) ** rng.uniform(.6, 1.7) * rng.uniform(.75, 1.25, 3).astype(np.float32) * rng.uniform(.7, 1.25)
    if rng.random() < .35:
        x = cv2.GaussianBlur(x, (0, 0), rng.uniform(.4, 1.8))
    if rng.random() < .5:
        x = x + rng.normal(0, rng.uniform(0, .06), x.shape)
    return (np.clip(x, 0, 1) * 255).astype(np.uint8)


def make_example(base: Base, grid: tuple[int, int], rng: Rng, parsers: Sequence[Parser] = ()) -> dict[str, np.ndarray]:
    """One example: photo [3,4h,4w] uint8, scene [16,h,w] uint8 (x 255), motion [31,h,w] float32 (physical), prompt [64],
    controls [2], known [h,w] uint8 (where the target is known), noise [31,h,w] float16 that the motion was read from. ``parsers`` answer to the photo as
    it is disturbed: on photos that they were trained with they err about as often then as on new ones."""
    h, w = grid
    if rng.random() < FRAMED:
        base = add_frame(rng, base)
    rgb, labels, flow = base.rgb, base.labels, base.flow
    soft = base.soft
    if rng.random() < .5:
        rgb, labels = rgb[:, ::-1], labels[:, ::-1]
        soft = None if soft is None else soft[:, :, ::-1]
        flow = None if flow is None else (-flow[0], flow[1])
    top, left, height, width = _crop_window(rng, *labels.shape, w / h)
    window = np.s_[top : top + height, left : left + width]
    photo = cv2.resize(np.ascontiguousarray(rgb[window]), (4 * w, 4 * h), interpolation=cv2.INTER_AREA if width > 4 * w else cv2.INTER_LINEAR)
    shares, known = class_shares(cv2.resize(np.ascontiguousarray(labels[window]), (4 * w, 4 * h), interpolation=cv2.INTER_NEAREST), h, w)
    shares[CLASS_INDEX["ground"]] += known < 1e-3
    if rng.random() < .65:
        photo = disturb(rng, photo)
    if len(parsers) and rng.random() < PARSED:
        answer = parsers[rng.choice(len(parsers), p=[.7, .3] if len(parsers) == 2 else None)]
        seen = answer(np.ascontiguousarray(photo.transpose(2, 0, 1))[None].astype(np.float32) / 255)[0]
    elif soft is not None and rng.random() < .6:
        seen = np.stack([cv2.resize(np.ascontiguousarray(m[window]), (w, h), interpolation=cv2.INTER_AREA) for m in soft]).astype(np.float32)
        seen = np.maximum(seen, .2) ** rng.uniform(.8, 1.25)
        seen = seen / seen.sum(0)
        # The parser knows its own training photos too well: half of the maps are spoiled on top.
        if rng.random() < .5:
            seen = spoil(rng, seen)
    else:
        seen = spoil(rng, shares)
    horizon = None
    if base.horizon is not None:
        horizon = (base.horizon * base.labels.shape[0] - top) / height
    request, vector = sample_request(rng, shares)
    # Rounded before it is read: what the net sees is exactly what decided the motion.
    noise = correlated_noise(rng, CHANNELS, h, w).astype(np.float16)
    motion = sample_program(shares, request, noise.astype(np.float32), horizon, flow)
    return {
        "photo": np.ascontiguousarray(photo.transpose(2, 0, 1)),
        "scene": np.clip(seen * 255 + .5, 0, 255).astype(np.uint8),
        "motion": motion,
        "prompt": vector,
        "controls": np.array([request.strength, request.duration_seconds / 15], np.float32),
        "known": (known > .5).astype(np.uint8),
        "noise": noise,
    }
