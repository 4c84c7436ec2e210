"""Pictures whose background only looks like sky: gradients, studio walls and bokeh.

Smooth blue tells a parser "sky" unless it has seen smooth blue that isn't. Everything drawn here is ``built``, that is, stands still; what
stands before it keeps its own class. What a wide-open lens has dissolved is not drawn as ``built``: it may well be sky or sea, and whether it moves is
decided by its focus after the net. Works on BGR [H,W,3] uint8 and label maps [H,W] uint8; each function takes its own random generator.
"""

from __future__ import annotations

import cv2
import numpy as np

from .augment import BUILT
from .composite import SUBJECT, mix, soft
from .classes import CLASS_INDEX, IGNORE
from .composite import Pair, turbulence

#: Share of a crop that may be clear sky without anything that tells it from a painted wall.
ONLY_SKY = 0.97


def any_colour(rng: np.random.Generator) -> np.ndarray:
    """BGR 0..255, of any hue; a third of them the blues and greys of skies, which are the ones that deceive."""
    if rng.random() < 0.35:
        hue, saturation, value = rng.uniform(85, 130), rng.uniform(0, 255), rng.uniform(60, 255)
    else:
        hue, saturation, value = rng.uniform(0, 180), rng.uniform(0, 255) * rng.uniform(0, 1), rng.uniform(5, 255)
    return cv2.cvtColor(np.array([[[hue, saturation, value]]], np.uint8), cv2.COLOR_HSV2BGR)[0, 0].astype(np.float32)


def gradient(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Two or three colours along a line or around a point, BGR [height,width,3] f32 0..255; often with a vignette, seldom banded or noisy."""
    y, x = np.mgrid[:height, :width].astype(np.float32) / max(height, width)
    if rng.random() < 0.65:
        turn = rng.choice([np.pi / 2, np.pi / 2, 0.0, rng.uniform(0, 2 * np.pi)])
        along = x * np.cos(turn) + y * np.sin(turn)
    else:
        along = np.hypot(x - rng.uniform(-0.2, 1.2) * width / max(height, width), (y - rng.uniform(-0.2, 1.2) * height / max(height, width)) * rng.uniform(0.6, 1.6))
    along = (along - along.min()) / max(float(np.ptp(along)), 1e-3)
    along = along ** np.exp(rng.uniform(-0.7, 0.7))
    first = any_colour(rng)
    # Most gradients are one colour lit unevenly.
    stops = np.stack([first, (first * rng.uniform(0.4, 1.5) + rng.uniform(-20, 40)) if rng.random() < 0.5 else any_colour(rng), any_colour(rng)])[: rng.choice([2, 2, 3])]
    at = np.linspace(0, 1, len(stops))
    image = np.stack([np.interp(along, at, stops[:, c]) for c in range(3)], -1)
    if rng.random() < 0.4:
        middle = np.hypot(x * max(height, width) / width - rng.uniform(0.3, 0.7), y * max(height, width) / height - rng.uniform(0.3, 0.7))
        image = image * (1 - rng.uniform(0.2, 0.9) * np.clip(middle, 0, 1) ** 2)[..., None]
    if rng.random() < 0.35:
        image = image + rng.normal(0, rng.uniform(0.5, 7), (height, width, 1 if rng.random() < 0.5 else 3))
    if rng.random() < 0.15:
        step = rng.uniform(4, 30)
        image = np.floor(image / step) * step
    return np.clip(image, 0, 255).astype(np.float32)


def bokeh(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """Discs of light out of focus before a dim gradient, BGR [height,width,3] f32 0..255."""
    image = gradient(rng, height, width) * rng.uniform(0.2, 1.0)
    radius = rng.uniform(0.02, 0.12) * min(height, width)
    tint = any_colour(rng)
    for _ in range(int(rng.integers(5, 45))):
        disc = np.zeros((height, width), np.float32)
        centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        cv2.circle(disc, centre, max(2, int(radius * rng.uniform(0.6, 1.3))), 1.0, -1, cv2.LINE_AA)
        colour = (tint if rng.random() < 0.6 else any_colour(rng)) * rng.uniform(0.4, 1.2)
        image = image + disc[..., None] * rng.uniform(0.1, 0.6) * (colour - image * 0.3)
    return cv2.GaussianBlur(np.clip(image, 0, 255).astype(np.float32), (0, 0), rng.uniform(0.6, 3))


def backdrop(rng: np.random.Generator, height: int, width: int, may_be_plain: bool = True) -> np.ndarray:
    """A gradient or bokeh, BGR f32; no gradient unless ``may_be_plain``."""
    return gradient(rng, height, width) if may_be_plain and rng.random() < 0.7 else bokeh(rng, height, width)


def write_words(rng: np.random.Generator, image: np.ndarray) -> np.ndarray:
    """A few lines of text in one colour, BGR uint8."""
    image = image.copy()
    colour = [float(v) for v in (any_colour(rng) if rng.random() < 0.4 else np.full(3, rng.choice([0.0, 255.0])))]
    size = rng.uniform(0.3, 1.4)
    for line in range(int(rng.integers(1, 8))):
        text = "".join(chr(int(c)) for c in rng.integers(97, 123, int(rng.integers(3, 24))))
        at = (int(rng.uniform(0, 0.4) * image.shape[1]), int((0.2 + 0.1 * line) * image.shape[0] + rng.uniform(-6, 6)))
        cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, int(rng.integers(1, 3)), cv2.LINE_AA)
    return image


def plain(rng: np.random.Generator, height: int, width: int) -> Pair:
    """Nothing but a backdrop, with or without words on it."""
    image = backdrop(rng, height, width).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.35:
        image = write_words(rng, image)
    return image, np.full((height, width), BUILT, np.uint8)


def _product(rng: np.random.Generator, image: np.ndarray, texture: np.ndarray | None) -> np.ndarray:
    """A thing on show: a box, bottle or ball, lit from one side, with a shadow under it."""
    height, width = image.shape[:2]
    half_w, half_h = int(rng.uniform(0.06, 0.3) * width), int(rng.uniform(0.08, 0.35) * height)
    x, y = int(rng.uniform(0.3, 0.7) * width), int(rng.uniform(0.4, 0.8) * height)
    mask, shadow = np.zeros((height, width), np.float32), np.zeros((height, width), np.float32)
    if rng.random() < 0.5:
        cv2.ellipse(mask, (x, y), (half_w, half_h), float(rng.uniform(-20, 20)), 0, 360, 1.0, -1, cv2.LINE_AA)
    else:
        corners = cv2.boxPoints(((float(x), float(y)), (2.0 * half_w, 2.0 * half_h), float(rng.choice([0.0, rng.uniform(-25, 25)]))))
        cv2.fillConvexPoly(mask, corners.astype(np.int32), 1.0, cv2.LINE_AA)
    cv2.ellipse(shadow, (x, y + half_h), (int(half_w * 1.3), max(2, half_h // 5)), 0, 0, 360, 1.0, -1)
    image = image * (1 - rng.uniform(0, 0.7) * cv2.GaussianBlur(shadow, (0, 0), 0.03 * width))[..., None]
    light = 1 + rng.uniform(0.1, 0.6) * (np.arange(width, dtype=np.float32)[None, :, None] - x) / max(half_w, 1) * rng.choice([-1, 1])
    body = np.broadcast_to(any_colour(rng), image.shape) * (0.7 + 0.5 * turbulence(rng, height, width)[..., None])
    if texture is not None and rng.random() < 0.6:
        body = cv2.resize(texture, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
    return image + (np.clip(body * np.clip(light, 0.3, 1.7), 0, 255) - image) * soft(mask, 0.7)


def studio(rng: np.random.Generator, donor: Pair | None, texture: np.ndarray | None, height: int, width: int) -> Pair:
    """A person or an animal of ``donor``, or a thing, before a backdrop that stands still."""
    # A bird before smooth blue is a bird in the sky.
    animal = donor is not None and bool((donor[1] == CLASS_INDEX["animal"]).any())
    image, labels = backdrop(rng, height, width, not animal), np.full((height, width), BUILT, np.uint8)
    if donor is None or rng.random() < 0.35:
        return _product(rng, image, texture).clip(0, 255).astype(np.uint8), labels
    other, marks = donor
    subject = np.isin(marks, SUBJECT).astype(np.uint8)
    rows, columns = np.flatnonzero(subject.any(1)), np.flatnonzero(subject.any(0))
    if not len(rows):
        return image.clip(0, 255).astype(np.uint8), labels
    high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    scale = rng.uniform(0.5, 1.15) * min(height / high, width / wide)
    flip = -1.0 if rng.random() < 0.5 else 1.0
    # What a photo cuts off at its lower edge stays at the lower edge.
    down = height - scale * (rows[-1] + 1) if rows[-1] >= marks.shape[0] - 4 else (height - scale * high) * rng.uniform(0.2, 1) - scale * rows[0]
    across = width * rng.uniform(0.35, 0.65) - flip * scale * (columns[0] + wide / 2)
    matrix = np.array([[flip * scale, 0, across], [0, scale, down]])
    size = (width, height)
    mask = cv2.warpAffine(cv2.erode(subject, np.ones((3, 3), np.uint8)).astype(np.float32), matrix, size, flags=cv2.INTER_LINEAR)
    moved = cv2.warpAffine(other, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    new = cv2.warpAffine(marks, matrix, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=IGNORE)
    out = mix(image.clip(0, 255).astype(np.uint8), moved, soft(mask, 0.8))
    labels[(cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0.1) & (mask < 0.6)] = IGNORE
    labels[mask >= 0.6] = new[mask >= 0.6]
    return out, labels


def shows_only_sky(labels: np.ndarray) -> bool:
    """Whether a crop holds clear sky and nothing else: no different from a painted wall, so it teaches nothing."""
    return bool((labels == CLASS_INDEX["sky"]).mean() > ONLY_SKY)
