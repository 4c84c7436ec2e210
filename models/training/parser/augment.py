"""Harder training photos made of easy ones: what the first parsers got wrong, drawn on purpose.

Decks and paving under a sky, textures of one class laid beside another's, mirrored shores, people and animals in other places,
and pictures that show nothing; changes of light and lens are in ``light.py``. Everything works on a BGR image [H,W,3] uint8 and a
label map [H,W] uint8 and takes its own random generator.
"""

from __future__ import annotations

import cv2
import numpy as np

from .classes import CLASS_INDEX, IGNORE
from .composite import SUBJECT, Pair, mix, soft, turbulence

BUILT, GROUND, STILL = CLASS_INDEX["built"], CLASS_INDEX["ground"], CLASS_INDEX["still_water"]
#: What ``lay_texture`` lays, and how often relative to each other.
TEXTURE_SHARES = {"still_water": 3.0, "moving_water": 3.0, "ground": 4.0, "built": 3.0, "grass": 1.5, "foliage": 1.0}


def planks(rng: np.random.Generator, height: int, width: int) -> np.ndarray:
    """A plane of boards, tiles or cobbles in perspective, seen from above its far edge: BGR [height,width,3] f32."""
    depth = 1 / (np.arange(height, dtype=np.float32)[:, None] / height * rng.uniform(2, 9) + rng.uniform(0.15, 0.6))
    across = (np.arange(width, dtype=np.float32)[None] / width - rng.uniform(0.2, 0.8)) * depth
    along = np.broadcast_to(depth * rng.uniform(0.8, 3), across.shape)
    turn = rng.choice([0.0, np.pi / 2, rng.uniform(0, np.pi)])
    u = (across * np.cos(turn) + along * np.sin(turn)) * rng.uniform(4, 22)
    v = (-across * np.sin(turn) + along * np.cos(turn)) * rng.uniform(4, 22)
    kind = rng.random()
    u = u + (0.5 * (np.floor(v) % 2) if kind > 0.7 else 0)
    gap = np.clip((0.5 - np.abs(u % 1 - 0.5)) / rng.uniform(0.03, 0.12), 0, 1)
    if kind > 0.5:
        gap = gap * np.clip((0.5 - np.abs(v % 1 - 0.5)) / rng.uniform(0.03, 0.12), 0, 1)
    board = np.sin(np.floor(u) * 12.9898 + (np.floor(v) * 78.233 if kind > 0.5 else 0)) * 43758.5453 % 1
    grain = np.sin((v * 0.3 + board * 40) + 6 * turbulence(rng, height, width)) * rng.uniform(0, 0.12)
    shade = (0.55 + 0.3 * board + grain + 0.25 * (turbulence(rng, height, width) - 0.5)) * (1 - rng.uniform(0.3, 0.9) * (1 - gap))
    tint = rng.uniform(70, 230) * (1 + rng.uniform(-0.25, 0.25, 3))
    return shade[..., None] * tint + rng.uniform(0, 40)


def lay_deck(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """Boards or paving, wet or dry, over the lower part: a whole floor, or a jetty that narrows towards its far end."""
    height, width = labels.shape
    top = int(rng.uniform(0.3, 0.85) * height)
    floor = planks(rng, height - top, width)
    down = (np.arange(height - top, dtype=np.float32) / (height - top))[:, None]
    columns = np.arange(width, dtype=np.float32)[None] / width
    mask = np.ones(floor.shape[:2], bool)
    if rng.random() < 0.45:
        far, near = rng.uniform(0.05, 0.4), rng.uniform(0.4, 1.5)
        middle = rng.uniform(0.25, 0.75) + rng.uniform(-0.3, 0.3) * down
        mask = np.abs(columns - middle) < (far + (near - far) * down) / 2
    if rng.random() < 0.35:
        # Wet: the picture above is mirrored in it.
        above = cv2.resize(image[max(0, 2 * top - height) : top][::-1], (width, height - top))
        floor += rng.uniform(0.1, 0.45) * (cv2.GaussianBlur(above.astype(np.float32), (0, 0), 3) - floor)
    if rng.random() < 0.3:
        light = np.exp(-(((columns - rng.random()) / 0.25) ** 2)) * rng.uniform(20, 110)
        floor = floor + light[..., None] * np.array([0.5, 0.8, 1.0])
    if rng.random() < 0.35:
        # Low sun along the boards: a bright path, blue shade, edges that glitter like waves.
        sheen = turbulence(rng, height - top, width, 1 / rng.uniform(2, 10))[..., None]
        path = np.exp(-(((columns - rng.random()) / rng.uniform(0.15, 0.6)) ** 2))[..., None]
        floor = floor * (0.5 + 0.5 * sheen) * np.array([1.0, 0.85, 0.7]) ** rng.uniform(-1, 1) + path * sheen**2 * rng.uniform(40, 200) * np.array([0.6, 0.85, 1.0])
    out, marks = image.copy(), labels.copy()
    out[top:] = mix(image[top:], floor, soft(mask, 0.8))
    marks[top:][mask] = BUILT
    return out, marks


def texture_rectangles(samples: list) -> dict[int, list[np.ndarray]]:
    """Large rectangles of one class, BGR, cut from labelled photos: class -> pieces."""
    found: dict[int, list[np.ndarray]] = {CLASS_INDEX[c]: [] for c in TEXTURE_SHARES}
    for sample in samples:
        for cls, pieces in found.items():
            mask = (sample.labels == cls).astype(np.uint8)
            if mask.mean() < 0.08:
                continue
            inner = mask.copy()
            inner[0], inner[-1], inner[:, 0], inner[:, -1] = 0, 0, 0, 0
            distance = cv2.distanceTransform(inner, cv2.DIST_C, 3)
            y, x = np.unravel_index(distance.argmax(), distance.shape)
            half = int(distance[y, x]) - 2
            if half < 28:
                continue
            top, bottom, left, right = y - half, y + half, x - half, x + half
            # Widened while the added columns stay pure.
            while left > 2 and mask[top:bottom, left - 2].all():
                left -= 2
            while right < mask.shape[1] - 2 and mask[top:bottom, right + 1].all():
                right += 2
            pieces.append(sample.image[top:bottom, left:right])
    return found


def lay_texture(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, textures: dict[int, list[np.ndarray]]) -> Pair:
    """A real texture of one class laid below or beside a wavy border, stretched as if seen at a flatter angle."""
    names = [n for n in TEXTURE_SHARES if textures[CLASS_INDEX[n]]]
    if not names:
        return image, labels
    shares = np.array([TEXTURE_SHARES[n] for n in names])
    cls = CLASS_INDEX[names[rng.choice(len(names), p=shares / shares.sum())]]
    piece = textures[cls][rng.integers(len(textures[cls]))]
    height, width = labels.shape
    wave = (turbulence(rng, 8, width, 1, 3, 2)[4] - 0.5) * rng.uniform(0, 0.35) * height
    edge = rng.uniform(0.25, 0.9) * height + wave + np.linspace(-1, 1, width) * rng.normal(0, 0.12) * height
    rows = np.arange(height, dtype=np.float32)[:, None]
    mask = rows > edge[None]
    if rng.random() < 0.35:
        mask &= rows < edge[None] + rng.uniform(0.15, 0.5) * height
    if not mask.any():
        return image, labels
    top = int(np.flatnonzero(mask.any(1))[0])
    patch = cv2.resize(piece[:, ::-1] if rng.random() < 0.5 else piece, (width, height - top), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.5:
        # Farther rows show a wider stretch of it: rows crowd towards the top.
        bend = (np.linspace(0, 1, height - top, dtype=np.float32) ** rng.uniform(0.45, 1)) * (height - top - 1)
        patch = patch[bend.astype(int)]
    gain = np.clip((image.mean() + 50) / (patch.mean() + 50), 0.6, 1.6) ** rng.uniform(0, 1)
    out, marks = image.copy(), labels.copy()
    out[top:] = mix(image[top:], patch * gain, soft(mask[top:], rng.uniform(0.6, 2.0)))
    marks[mask] = cls
    marks[(np.abs(rows - edge[None]) < 1.5)] = IGNORE
    return out, marks


def overhead(rng: np.random.Generator, height: int, width: int, textures: dict[int, list[np.ndarray]]) -> Pair | None:
    """The ground, a lawn or water seen straight from above, without horizon or anything beside it, in any light; None where there is no such texture.

    Never ``built``: a dark wall that fills the picture had taught that night skies are walls.
    """
    names = [n for n in TEXTURE_SHARES if n != "built" and textures[CLASS_INDEX[n]]]
    if not names:
        return None
    cls = CLASS_INDEX[names[rng.integers(len(names))]]
    pieces = textures[cls]
    tall, wide = (pieces[rng.integers(len(pieces))] for _ in range(2))
    image = cv2.resize(tall, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    if rng.random() < 0.5:
        # A second piece fades in, so that a texture's own borders tell nothing.
        alpha = np.clip((turbulence(rng, height, width) - 0.5) * rng.uniform(2, 12) + 0.5, 0, 1)[..., None]
        image += (cv2.resize(wide, (width, height), interpolation=cv2.INTER_LINEAR) - image) * alpha
    image *= np.exp(rng.uniform(np.log(0.12), np.log(1.2)))
    return image.clip(0, 255).astype(np.uint8), np.full((height, width), cls, np.uint8)


def mirror_shore(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """The upper part mirrored in still water below a waterline, rippled, darkened and blurred along the rows."""
    height, width = labels.shape
    line = int(rng.uniform(0.4, 0.8) * height)
    deep = height - line
    source = image[:line][::-1]
    patch = cv2.resize(source[: max(8, int(min(line, deep * rng.uniform(0.7, 1.6))))], (width, deep), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    rows = np.arange(deep, dtype=np.float32)[:, None]
    ripple = (turbulence(rng, deep, width, 1 / rng.uniform(3, 12)) - 0.5) * rng.uniform(0, 0.12) * deep * (0.2 + rows / deep)
    columns = np.broadcast_to(np.arange(width, dtype=np.float32)[None], (deep, width))
    patch = cv2.remap(patch, (columns + ripple * 0.4).astype(np.float32), (rows + ripple).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    patch = cv2.blur(patch, (int(rng.integers(1, 5)), int(rng.integers(1, 9))))
    colour = rng.uniform(20, 140) * (1 + rng.uniform(-0.4, 0.4, 3))
    patch = (patch * rng.uniform(0.5, 1.0)) * (1 - (own := rng.uniform(0, 0.6))) + colour * own
    bank = (turbulence(rng, 8, width, 1, 3, 2)[4] - 0.5) * rng.uniform(0, 0.15) * height
    mask = np.arange(height)[:, None] > line + bank[None]
    out, marks = image.copy(), labels.copy()
    out[line:] = mix(image[line:], patch, soft(mask[line:], 0.7))
    mask[:line] = False
    marks[mask] = STILL
    marks[line - 1 : line + 2][marks[line - 1 : line + 2] != STILL] = IGNORE
    return out, marks


def subject_mask(labels: np.ndarray) -> np.ndarray:
    """[H,W] uint8 of 0 and 1: people and animals, without their outermost pixel; all 0 where they are under 2 %."""
    mask = np.isin(labels, SUBJECT).astype(np.uint8)
    mask = cv2.erode(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.ones((3, 3), np.uint8))
    return mask if mask.mean() >= 0.02 else mask * 0


def _lay(image: np.ndarray, labels: np.ndarray, donor: Pair, mask: np.ndarray, matrix: np.ndarray) -> Pair:
    """The donor's masked part, moved by ``matrix`` [2,3], over a photo; its edge is unknown."""
    size = labels.shape[::-1]
    alpha = cv2.warpAffine(mask.astype(np.float32), matrix, size, flags=cv2.INTER_LINEAR)
    moved = cv2.warpAffine(donor[0], matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    marks = cv2.warpAffine(donor[1], matrix, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=IGNORE)
    result = labels.copy()
    result[(cv2.dilate(alpha, np.ones((5, 5), np.uint8)) > 0.1) & (alpha < 0.6)] = IGNORE
    result[alpha >= 0.6] = marks[alpha >= 0.6]
    return mix(image, moved, soft(alpha, 0.7)), result


def paste_subject(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, donor: Pair) -> Pair:
    """People and animals of one labelled photo copied, smaller or larger, into another (Ghiasi et al., CVPR 2021)."""
    subject = subject_mask(donor[1])
    if not subject.any():
        return image, labels
    (height, width), (rows, columns) = labels.shape, subject.shape
    scale = rng.uniform(0.2, 1.0) * min(height / rows, width / columns)
    shift = rng.uniform(-0.25, 0.25, 2) * (width, height)
    matrix = np.array([[scale, 0, (width - scale * columns) / 2 + shift[0]], [0, scale, (height - scale * rows) / 2 + shift[1]]])
    if rng.random() < 0.5:
        matrix[0] = [-scale, 0, matrix[0, 2] + scale * columns]
    return _lay(image, labels, donor, subject, matrix)


def portrait(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, donor: Pair) -> Pair:
    """A person or animal of one labelled photo, large and sharp, before another photo out of focus (a lens focused near)."""
    subject = subject_mask(donor[1])
    if not subject.any():
        return image, labels
    height, width = labels.shape
    rows, columns = np.flatnonzero(subject.any(1)), np.flatnonzero(subject.any(0))
    bottom, middle = rows[-1] + 1, (columns[0] + columns[-1] + 1) / 2
    scale = rng.uniform(0.5, 1.1) * height / (bottom - rows[0])
    # What its own photo cut off below is cut off here too.
    foot = height + 1 if bottom > subject.shape[0] - 4 else height * rng.uniform(0.9, 1.15)
    turned = scale * rng.choice([-1.0, 1.0])
    matrix = np.array([[turned, 0, width * rng.uniform(0.2, 0.8) - turned * middle], [0, scale, foot - scale * bottom]])
    far = cv2.GaussianBlur(image, (0, 0), np.exp(rng.uniform(np.log(0.8), np.log(6))))
    return _lay(far, labels, donor, subject, matrix)


def nothing(rng: np.random.Generator, height: int, width: int) -> Pair:
    """A picture in which nothing can move: black, noise, a page of text or a drawing; all of it ``built``."""
    kind = rng.random()
    # A plain light or coloured field may as well be sky; only a black one certainly shows nothing.
    base = rng.uniform(0, 14) if kind < 0.35 else float(rng.choice([rng.uniform(0, 30), rng.uniform(0, 255), rng.uniform(225, 255)]))
    image = np.full((height, width, 3), base, np.float32) * (1 + rng.uniform(-0.1, 0.1, 3))
    if kind < 0.35:
        image += rng.normal(0, rng.uniform(0, 6), image.shape)
    elif kind < 0.5:
        image = rng.normal(128, rng.uniform(20, 90), (height, width, 1 if rng.random() < 0.5 else 3)) + np.zeros((1, 1, 3))
    else:
        ink = 255 - base + rng.uniform(-60, 60)
        canvas = image.clip(0, 255).astype(np.uint8)
        for _ in range(int(rng.integers(4, 40))):
            colour = [float(v) for v in np.clip(ink + rng.uniform(-40, 40, 3) * (kind > 0.75), 0, 255)]
            x, y = int(rng.uniform(-0.1, 0.9) * width), int(rng.uniform(0, 1) * height)
            if kind < 0.75:
                text = "".join(chr(int(c)) for c in rng.integers(97, 123, int(rng.integers(3, 40))))
                cv2.putText(canvas, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, float(rng.uniform(0.25, 0.8)), colour, 1, cv2.LINE_AA)
            elif rng.random() < 0.5:
                cv2.ellipse(canvas, (x, y), (int(rng.uniform(3, width / 3)), int(rng.uniform(3, height / 3))), float(rng.uniform(0, 180)), 0, 360, colour, int(rng.choice([-1, 1, 2])), cv2.LINE_AA)
            else:
                cv2.rectangle(canvas, (x, y), (x + int(rng.uniform(4, width / 2)), y + int(rng.uniform(4, height / 2))), colour, int(rng.choice([-1, 1, 2])))
        image = canvas
    return np.clip(image, 0, 255).astype(np.uint8), np.full((height, width), BUILT, np.uint8)
