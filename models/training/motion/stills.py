"""Pictures in which nothing moves: what people drop by mistake, and printed frames. Made by code, labelled static throughout."""

from __future__ import annotations

import cv2
import numpy as np

from parser.classes import CLASS_INDEX
from .scenes import Base, fractal

Rng = np.random.Generator
BUILT = CLASS_INDEX["built"]
WORDS = ("settings", "message", "total", "hello", "battery 80%", "chapter one", "21:45", "reply", "add to cart", "lorem ipsum dolor")


def _plain(rng: Rng, h: int, w: int) -> np.ndarray:
    """Black, white, one colour or a gradient."""
    first = rng.choice([0, 255]) * np.ones(3) if rng.random() < .5 else rng.uniform(0, 255, 3)
    last = first if rng.random() < .5 else rng.uniform(0, 255, 3)
    t = np.linspace(0, 1, h)[:, None, None] if rng.random() < .5 else np.linspace(0, 1, w)[None, :, None]
    return first + (last - first) * t + np.zeros((h, w, 3))


def _noise(rng: Rng, h: int, w: int) -> np.ndarray:
    """White noise, coloured or grey, fine or in blocks."""
    block = int(rng.choice([1, 1, 2, 4, 8]))
    n = rng.uniform(0, 255, (-(-h // block), -(-w // block), 3 if rng.random() < .6 else 1))
    return np.broadcast_to(n.repeat(block, 0).repeat(block, 1)[:h, :w], (h, w, 3)).copy()


def _screen(rng: Rng, h: int, w: int) -> np.ndarray:
    """A page of text or an app's screen."""
    dark = rng.random() < .35
    image = np.full((h, w, 3), 18 if dark else rng.integers(235, 256), np.uint8)
    ink = 235 if dark else 25
    y = int(rng.uniform(8, 24))
    if rng.random() < .5:
        cv2.rectangle(image, (0, 0), (w, y + 8), tuple(int(v) for v in rng.uniform(20, 230, 3)), -1)
        y += 22
    while y < h - 4:
        if rng.random() < .18:
            box = int(rng.uniform(20, 60))
            cv2.rectangle(image, (8, y), (int(rng.uniform(.3, .95) * w), y + box), tuple(int(v) for v in rng.uniform(40, 240, 3)), -1 if rng.random() < .7 else 1)
            y += box + 10
        else:
            text = " ".join(rng.choice(WORDS, size=int(rng.integers(1, 7))))
            cv2.putText(image, text, (8, y), cv2.FONT_HERSHEY_SIMPLEX, float(rng.uniform(.25, .5)), (ink, ink, ink), 1, cv2.LINE_AA)
            y += int(rng.uniform(9, 18))
    return image.astype(np.float64)


def _drawing(rng: Rng, h: int, w: int) -> np.ndarray:
    """Lines and flat shapes on paper: sketches, charts, cartoons."""
    image = np.full((h, w, 3), rng.integers(215, 256), np.uint8)
    colours = [tuple(int(v) for v in rng.uniform(0, 255, 3)) for _ in range(4)] if rng.random() < .7 else [(20, 20, 20)]
    for _ in range(int(rng.integers(4, 22))):
        colour = colours[rng.integers(len(colours))]
        p = rng.uniform(0, 1, (2, 2)) * (w, h)
        a, b = (tuple(int(v) for v in q) for q in p)
        kind = rng.integers(0, 5)
        thick = -1 if rng.random() < .4 else int(rng.integers(1, 5))
        if kind == 0:
            cv2.line(image, a, b, colour, abs(thick))
        elif kind == 1:
            cv2.rectangle(image, a, b, colour, thick)
        elif kind == 2:
            cv2.ellipse(image, a, (int(rng.uniform(5, w / 3)), int(rng.uniform(5, h / 3))), rng.uniform(0, 180), 0, 360, colour, thick)
        else:
            path = np.cumsum(rng.normal(0, .06, (14, 2)), 0) * (w, h) + p[0]
            cv2.polylines(image, [path.astype(np.int32)], False, colour, max(1, thick))
    return image.astype(np.float64)


def _backdrop(rng: Rng, h: int, w: int) -> np.ndarray:
    """An indoor picture out of focus: blurred blobs and bright discs."""
    tone = rng.uniform(20, 220, 3)
    image = np.clip(tone + 45 * np.stack([fractal(rng, h, w, 3, 3) for _ in range(3)], -1), 0, 255)
    for _ in range(int(rng.integers(0, 25))):
        disc = np.zeros((h, w), np.float32)
        cv2.circle(disc, (int(rng.uniform(0, w)), int(rng.uniform(0, h))), int(rng.uniform(4, 26)), float(rng.uniform(.2, .7)), -1)
        image = image + cv2.GaussianBlur(disc, (0, 0), 2)[..., None] * (rng.uniform(120, 255, 3) - image)
    return image


def make_still(rng: Rng) -> Base:
    """One picture of about 256^2 pixels, any aspect from 9:21 to 21:9, static throughout."""
    aspect = float(np.exp(rng.uniform(-.85, .85)))
    h = int(round(256 / np.sqrt(aspect)))
    w = int(round(256 * 256 / h))
    painter = (_plain, _noise, _screen, _drawing, _backdrop)[rng.choice(5, p=(.15, .15, .28, .24, .18))]
    image = np.clip(painter(rng, h, w), 0, 255).astype(np.uint8)
    return Base(image, np.full((h, w), BUILT, np.uint8), None, None, name=f"still{painter.__name__}")


def add_frame(rng: Rng, base: Base) -> Base:
    """A photo inside a printed frame: a border of one colour, in part with a line of text, that must not move."""
    h, w = base.labels.shape
    border = [int(rng.uniform(.01, .1) * min(h, w)) for _ in range(4)]
    if rng.random() < .4:
        border = [border[0]] * 4
    if rng.random() < .3:
        border[1] = int(rng.uniform(.1, .2) * h)
    top, bottom, left, right = border
    colour = [int(v) for v in (rng.choice([0, 255]) * np.ones(3) if rng.random() < .7 else rng.uniform(0, 255, 3))]
    rgb = cv2.copyMakeBorder(base.rgb, top, bottom, left, right, cv2.BORDER_CONSTANT, value=colour)
    labels = cv2.copyMakeBorder(base.labels, top, bottom, left, right, cv2.BORDER_CONSTANT, value=BUILT)
    if bottom > 14:
        ink = 255 if sum(colour) < 380 else 0
        cv2.putText(rgb, str(rng.choice(WORDS)), (left + 4, rgb.shape[0] - bottom // 3), cv2.FONT_HERSHEY_SIMPLEX, bottom / 50, (ink, ink, ink), 1, cv2.LINE_AA)
    horizon = None if base.horizon is None else (base.horizon * h + top) / labels.shape[0]
    soft = base.soft
    if soft is not None:
        # The parser never saw the frame: it would take it for anything, most often for what it joins.
        soft = np.stack([cv2.copyMakeBorder(m, top, bottom, left, right, cv2.BORDER_REPLICATE if rng.random() < .5 else cv2.BORDER_REFLECT) for m in soft])
    return Base(rgb, labels, horizon, base.flow, soft, base.name)
