"""Labelled photos as training samples: a cache of small copies, strong augmentation, balanced drawing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.utils.data import IterableDataset

from . import augment, backdrops, composite, light
from .classes import CLASS_INDEX, IGNORE, SCENE_CLASSES
from .refine import WORK_SIDE, refined_label_map

TRAINING = Path(__file__).resolve().parents[1]
#: Maps of photos beyond the frozen split; in its folder ``dev`` those that nothing is trained on.
EXTRA_LABELS = TRAINING / "labels-extra"
#: Side whose square is the area of the cached copies; crops down to 0.6 of a side then still hold real detail.
CACHE_SIDE = 400
#: How often a photo of ``labels-extra`` is drawn against one of the frozen split's training side; its map began as a net's own answer.
EXTRA_SHARE = 0.75
#: Least and most that a photo's own error, against the mean one, changes how often it is drawn; a map may be wrong itself.
HARD_RANGE = (0.5, 3.0)
#: (height, width) of training samples by side: about side^2 pixels, both multiples of 32, 9:21 to 21:9.
SIZES = {
    256: ((256, 256), (224, 288), (224, 320), (192, 352), (288, 224), (352, 192), (160, 416), (416, 160)),
    192: ((192, 192), (192, 192), (160, 224), (160, 256), (224, 160), (128, 288), (288, 128)),
}


@dataclass
class Sample:
    """One photo: path, BGR copy [H,W,3] uint8, label map [H,W] uint8 and whether it comes from ``labels-extra``."""

    path: str
    image: np.ndarray
    labels: np.ndarray
    extra: bool = False


def choose_grid(width: int, height: int) -> tuple[int, int]:
    """(h, w) of the motion grid for a photo; the same rule as ``chooseGrid`` in src/shared/motion.ts."""
    target, best, best_cost = np.log(width / height), (64, 64), np.inf
    for h in range(8, 641, 8):
        for w in range(8, 5120 // h + 1, 8):
            if h * w < 3072:
                continue
            cost = abs(np.log(w / h) - target) + 1e-6 * abs(h * w - 4096)
            if cost < best_cost:
                best, best_cost = (h, w), cost
    return best


def photo_tensor(image: np.ndarray, h: int, w: int) -> torch.Tensor:
    """BGR uint8 photo -> [1,3,4h,4w] f32 sRGB 0..1, area-resized: exactly what the app feeds the net."""
    small = cv2.resize(image, (4 * w, 4 * h), interpolation=cv2.INTER_AREA)
    return torch.from_numpy(small[..., ::-1].copy()).permute(2, 0, 1)[None].float() / 255


def split_of(side: str) -> set[str]:
    """Paths of one side of the frozen split, ``train`` or ``heldOut``; ``dev`` and ``fit`` are the two parts of ``train``."""
    entries = json.loads((TRAINING / "splits.json").read_text())["heldOut" if side == "heldOut" else "train"]
    return {e["path"] for e in entries if side in ("train", "heldOut") or is_dev(e["group"]) == (side == "dev")}


def is_dev(group: str) -> bool:
    """Whether a group of training photos is one that choices are made with: a sixth of them, by hash, with as much water and leaf as the rest (the number was drawn for that)."""
    return int(hashlib.sha256(f"dev123 {group}".encode()).hexdigest(), 16) % 6 == 0


def small_copy(data: Path, path: str) -> np.ndarray:
    """The photo at CACHE_SIDE^2 area, BGR uint8. Raises FileNotFoundError."""
    image = cv2.imread(str(data / path))
    if image is None:
        raise FileNotFoundError(data / path)
    scale = min(1.0, CACHE_SIDE / float(np.sqrt(image.shape[0] * image.shape[1])))
    return cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def dropped() -> set[str]:
    """Paths that no training may use any more (``labels-dropped.tsv``: photos whose licence turned out not to be open)."""
    rows = (TRAINING / "labels-dropped.tsv").read_text().splitlines()[1:]
    return {path for side, path, _, _ in (row.split("\t") for row in rows) if side == "train"}


def load_labelled(data: Path, cache: Path, side: str) -> list[Sample]:
    """All labelled photos of one side (``split_of``), ``train`` less the dropped ones; small copies and refined labels are cached by the label file's hash."""
    cache.mkdir(parents=True, exist_ok=True)
    wanted, samples = split_of(side) - dropped(), []
    version = hashlib.sha256((Path(__file__).with_name("refine.py")).read_bytes()).hexdigest()[:8]
    for file in sorted((TRAINING / "labels").glob("*.json")):
        text = file.read_bytes()
        record = json.loads(text)
        if record["path"] not in wanted:
            continue
        key = cache / f"{hashlib.sha256(text).hexdigest()[:20]}-{version}.npz"
        if not key.exists():
            np.savez(key, image=small_copy(data, record["path"]), labels=refined_label_map(data, record, WORK_SIDE))
        stored = np.load(key)
        image = stored["image"]
        labels = cv2.resize(stored["labels"], (image.shape[1], image.shape[0]), interpolation=cv2.INTER_NEAREST)
        samples.append(Sample(record["path"], image, labels))
    return samples


def load_extra(folder: Path, labels: Path = EXTRA_LABELS) -> list[Sample]:
    """Photos beyond the frozen split (``sources.tsv`` in ``labels``), read from ``folder/<name>.jpg``, with their label maps.

    How the maps were made stands on the model's card. Raises FileNotFoundError when a photo is missing.
    """
    samples = []
    for file in sorted(labels.glob("*.png")):
        image = small_copy(folder, f"{file.stem}.jpg")
        marks = cv2.imread(str(file), cv2.IMREAD_GRAYSCALE)
        samples.append(Sample(file.stem, image, cv2.resize(marks, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_NEAREST), True))
    return samples


def load_cutouts(data: Path) -> tuple[list[tuple[np.ndarray, int]], list[np.ndarray]]:
    """(cut-outs with their class, panoramas), BGRA uint8, small. Mushrooms and vegetables are left out."""
    pieces = []
    for file in sorted((data / "cutouts/tuxpaint-cutouts").glob("*.png")):
        kind = "animal" if file.name.startswith("animals") else "foliage" if "trees" in file.name else "grass"
        if any(word in file.name for word in ("eggplant", "mushrooms", "fish_lobster")):
            continue
        image = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
        if image.ndim == 3 and image.shape[2] == 4:
            scale = min(1.0, 320 / max(image.shape[:2]))
            pieces.append((cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), CLASS_INDEX[kind]))
    panoramas = []
    for file in sorted((data / "cutouts/stellarium-sky-alpha").glob("*.png")):
        image = cv2.imread(str(file), cv2.IMREAD_UNCHANGED)
        if image is not None and image.ndim == 3 and image.shape[2] == 4:
            panoramas.append(cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    return pieces, panoramas


def sky_rectangles(samples: list[Sample]) -> list[composite.Pair]:
    """Top strips of photos that hold nothing but labelled sky and cloud."""
    found = []
    for sample in samples:
        sky = np.isin(sample.labels, (CLASS_INDEX["sky"], CLASS_INDEX["cloud"])).mean(1)
        high = int(np.argmax(np.append(sky, 0) < 0.93))
        if high > 60:
            found.append((sample.image[:high], sample.labels[:high]))
    return found


def jitter(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """Colour, gamma, grey, blur, noise and JPEG, each with its own chance."""
    byte = image
    if rng.random() < 0.8:
        # Gamma by table, then contrast, brightness, tint and saturation as one affine map of colours.
        byte = cv2.LUT(byte, ((np.arange(256) / 255) ** rng.uniform(0.65, 1.5) * 255).astype(np.uint8))
        gain, tint, saturation = rng.uniform(0.75, 1.25), rng.uniform(0.88, 1.12, 3), rng.uniform(0.3, 1.5)
        offset = 255 * (0.5 - 0.5 * gain + rng.uniform(-0.1, 0.1)) * tint
        mix = saturation * np.eye(3) + (1 - saturation) / 3
        byte = cv2.transform(byte, np.hstack([mix @ np.diag(gain * tint), (mix @ offset)[:, None]]))
    if rng.random() < 0.06:
        byte = cv2.cvtColor(cv2.cvtColor(byte, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    if rng.random() < 0.2:
        byte = cv2.GaussianBlur(byte, (0, 0), rng.uniform(0.4, 1.6))
    if rng.random() < 0.2:
        noise = rng.standard_normal(byte.shape, dtype=np.float32) * np.float32(255 * rng.uniform(0.01, 0.05))
        byte = (byte + noise).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.25:
        byte = cv2.imdecode(cv2.imencode(".jpg", byte, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 90))])[1], cv2.IMREAD_COLOR)
    return byte


def crop(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, height: int, width: int) -> composite.Pair:
    """A random crop (0.45 to 1 of the largest fitting window), slightly squeezed and turned, at height x width."""
    rows, columns = labels.shape
    squeeze = np.exp(rng.uniform(-0.2, 0.2))
    window_w = min(columns, rows * width / height * squeeze)
    window_h = min(rows, window_w * height / width / squeeze)
    zoom = rng.uniform(0.45, 1.0) if rng.random() < 0.65 else 1.0
    window_w, window_h = window_w * zoom, window_h * zoom
    cx = rng.uniform(window_w / 2, columns - window_w / 2 + 1e-6)
    cy = rng.uniform(window_h / 2, rows - window_h / 2 + 1e-6)
    turn = np.deg2rad(rng.normal(0, 4)) if rng.random() < 0.4 else 0.0
    flip = -1.0 if rng.random() < 0.5 else 1.0
    sx, sy = window_w / width, window_h / height
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = np.array([[cos * sx * flip, -sin * sy, 0], [sin * sx * flip, cos * sy, 0]])
    matrix[:, 2] = (cx, cy) - matrix[:, :2] @ (width / 2, height / 2)
    flags = cv2.WARP_INVERSE_MAP
    smooth = cv2.INTER_AREA if turn == 0 else cv2.INTER_LINEAR
    if sx > 1.3:
        image = cv2.GaussianBlur(image, (0, 0), 0.4 * sx)
    out = cv2.warpAffine(image, matrix, (width, height), flags=flags | (smooth if smooth != cv2.INTER_AREA else cv2.INTER_LINEAR), borderMode=cv2.BORDER_REFLECT_101)
    marks = cv2.warpAffine(labels, matrix, (width, height), flags=flags | cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=IGNORE)
    return out, marks


class ParserSamples(IterableDataset):
    """Endless stream of batches: photo [B,3,H,W] uint8 RGB, labels [B,H,W] uint8; one size a batch.

    ``errors`` (``parser.hard``): share of wrong pixels by a sample's path; what is wrong more is drawn more often.
    """

    def __init__(self, samples: list[Sample], cutouts: tuple[list[tuple[np.ndarray, int]], list[np.ndarray]], batch: int, seed: int, side: int = 256, errors: dict[str, float] | None = None) -> None:
        self.samples, (self.pieces, self.panoramas), self.batch, self.seed = samples, cutouts, batch, seed
        self.skies, self.sizes = sky_rectangles(samples), SIZES[side]
        self.textures = augment.texture_rectangles(samples)
        self.subjects = [s for s in samples if np.isin(s.labels, composite.SUBJECT).mean() > 0.04]
        self.weights = self._weights(errors or {})

    def _weights(self, errors: dict[str, float]) -> np.ndarray:
        presence = np.array([[(s.labels == c).mean() > 0.01 for c in range(len(SCENE_CLASSES))] for s in self.samples])
        rarity = 1 / np.sqrt(presence.sum(0) + 3)
        weights = np.array([max([rarity[c] for c in np.flatnonzero(row)], default=0.1) for row in presence])
        weights *= [EXTRA_SHARE if s.extra else 1.0 for s in self.samples]
        if errors:
            mean = np.mean(list(errors.values()))
            weights *= [np.clip(errors.get(s.path, mean) / mean, *HARD_RANGE) for s in self.samples]
        return weights / weights.sum()

    def draw(self, rng: np.random.Generator, height: int, width: int) -> composite.Pair:
        """One augmented sample."""
        chance = rng.random()
        if chance < 0.01:
            return augment.nothing(rng, height, width)
        if chance < 0.025:
            return self._backdrop(rng, chance < 0.018, height, width)
        if chance < 0.04 and (pair := augment.overhead(rng, height, width, self.textures)):
            return jitter(rng, pair[0]), pair[1]
        sample = self.samples[rng.choice(len(self.samples), p=self.weights)]
        image, labels = sample.image, sample.labels
        if self.panoramas and self.skies and rng.random() < 0.04:
            image, labels = composite.panorama_scene(rng, self.panoramas[rng.integers(len(self.panoramas))], self.skies[rng.integers(len(self.skies))], height, width)
        else:
            if self.skies and rng.random() < 0.15:
                image, labels = composite.exchange_sky(rng, image, labels, self.skies[rng.integers(len(self.skies))])
            whole = image, labels
            image, labels = crop(rng, *whole, height, width)
            for _ in range(3):
                if backdrops.shows_only_sky(labels):
                    image, labels = crop(rng, *whole, height, width)
        image, labels = self._change(rng, image, labels)
        return jitter(rng, image), labels

    def _backdrop(self, rng: np.random.Generator, plain: bool, height: int, width: int) -> composite.Pair:
        """A backdrop alone or behind a person, an animal or a thing."""
        if plain:
            image, labels = backdrops.plain(rng, height, width)
        else:
            donor = self.subjects[rng.integers(len(self.subjects))] if self.subjects else None
            pieces = self.textures[augment.BUILT]
            image, labels = backdrops.studio(
                rng, (donor.image, donor.labels) if donor else None, pieces[rng.integers(len(pieces))] if pieces else None, height, width
            )
        return jitter(rng, image), labels

    def _change(self, rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> composite.Pair:
        """At most one change of the place, one thing put into it, one of light or lens; two fifths of all samples stay as they are."""
        chance = rng.random()
        if chance < 0.08:
            image, labels = augment.lay_deck(rng, image, labels)
        elif chance < 0.16:
            image, labels = augment.lay_texture(rng, image, labels, self.textures)
        elif chance < 0.20:
            image, labels = augment.mirror_shore(rng, image, labels)
        chance = rng.random()
        if chance < 0.04:
            image, labels = composite.add_fire(rng, image, labels)
        elif chance < 0.07:
            image, labels = composite.add_smoke(rng, image, labels)
        elif chance < 0.10:
            image, labels = composite.add_waterfall(rng, image, labels)
        elif chance < 0.15 and self.pieces:
            piece, cls = self.pieces[rng.integers(len(self.pieces))]
            image, labels = composite.paste_cutout(rng, image, labels, piece, cls)
        elif chance < 0.24 and self.subjects:
            donor = self.subjects[rng.integers(len(self.subjects))]
            image, labels = augment.paste_subject(rng, image, labels, (donor.image, donor.labels))
        elif chance < 0.27 and self.subjects:
            donor = self.subjects[rng.integers(len(self.subjects))]
            return augment.portrait(rng, image, labels, (donor.image, donor.labels))
        chance = rng.random()
        if chance < 0.08:
            image, labels = light.blur_background(rng, image, labels)
        elif chance < 0.12:
            image, labels = light.night(rng, image, labels)
        elif chance < 0.15:
            image, labels = light.haze(rng, image, labels)
        elif chance < 0.18:
            image, labels = light.lit_night(rng, image, labels)
        elif chance < 0.205:
            image, labels = light.sea_fog(rng, image, labels)
        elif chance < 0.25:
            image, labels = light.old_print(rng, image, labels)
        return image, labels

    def __iter__(self):
        worker = torch.utils.data.get_worker_info()
        cv2.setNumThreads(0)
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            height, width = self.sizes[rng.integers(len(self.sizes))]
            pairs = [self.draw(rng, height, width) for _ in range(self.batch)]
            photos = np.stack([p[..., ::-1] for p, _ in pairs]).transpose(0, 3, 1, 2)
            yield torch.from_numpy(np.ascontiguousarray(photos)), torch.from_numpy(np.stack([m for _, m in pairs]))
