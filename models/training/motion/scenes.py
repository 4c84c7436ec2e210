"""Procedural photos: textured RGB with an exact class map, made by code (no photo behind them).

Each scene is a `Base`: image, class map and what a person would have drawn on it (horizon, flow). They fill what the
labelled photos lack (fire, smoke, falls, flags, hair) and give the denoiser layouts without end.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from parser.classes import CLASS_INDEX, IGNORE

Rng = np.random.Generator
C = CLASS_INDEX


@dataclass
class Base:
    """A photo with its class map: what training examples are cut from.

    rgb [H,W,3] uint8 sRGB; labels [H,W] uint8 (class index, IGNORE = unknown); horizon in rows 0..1 or None;
    flow (x, y) unit vector of running water, y down, or None; soft [16,H,W] uint8 (0..255): a
    parser's answer to the photo, where there is one.
    """

    rgb: np.ndarray
    labels: np.ndarray
    horizon: float | None = None
    flow: tuple[float, float] | None = None
    soft: np.ndarray | None = None
    name: str = ""


def fractal(rng: Rng, h: int, w: int, coarsest: int = 3, octaves: int = 5, stretch: float = 1.0) -> np.ndarray:
    """[h,w] noise of about zero mean and unit deviation; ``stretch`` > 1 lengthens it along x."""
    out = np.zeros((h, w), np.float32)
    cells, amplitude = float(coarsest), 1.0
    for _ in range(octaves):
        size = (max(2, round(cells * w / h / stretch) + 1), max(2, round(cells) + 1))
        coarse = rng.standard_normal(size[::-1]).astype(np.float32)
        out += amplitude * cv2.resize(coarse, (w, h), interpolation=cv2.INTER_CUBIC)
        cells, amplitude = cells * 2.1, amplitude * 0.55
        if cells > h:
            break
    return (out - out.mean()) / (out.std() + 1e-6)


def _mix(a: np.ndarray, b: np.ndarray, t: np.ndarray) -> np.ndarray:
    return a + (b - a) * t[..., None]


def _tone(rng: Rng, low: tuple[float, float, float], high: tuple[float, float, float]) -> np.ndarray:
    return np.array([rng.uniform(a, b) for a, b in zip(low, high)], np.float32)


class _Canvas:
    """An image under construction; every paint call sets both colour and class inside a mask."""

    def __init__(self, rng: Rng, h: int, w: int) -> None:
        self.rng, self.h, self.w = rng, h, w
        self.rgb = np.zeros((h, w, 3), np.float32)
        self.labels = np.zeros((h, w), np.uint8)
        self.x, self.y = np.meshgrid((np.arange(w) + 0.5) / w, (np.arange(h) + 0.5) / h)
        self.light = rng.uniform(0.45, 1.1)

    def paint(self, mask: np.ndarray, colour: np.ndarray, name: str) -> None:
        self.rgb = np.where(mask[..., None], colour, self.rgb)
        self.labels[mask] = C[name]

    def textured(self, low: np.ndarray, high: np.ndarray, coarsest: int, octaves: int = 6, stretch: float = 1.0) -> np.ndarray:
        """[h,w,3] of a texture between two tones."""
        t = 1 / (1 + np.exp(-1.3 * fractal(self.rng, self.h, self.w, coarsest, octaves, stretch)))
        return _mix(low, high, t) * self.light

    def ridge(self, at: float, rough: float, steps: int = 4) -> np.ndarray:
        """[w] rows 0..1 of a rough line around ``at``."""
        line = fractal(self.rng, 8, self.w, 2, 5)[4]
        return at + rough * (line / (np.abs(line).max() + 1e-6)) + 0 * steps


def _sky(c: _Canvas) -> None:
    rng = c.rng
    mood = rng.integers(0, 5)
    tops = [(.2, .4, .75), (.45, .55, .7), (.25, .2, .4), (.02, .03, .1), (.55, .58, .62)]
    lows = [(.65, .8, .95), (.8, .82, .85), (.98, .6, .3), (.08, .1, .25), (.75, .76, .78)]
    top, low = (np.array(v[mood], np.float32) * rng.uniform(.85, 1.1) for v in (tops, lows))
    c.paint(np.ones((c.h, c.w), bool), _mix(top, low, c.y.astype(np.float32) ** rng.uniform(.5, 1.2)), "sky")
    if rng.random() < 0.7:
        cover = fractal(rng, c.h, c.w, int(rng.integers(2, 6)), 6, rng.uniform(1.2, 4)) - rng.uniform(-.8, 1.2)
        alpha = np.clip(1 / (1 + np.exp(-3.0 * cover)), 0, 1)
        shade = fractal(rng, c.h, c.w, 4, 5, 2.0) * 0.08
        cloud = np.clip(np.array([1, 1, 1], np.float32) * rng.uniform(.55, 1) + .3 * (low - .7) + shade[..., None], 0, 1)
        c.rgb = _mix(c.rgb, cloud, alpha.astype(np.float32))
        c.labels[alpha > 0.5] = C["cloud"]


def _land(c: _Canvas, horizon: float) -> None:
    """Mountains, a far forest or a skyline between sky and foreground."""
    rng = c.rng
    kind = rng.integers(0, 4)
    if kind == 0:
        line = c.ridge(horizon - rng.uniform(.06, .25), rng.uniform(.04, .15))
        tone = _tone(rng, (.2, .2, .2), (.5, .45, .42))
        c.paint(c.y > line[None], c.textured(tone * .6, tone * 1.3, 6), "ground")
    if kind in (1, 3):
        line = c.ridge(horizon - rng.uniform(.02, .15), rng.uniform(.01, .05))
        _foliage(c, c.y > line[None])
    if kind == 2:
        _buildings(c, horizon, int(rng.integers(3, 14)))


def _foliage(c: _Canvas, mask: np.ndarray) -> None:
    dark, light = _tone(c.rng, (.02, .08, .01), (.12, .2, .08)), _tone(c.rng, (.2, .35, .08), (.5, .6, .25))
    if c.rng.random() < .15:
        light = _tone(c.rng, (.6, .3, .05), (.9, .55, .2))
    c.paint(mask, c.textured(dark, light, int(c.rng.integers(10, 26))), "foliage")


def _buildings(c: _Canvas, base: float, count: int) -> None:
    rng = c.rng
    for _ in range(count):
        x0, width, top = rng.uniform(-.1, 1), rng.uniform(.05, .25), base - rng.uniform(.05, .45)
        mask = (c.x > x0) & (c.x < x0 + width) & (c.y > top) & (c.y < base + .02)
        tone = _tone(rng, (.3, .28, .25), (.85, .8, .75)) * c.light
        windows = ((np.sin(c.x * rng.uniform(80, 260)) > .2) & (np.sin(c.y * rng.uniform(80, 260)) > .1)).astype(np.float32)
        c.paint(mask, _mix(tone, tone * rng.uniform(.3, .8), windows), "built")


def _tree(c: _Canvas, x0: float, base: float, size: float) -> None:
    trunk = (np.abs(c.x - x0) * c.w / c.h < .02 * size / .3) & (c.y > base - size * .5) & (c.y < base)
    c.paint(trunk, np.broadcast_to(_tone(c.rng, (.15, .1, .06), (.35, .25, .18)), c.rgb.shape), "foliage")
    r = np.hypot((c.x - x0) * c.w / c.h, (c.y - base + size * .75) * c.rng.uniform(.7, 1.2))
    crown = r + .06 * size * fractal(c.rng, c.h, c.w, 12, 4) < size * .36
    _foliage(c, crown)


def _water(c: _Canvas, horizon: float, name: str) -> None:
    rng = c.rng
    line = c.ridge(horizon, rng.uniform(0, .02)) if rng.random() < .3 else np.full(c.w, horizon)
    depth = np.clip((c.y - horizon) / max(1e-3, 1 - horizon), 1e-3, 1)
    tone, bright = _tone(rng, (.02, .12, .2), (.15, .4, .5)), _tone(rng, (.4, .55, .6), (.85, .9, .95))
    # Crest texture grows towards the viewer: noise sampled in ground coordinates 1/depth (a plane in perspective).
    u, v = (c.x - .5) / (depth + .04) * rng.uniform(2, 5), 1 / (depth + .04) * rng.uniform(4, 10)
    source = fractal(rng, 128, 128, 16, 5, rng.uniform(1.5, 4))
    waves = cv2.remap(source, (u * 9 % 127).astype(np.float32), (v * 9 % 127).astype(np.float32), cv2.INTER_LINEAR)
    if name == "still_water":
        t = .35 + .12 * waves * depth + .25 * (1 - depth)
        mirror = c.rgb[np.clip((2 * horizon * c.h - np.arange(c.h)).astype(int), 0, c.h - 1)]
        colour = .55 * mirror + .45 * _mix(tone, bright, np.clip(t, 0, 1).astype(np.float32))
    else:
        t = np.clip(.3 + .25 * waves * np.sqrt(depth) + .2 * (1 - depth), 0, 1)
        colour = _mix(tone, bright, t.astype(np.float32)) * c.light
    c.paint(c.y > line[None], colour, name)


def _shore(c: _Canvas, horizon: float) -> None:
    """A beach, meadow or rocks across the lower part, with a slanted or curved edge."""
    rng = c.rng
    edge = rng.uniform(horizon + .3 * (1 - horizon), 1.0) + rng.uniform(-.4, .4) * (c.x - .5) + .03 * fractal(rng, c.h, c.w, 3, 3)
    _ground_kind(c, c.y > edge, str(rng.choice(["sand", "grass", "rock"])))


def _ground_kind(c: _Canvas, mask: np.ndarray, kind: str) -> None:
    rng = c.rng
    if kind == "grass":
        low, high = _tone(rng, (.08, .2, .03), (.25, .35, .12)), _tone(rng, (.35, .5, .15), (.7, .75, .4))
        c.paint(mask, c.textured(low, high, 20, 6, .5), "grass")
        if rng.random() < .4:
            petals = mask & (fractal(rng, c.h, c.w, 24, 3) > rng.uniform(1.3, 2))
            c.paint(petals, np.broadcast_to(_tone(rng, (.5, .2, .2), (1, .9, .9)), c.rgb.shape), "grass")
        return
    tone = _tone(rng, (.55, .45, .3), (.9, .8, .65)) if kind == "sand" else _tone(rng, (.15, .14, .13), (.55, .5, .48))
    c.paint(mask, c.textured(tone * .8, tone * 1.15, 8 if kind == "sand" else 14), "ground")


def _river(c: _Canvas, horizon: float) -> tuple[float, float]:
    """A winding river from the horizon to the bottom; returns its flow in the picture."""
    rng = c.rng
    s = np.clip((c.y - horizon) / (1 - horizon), 0, 1)
    start, end = rng.uniform(.2, .8), rng.uniform(.1, .9)
    centre = start + (end - start) * s + .15 * np.sin(s * rng.uniform(2, 6) + rng.uniform(0, 6)) * s
    width = .01 + rng.uniform(.1, .35) * s
    mask = (np.abs(c.x - centre + .008 * fractal(rng, c.h, c.w, 8, 3)) < width) & (c.y > horizon)
    tone, foam = _tone(rng, (.08, .18, .2), (.25, .4, .4)), _tone(rng, (.6, .7, .7), (.95, .95, .95))
    c.paint(mask, c.textured(tone, foam, int(rng.integers(6, 16)), 6, .6), "moving_water")
    flow = np.array([(end - start) * c.w / c.h, 1 - horizon]) * (1 if rng.random() < .75 else -1)
    flow /= np.hypot(*flow)
    return float(flow[0]), float(flow[1])


def _waterfall(c: _Canvas) -> None:
    rng = c.rng
    x0, width, top, bottom = rng.uniform(.2, .8), rng.uniform(.04, .25), rng.uniform(.02, .35), rng.uniform(.6, .95)
    rock = c.textured(_tone(rng, (.08, .08, .06), (.2, .2, .17)), _tone(rng, (.3, .3, .25), (.5, .48, .4)), 10)
    c.paint(c.y > top - .05 + .05 * fractal(rng, c.h, c.w, 3, 3), rock, "ground")
    if rng.random() < .7:
        _foliage(c, (fractal(rng, c.h, c.w, 4, 4) > rng.uniform(-.2, .9)) & (c.y > top - .08))
    wobble = .02 * fractal(rng, c.h, c.w, 5, 3)
    spread = 1 + rng.uniform(0, .8) * (c.y - top)
    mask = (np.abs(c.x - x0 + wobble) < width / 2 * spread) & (c.y > top) & (c.y < bottom)
    c.paint(mask, c.textured(_tone(rng, (.45, .55, .6), (.7, .75, .8)), np.ones(3, np.float32), 12, 6, .15), "waterfall")
    pool = c.y > bottom - .03 * np.cos((c.x - x0) * 6) + .01 * fractal(rng, c.h, c.w, 5, 3)
    name = "moving_water" if rng.random() < .7 else "still_water"
    c.paint(pool, c.textured(_tone(rng, (.05, .15, .15), (.2, .35, .35)), _tone(rng, (.4, .5, .5), (.8, .9, .9)), 9, 5, 2), name)


def _fire(c: _Canvas) -> None:
    rng = c.rng
    for _ in range(int(rng.integers(1, 4))):
        x0, base, height = rng.uniform(.2, .8), rng.uniform(.55, .95), rng.uniform(.08, .45)
        width = height * rng.uniform(.2, .6)
        s = np.clip((base - c.y) / height, 0, 1)
        sway = .25 * width * fractal(rng, c.h, c.w, 6, 3) * s
        profile = np.sqrt(np.clip(s, 0, 1) + .05) * (1 - s) * 1.7
        mask = (np.abs((c.x - x0) * c.w / c.h - sway) < width / 2 * profile) & (c.y < base) & (c.y > base - height)
        glow = np.exp(-(((c.x - x0) * c.w / c.h) ** 2 + (c.y - base + height / 2) ** 2) / (2 * (height * .9) ** 2))
        c.rgb = c.rgb + glow[..., None] * np.array([.35, .16, .04], np.float32)
        c.paint(mask, _mix(np.array([1, .95, .6], np.float32), np.array([.95, .35, .05], np.float32), s.astype(np.float32)), "fire")
        if rng.random() < .35 and height > .2:
            _smoke(c, x0, base - height, width)


def _smoke(c: _Canvas, x0: float, base: float, width: float) -> None:
    rng = c.rng
    lean, s = rng.uniform(-.5, .5), np.clip(base - c.y, 0, 1)
    reach = rng.uniform(.2, .6)
    body = width * .5 + s * rng.uniform(.15, .4)
    edge = np.abs((c.x - x0) - lean * s) - body * (1 + .25 * fractal(rng, c.h, c.w, 7, 4))
    alpha = np.clip(-edge / .05, 0, 1) * np.clip((reach - s) / .15, 0, 1) * (s > 0) * rng.uniform(.6, 1)
    tone = np.ones(3, np.float32) * rng.uniform(.25, .9)
    c.rgb = _mix(c.rgb, np.clip(tone + .06 * fractal(rng, c.h, c.w, 8, 4)[..., None], 0, 1), alpha.astype(np.float32))
    c.labels[alpha > .5] = C["smoke"]


def _person(c: _Canvas) -> None:
    rng = c.rng
    size, x0, foot = rng.uniform(.12, .85), rng.uniform(.1, .9), rng.uniform(.75, 1.25)
    dx = (c.x - x0) * c.w / c.h
    top = foot - size
    wobble = .01 * fractal(rng, c.h, c.w, 5, 3)
    body = (np.abs(dx + wobble) < size * .16 * (.7 + .5 * np.clip((c.y - top) / size, 0, 1))) & (c.y > top + size * .17) & (c.y < foot)
    c.paint(body, c.textured(_tone(rng, (.05, .05, .05), (.6, .6, .6)), _tone(rng, (.2, .2, .2), (.95, .9, .9)), 7, 3), "body")
    long_hair = rng.uniform(.9, 2.2)
    hair = (np.abs(dx) < size * .085) & (c.y > top - size * .01) & (c.y < top + size * .1 * long_hair)
    c.paint(hair, c.textured(_tone(rng, (.03, .02, .02), (.3, .2, .1)), _tone(rng, (.2, .15, .1), (.7, .55, .35)), 30, 3, .2), "hair")
    face = np.hypot(dx / .062, (c.y - top - size * .09) / .085) < size
    skin = _tone(rng, (.3, .2, .14), (.95, .78, .68))
    c.paint(face, np.broadcast_to(skin, c.rgb.shape) * (1 - .25 * np.clip(dx / (.06 * size), -1, 1))[..., None], "face")


def _animal(c: _Canvas) -> None:
    rng = c.rng
    size, x0, y0 = rng.uniform(.05, .3), rng.uniform(.1, .9), rng.uniform(.4, .9)
    dx, dy = (c.x - x0) * c.w / c.h, c.y - y0
    n = .15 * fractal(rng, c.h, c.w, 8, 3)
    mask = np.hypot(dx / 1.4, dy) * (1 + n) < size * .5
    mask |= np.hypot(dx - size * .75, dy + size * .3) * (1 + n) < size * .25
    mask |= (np.abs(np.abs(dx) - size * .45) < size * .08) & (dy > 0) & (dy < size * .9)
    tone = _tone(rng, (.1, .08, .05), (.9, .8, .7))
    c.paint(mask, c.textured(tone * .7, np.minimum(tone * 1.2, 1), 14, 4), "animal")


def _flag(c: _Canvas) -> None:
    rng = c.rng
    x0, top, width, height = rng.uniform(.1, .7), rng.uniform(.05, .5), rng.uniform(.1, .35), rng.uniform(.08, .22)
    side = 1 if rng.random() < .5 else -1
    s = (c.x - x0) * side / width
    wave = .02 * np.sin(s * rng.uniform(5, 10) + rng.uniform(0, 6)) * np.clip(s, 0, 1)
    mask = (s > 0) & (s < 1) & (c.y + wave > top) & (c.y + wave < top + height)
    stripes = ((c.y + wave - top) / height * rng.integers(2, 5)).astype(int) % 3
    tones = np.stack([_tone(rng, (.1, .1, .1), (1, 1, 1)) for _ in range(3)])
    shade = 1 + .2 * np.sin(s * 8)
    c.paint((np.abs(c.x - x0) < .006) & (c.y > top - .03), np.broadcast_to(np.float32([.5, .5, .5]), c.rgb.shape), "built")
    c.paint(mask, tones[stripes] * shade[..., None], "flag")


def _indoor(c: _Canvas) -> None:
    rng = c.rng
    tone = _tone(rng, (.1, .08, .07), (.8, .75, .7))
    c.paint(np.ones((c.h, c.w), bool), c.textured(tone * .8, tone, 3, 4), "built")
    for _ in range(int(rng.integers(2, 9))):
        x0, y0, a, b = rng.uniform(0, 1), rng.uniform(.2, 1), rng.uniform(.05, .3), rng.uniform(.05, .3)
        shape = np.hypot((c.x - x0) / a, (c.y - y0) / b) < 1 if rng.random() < .5 else (np.abs(c.x - x0) < a) & (np.abs(c.y - y0) < b)
        tone = _tone(rng, (.05, .05, .05), (.95, .9, .85))
        c.paint(shape, c.textured(tone * .75, np.minimum(tone * 1.1, 1), int(rng.integers(3, 20))), "built")


def make_scene(rng: Rng) -> Base:
    """One procedural scene; area about 256^2, aspect 9:21 to 21:9."""
    aspect = float(np.exp(rng.choice([-.85, -.575, -.405, -.29, 0, .29, .405, .575, .85]) + rng.normal(0, .03)))
    h = int(round(256 / np.sqrt(aspect)))
    c = _Canvas(rng, h, int(round(256 * 256 / h)))
    horizon, flow = float(rng.uniform(.25, .7)), None
    kind = str(rng.choice(["sea", "lake", "river", "fall", "field", "city", "indoor", "forest"], p=[.2, .12, .12, .14, .14, .1, .1, .08]))
    if kind == "indoor":
        _indoor(c)
        if rng.random() < .6:
            c.rgb *= rng.uniform(.2, .9)
            _fire(c)
    else:
        _sky(c)
        if kind == "forest":
            _foliage(c, np.ones((c.h, c.w), bool))
        if rng.random() < .6 and kind != "forest":
            _land(c, horizon)
        if kind in ("sea", "lake"):
            _water(c, horizon, "moving_water" if kind == "sea" else "still_water")
            if rng.random() < .6:
                _shore(c, horizon)
        elif kind == "fall":
            _waterfall(c)
            horizon = -1.0
        elif kind == "city":
            _ground_kind(c, c.y > horizon, "rock")
            _buildings(c, min(1.0, horizon + rng.uniform(0, .3)), int(rng.integers(3, 12)))
        else:
            _ground_kind(c, c.y > horizon + .02 * fractal(rng, c.h, c.w, 3, 3), str(rng.choice(["grass", "grass", "sand", "rock"])))
        if kind == "river":
            flow = _river(c, horizon)
        for _ in range(int(rng.integers(0, 4)) if kind != "indoor" else 0):
            _tree(c, rng.uniform(0, 1), rng.uniform(max(horizon, .3) + .05, 1.1), rng.uniform(.2, .8))
        if rng.random() < .15:
            _smoke(c, rng.uniform(.1, .9), rng.uniform(.4, .9), rng.uniform(.02, .1))
        if rng.random() < .12:
            _fire(c)
    for painter, chance in ((_flag, .12), (_animal, .18), (_person, .35)):
        while rng.random() < chance:
            painter(c)
    rgb = np.clip(c.rgb, 0, 1)
    rgb = np.clip(cv2.GaussianBlur(rgb.astype(np.float32), (0, 0), rng.uniform(.3, 1.1)) + rng.normal(0, .012, rgb.shape), 0, 1)
    return Base((rgb * 255).astype(np.uint8), c.labels, horizon if horizon >= 0 else None, flow, name=f"scene-{kind}")


__all__ = ["Base", "IGNORE", "fractal", "make_scene"]
