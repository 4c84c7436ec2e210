"""The denoiser: a U-Net over motion maps, conditioned on photo, class map, prompt and controls.

Motion is smooth, its borders are not. So the :class:`Trunk` (nearly all parameters) works on the grid pooled 2x2, and a
light head on the full grid sharpens its answer along the photo's and the class map's edges. Pooling four cells of noise
halves its deviation, so the pooled state is a state of the trunk's own path at a later time (:func:`pooled_state`): the
trunk is trained by itself on small grids first, at a quarter of the cost, and the whole is tuned on the app's grids.

It predicts the clean motion and hands out the velocity of the straight path x_t = (1-t) noise + t data (rectified flow,
Liu et al. 2023): a net that predicts data needs no room to carry the noise through (Li & He, Back to Basics, 2025).
Every op has a plain ONNX form; norms work on the channels of one cell, so a net trained on small grids sees the same
statistics on large ones.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from prompt.intents import INTENT_INDEX, VECTOR_SIZE
from .grid import CHANNELS, MOVING

#: Velocity = (data - x) / (1 - t); the divisor is held above this.
SMALLEST_REMAINING_TIME = 0.04
#: Deviation of normalised motion, for scaling the input to about unit size.
DATA_DEVIATION = 0.35
#: The wind's heading as an intent when no prompt names one, and how sharply it follows the mean drift of the state (the mean of
#: 4096 cells of noise has a deviation of 1/64).
WIND_CERTAINTY = 0.9
WIND_SHARPNESS = 1500.0


class CellNorm(nn.Module):
    """Root-mean-square norm over the channels of each cell."""

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-4)


class Block(nn.Module):
    """Residual block; the condition scales and shifts the normed features and gates the inner ones."""

    def __init__(self, inside: int, outside: int, condition: int) -> None:
        super().__init__()
        self.norm = CellNorm()
        self.film = nn.Linear(condition, 2 * inside + outside)
        self.first = nn.Conv2d(inside, outside, 3, padding=1)
        self.second = nn.Conv2d(outside, outside, 3, padding=1)
        self.skip = nn.Conv2d(inside, outside, 1) if inside != outside else None
        self.sizes = (inside, inside, outside)
        nn.init.zeros_(self.film.weight)
        nn.init.zeros_(self.film.bias)
        nn.init.normal_(self.second.weight, std=1e-3)
        nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        scale, shift, gate = self.film(condition)[:, :, None, None].split(self.sizes, 1)
        y = F.silu(self.norm(x) * (1 + scale) + shift)
        y = F.silu(self.first(y) * (1 + gate))
        y = self.second(y)
        return (x if self.skip is None else self.skip(x)) + y


class Attention(nn.Module):
    """Self-attention over all cells of the coarsest stage."""

    def __init__(self, channels: int, heads: int) -> None:
        super().__init__()
        self.norm = CellNorm()
        self.heads, self.size = heads, channels // heads
        self.qkv = nn.Conv2d(channels, 3 * channels, 1)
        self.out = nn.Conv2d(channels, channels, 1)
        nn.init.normal_(self.out.weight, std=1e-3)
        nn.init.zeros_(self.out.bias)

    def forward(self, x: Tensor) -> Tensor:
        n, c, h, w = x.shape
        q, k, v = self.qkv(self.norm(x)).reshape(n, 3 * self.heads, self.size, h * w).chunk(3, 1)
        weights = torch.softmax(q.transpose(2, 3) @ k / math.sqrt(self.size), -1)
        y = (v @ weights.transpose(2, 3)).reshape(n, c, h, w)
        return x + self.out(y)


def _double(x: Tensor, like: Tensor) -> Tensor:
    """Nearest upsampling by 2, cut to the size of ``like`` (an odd side was rounded up on the way down)."""
    return F.interpolate(x, scale_factor=2.0, mode="nearest")[:, :, : like.shape[2], : like.shape[3]]


class Trunk(nn.Module):
    """Clean motion [N,31,h,w] of (noisy, time, photo [N,3,4h,4w], scene, position, prompt, controls) and its last features.

    h and w are multiples of 4. As a net of its own (``python -m motion.train --stage small``) it is a whole denoiser.
    """

    def __init__(self, widths: tuple[int, int, int, int] = (48, 96, 144, 192), condition: int = 192) -> None:
        super().__init__()
        a, b, c, d = widths
        self.frequencies = 24
        self.eyes = nn.Sequential(nn.Conv2d(3, 24, 3, stride=2, padding=1), nn.SiLU(), nn.Conv2d(24, 48, 3, stride=2, padding=1), nn.SiLU())
        self.condition = nn.Sequential(
            nn.Linear(2 * self.frequencies + 64 + 2, condition), nn.SiLU(), nn.Linear(condition, condition), nn.SiLU()
        )
        self.entry = nn.Conv2d(CHANNELS + 16 + 2 + 48, a, 3, padding=1)
        self.down1 = nn.Conv2d(a, b, 3, stride=2, padding=1)
        self.left1 = nn.ModuleList([Block(b, b, condition), Block(b, b, condition)])
        self.down2 = nn.Conv2d(b, c, 3, stride=2, padding=1)
        self.left2 = nn.ModuleList([Block(c, c, condition), Block(c, c, condition)])
        self.down3 = nn.Conv2d(c, d, 3, stride=2, padding=1)
        self.middle = nn.ModuleList([Block(d, d, condition), Attention(d, 6), Block(d, d, condition), Attention(d, 6)])
        self.up3 = nn.Conv2d(d, c, 3, padding=1)
        self.right2 = nn.ModuleList([Block(2 * c, c, condition), Block(c, c, condition)])
        self.up2 = nn.Conv2d(c, b, 3, padding=1)
        self.right1 = nn.ModuleList([Block(2 * b, b, condition), Block(b, b, condition)])
        self.up1 = nn.Conv2d(b, a, 3, padding=1)
        self.right0 = Block(2 * a, a, condition)
        self.exit = nn.Conv2d(a, CHANNELS, 3, padding=1)
        # `moving` is certainty, not motion: seen in its own noise it would be drawn as yes or no by the dice, and a wall with one
        # chance in ten would melt once in ten seeds. Hidden, it stays the expectation given all the rest.
        visible = torch.ones(1, CHANNELS, 1, 1)
        visible[:, MOVING] = 0
        self.register_buffer("visible", visible, persistent=False)
        nn.init.zeros_(self.exit.weight)
        nn.init.zeros_(self.exit.bias)

    def _embed(self, time: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        steps = torch.arange(self.frequencies, device=time.device, dtype=torch.float32)
        angles = time[:, None] * (math.pi / 2 * 1.25**steps)
        return self.condition(torch.cat([angles.sin(), angles.cos(), prompt * 2, controls * 2 - 1], 1))

    def features(self, noisy: Tensor, time: Tensor, seen: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """Last features [N,48,h,w]; ``seen`` is what the eyes make of the photo, [N,48,h,w]."""
        t = time[:, None, None, None]
        condition = self._embed(time, prompt, controls)
        size = torch.rsqrt((1 - t).square() + (DATA_DEVIATION * t).square())
        x0 = self.entry(torch.cat([noisy * size * self.visible, scene * 2 - 0.125, position, seen], 1))
        x1 = self.down1(x0)
        for block in self.left1:
            x1 = block(x1, condition)
        x2 = self.down2(x1)
        for block in self.left2:
            x2 = block(x2, condition)
        y = self.down3(x2)
        for block in self.middle:
            y = block(y) if isinstance(block, Attention) else block(y, condition)
        y = torch.cat([self.up3(_double(y, x2)), x2], 1)
        for block in self.right2:
            y = block(y, condition)
        y = torch.cat([self.up2(_double(y, x1)), x1], 1)
        for block in self.right1:
            y = block(y, condition)
        y = torch.cat([self.up1(_double(y, x0)), x0], 1)
        return F.silu(self.right0(y, condition))

    def clean(self, noisy: Tensor, time: Tensor, photo: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """The clean motion the trunk believes in, [N,31,h,w], normalised."""
        return self.exit(self.features(noisy, time, self.eyes(photo * 2 - 1), scene, position, prompt, controls))


def pooled_state(noisy: Tensor, time: Tensor) -> tuple[Tensor, Tensor]:
    """The 2x2-pooled state as (state, time) of the straight path on the pooled grid.

    x_t = (1-t) noise + t data pools to (1-t)/2 noise' + t data' with noise' again unit normal; divided by
    s = t + (1-t)/2 that is the path's state at time t/s.
    """
    s = time + (1 - time) / 2
    return F.avg_pool2d(noisy, 2) / s[:, None, None, None], time / s


class Denoiser(nn.Module):
    """velocity [N,31,h,w] of (noisy, time, photo, scene, position, prompt, controls); axes as in the manifest."""

    def __init__(self, head: int = 40) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.look = nn.Conv2d(48 + 16 + 48, head, 3, padding=1)
        self.think = nn.Conv2d(head, head, 3, padding=1)
        self.adjust = nn.Conv2d(head, 2 * CHANNELS, 1)
        nn.init.zeros_(self.adjust.weight)
        nn.init.zeros_(self.adjust.bias)
        sides, directions = torch.zeros(2, VECTOR_SIZE), torch.zeros(VECTOR_SIZE, 1)
        sides[0, INTENT_INDEX["direction_left"]] = WIND_CERTAINTY
        sides[1, INTENT_INDEX["direction_right"]] = WIND_CERTAINTY
        for name in ("left", "right", "up", "down"):
            directions[INTENT_INDEX[f"direction_{name}"]] = 1
        self.register_buffer("sides", sides, persistent=False)
        self.register_buffer("directions", directions, persistent=False)

    def with_wind(self, prompt: Tensor, noisy: Tensor) -> Tensor:
        """The prompt with a heading for the wind where it names none: the side to which the state's drift leans as a whole.

        In pure noise that side is a fair coin of the seed; later it is what was begun. So one photo has one wind, which
        few training hours do not teach across a whole picture.
        """
        unnamed = (1 - 1.5 * prompt @ self.directions).clamp(0, 1)
        right = torch.sigmoid(WIND_SHARPNESS * noisy[:, 0:1].mean((2, 3)))
        return prompt + unnamed * ((1 - right) * self.sides[0:1] + right * self.sides[1:2])

    def clean(self, noisy: Tensor, time: Tensor, photo: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """The clean motion the net believes in, [N,31,h,w], normalised."""
        seen = self.trunk.eyes(photo * 2 - 1)
        far = self.trunk.eyes(F.avg_pool2d(photo, 2) * 2 - 1)
        pooled, later = pooled_state(noisy, time)
        # Cell centres of the pooled grid are the means of four.
        features = self.trunk.features(pooled, later, far, F.avg_pool2d(scene, 2), F.avg_pool2d(position, 2), prompt, controls)
        coarse = F.interpolate(self.trunk.exit(features), scale_factor=2.0, mode="bilinear", align_corners=False)
        wide = F.interpolate(features, scale_factor=2.0, mode="bilinear", align_corners=False)
        y = F.silu(self.look(torch.cat([wide, scene * 2 - 0.125, seen], 1)))
        gain, shift = self.adjust(F.silu(self.think(y))).chunk(2, 1)
        return coarse * (1 + gain) + shift

    def forward(self, noisy: Tensor, time: Tensor, photo: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        clean = self.clean(noisy, time, photo, scene, position, self.with_wind(prompt, noisy), controls)
        return (clean - noisy) / (1 - time).clamp(min=SMALLEST_REMAINING_TIME)[:, None, None, None]
