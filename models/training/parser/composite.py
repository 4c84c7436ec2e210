"""Pictures made of pictures: exact masks for what is rare or seldom labelled.

Cut-outs with alpha (animals, plants, panoramas whose sky is transparent) are laid over photos; skies are exchanged;
flames, smoke and falling water, of which there are too few photos, are drawn from noise. Everything works on a BGR
image [H,W,3] uint8 and a label map [H,W] uint8 and takes its own random generator.
"""

from __future__ import annotations

import cv2
import numpy as np

from .classes import CLASS_INDEX, IGNORE

#: Label of a pixel that is certainly neither sky nor cloud, but otherwise unknown (the panoramas' land).
NOT_SKY = 100
#: What is pasted and kept sharp: people and animals.
SUBJECT = [CLASS_INDEX[c] for c in ("face", "hair", "body", "animal")]
Pair = tuple[np.ndarray, np.ndarray]


def turbulence(rng: np.random.Generator, height: int, width: int, stretch: float = 1.0, octaves: int = 5, base: int = 3) -> np.ndarray:
    """Fractal value noise [height,width] f32 scaled to 0..1; ``stretch`` > 1 draws it out vertically."""
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        cells = base * 2**octave
        rows = max(2, round(cells * height / width / stretch) + 1)
        grid = rng.random((rows, cells + 1), dtype=np.float32)
        total += cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) * 0.55**octave
    low, high = np.percentile(total, (1, 99))
    return np.clip((total - low) / (high - low + 1e-6), 0, 1)


def soft(mask: np.ndarray, sigma: float) -> np.ndarray:
    """A mask [H,W] with its border blurred by ``sigma`` pixels: [H,W,1] f32."""
    return cv2.GaussianBlur(mask.astype(np.float32), (0, 0), sigma)[..., None]


def mix(image: np.ndarray, paint: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """``paint`` [H,W,3] over ``image`` by ``alpha`` [H,W,1] 0..1: [H,W,3] uint8."""
    return (image + (paint - image.astype(np.float32)) * np.asarray(alpha, np.float32)).clip(0, 255).astype(np.uint8)


def _mark(labels: np.ndarray, alpha: np.ndarray, cls: int, low: float, high: float) -> np.ndarray:
    out = labels.copy()
    out[(alpha > low) & (labels != cls)] = IGNORE
    out[alpha > high] = cls
    return out


def add_fire(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """One to three flames: a teardrop of vertical turbulence through a black-body-like ramp, added as light."""
    height, width = labels.shape
    light = np.zeros((height, width), np.float32)
    for _ in range(rng.integers(1, 4)):
        tall = rng.uniform(0.1, 0.75) * height
        wide = tall * rng.uniform(0.25, 1.2)
        cx, base = rng.uniform(0.1, 0.9) * width, rng.uniform(0.35, 1.05) * height
        yy, xx = np.mgrid[:height, :width].astype(np.float32)
        rise = (base - yy) / tall
        wobble = (turbulence(rng, height, width, 2) - 0.5) * wide * 0.5 * np.clip(rise, 0, 1)
        radius = wide / 2 * np.sqrt(np.clip(rise * 6, 0, 1)) * np.clip(1 - rise, 0, 1) ** 0.7 + 1e-3
        body = np.clip(1.25 - np.abs(xx - cx + wobble) / radius, 0, 1) * ((rise > 0) & (rise < 1))
        tongues = np.clip(turbulence(rng, height, width, rng.uniform(1.5, 3)) * 1.7 - 0.75 * np.clip(rise, 0, 1) + 0.05, 0, 1)
        light = np.maximum(light, np.clip(body * (0.35 + tongues) * 1.15, 0, 1.2))
    heat = np.clip(light * rng.uniform(0.8, 1.3), 0, 1)[..., None]
    colour = np.concatenate([255 * np.clip(heat * 2.6 - 1.5, 0, 1), 255 * np.clip(heat * 1.5 - 0.2, 0, 1), 255 * np.clip(heat * 2.6, 0, 1)], -1)
    glow = cv2.GaussianBlur(light, (0, 0), width * 0.08)[..., None] * np.array([10, 60, 130]) * rng.uniform(0.3, 1)
    dark = image * rng.uniform(0.15, 0.9)
    out = np.maximum(dark + glow, 0) * (1 - 0.6 * heat) + colour
    return out.clip(0, 255).astype(np.uint8), _mark(labels, light, CLASS_INDEX["fire"], 0.14, 0.38)


def add_smoke(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """A leaning, widening plume or a low bank of mist, blended with alpha; half seen places are ignored."""
    height, width = labels.shape
    yy, xx = np.mgrid[:height, :width].astype(np.float32)
    noise = turbulence(rng, height, width, rng.uniform(0.5, 1.2))
    if rng.random() < 0.65:
        cx, base, lean = rng.uniform(0.1, 0.9) * width, rng.uniform(0.4, 1.1) * height, rng.uniform(-0.7, 0.7)
        rise = np.clip((base - yy) / height, 0, None)
        radius = width * (rng.uniform(0.02, 0.12) + rise * rng.uniform(0.15, 0.6))
        shift = (turbulence(rng, height, width, 1, 3) - 0.5) * width * 0.25
        shape = np.clip(1.35 - np.abs(xx - cx - lean * rise * width + shift) / radius, 0, 1) * (yy < base)
    else:
        level, thick = rng.uniform(0.3, 0.8) * height, rng.uniform(0.08, 0.3) * height
        shape = np.clip(1.4 - np.abs(yy - level + (turbulence(rng, height, width, 1, 3) - 0.5) * thick) / thick, 0, 1)
    alpha = np.clip(shape * (0.25 + 1.1 * noise), 0, 1) * rng.uniform(0.75, 1)
    shade = (0.6 + 0.4 * turbulence(rng, height, width))[..., None]
    tint = rng.uniform(30, 255) + np.array([rng.uniform(-6, 10), 0, rng.uniform(-10, 12)])
    return mix(image, shade * tint, alpha[..., None]), _mark(labels, alpha, CLASS_INDEX["smoke"], 0.2, 0.6)


def add_waterfall(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """A bundle of white strands of falling water over a dark place, with spray at its foot."""
    height, width = labels.shape
    yy, xx = np.mgrid[:height, :width].astype(np.float32)
    top, foot = rng.uniform(-0.1, 0.4) * height, rng.uniform(0.6, 1.05) * height
    cx, wide = rng.uniform(0.2, 0.8) * width, rng.uniform(0.08, 0.45) * width
    fall = np.clip((yy - top) / (foot - top), 0, 1)
    strands = turbulence(rng, height, width, rng.uniform(8, 18), 5, 6)
    edge = (turbulence(rng, height, width, 3) - 0.5) * wide * 0.6
    lean = rng.uniform(-0.1, 0.1) * width * fall
    shape = np.clip((1.2 - np.abs(xx - cx - lean + edge) / (wide * (0.7 + 0.5 * fall) / 1.3)) * 3, 0, 1)
    shape *= (yy > top + edge * 0.3) & (yy < foot)
    alpha = shape * np.clip(0.45 + 0.85 * strands, 0, 1)
    spray = np.exp(-(((yy - foot) / (0.05 * height)) ** 2 + ((xx - cx - lean) / (wide * 0.8)) ** 2)) * turbulence(rng, height, width)
    white = (150 + 105 * strands)[..., None] * np.array([1.0, 0.99, 0.96]) * rng.uniform(0.75, 1)
    out = mix(image, white, np.clip(np.maximum(alpha, spray * 0.8), 0, 1)[..., None])
    return out, _mark(_mark(labels, spray, IGNORE, 0.3, 0.3), shape, CLASS_INDEX["waterfall"], 0.3, 0.7)


def paste_cutout(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, cutout: np.ndarray, cls: int) -> Pair:
    """A cut-out [h,w,4] BGRA laid somewhere on the lower part, colours drawn towards the place's own light."""
    height, width = labels.shape
    if rng.random() < 0.5:
        cutout = cutout[:, ::-1]
    scale = rng.uniform(0.2, 0.85) * min(height / cutout.shape[0], width / cutout.shape[1])
    piece = cv2.resize(cutout, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = piece.shape[:2]
    top = int(rng.uniform(0.1, 1.0) * (height - high))
    left = int(rng.uniform(-0.2, 1.0) * (width - wide * 0.8))
    x0, x1 = max(0, left), min(width, left + wide)
    if x1 - x0 < 8:
        return image, labels
    piece = piece[:, x0 - left : x1 - left]
    window = np.s_[top : top + high, x0:x1]
    alpha = piece[..., 3].astype(np.float32) / 255
    place = image[window].reshape(-1, 3).mean(0) + 20
    paint = piece[..., :3] * (1 + rng.uniform(0, 0.4) * (place / (piece[..., :3][alpha > 0.5].mean(0) + 20 if (alpha > 0.5).any() else place) - 1))
    out, marks = image.copy(), labels.copy()
    out[window] = mix(image[window], paint, alpha[..., None])
    marks[window] = _mark(labels[window], alpha, cls, 0.1, 0.6)
    return out, marks


def exchange_sky(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, sky: Pair) -> Pair:
    """The sky and clouds of a photo exchanged for another's sky: ``sky`` is a rectangle that is all sky and cloud."""
    mask = (labels == CLASS_INDEX["sky"]) | (labels == CLASS_INDEX["cloud"])
    if mask.mean() < 0.05:
        return image, labels
    rows = np.flatnonzero(mask.any(1))
    high, width = rows[-1] + 1, labels.shape[1]
    donor, marks = (cv2.resize(a, (width, high), interpolation=i) for a, i in zip(sky, (cv2.INTER_AREA, cv2.INTER_NEAREST)))
    if rng.random() < 0.5:
        donor, marks = donor[:, ::-1], marks[:, ::-1]
    out, new = image.copy(), labels.copy()
    out[:high] = mix(image[:high], donor, soft(mask[:high], 1.0))
    new[:high][mask[:high]] = marks[mask[:high]]
    return out, new


def panorama_scene(rng: np.random.Generator, panorama: np.ndarray, sky: Pair, height: int, width: int) -> Pair:
    """A panorama [h,w,4] BGRA whose transparent part is sky, over another photo's sky; its land is only known as NOT_SKY."""
    land_alpha = panorama[..., 3]
    scale = rng.uniform(0.35, 1.0)
    wide = max(64, min(panorama.shape[1], int(panorama.shape[0] * scale * width / height)))
    high = max(48, min(panorama.shape[0], int(wide * height / width)))
    left = rng.integers(0, panorama.shape[1] - wide + 1)
    edge_rows = np.flatnonzero((land_alpha[:, left : left + wide] > 128).any(1))
    horizon = edge_rows[0] if len(edge_rows) else panorama.shape[0] // 2
    top = int(np.clip(horizon - rng.uniform(0.1, 0.8) * high, 0, panorama.shape[0] - high))
    piece = cv2.resize(panorama[top : top + high, left : left + wide], (width, height), interpolation=cv2.INTER_AREA)
    donor, marks = (cv2.resize(a, (width, height), interpolation=i) for a, i in zip(sky, (cv2.INTER_AREA, cv2.INTER_NEAREST)))
    alpha = piece[..., 3].astype(np.float32) / 255
    light = np.clip((donor.mean() + 60) / (piece[..., :3][alpha > 0.5].mean() + 60 if (alpha > 0.5).any() else 128), 0.5, 1.5)
    return mix(donor, piece[..., :3] * light, alpha[..., None]), _mark(marks, alpha, NOT_SKY, 0.1, 0.6)
