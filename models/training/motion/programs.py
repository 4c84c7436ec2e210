"""Motion programs: plausible motion for a class map, a prompt and a noise map. One wind blows through the whole scene.

Each group of classes has its own law, resting on published physics; all maps are in the units of ``motion/grid.py``. What a
law leaves open (phases, gusts, the wind) is read from the noise (field.py), so other noise gives other motion.

Sources of the constants:
- Deep water: omega^2 = g k (Airy), orbital ellipses (Fournier & Reeves, SIGGRAPH 1986), on a plane in perspective; crests of
  swell are long (directional spread cos^2 and narrower: Pierson et al. 1955).
- Wind on plants: the falling spectrum of wind through a damped oscillator, near 0.3..0.8 Hz for branches (Chuang et al., Animating
  Pictures with Stochastic Motion Textures, SIGGRAPH 2005; Habel et al., Eurographics 2009); gusts are carried over a field by
  the wind (Taylor 1938; the waves of a wheat field, honami: de Langre, Annu. Rev. Fluid Mech. 2008); a stem bends with its height.
- Flames puff near 1.5 / sqrt(D) Hz (Cetegen & Ahmed 1993); falls accelerate with g; smoke rises and leans with the wind.
- Flags: waves that travel and grow from the hoist to the fly (Shelley & Zhang, Annu. Rev. Fluid Mech. 2011).
Sizes are at the lively end of what motion/clips.py measures and chosen by eye, so that a phone shows them: 0.0014 short sides
are a pixel at 720.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .field import C, Field, Request
from .grid import DRIFT, GLOW, MOVING, SPECTRUM

__all__ = ["MOVING_CLASSES", "Request", "sample_program"]
GRAVITY = 9.81
#: Classes that move unless the prompt says otherwise. Hair moves only when a prompt names it.
MOVING_CLASSES = ("sky", "cloud", "still_water", "moving_water", "waterfall", "foliage", "grass", "fire", "smoke", "flag")
#: Coherence of what the noise decides, short sides: single branches, crowns, long crests. The net's bases are blurred alike.
MIDDLE, LOW, WIDE = .08, .19, .27
#: Cameras above the sea and above sheltered water, metres: what a wave's length looks like follows from them.
SEA_CAMERA, LAKE_CAMERA = 1.8, .55
#: Sideways part of the heading of crests; speed of gusts over a field, short sides per second.
CREST_LEAN, GUST_SPEED = .25, .55
#: Steepest change of displacement along the picture: beyond 1 a picture folds over, near it it looks like rubber.
STEEPEST = 0.3


@dataclass
class _Wind:
    """One wind for a scene: its heading in the picture (unit vector; y is up/down as a prompt may ask)."""

    x: float
    y: float
    speed: float  # factor around 1


def _wind(s: Field) -> _Wind:
    r = s.request
    sign = 1.0 if s.scalar(0) >= 0 else -1.0
    x, y = sign, .12 * s.scalar(1)
    if r.has("direction_left"):
        x = -1.0
    elif r.has("direction_right"):
        x = 1.0
    elif r.has("direction_up") or r.has("direction_down"):
        x, y = .2 * sign, (-1 if r.has("direction_up") else 1) * .95
    speed = math.exp(.2 * s.scalar(18)) * (1.7 if r.has("speed_fast") else 1) * (.5 if r.has("speed_slow") else 1)
    return _Wind(x, y, speed)


def _sky(s: Field, wind: _Wind) -> None:
    cover = s.cover("sky", "cloud")
    if cover.max() < .3:
        return
    r = s.request
    free = cover + s.cover("smoke")
    speed = min(.017 * wind.speed * r.amplitude(), .16 / r.duration_seconds, .045)
    # A layer seen in perspective: slower towards the horizon.
    lowest = max(.25, float((s.y * (cover > .5)).max()))
    v = speed * (.35 + .65 * np.clip((lowest - s.y) / lowest, 0, 1) ** .8) * (1 + .12 * s.noise(0, .3))
    turn = .14 * s.noise(1, .3)
    flat = 1 if abs(wind.y) > .5 else .5
    s.add_drift(v * (wind.x - wind.y * turn), v * (wind.y * flat + wind.x * turn), cover, free)
    # Clouds billow a little beside their drift: slow, wide, small.
    body = cover * s.distance(free, .05) * .0026 * min(1.6, r.amplitude())
    for k in (1, 2):
        for axis in (0, 1):
            s.add_wave(k, body / k * s.wave(k, axis, LOW), axis)


def _sky_glow(s: Field) -> None:
    """Light of the sky breathes once a loop; water answers with part of it."""
    r = s.request
    vary = 1 + .25 * s.scalar(19)
    tint, size = (1.0, .93, .8), .045
    if r.has("mood_sunset"):
        tint, size = (1.0, .25, -.55), .11
    elif r.has("mood_dawn"):
        tint, size = (.9, .55, .35), .1
    elif r.has("mood_night"):
        tint, size = (-1.0, -.8, -.25), .13
    elif r.has("mood_storm"):
        tint, size = (-1.0, -.95, -.8), .12
    sky, water = s.cover("sky", "cloud"), s.cover("still_water", "moving_water")
    towards = .5 + .5 * np.exp(-np.abs(s.horizon - s.y) / .35)
    body = (sky * s.distance(sky + s.cover("smoke"), .03) + .6 * water * s.distance(water, .03)) * towards * size * vary
    # g(t) - g(0) with g = -cos rises from zero and returns; bands of light pass at slightly different times.
    s.add_glow(1, tint, -body * np.exp(.5j * s.noise(20, .3)))


def _ground(s: Field) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates on a plane in perspective, in camera heights: across and away."""
    below = np.maximum(s.y - s.horizon, .012)
    return (s.x - .5 * s.width) / below, 1.1 / below


def _crests(s: Field, wind: _Wind, cover: np.ndarray, size: float, camera_metres: float, centre_hz: float) -> None:
    """Travelling gravity waves on a plane: long crests that run to the viewer and lean with the wind."""
    r = s.request
    gx, gz = _ground(s)
    weights = s.weights(centre_hz, .55)
    # Heading on the plane: cx across, cz < 0 to the viewer.
    cx, cz = CREST_LEAN * wind.x, -math.sqrt(1 - CREST_LEAN**2)
    shore = np.clip(cover * 1.5, 0, 1) * s.distance(cover, .03)
    for k in range(1, 5):
        omega = 2 * math.pi * k / r.duration_seconds
        number = omega * omega / GRAVITY * camera_metres
        phase = -number * (gx * cx + gz * cz)
        # Waves finer than the grid can carry fade out; the scale is that of the app's grids on every grid.
        steep = np.hypot(*np.gradient(phase)) * s.short
        fade = np.clip((75 - steep) / 35, 0, 1)
        a = size * (.12 + .88 * s.near**.8) * weights[k - 1] * fade * shore
        a = np.minimum(a, .22 / (steep + 1e-6))
        carrier = np.exp(1j * phase) * s.steady_wave(k, 1, WIDE)
        s.add_wave(k, a * carrier, 1)
        # Orbits: across and along are a quarter of a period apart.
        s.add_wave(k, a * -1j * carrier * (.35 * math.copysign(1, wind.x) if abs(wind.x) > .1 else .2), 0)


def _glints(s: Field, cover: np.ndarray) -> None:
    body = cover * s.distance(cover, .03) * (.4 + .6 * s.near) * .05
    for j in (1, 2):
        z = (s.noise(GLOW.start + 6 * (j - 1) + 2, .05) + 1j * s.noise(GLOW.start + 6 * (j - 1) + 3, .05)) / math.sqrt(2)
        s.add_glow(j, (1, 1, .95), body * z)


def _water(s: Field, wind: _Wind, flow: tuple[float, float] | None) -> None:
    r = s.request
    still, moving = s.cover("still_water"), s.cover("moving_water")
    water = still + moving
    free = water + s.cover("waterfall")
    if water.max() < .3:
        return
    _glints(s, water)
    sea = moving if flow is None else np.zeros_like(moving)
    if still.max() > .3:
        # Sheltered water: the same waves, shorter and smaller, and a breath of surface drift that makes reflections slide.
        _crests(s, wind, still, .0042 * r.amplitude() * (1 + .15 * s.scalar(2)), LAKE_CAMERA, .45)
        v = min(.009 * wind.speed * r.amplitude(), .06 / r.duration_seconds) * (.25 + .75 * s.near) * (1 + .2 * s.noise(0, .15))
        s.add_drift(v * wind.x, v * (.25 if abs(wind.y) < .5 else wind.y), still, free)
    if moving.max() < .3:
        return
    if flow is not None:
        fx, fy = flow
        if r.has("direction_left") or r.has("direction_right"):
            fx = abs(fx) * (-1 if r.has("direction_left") else 1)
        if r.has("direction_up") or r.has("direction_down"):
            fy = abs(fy) * (-1 if r.has("direction_up") else 1)
        speed = min(.1 * wind.speed**.7 * r.amplitude(), .6 / r.duration_seconds, .22)
        near = .45 + .55 * s.near if s.has_sky else .75 + .25 * np.clip(s.y / s.height, 0, 1)
        # Slower at the banks; eddies turn the flow.
        v = speed * near * (.45 + .55 * s.distance(free, .08)) * (1 + .2 * s.noise(0, .1))
        turn = .25 * s.noise(1, .12)
        s.add_drift(v * (fx - fy * turn), v * (fy + fx * turn), moving, free)
        churn = np.clip(moving * 1.5, 0, 1) * s.distance(free, .03) * .0042 * r.amplitude()
        weights = s.weights(.7, .7)
        for k in range(1, 5):
            s.add_wave(k, churn * weights[k - 1] * s.wave(k, 1, MIDDLE), 1)
            s.add_wave(k, churn * .6 * weights[k - 1] * s.wave(k, 0, MIDDLE), 0)
        return
    _crests(s, wind, sea, .0125 * r.amplitude() * (1 + .15 * s.scalar(2)), SEA_CAMERA, .4)
    # Waves roll in: the surface is carried to the viewer and along the wind.
    speed = min(.03 * wind.speed * r.amplitude(), .16 / r.duration_seconds)
    dx, dy = .35 * wind.x, .9
    if r.has("direction_left") or r.has("direction_right"):
        dx, dy = wind.x, .35
    if r.has("direction_up"):
        dx, dy = .2 * wind.x, -.9
    v = speed * (.08 + .92 * s.near) * (1 + .15 * s.noise(0, .2))
    s.add_drift(v * dx, v * dy, sea, free)


def _waterfall(s: Field, wind: _Wind, flow: tuple[float, float] | None) -> None:
    cover = s.cover("waterfall")
    if cover.max() < .3:
        return
    r = s.request
    free = cover + s.cover("moving_water", "still_water")
    speed = min(.17 * wind.speed**.5 * r.amplitude(), .23)
    rows = np.flatnonzero((cover > .5).any(1))
    top, bottom = (rows[0] / s.short, (rows[-1] + 1) / s.short) if len(rows) else (0, 1)
    # v^2 = 2 g s from the lip; broken water soon reaches its terminal speed.
    fall = np.sqrt(np.clip((s.y - top) / max(.05, .35 * (bottom - top)), .3, 1))
    lean = 0.0 if flow is None or abs(flow[0]) > .7 else flow[0]
    vy = speed * fall * (1 + .12 * s.noise(1, .05))
    s.add_drift(lean * vy, vy, cover, free)
    weights = s.weights(.9, .7)
    inside = s.distance(free, .02) * cover * .0045 * r.amplitude()
    for k in range(1, 5):
        for axis in (0, 1):
            s.add_wave(k, inside * weights[k - 1] * s.wave(k, axis, MIDDLE) * (.6 + .4 * axis), axis)
    z = (s.noise(GLOW.start + 8, .06) + 1j * s.noise(GLOW.start + 9, .06)) / math.sqrt(2)
    s.add_glow(2, (1, 1, 1), cover * s.distance(free, .03) * .05 * z)


def _flower_bodies(s: Field, grass: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Close-up flowers: ([h,w] cover, [h,w] height above the foot 0..1) of each compact piece of grass-and-flowers."""
    bodies = []
    count, parts, stats, _ = cv2.connectedComponentsWithStats((grass > .5).astype(np.uint8))
    for index in range(1, count):
        left, top, width, height, area = stats[index]
        share = area / (s.h * s.w)
        if share < .015 or share > .5 or width > .85 * s.w or area < .42 * width * height or height < .12 * s.short:
            continue
        mask = (parts == index).astype(np.float32)
        bodies.append((mask, np.clip((top + height - s.y * s.short) / height, 0, 1)))
    return bodies


def _plants(s: Field, wind: _Wind) -> None:
    """Trees and grass under gusts that travel with the wind; flowers seen from near sway as one body on their stems."""
    r = s.request
    leaves, grass = s.cover("foliage"), s.cover("grass")
    both = leaves + grass
    if both.max() < .3:
        return
    bodies = _flower_bodies(s, grass)
    airy = both + s.p[[C["sky"], C["cloud"], C["still_water"], C["moving_water"], C["smoke"]]].sum(0)
    taper = s.distance(airy, .04)
    # Height above the lowest leaf of the column's own run: crowns sway, trunks do not. What ends near the horizon stands far off.
    mask = both > .5
    run, foot = np.zeros_like(both), np.zeros_like(both)
    for row in range(s.h - 1, -1, -1):
        below = run[row + 1] if row + 1 < s.h else 0
        run[row] = np.where(mask[row], below + 1, 0)
        foot[row] = np.where(mask[row], np.where(below > 0, foot[row + 1] if row + 1 < s.h else row, row), 0)
    height = np.clip(run / s.short / .4, 0, 1)
    far = np.clip((foot / s.short - s.horizon) / max(.2, s.height - s.horizon), 0, 1) if s.has_sky else np.ones_like(foot)
    stand = .3 + .7 * np.clip(far * 1.8, 0, 1)
    crown = s.blur((.35 + .65 * height) * stand, .05)
    tips = s.blur(1 + .45 * (1 - s.distance(both, .08)) * height, .02)
    tree = s.blur(np.clip(leaves * 1.4, 0, 1), .015) * crown * tips * .0075
    blade = s.blur(np.clip(grass * 1.4, 0, 1), .015) * ((.3 + .7 * s.near) if s.has_sky else np.ones_like(grass)) * .0075
    lively = r.amplitude() * math.sqrt(min(1.7, wind.speed)) * (1 + .15 * s.scalar(6))
    body_cover, above = np.zeros_like(both), np.zeros_like(both)
    for cover, height_of in bodies:
        body_cover = np.maximum(body_cover, cover)
        above += s.blur(cover, .02) * height_of
    soft_bodies = s.blur(body_cover, .02)
    above = above / np.maximum(soft_bodies, 1e-3)
    share = grass.sum() + 1e-3

    def mean(values: np.ndarray) -> complex:
        return complex((values * grass).sum() / share)

    slow = s.weights(.45, .5)
    side = math.copysign(1, wind.x)
    # Gusts cross a field as waves; in trees they only set the order in which crowns answer.
    along = s.x * side + .25 * s.y
    for k in range(1, 5):
        omega = 2 * math.pi * k / r.duration_seconds
        wide, fine = s.wave(k, 0, LOW), s.wave(k, 0, MIDDLE)
        crowns = wide * .9 + fine * (.1 + .08 * k)
        z = tree * slow[k - 1] * crowns
        # A field under the sky shows the gusts that cross it; grass and flowers seen from near sway as one body, hardly apart.
        gusts = np.exp(-1j * omega / GUST_SPEED * along) * s.steady_wave(k, 0, WIDE) if s.has_sky else 1.2 * mean(s.wave(k, 0, LOW)) + .2 * wide
        z = z + blade * slow[k - 1] * gusts
        vertical = (tree * .3 + blade * .22) * slow[k - 1] * s.wave(k, 1, LOW)
        # One body: one phase, bending with its height. The wind that bends one flower bends its neighbours alike.
        bend = .0095 * slow[k - 1] * (.45 + .55 * above)
        z = z * (1 - soft_bodies) + soft_bodies * bend * mean(s.wave(k, 0, LOW))
        vertical = vertical * (1 - soft_bodies) + soft_bodies * bend * .3 * mean(s.wave(k, 1, LOW))
        s.add_wave(k, z * taper * lively, 0)
        s.add_wave(k, vertical * taper * lively, 1)
    # Light plays on leaves as they turn.
    shimmer = leaves * (1 - soft_bodies) * s.distance(both, .03) * .03
    z = (s.noise(GLOW.start + 6, .06) + 1j * s.noise(GLOW.start + 7, .06)) / math.sqrt(2)
    s.add_glow(2, (1, 1, .8), shimmer * z)


def _fire(s: Field, wind: _Wind) -> None:
    cover = s.cover("fire")
    if cover.max() < .25:
        return
    r = s.request
    free = cover + s.cover("smoke")
    inside = s.distance(free, .025)
    up = -.1 * wind.speed**.5 * r.amplitude() * (.6 + .4 * inside)
    s.add_drift(.12 * wind.x * -up, np.maximum(up, -.2), cover, free)
    weights = s.weights(1.2, .8)
    rows = np.flatnonzero((cover > .4).any(1))
    base = (rows[-1] + 1) / s.short if len(rows) else s.height
    tip = np.clip((base - s.y) / max(.05, base - (rows[0] / s.short if len(rows) else 0)), 0, 1)
    for k in range(1, 5):
        a = s.blur(cover, .01) * (.25 + .75 * tip) * weights[k - 1] * .011 * r.amplitude()
        s.add_wave(k, a * s.wave(k, 0, MIDDLE), 0)
        s.add_wave(k, a * .8 * s.wave(k, 1, MIDDLE), 1)
    flicker = cover * .14 * min(1.6, r.amplitude())
    for j in (1, 2):
        z = (s.noise(GLOW.start + 6 * (j - 1), .15) + 1j * s.noise(GLOW.start + 6 * (j - 1) + 1, .15)) / math.sqrt(2)
        s.add_glow(j, (1, .75, .45), flicker * (.5 + .25 * j) * z)


def _smoke(s: Field, wind: _Wind) -> None:
    cover = s.cover("smoke")
    if cover.max() < .25:
        return
    r = s.request
    free = cover + s.p[[C["sky"], C["cloud"]]].sum(0)
    v = .05 * r.amplitude() * wind.speed**.5 * (1 + .2 * s.noise(0, .12))
    lean = wind.x * (.6 + .2 * s.scalar(1))
    s.add_drift(v * lean, -v * (1 if not r.has("direction_down") else -1), cover, free)
    body = cover * s.distance(free, .03) * .0065 * r.amplitude()
    weights = s.weights(.4, .6)
    for k in range(1, 5):
        for axis in (0, 1):
            s.add_wave(k, body * weights[k - 1] * s.wave(k, axis, MIDDLE) * (1 - .3 * axis), axis)


def _flags(s: Field, wind: _Wind) -> None:
    cover = s.cover("flag")
    if cover.max() < .25:
        return
    r = s.request
    count, parts, stats, _ = cv2.connectedComponentsWithStats((cover > .35).astype(np.uint8))
    weights = s.weights(.8, .55)
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
            carrier = np.exp(-2j * math.pi * along / length * (.5 + .25 * k)) * s.steady_wave(k, 1, WIDE)
            a = region * out**.8 * weights[k - 1] * min(.018, .1 * width / s.short + .004) * r.amplitude()
            s.add_wave(k, a * carrier, 1)
            s.add_wave(k, a * .45 * carrier * np.exp(1.1j), 0)
    z = (s.noise(GLOW.start + 6, .1) + 1j * s.noise(GLOW.start + 7, .1)) / math.sqrt(2)
    s.add_glow(2, (1, 1, 1), cover * .045 * z)


def _hair(s: Field, wind: _Wind) -> None:
    cover = s.cover("hair")
    if cover.max() < .3:
        return
    r = s.request
    face = s.p[[C["face"], C["body"]]].sum(0)
    body = cover * s.distance(1 - (face > .5).astype(np.float32), .05) * .005 * r.amplitude()
    weights = s.weights(.6, .6)
    for k in range(1, 5):
        carrier = np.exp(-2j * math.pi * k / 3 * s.y / .5) * s.wave(k, 0, LOW)
        s.add_wave(k, body * weights[k - 1] * carrier, 0)
        s.add_wave(k, body * weights[k - 1] * .5 * carrier * np.exp(1j), 1)


def _bound_slope(s: Field) -> None:
    """Shrinks the oscillation where neighbouring cells would pull the picture apart, smoothly around such places."""
    spectrum = s.out[SPECTRUM]
    steepest = np.zeros((s.h, s.w), np.float32)
    for phase in range(8):
        angles = 2 * math.pi * phase / 8 * np.repeat(np.arange(1, 5), 4)
        turn = np.where(np.arange(16) % 2 == 0, np.cos(angles), -np.sin(angles)).astype(np.float32)
        moved = spectrum * turn[:, None, None]
        for axis in (0, 1):
            u = moved[2 * axis :: 4].sum(0) + moved[2 * axis + 1 :: 4].sum(0)
            steepest = np.maximum(steepest, np.hypot(*np.gradient(u)) * s.short)
    factor = np.minimum(1, STEEPEST / (steepest + 1e-6))
    factor = s.blur(cv2.erode(factor, np.ones((3, 3))), .03)
    spectrum *= np.minimum(1, factor)


def sample_program(
    scene: np.ndarray, request: Request, noise: np.ndarray, horizon: float | None = None, flow: tuple[float, float] | None = None
) -> np.ndarray:
    """[31,h,w] float32 motion in physical units for class shares ``scene`` [16,h,w] and ``noise`` [31,h,w] of the prior.

    ``horizon`` in 0..1 of the height, ``flow`` the unit vector of running water (y down) where a person drew one.
    Static classes get exact zeros; `moving` is the share of what moves.
    """
    s = Field(np.ascontiguousarray(scene, np.float32), request, noise, horizon)
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
    for _ in range(2):
        _bound_slope(s)
    out = s.out
    out[MOVING] = np.clip(moving, 0, 1)
    out[:30] *= moving > .15
    np.clip(out[DRIFT], -.25, .25, out[DRIFT])
    np.clip(out[SPECTRUM], -.05, .05, out[SPECTRUM])
    np.clip(out[GLOW], -.3, .3, out[GLOW])
    return out
