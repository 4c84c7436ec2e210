"""Waves that the noise decides: what the denoiser mixes its oscillation from. The torch twin of what field.py hands to programs.

The oscillation of a harmonic is a complex field. In every law of programs.py it is a size that the scene decides times noise
that is coherent over branches, crowns or crests, in places carried by a travelling wave. So the net is given those fields,
made of its own noisy input, and decides how much of which is where: a picture of sizes is easier to learn than a
picture of phases. All on the trunk's grid; plain ops alone.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from parser.classes import CLASS_INDEX
from prompt.intents import INTENT_INDEX
from .grid import SPECTRUM, SPECTRUM_HARMONICS
from .programs import CREST_LEAN, GRAVITY, GUST_SPEED, LAKE_CAMERA, SEA_CAMERA

#: Fields a harmonic: x and y noise of branches (middle) and crowns (low), gusts over a field, crests at sea and on lakes.
BASES = 7
#: Numbers a harmonic: x and y noise of crowns, averaged over all grass and flowers, for what sways as one body.
BODIES = 2
LONGEST_SECONDS = 15.0


def _even(x: Tensor, times: int) -> Tensor:
    """Three-cell means in a row come near a Gaussian; one wide mean would show its box."""
    for _ in range(times):
        x = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    return x


def _up(x: Tensor, factor: int) -> Tensor:
    return F.interpolate(x, scale_factor=float(factor), mode="bilinear", align_corners=False)


def coherent(noisy: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """A map blurred to the coherence of branches, crowns and crests (programs.MIDDLE, LOW, WIDE), of unit deviation again."""
    half, quarter = F.avg_pool2d(noisy, 2), F.avg_pool2d(noisy, 4)
    middle = _up(_even(half, 2), 2)
    low = _even(quarter, 3)
    wide = _even(low, 3)
    return middle / .875, _even(_up(low, 4), 2) / .755, _even(_up(wide, 4), 2) / .695


def metric(position: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """x, y [N,1,h,w] in short sides and the picture's width and height [N,1,1,1] in short sides, of positions -1..1."""
    step_x = position[:, 0:1, 0:1, 1:2] - position[:, 0:1, 0:1, 0:1]
    step_y = position[:, 1:2, 1:2, 0:1] - position[:, 1:2, 0:1, 0:1]
    width, height = (step_y / step_x).clamp(min=1), (step_x / step_y).clamp(min=1)
    return (position[:, 0:1] + 1) / 2 * width, (position[:, 1:2] + 1) / 2 * height, width, height


def water_line(scene: Tensor, y: Tensor, height: Tensor) -> Tensor:
    """[N,1,1,1] where water begins as seen from above, short sides: the horizon as the class map shows it."""
    still, moving = CLASS_INDEX["still_water"], CLASS_INDEX["moving_water"]
    water = (scene[:, still : still + 1] + scene[:, moving : moving + 1]).mean(3, keepdim=True)
    is_water = torch.sigmoid(40 * (water - .15)) * .98
    rows = y[:, :, :, 0:1]
    above = (rows > rows.transpose(2, 3) + 1e-4).to(rows.dtype)
    free = torch.log(1 - is_water)
    first = is_water * torch.exp(above @ free)
    line = (first * rows).sum(2, keepdim=True) + (1 - first.sum(2, keepdim=True)) * .45 * height - .02 * height
    looked_down_at = torch.sigmoid(80 * (.12 - line / height))
    return line * (1 - looked_down_at) - .3 * height * looked_down_at


def wave_bases(noisy: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
    """[N, BASES * 8, h, w]: for each basis the 4 harmonics' (re, im); ``prompt`` with the wind's side (net.py, with_wind)."""
    n, _, h, w = noisy.shape
    middle, low, wide = coherent(noisy[:, SPECTRUM])
    x, y, width, height = metric(position)
    left, right = INTENT_INDEX["direction_left"], INTENT_INDEX["direction_right"]
    side = (2 * (prompt[:, right] - prompt[:, left])).clamp(-1, 1)[:, None, None, None]
    seconds = (controls[:, 1] * LONGEST_SECONDS)[:, None, None, None]
    below = (y - water_line(scene, y, height)).clamp(min=.012)
    plane = CREST_LEAN * side * (x - .5 * width) / below - math.sqrt(1 - CREST_LEAN**2) * 1.1 / below
    gust = (x * side + .25 * y) / GUST_SPEED
    out = []
    for k in range(SPECTRUM_HARMONICS):
        omega = 2 * math.pi * (k + 1) / seconds
        xs, ys = slice(4 * k, 4 * k + 2), slice(4 * k + 2, 4 * k + 4)
        number = omega.square() / GRAVITY
        out += [middle[:, xs] / math.sqrt(2), middle[:, ys] / math.sqrt(2), low[:, xs] / math.sqrt(2), low[:, ys] / math.sqrt(2)]
        out.append(_carried(_steady(wide[:, xs]), -omega * gust))
        for camera in (SEA_CAMERA, LAKE_CAMERA):
            out.append(_carried(_steady(wide[:, ys]), -number * camera * plane))
    return torch.cat(out, 1)


def body_waves(noisy: Tensor, scene: Tensor) -> Tensor:
    """[N, BODIES * 8, 1, 1]: the waves of grass and flowers as one body, for each harmonic x and y as (re, im) (programs._plants)."""
    _, low, _ = coherent(noisy[:, SPECTRUM])
    grass = scene[:, CLASS_INDEX["grass"], None]
    return (low * grass).sum((2, 3), keepdim=True) / ((grass.sum((2, 3), keepdim=True) + 1e-3) * math.sqrt(2))


def _steady(z: Tensor) -> Tensor:
    """As Field.steady_wave: phase kept, size made nearly even. z is (re, im), each of unit deviation."""
    power = z.square().sum(1, keepdim=True) / 2
    size = power.sqrt()
    return z / math.sqrt(2) * torch.rsqrt(power + .12) * (.75 + .25 * size.clamp(max=1.6))


def _carried(z: Tensor, phase: Tensor) -> Tensor:
    """(re, im) times exp(i phase)."""
    cos, sin = phase.cos(), phase.sin()
    re, im = z[:, 0:1], z[:, 1:2]
    return torch.cat([re * cos - im * sin, re * sin + im * cos], 1)
