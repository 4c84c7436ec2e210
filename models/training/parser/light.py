"""The same photo in other light or by another lens: out of focus, at night, in haze or fog, as an old print.

Only ``old_print`` may change labels (the paper's border). Everything works on a BGR image [H,W,3] uint8 and a label map [H,W] uint8
and takes its own random generator.
"""

from __future__ import annotations

import cv2
import numpy as np

from .classes import CLASS_INDEX
from .composite import SUBJECT, Pair, mix, soft, turbulence

BUILT = CLASS_INDEX["built"]
WATER = [CLASS_INDEX[c] for c in ("still_water", "moving_water")]
SKY = [CLASS_INDEX[c] for c in ("sky", "cloud")]


def blur_background(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """A wide-open lens: all but people and animals out of focus. A photo without a subject is blurred above or below a random row, or whole."""
    subject = np.isin(labels, SUBJECT)
    height, width = labels.shape
    if subject.mean() < 0.02:
        row = rng.uniform(0.2, 0.8) * height
        subject = (np.arange(height)[:, None] > row) & np.ones((1, width), bool)
        choice = rng.random()
        if choice < 0.3:
            subject = ~subject
        elif choice < 0.65:
            subject[:] = False
    sigma = width * rng.uniform(0.008, 0.05)
    # The subject must not bleed into its background, so the blur is one of the background's own light.
    weight = soft(~subject, sigma) + 1e-3
    blurred = cv2.GaussianBlur(image.astype(np.float32) * ~subject[..., None], (0, 0), sigma) / weight
    return mix(image, blurred, 1 - soft(subject, 1.0)), labels


def night(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """Under-exposure down to a few per cent of the light, with the sensor's noise."""
    dim = np.exp(rng.uniform(np.log(0.1), np.log(0.6)))
    tint = np.float32(dim) * (1 + rng.uniform(-0.15, 0.15, 3)).astype(np.float32)
    out = image * tint + rng.standard_normal(image.shape, dtype=np.float32) * np.float32(rng.uniform(0, 4))
    return out.clip(0, 255).astype(np.uint8), labels


def lit_night(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """A night with lamps: all goes dark, bluish or warm, lamps glow on what is built, the flat sky keeps a trace of their light and may show stars."""
    height, width = labels.shape
    light = image.astype(np.float32)
    sky = soft(labels == CLASS_INDEX["sky"], 1.0) + soft(labels == CLASS_INDEX["cloud"], 1.0)
    # A night's sky is flat: stars and the towns' glow are all that is left of it.
    flat = light.mean((0, 1)) + (light - light.mean((0, 1))) * rng.uniform(0.15, 0.6)
    light += (flat - light) * sky
    dim = np.exp(rng.uniform(np.log(0.05), np.log(0.3)))
    tint = np.array([1.0, 0.85, 0.75], np.float32) ** rng.uniform(-0.5, 1.5)
    out = light * dim * tint + sky * rng.uniform(0, 25) * np.array([1.0, 0.7, 0.6]) ** rng.uniform(-0.6, 1.5)
    spots = np.flatnonzero((labels == BUILT).ravel())
    lamps = np.zeros((height, width), np.float32)
    if len(spots) > 200:
        chosen = spots[rng.integers(len(spots), size=int(rng.integers(5, 120)))]
        np.add.at(lamps.ravel(), chosen, rng.uniform(0.3, 1, len(chosen)).astype(np.float32))
    stars = rng.random((height, width)) < rng.choice([0, 0, 0.0005, 0.004])
    near = cv2.GaussianBlur(lamps, (0, 0), rng.uniform(0.7, 2.0)) * rng.uniform(4, 12) + cv2.GaussianBlur(lamps, (0, 0), rng.uniform(5, 16)) * rng.uniform(10, 60)
    out += (near * 255).clip(0, 255)[..., None] * np.array([0.45, 0.75, 1.0]) ** rng.uniform(0, 1.5)
    out += sky * cv2.GaussianBlur(stars.astype(np.float32), (0, 0), 0.6)[..., None] * rng.uniform(200, 900)
    out += rng.standard_normal((height, width, 1), dtype=np.float32) * rng.uniform(0, 5)
    return out.clip(0, 255).astype(np.uint8), labels


def haze(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """Thin mist that hides colours but no shapes, thicker towards the top of what is not sky."""
    height = labels.shape[0]
    thick = rng.uniform(0.15, 0.5) + rng.uniform(-0.2, 0.25) * np.linspace(1, -1, height, dtype=np.float32)
    air = rng.uniform(140, 240) * (1 + rng.uniform(-0.06, 0.06, 3))
    return mix(image, np.broadcast_to(air, image.shape), thick.clip(0, 0.65)[:, None, None]), labels


def sea_fog(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """Fog in which far water and sky become one colour; what stands before them keeps more of its own the lower it stands."""
    height = labels.shape[0]
    water = np.isin(labels, WATER)
    sky = np.isin(labels, SKY)
    if water.mean() < 0.05 or sky.mean() < 0.03:
        return haze(rng, image, labels)
    horizon = np.flatnonzero(water.mean(1) > 0.02)[0] / height
    down = (np.arange(height, dtype=np.float32) / height - horizon).clip(0, 1)[:, None]
    thick = rng.uniform(0.7, 0.97) * np.exp(-down / rng.uniform(0.1, 0.6))
    air = rng.uniform(130, 235) * (1 + rng.uniform(-0.08, 0.08, 3))
    weight = thick * np.where(sky | water, 1.0, rng.uniform(0.5, 0.95)).astype(np.float32)
    return mix(image, np.broadcast_to(air, image.shape), soft(weight, 0.6)), labels


def old_print(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """An old photograph: one ink or faded dyes, lifted blacks, dull whites, uneven light, grain; sometimes with the paper's border, which is ``built``."""
    height, width = labels.shape
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.float32)[..., None] / 255
    colour = image.astype(np.float32) / 255
    own = rng.choice([0.0, rng.uniform(0, 0.3), rng.uniform(0.3, 0.9)])
    tone = grey + (colour - grey) * own
    tone = tone ** rng.uniform(0.7, 1.4)
    dark = rng.uniform(0.0, 0.3) * (1 + rng.uniform(-0.2, 0.2, 3))
    paper = rng.uniform(0.65, 1.0) * np.array([rng.uniform(0.65, 1.0), rng.uniform(0.85, 1.0), 1.0])
    out = dark + tone * (paper - dark)
    out *= 1 + (turbulence(rng, height, width, 1, 1, 2)[..., None] - 0.5) * rng.uniform(0, 0.4)
    out += rng.standard_normal((height, width, 1), dtype=np.float32) * np.float32(rng.uniform(0, 0.05))
    out = (out * 255).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        edge = [int(rng.uniform(0.01, 0.07) * min(height, width)) for _ in range(4)]
        inner = np.zeros((height, width), bool)
        inner[edge[0] : height - edge[1] - 1, edge[2] : width - edge[3] - 1] = True
        out[~inner] = (paper * 255 * rng.uniform(0.9, 1.0)).clip(0, 255).astype(np.uint8)
        labels = labels.copy()
        labels[~inner] = BUILT
    return out, labels
