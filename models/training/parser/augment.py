"""Harder training photos made of easy ones: what the first parsers got wrong, drawn on purpose.

Blurred backgrounds, decks and paving under a sky, textures of one class laid beside another's, mirrored shores, people and animals
in other places, night, haze, and pictures that show nothing. Everything works on a BGR image [H,W,3] uint8 and a label map
[H,W] uint8 and takes its own random generator.
"""

from __future__ import annotations

import cv2
import numpy as np

from .classes import CLASS_INDEX, IGNORE
from .composite import Pair, turbulence

SUBJECT = [CLASS_INDEX[c] for c in ("face", "hair", "body", "animal")]
WATER = [CLASS_INDEX[c] for c in ("still_water", "moving_water")]
BUILT, GROUND, STILL = CLASS_INDEX["built"], CLASS_INDEX["ground"], CLASS_INDEX["still_water"]
#: What ``lay_texture`` lays, and how often relative to each other.
TEXTURE_SHARES = {"still_water": 3.0, "moving_water": 3.0, "ground": 4.0, "built": 3.0, "grass": 1.5, "foliage": 1.0}


def _soft(mask: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(mask.astype(np.float32), (0, 0), sigma)[..., None]


def _mix(image: np.ndarray, paint: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    return (image + (paint - image.astype(np.float32)) * np.asarray(alpha, np.float32)).clip(0, 255).astype(np.uint8)


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
    weight = _soft(~subject, sigma) + 1e-3
    blurred = cv2.GaussianBlur(image.astype(np.float32) * ~subject[..., None], (0, 0), sigma) / weight
    return _mix(image, blurred, 1 - _soft(subject, 1.0)), labels


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
    out, marks = image.copy(), labels.copy()
    out[top:] = _mix(image[top:], floor, _soft(mask, 0.8))
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
    out[top:] = _mix(image[top:], patch * gain, _soft(mask[top:], rng.uniform(0.6, 2.0)))
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
    out[line:] = _mix(image[line:], patch, _soft(mask[line:], 0.7))
    mask[:line] = False
    marks[mask] = STILL
    marks[line - 1 : line + 2][marks[line - 1 : line + 2] != STILL] = IGNORE
    return out, marks


def paste_subject(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray, donor: Pair) -> Pair:
    """People and animals of one labelled photo copied, smaller or larger, into another (Ghiasi et al., CVPR 2021)."""
    other, marks = donor
    subject = np.isin(marks, SUBJECT).astype(np.uint8)
    subject = cv2.erode(cv2.morphologyEx(subject, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.ones((3, 3), np.uint8))
    if subject.mean() < 0.02:
        return image, labels
    height, width = labels.shape
    scale = rng.uniform(0.2, 1.0) * min(height / marks.shape[0], width / marks.shape[1])
    shift = rng.uniform(-0.25, 0.25, 2) * (width, height)
    matrix = np.array([[scale, 0, (width - scale * marks.shape[1]) / 2 + shift[0]], [0, scale, (height - scale * marks.shape[0]) / 2 + shift[1]]])
    if rng.random() < 0.5:
        matrix[0] = [-scale, 0, matrix[0, 2] + scale * marks.shape[1]]
    size = (width, height)
    mask = cv2.warpAffine(subject.astype(np.float32), matrix, size, flags=cv2.INTER_LINEAR)
    moved = cv2.warpAffine(other, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)
    new = cv2.warpAffine(marks, matrix, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=IGNORE)
    out, result = _mix(image, moved, _soft(mask, 0.7)), labels.copy()
    ring = (cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0.1) & (mask < 0.6)
    result[ring] = IGNORE
    result[mask >= 0.6] = new[mask >= 0.6]
    return out, result


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
    sky = _soft(labels == CLASS_INDEX["sky"], 1.0) + _soft(labels == CLASS_INDEX["cloud"], 1.0)
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


def haze(rng: np.random.Generator, image: np.ndarray, labels: np.ndarray) -> Pair:
    """Thin mist that hides colours but no shapes, thicker towards the top of what is not sky."""
    height = labels.shape[0]
    thick = rng.uniform(0.15, 0.5) + rng.uniform(-0.2, 0.25) * np.linspace(1, -1, height, dtype=np.float32)
    air = rng.uniform(140, 240) * (1 + rng.uniform(-0.06, 0.06, 3))
    return _mix(image, np.broadcast_to(air, image.shape), thick.clip(0, 0.65)[:, None, None]), labels


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
