"""Motion programs: a sampler of plausible motion for a class map and what a prompt asks for.

Each group of classes has its own law, resting on published physics; one wind blows through the whole scene. All maps
are in the units of ``motion/grid.py``. A program is random: many answers for one photo is why the model is a diffusion.

Sources of the constants:
- Deep water: omega^2 = g k (Airy); directional spread cos^2 (Pierson et al. 1955); orbital ellipses (Fournier & Reeves,
  SIGGRAPH 1986). A plane in perspective: ground coordinates (x, 1) / (y - horizon).
- Wind on plants: a frozen gust pattern carried by the wind (Taylor 1938), branch response as a damped oscillator that
  filters the wind's falling spectrum (Chuang et al., Animating Pictures with Stochastic Motion Textures, SIGGRAPH 2005;
  Habel et al., Eurographics 2009).
- Flames puff near 1.5 / sqrt(D) Hz (Cetegen & Ahmed 1993); falls accelerate with g; smoke rises and leans with the wind.
- Flags: waves that travel and grow from the hoist to the fly (Shelley & Zhang, Annu. Rev. Fluid Mech. 2011).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import cv2
import numpy as np

from parser.classes import CLASS_INDEX
from .grid import CHANNELS, DRIFT, GLOW, MOVING, SPECTRUM

Rng = np.random.Generator
C = CLASS_INDEX
GRAVITY = 9.81
#: Classes that move unless the prompt says otherwise. Hair moves only when a prompt names it.
MOVING_CLASSES = ("sky", "cloud", "still_water", "moving_water", "waterfall", "foliage", "grass", "fire", "smoke", "flag")


@dataclass
class Request:
    """What a prompt and the controls ask of a program."""

    strength: float = 0.5
    duration_seconds: float = 4.0
    intents: dict[str, float] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.intents.get(name, 0.0) > 0.5

    def moves(self, name: str) -> bool:
        """Whether a class is to move."""
        if self.has("still") or self.has(f"exclude_{name}"):
            return False
        if name == "hair" or self.has("only"):
            return self.has(f"element_{name}")
        return True

    def amplitude(self) -> float:
        """Factor on every amplitude: 0.45 (control 0) .. 2.2 (control 1); calm and strong shift the control."""
        s = self.strength + 0.3 * self.has("strength_strong") - 0.3 * self.has("strength_calm")
        s += 0.15 * self.has("weather_wind") + 0.15 * self.has("mood_storm")
        return math.exp(1.6 * (min(1.15, max(-0.1, s)) - 0.5))


class _Scene:
    """The class map on the grid, with what every group needs."""

    def __init__(self, scene: np.ndarray, request: Request, rng: Rng, horizon: float | None) -> None:
        self.p, self.request, self.rng = scene, request, rng
        self.h, self.w = scene.shape[1:]
        self.short = min(self.h, self.w)
        # Coordinates in short sides.
        self.x, self.y = np.meshgrid((np.arange(self.w, dtype=np.float32) + .5) / self.short, (np.arange(self.h, dtype=np.float32) + .5) / self.short)
        self.height = self.h / self.short
        water = scene[[C["still_water"], C["moving_water"]]].sum(0)
        if horizon is None:
            rows = np.flatnonzero(water.sum(1) > .15 * self.w)
            horizon = rows[0] / self.h - .02 if len(rows) else .45
        self.horizon = float(horizon) * self.height
        self.out = np.zeros((CHANNELS, self.h, self.w), np.float32)

    def cover(self, *names: str) -> np.ndarray:
        """[h,w] share of the named classes that are to move."""
        names = tuple(n for n in names if self.request.moves(n))
        return self.p[[C[n] for n in names]].sum(0) if names else np.zeros((self.h, self.w), np.float32)

    def noise(self, correlation: float) -> np.ndarray:
        """[h,w] smooth normal noise; correlation length in short sides."""
        size = (max(2, round(self.w / self.short / correlation) + 2), max(2, round(self.height / correlation) + 2))
        n = cv2.resize(self.rng.standard_normal(size[::-1]).astype(np.float32), (self.w, self.h), interpolation=cv2.INTER_CUBIC)
        return n / 0.8

    def distance(self, free: np.ndarray, saturate: float) -> np.ndarray:
        """[h,w] 0..1: distance to the next cell that is not free, in units of ``saturate`` short sides."""
        mask = (free > .5).astype(np.uint8)
        if mask.all():
            return np.ones_like(free)
        d = cv2.distanceTransform(mask, cv2.DIST_L2, 3) / self.short
        return np.clip((d - .3 / self.short) / saturate, 0, 1)

    def taper(self, vx: np.ndarray, vy: np.ndarray, free: np.ndarray, reach: float = 1.2) -> np.ndarray:
        """[h,w] 0..1 that slows a drift before foreign ground: the two-way advection looks up to speed x T up and down
        stream (with a weight that falls to zero there), and must not find a wall in a cloud."""
        speed = np.hypot(vx, vy) + 1e-9
        far = speed * self.request.duration_seconds * reach
        blocked = (free < .5).astype(np.float32)
        nearest = np.ones_like(far)
        columns, rows = np.meshgrid(np.arange(self.w, dtype=np.float32), np.arange(self.h, dtype=np.float32))
        for part in (.08, .17, .27, .38, .5, .63, .77, .9):
            for sign in (1, -1):
                step = sign * part * far / speed * self.short
                hit = cv2.remap(blocked, (columns + vx * step).astype(np.float32), (rows + vy * step).astype(np.float32), cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
                nearest = np.where(hit > 0, np.minimum(nearest, part), nearest)
        smooth = cv2.GaussianBlur(nearest.astype(np.float32), (0, 0), max(.6, .02 * self.short))
        return np.minimum(nearest * 1.1, smooth) * (free > .5)

    def add_wave(self, k: int, amplitude: np.ndarray, phase: np.ndarray, axis: int) -> None:
        """Adds amplitude * cos(2 pi k t / T + phase) to the displacement along an axis."""
        base = SPECTRUM.start + 4 * (k - 1) + 2 * axis
        self.out[base] += amplitude * np.cos(phase)
        self.out[base + 1] += amplitude * np.sin(phase)

    def add_glow(self, j: int, rgb: tuple[float, float, float], amplitude: np.ndarray, phase: np.ndarray | float) -> None:
        base = GLOW.start + 6 * (j - 1)
        for c in range(3):
            self.out[base + 2 * c] += rgb[c] * amplitude * np.cos(phase)
            self.out[base + 2 * c + 1] += rgb[c] * amplitude * np.sin(phase)


@dataclass
class _Wind:
    """One wind for a scene: its heading in the picture (unit vector; y is up/down as a prompt may ask)."""

    x: float
    y: float
    speed: float  # factor around 1


def _wind(s: _Scene) -> _Wind:
    rng, r = s.rng, s.request
    sign = 1.0 if rng.random() < .5 else -1.0
    tilt = rng.normal(0, .12)
    x, y = sign * math.cos(tilt), math.sin(tilt)
    if r.has("direction_left"):
        x = -abs(x)
    elif r.has("direction_right"):
        x = abs(x)
    elif r.has("direction_up") or r.has("direction_down"):
        x, y = sign * rng.uniform(0, .3), (-1 if r.has("direction_up") else 1) * .95
    speed = math.exp(rng.normal(0, .25)) * (1.8 if r.has("speed_fast") else 1) * (.5 if r.has("speed_slow") else 1)
    return _Wind(x, y, speed)


def _harmonic_weights(s: _Scene, centre_hz: float, width: float, rng_spread: float = .3) -> np.ndarray:
    """[4] amplitudes, unit energy: a log-normal response around ``centre_hz``, so that a long loop uses its high harmonics."""
    k = np.arange(1, 5)
    hz = k / s.request.duration_seconds
    if s.request.has("speed_fast"):
        centre_hz *= 1.6
    if s.request.has("speed_slow"):
        centre_hz *= .55
    weights = np.exp(-.5 * (np.log(hz / centre_hz) / width) ** 2) / np.sqrt(hz)
    weights *= np.exp(s.rng.normal(0, rng_spread, 4))
    return weights / np.sqrt((weights**2).sum())


def _sky(s: _Scene, wind: _Wind) -> None:
    cover = s.cover("sky", "cloud")
    if cover.max() < .3:
        return
    rng, r = s.rng, s.request
    free = cover + s.cover("smoke")
    speed = rng.uniform(.012, .028) * wind.speed * r.amplitude()
    speed = min(speed, .2 / r.duration_seconds, .06)
    # A layer seen in perspective: slower towards the horizon.
    lowest = max(.25, float((s.y * (cover > .5)).max()))
    profile = .35 + .65 * np.clip((lowest - s.y) / lowest, 0, 1) ** .8
    turn = .12 * s.noise(.6)
    v = speed * profile * (1 + .12 * s.noise(.5))
    vx, vy = v * (wind.x - wind.y * turn), v * (wind.y * (1 if abs(wind.y) > .5 else .5) + wind.x * turn * .6)
    f = s.taper(vx, vy, free) * np.clip(cover * 1.5, 0, 1)
    s.out[0] += vx * f
    s.out[1] += vy * f
    # Clouds boil a little beside their drift: slow, wide, small.
    cloud = s.cover("cloud") * s.distance(free, .04)
    amount = .0016 * min(1.6, r.amplitude())
    for k in (1, 2):
        phase = 1.6 * s.noise(.6)
        s.add_wave(k, cloud * amount / k, phase, 0)
        s.add_wave(k, cloud * amount / k, phase + 1.6, 1)


def _sky_glow(s: _Scene) -> None:
    """Light of the sky breathes once a loop; water answers with part of it."""
    rng, r = s.rng, s.request
    tint, size = (1.0, .95, .85), rng.uniform(.015, .04)
    if r.has("mood_sunset"):
        tint, size = (1.0, .25, -.55), rng.uniform(.07, .11)
    elif r.has("mood_dawn"):
        tint, size = (.9, .55, .35), rng.uniform(.06, .1)
    elif r.has("mood_night"):
        tint, size = (-1.0, -.8, -.25), rng.uniform(.08, .13)
    elif r.has("mood_storm"):
        tint, size = (-1.0, -.95, -.8), rng.uniform(.07, .12)
    sky = s.cover("sky", "cloud")
    water = s.cover("still_water", "moving_water")
    towards = .55 + .45 * np.exp(-np.abs(s.horizon - s.y) / .35)
    body = (sky * s.distance(sky + s.cover("smoke"), .03) + .6 * water * s.distance(water, .03)) * towards * size
    # g(t) - g(0) with g = -cos rises from zero and returns.
    s.add_glow(1, tint, body, math.pi + .35 * s.noise(.8))


def _plane(s: _Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ground coordinates of a plane in perspective (camera heights) and nearness 0..1."""
    below = np.maximum(s.y - s.horizon, .012)
    centre = .5 * s.w / s.short
    focal = 1.1
    return (s.x - centre) / below, focal / below, np.clip(below / max(.2, s.height - s.horizon), 0, 1)


def _swell(s: _Scene, wind: _Wind, cover: np.ndarray, near_amplitude: float, camera_metres: float, centre_hz: float, towards: float) -> None:
    """Travelling gravity waves on a plane; ``towards`` > 0 runs them to the viewer."""
    rng, r = s.rng, s.request
    gx, gz, near = _plane(s)
    weights = _harmonic_weights(s, centre_hz, .6)
    heading = math.atan2(-towards, wind.x * .6)
    if r.has("direction_left") or r.has("direction_right"):
        heading = math.atan2(-.35 * max(.3, abs(towards)) * np.sign(towards or 1), wind.x)
    elif r.has("direction_up"):
        heading = math.pi / 2
    elif r.has("direction_down"):
        heading = -math.pi / 2
    amplitude = near_amplitude * near * s.distance(cover, .025) * np.clip(cover * 1.5, 0, 1)
    for k in range(1, 5):
        omega = 2 * math.pi * k / r.duration_seconds
        number = omega * omega / GRAVITY * camera_metres
        parts = 2
        for _ in range(parts):
            # cos^2 spreading: most energy within +-40 degrees of the mean heading.
            angle = heading + .45 * rng.standard_normal()
            cx, cz = math.cos(angle), math.sin(angle)
            phase = -number * (gx * cx + gz * cz) + rng.uniform(0, 2 * math.pi) + .35 * s.noise(.6)
            # Waves shorter than the grid can carry, or steep enough to fold the picture, fade out.
            gradient = np.hypot(*np.gradient(phase))
            self_scale = s.short / 56  # the same waves fade on every grid
            fade = np.clip((1.5 - gradient * self_scale) / .6, 0, 1)
            a = np.minimum(amplitude * weights[k - 1] / math.sqrt(parts), .35 / (gradient * s.short + 1e-6)) * fade
            s.add_wave(k, a, phase, 1)
            s.add_wave(k, a * .7 * (cx if abs(cx) > .3 else .3 * (1 if cx >= 0 else -1)), phase - math.pi / 2, 0)
    _glints(s, cover, near)


def _glints(s: _Scene, cover: np.ndarray, near: np.ndarray) -> None:
    size = s.rng.uniform(.015, .05)
    body = cover * s.distance(cover, .03) * (.4 + .6 * near) * size
    for j in (1, 2):
        s.add_glow(j, (1, 1, 1), body * np.abs(s.noise(.25)) * .8, math.pi * s.noise(.35))


def _ripples(s: _Scene, wind: _Wind, cover: np.ndarray, size: float) -> None:
    """Small travelling ripples of sheltered water: short waves in perspective, reflections shake up and down."""
    rng, r = s.rng, s.request
    gx, gz, near = _plane(s)
    weights = _harmonic_weights(s, .55, .7)
    amplitude = size * (.25 + .75 * near) * s.distance(cover, .02) * np.clip(cover * 1.5, 0, 1)
    depth_span = 2.2 * max(.12, s.height - s.horizon)
    for k in range(1, 5):
        length = rng.uniform(.25, .5) / k**.6  # short sides at the viewer's feet
        angle = math.atan2(rng.normal(-.8, .5), wind.x)
        phase = -2 * math.pi / length * depth_span * .35 * (gx * math.cos(angle) * .6 + gz * math.sin(angle)) + rng.uniform(0, 6.28) + .5 * s.noise(.4)
        gradient = np.hypot(*np.gradient(phase))
        # Where the ripples are too fine for the grid a gentle random shimmer stays.
        fine = np.clip(gradient * s.short / 56 - .8, 0, 1)
        phase = np.where(fine > .5, 2 * s.noise(.3), phase)
        a = amplitude * weights[k - 1] * (1 - .6 * fine)
        s.add_wave(k, a, phase, 1)
        s.add_wave(k, a * .5, phase + 1.2, 0)
    _glints(s, cover, near)


def _water(s: _Scene, wind: _Wind, flow: tuple[float, float] | None) -> None:
    rng, r = s.rng, s.request
    still, moving = s.cover("still_water"), s.cover("moving_water")
    free = still + moving + s.cover("waterfall")
    if still.max() > .3:
        _ripples(s, wind, still, rng.uniform(.0018, .0034) * r.amplitude())
    if moving.max() < .3:
        return
    if flow is not None:
        fx, fy = flow
        if r.has("direction_left") or r.has("direction_right"):
            fx = abs(fx) * (-1 if r.has("direction_left") else 1)
        if r.has("direction_up") or r.has("direction_down"):
            fy = abs(fy) * (-1 if r.has("direction_up") else 1)
        speed = min(rng.uniform(.03, .06) * wind.speed * r.amplitude(), .45 / r.duration_seconds)
        v = speed * (.35 + .65 * _plane(s)[2]) * (.5 + .5 * s.distance(free, .06)) * (1 + .15 * s.noise(.15))
        _add_drift(s, v * fx, v * fy, moving, free)
        _ripples(s, wind, moving, rng.uniform(.0025, .004) * r.amplitude())
        return
    towards = rng.uniform(.5, 1.2)
    _swell(s, wind, moving, rng.uniform(.006, .011) * r.amplitude(), rng.uniform(.8, 4), .26, towards)
    # Stokes drift and wind carry the surface slowly along.
    speed = min(rng.uniform(.006, .014) * wind.speed * r.amplitude(), .12 / r.duration_seconds)
    near = _plane(s)[2]
    dx, dy = wind.x, .35 * towards
    if r.has("direction_left") or r.has("direction_right"):
        dy *= .3
    if r.has("direction_up") or r.has("direction_down"):
        dx, dy = .2 * wind.x, -.8 if r.has("direction_up") else .8
    v = speed * (.15 + .85 * near) * (1 + .15 * s.noise(.3))
    _add_drift(s, v * dx, v * dy, moving, free)


def _add_drift(s: _Scene, vx: np.ndarray, vy: np.ndarray, cover: np.ndarray, free: np.ndarray, reach: float = 1.2) -> None:
    f = s.taper(vx, vy, free, reach) * np.clip(cover * 1.5, 0, 1)
    s.out[0] += vx * f
    s.out[1] += vy * f


def _waterfall(s: _Scene, wind: _Wind, flow: tuple[float, float] | None) -> None:
    cover = s.cover("waterfall")
    if cover.max() < .3:
        return
    rng, r = s.rng, s.request
    free = cover + s.cover("moving_water", "still_water")
    speed = min(rng.uniform(.1, .2) * wind.speed * r.amplitude(), .23)
    rows = np.flatnonzero((cover > .5).any(1))
    top, bottom = (rows[0] / s.short, (rows[-1] + 1) / s.short) if len(rows) else (0, 1)
    # v^2 = 2 g s from the lip; broken water soon reaches its terminal speed.
    fall = np.sqrt(np.clip((s.y - top) / max(.05, .5 * (bottom - top)), .15, 1))
    streaks = 1 + .12 * s.noise(.06)
    lean = 0.0 if flow is None or abs(flow[0]) > .7 else flow[0]
    vy = speed * fall * streaks
    _add_drift(s, lean * vy, vy, cover, free, reach=.8)
    weights = _harmonic_weights(s, .8, .7)
    inside = s.distance(free, .02) * cover * .0022 * r.amplitude()
    for k in range(1, 5):
        phase = -2 * math.pi * k * s.y / .5 + 2.2 * s.noise(.08)
        s.add_wave(k, inside * weights[k - 1], phase, 0)
        s.add_wave(k, inside * weights[k - 1], phase + 1.5, 1)
    s.add_glow(2, (1, 1, 1), cover * s.distance(free, .03) * .03, -4 * math.pi * s.y / .4 + 1.5 * s.noise(.1))


def _plants(s: _Scene, wind: _Wind) -> None:
    """Trees and grass under gusts that travel with the wind."""
    rng, r = s.rng, s.request
    leaves, grass = s.cover("foliage"), s.cover("grass")
    both = leaves + grass
    if both.max() < .3:
        return
    airy = both + s.p[[C["sky"], C["cloud"]]].sum(0) + s.p[[C["still_water"], C["moving_water"], C["smoke"]]].sum(0)
    taper = s.distance(airy, .03) * (.45 + .55 * s.distance(both, .05))
    near = _plane(s)[2]
    # Crowns sway more than stems: height above the lowest leaf of the column's own run, up to a third of the picture.
    mask = leaves > .5
    run = np.zeros_like(leaves)
    for row in range(s.h - 2, -1, -1):
        run[row] = np.where(mask[row], run[row + 1] + 1, 0)
    crown = .55 + .75 * np.clip(run / s.short / .35, 0, 1)
    edge = 1 + .6 * (1 - s.distance(both, .1))
    gust = np.exp(np.clip(.35 * s.noise(.35), -.8, .6))
    tree = leaves * cv2.GaussianBlur((crown * edge).astype(np.float32), (0, 0), max(.6, .02 * s.short)) * rng.uniform(.0026, .0048)
    blade = grass * (.4 + .6 * near) * rng.uniform(.003, .0055)
    heading = math.atan2(.25 * wind.y, wind.x)
    speed = rng.uniform(.35, .7) * wind.speed ** .5
    along = s.x * math.cos(heading) + s.y * math.sin(heading) + .35 * s.y * rng.uniform(-1, 1)
    slow = _harmonic_weights(s, .42, .55)
    for k in range(1, 5):
        travel = -2 * math.pi * k / r.duration_seconds / speed * along
        # Long waves sway whole crowns together; the higher ones set neighbouring branches apart.
        patch = (.5 + .2 * k) * s.noise(.6 / k**.3) + .12 * (k - 1) * s.noise(.25)
        phase = travel + patch + rng.uniform(0, 2 * math.pi)
        a = (tree * slow[k - 1] + blade * slow[k - 1]) * gust * taper * r.amplitude() * math.sqrt(min(1.6, wind.speed))
        a = np.minimum(a, .45 / (np.hypot(*np.gradient(phase)) * s.short + 1e-6))
        sway = math.copysign(1, wind.x)
        s.add_wave(k, a * sway * .95, phase, 0)
        s.add_wave(k, a * (.28 + .08 * k), phase + .9 + .4 * s.noise(.4), 1)


def _fire(s: _Scene, wind: _Wind) -> None:
    cover = s.cover("fire")
    if cover.max() < .25:
        return
    rng, r = s.rng, s.request
    free = cover + s.cover("smoke")
    inside = s.distance(free, .025)
    up = -rng.uniform(.06, .11) * wind.speed**.5 * r.amplitude() * (.6 + .4 * inside)
    _add_drift(s, .12 * wind.x * -up, np.maximum(up, -.2), cover, free, reach=.7)
    weights = _harmonic_weights(s, 1.2, .8)
    rows = np.flatnonzero((cover > .4).any(1))
    base = (rows[-1] + 1) / s.short if len(rows) else s.height
    tip = np.clip((base - s.y) / max(.05, base - (rows[0] / s.short if len(rows) else 0)), 0, 1)
    for k in range(1, 5):
        phase = 2 * math.pi * k / r.duration_seconds * s.y / .12 * .5 + 1.0 * s.noise(.1)
        a = cover * (.3 + .7 * tip) * weights[k - 1] * .006 * r.amplitude()
        s.add_wave(k, a, phase, 0)
        s.add_wave(k, a * .9, phase + 1.4, 1)
    flicker = cover * rng.uniform(.09, .16) * min(1.6, r.amplitude())
    start = rng.uniform(0, 2 * math.pi)
    s.add_glow(1, (1, .75, .45), flicker * .6, start + .7 * s.noise(.15))
    s.add_glow(2, (1, .75, .45), flicker, start * 1.7 + .9 * s.noise(.12))


def _smoke(s: _Scene, wind: _Wind) -> None:
    cover = s.cover("smoke")
    if cover.max() < .25:
        return
    rng, r = s.rng, s.request
    rise = rng.uniform(.018, .035) * r.amplitude() * wind.speed**.5
    free = cover + s.p[[C["sky"], C["cloud"]]].sum(0)
    lean = wind.x * rng.uniform(.3, 1.2)
    v = rise * (1 + .2 * s.noise(.15))
    vy = -v * (1 if not r.has("direction_down") else -1)
    _add_drift(s, v * lean, vy, cover, free, reach=1.0)
    body = cover * s.distance(cover + s.p[[C["sky"], C["cloud"]]].sum(0), .03) * .004 * r.amplitude()
    weights = _harmonic_weights(s, .35, .6)
    for k in range(1, 5):
        phase = 2 * math.pi * k * s.y / .7 + 1.3 * s.noise(.16)
        s.add_wave(k, body * weights[k - 1], phase, 0)
        s.add_wave(k, body * weights[k - 1] * .7, phase + 1.5 + .6 * s.noise(.2), 1)


def _flags(s: _Scene, wind: _Wind) -> None:
    cover = s.cover("flag")
    if cover.max() < .25:
        return
    rng, r = s.rng, s.request
    count, parts, stats, _ = cv2.connectedComponentsWithStats((cover > .35).astype(np.uint8))
    weights = _harmonic_weights(s, .8, .55)
    built = s.p[C["built"]] + s.p[C["ground"]] + s.p[C["body"]]
    for index in range(1, count):
        left, top, width, height, _ = stats[index]
        right = left + width
        west = built[top : top + height, max(0, left - 2) : left + 1].mean()
        east = built[top : top + height, right - 1 : right + 2].mean()
        side = 1 if west > east or (west == east and wind.x > 0) else -1
        along = (s.x - left / s.short) if side > 0 else (right / s.short - s.x)
        out = np.clip(along * s.short / max(2, width), 0, 1)
        region = cv2.dilate((parts == index).astype(np.float32), np.ones((3, 3))) * np.clip(cover * 1.5, 0, 1)
        length = max(.06, .8 * width / s.short)
        for k in range(1, 5):
            phase = -2 * math.pi * along / length * (.5 + .25 * k) + rng.uniform(0, 2 * math.pi)
            a = region * out**.8 * weights[k - 1] * min(.012, .09 * width / s.short + .003) * r.amplitude()
            s.add_wave(k, a, phase, 1)
            s.add_wave(k, a * .45, phase + 1.1, 0)
    s.add_glow(2, (1, 1, 1), cover * .04, 2 * s.noise(.2))


def _hair(s: _Scene, wind: _Wind) -> None:
    cover = s.cover("hair")
    if cover.max() < .3:
        return
    rng, r = s.rng, s.request
    face = s.p[[C["face"], C["body"]]].sum(0)
    body = cover * s.distance(1 - (face > .5).astype(np.float32), .04) * rng.uniform(.002, .004) * r.amplitude()
    weights = _harmonic_weights(s, .6, .6)
    for k in range(1, 5):
        phase = -2 * math.pi * k / 3 * (s.x * wind.x + 1.5 * s.y) / .5 + .8 * s.noise(.12)
        s.add_wave(k, body * weights[k - 1] * math.copysign(1, wind.x), phase, 0)
        s.add_wave(k, body * weights[k - 1] * .5, phase + 1, 1)


def sample_program(
    scene: np.ndarray, request: Request, rng: Rng, horizon: float | None = None, flow: tuple[float, float] | None = None
) -> np.ndarray:
    """[31,h,w] float32 motion in physical units for class shares ``scene`` [16,h,w].

    ``horizon`` in 0..1 of the height, ``flow`` the unit vector of running water (y down) where a person drew one.
    Static classes get exact zeros; `moving` is the share of what moves.
    """
    s = _Scene(np.ascontiguousarray(scene, np.float32), request, rng, horizon)
    wind = _wind(s)
    _sky(s, wind)
    _sky_glow(s)
    _water(s, wind, flow)
    _waterfall(s, wind, flow)
    _plants(s, wind)
    _fire(s, wind)
    _smoke(s, wind)
    _flags(s, wind)
    _hair(s, wind)
    moving = s.cover(*MOVING_CLASSES, "hair")
    out = s.out
    out[MOVING] = np.clip(moving, 0, 1)
    out[:30] *= moving > .15
    np.clip(out[DRIFT], -.25, .25, out[DRIFT])
    np.clip(out[SPECTRUM], -.05, .05, out[SPECTRUM])
    np.clip(out[GLOW], -.25, .25, out[GLOW])
    return out
