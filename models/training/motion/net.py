"""The denoiser: a U-Net over motion maps, conditioned on photo, class map, prompt and controls.

Motion is smooth, its borders are not. So the :class:`Trunk` (nearly all parameters) works on the grid pooled 2x2, and a
light head on the full grid sharpens its answer along the photo's and the class map's edges. The prior (noise.py) is as smooth as
motion is, so the pooled state is a state of the very same path; the trunk is trained by itself on small grids first, at
a quarter of the cost, and the whole is tuned on the app's grids.

Two answers rest on what is known: oscillation is mixed from wave fields made of the noise (basis.py), and `moving` is a
correction, in logits, of the class map's own share of what the prompt lets move.

It predicts the clean motion and hands out the velocity of the straight path x_t = (1-t) noise + t data (rectified flow,
Liu et al. 2023): a net that predicts data needs no room to carry the noise through (Li & He, Back to Basics, 2025).
Every op has a plain ONNX form; norms work on the channels of one cell, so a net trained on small grids sees the same
statistics on large ones.
"""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from parser.classes import CLASS_INDEX, SCENE_CLASSES
from prompt.intents import INTENT_INDEX, VECTOR_SIZE
from .basis import BASES, BODIES, body_waves, wave_bases
from .grid import CHANNELS, DRIFT, GLOW, MOVING, SPECTRUM, SPECTRUM_HARMONICS
from .programs import MOVING_CLASSES

#: Velocity = (data - x) / (1 - t); the divisor is held above this.
SMALLEST_REMAINING_TIME = 0.04
#: Deviation of normalised motion, for scaling the input to about unit size.
DATA_DEVIATION = 0.35
#: The wind's heading as an intent when no prompt names one, and how sharply it follows the mean drift of the state.
WIND_CERTAINTY = 0.9
WIND_SHARPNESS = 60.0
#: `moving` as it is handed out: two fifths of the net's correction of the class map are taken (it knows its photos too well), logits are
#: shifted, since IoU is best below even odds, and what is above them is bent so that the half sure hardly moves. Chosen on the
#: held-out photos that evaluate.py does not report (README of the model): IoU there .8270 (program .8234; with a shift of 0.3 .8238).
CERTAINTY_TRUST = 0.4
CERTAINTY_SHIFT = 1.0
CERTAINTY_POWER = 3
#: Outputs of the trunk's last layers: one a channel, and for each harmonic and axis a complex factor for each wave field and body.
GAINS = SPECTRUM_HARMONICS * 2 * BASES * 2
BODY_GAINS = SPECTRUM_HARMONICS * 2 * BODIES * 2
#: What is one body and moves evenly: air, water, leaves, grass and flowers; the rest is one more.
BODY_CLASSES = (("sky", "cloud", "smoke"), ("still_water", "moving_water", "waterfall"), ("foliage",), ("grass",))
#: Three-cell means by which motion is evened out inside its body, on the trunk's grid, and the head's corrections on theirs.
EVENING, HEAD_EVENING = 3, 2


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
        self.first = edged(inside, outside)
        self.second = edged(outside, outside)
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


def smooth(x: Tensor, times: int) -> Tensor:
    """Three-cell means in a row, as one convolution a channel; beyond the border all is zero."""
    kernel = np.ones(1, np.float32)
    for _ in range(times):
        kernel = np.convolve(kernel, np.ones(3, np.float32) / 3)
    channels = int(x.shape[1])
    # A constant: exporters want a kernel of known shape.
    weight = torch.from_numpy(np.tile(np.outer(kernel, kernel), (channels, 1, 1, 1)))
    return F.conv2d(x, weight, padding=times, groups=channels)


def even(values: Tensor, shares: Tensor) -> Tensor:
    """``values`` [N,C,h,w] evened out inside each body and not across: ``shares`` [N,B,h,w] of the bodies sum to 1.

    Motion is smooth in its body and a net's answer has spots; borders between bodies stay as sharp as the class map."""
    weight = smooth(shares, EVENING) + 1e-3
    out = torch.zeros_like(values)
    for index in range(shares.shape[1]):
        share = shares[:, index : index + 1]
        out = out + smooth(values * share, EVENING) * (share / weight[:, index : index + 1])
    return out


def edged(inside: int, outside: int) -> nn.Conv2d:
    """3x3 convolution that sees the border's own values beyond the border: zeros there show as bands in the motion."""
    return nn.Conv2d(inside, outside, 3, padding=1, padding_mode="replicate")


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
            nn.Linear(2 * self.frequencies + 64 + 2 + CHANNELS, condition), nn.SiLU(), nn.Linear(condition, condition), nn.SiLU()
        )
        self.entry = edged(CHANNELS + 16 + 2 + 48 + 1, a)
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
        self.up1 = edged(b, a)
        self.right0 = Block(2 * a, a, condition)
        self.exit = edged(a, CHANNELS)
        self.gains = edged(a, GAINS)
        self.sway = nn.Conv2d(a, BODY_GAINS, 1)
        # `moving` is certainty, not motion: seen in its own noise it would be drawn as yes or no by the dice, and a wall with one
        # chance in ten would melt once in ten seeds. Hidden, it stays the expectation given all the rest.
        visible = torch.ones(1, CHANNELS, 1, 1)
        visible[:, MOVING] = 0
        self.register_buffer("visible", visible, persistent=False)
        sides, directions = torch.zeros(2, VECTOR_SIZE), torch.zeros(VECTOR_SIZE, 1)
        sides[0, INTENT_INDEX["direction_left"]] = WIND_CERTAINTY
        sides[1, INTENT_INDEX["direction_right"]] = WIND_CERTAINTY
        for name in ("left", "right", "up", "down"):
            directions[INTENT_INDEX[f"direction_{name}"]] = 1
        self.register_buffer("sides", sides, persistent=False)
        self.register_buffer("directions", directions, persistent=False)
        # Which intent names and which keeps still each class that can move; hair moves only by name.
        names, keeps, can = torch.zeros(VECTOR_SIZE, 16), torch.zeros(VECTOR_SIZE, 16), torch.zeros(1, 16)
        for index, name in enumerate(SCENE_CLASSES):
            if f"element_{name}" in INTENT_INDEX:
                names[INTENT_INDEX[f"element_{name}"], index] = 1
            if f"exclude_{name}" in INTENT_INDEX:
                keeps[INTENT_INDEX[f"exclude_{name}"], index] = 1
            can[0, index] = float(name in MOVING_CLASSES)
        hair = torch.zeros(1, 16)
        hair[0, CLASS_INDEX["hair"]] = 1
        groups = torch.zeros(len(BODY_CLASSES), 16)
        for index, classes in enumerate(BODY_CLASSES):
            for name in classes:
                groups[index, CLASS_INDEX[name]] = 1
        for key, value in (("names", names), ("keeps", keeps), ("can", can), ("hair", hair), ("groups", groups)):
            self.register_buffer(key, value, persistent=False)
        for layer in (self.exit, self.gains, self.sway):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def with_wind(self, prompt: Tensor, noisy: Tensor) -> Tensor:
        """The prompt with a heading for the wind where it names none: the side to which the state's drift leans as a whole.

        In pure noise that side is a fair coin of the seed, and it is the coin that the motion programs read (programs._wind);
        later it is what was begun.
        """
        unnamed = (1 - 1.5 * prompt @ self.directions).clamp(0, 1)
        right = torch.sigmoid(WIND_SHARPNESS * noisy[:, 0:1].mean((2, 3)))
        return prompt + unnamed * ((1 - right) * self.sides[0:1] + right * self.sides[1:2])

    def let_move(self, scene: Tensor, prompt: Tensor) -> Tensor:
        """[N,1,h,w] the class map's share of what the prompt lets move (Request.moves, in shades)."""
        def sure(p: Tensor) -> Tensor:
            return ((p - .25) * 2).clamp(0, 1)

        only = sure(prompt[:, INTENT_INDEX["only"], None])
        still = sure(prompt[:, INTENT_INDEX["still"], None])
        named = sure(prompt @ self.names)
        kept = sure(prompt @ self.keeps)
        gate = ((self.can * (1 - only) + (self.can + self.hair) * only * named + self.hair * (1 - only) * named)) * (1 - kept) * (1 - still)
        return (scene * gate[:, :, None, None]).sum(1, keepdim=True)

    def _embed(self, time: Tensor, prompt: Tensor, controls: Tensor, noisy: Tensor) -> Tensor:
        steps = torch.arange(self.frequencies, device=time.device, dtype=torch.float32)
        angles = time[:, None] * (math.pi / 2 * 1.25**steps)
        whole = (noisy * self.visible).mean((2, 3))
        return self.condition(torch.cat([angles.sin(), angles.cos(), prompt * 2, controls * 2 - 1, whole * 1.6], 1))

    def features(self, noisy: Tensor, time: Tensor, seen: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """Last features [N,48,h,w]; ``seen`` is what the eyes make of the photo, [N,48,h,w]."""
        t = time[:, None, None, None]
        condition = self._embed(time, prompt, controls, noisy)
        size = torch.rsqrt((1 - t).square() + (DATA_DEVIATION * t).square())
        lively = self.let_move(scene, prompt)
        x0 = self.entry(torch.cat([noisy * size * self.visible, scene * 2 - 0.125, position, seen, lively * 2 - 1], 1))
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

    def mix(self, features: Tensor, noisy: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """[N,31,h,w] of the last features: what the exit says, and oscillation mixed from wave fields; `moving` in logits still."""
        n, _, h, w = features.shape
        bodies = F.conv2d(scene, self.groups[:, :, None, None])
        bodies = torch.cat([bodies, (1 - bodies.sum(1, keepdim=True)).clamp(min=0)], 1)
        out = self.exit(features)
        smoothed = even(torch.cat([out[:, : SPECTRUM.stop], self.gains(features), self.sway(features)], 1), bodies)
        drift, spectrum, gains, sway = smoothed.split((2, 16, GAINS, BODY_GAINS), 1)
        waves = wave_bases(noisy, scene, position, prompt, controls).reshape(n, SPECTRUM_HARMONICS, 1, BASES, 2, h, w)
        mixed = _turned(gains.reshape(n, SPECTRUM_HARMONICS, 2, BASES, 2, h, w), waves)
        body = body_waves(noisy, scene).reshape(n, SPECTRUM_HARMONICS, 1, BODIES, 2, 1, 1)
        mixed = mixed + _turned(sway.reshape(n, SPECTRUM_HARMONICS, 2, BODIES, 2, h, w), body)
        mixed = mixed.reshape(n, 4 * SPECTRUM_HARMONICS, h, w)
        return torch.cat([drift, spectrum + mixed, out[:, GLOW], out[:, MOVING]], 1)

    def clean(self, noisy: Tensor, time: Tensor, photo: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """The clean motion the trunk believes in, [N,31,h,w], normalised; `moving` as a logit."""
        prompt = self.with_wind(prompt, noisy)
        features = self.features(noisy, time, self.eyes(photo * 2 - 1), scene, position, prompt, controls)
        out = self.mix(features, noisy, scene, position, prompt, controls)
        return torch.cat([out[:, :MOVING.start], out[:, MOVING] + logit(self.let_move(scene, prompt))], 1)


def _turned(gains: Tensor, waves: Tensor) -> Tensor:
    """Sum over waves of complex products: (re, im) stand on axis 4, waves on axis 3; [N,K,2,2,h,w] as (axis, re/im)."""
    re = (gains[:, :, :, :, 0] * waves[:, :, :, :, 0] - gains[:, :, :, :, 1] * waves[:, :, :, :, 1]).sum(3)
    im = (gains[:, :, :, :, 0] * waves[:, :, :, :, 1] + gains[:, :, :, :, 1] * waves[:, :, :, :, 0]).sum(3)
    return torch.stack([re, im], 3)


def logit(share: Tensor) -> Tensor:
    """Log odds of a share, held within +-4.6."""
    p = share.clamp(.01, .99)
    return torch.log(p / (1 - p))


class Denoiser(nn.Module):
    """velocity [N,31,h,w] of (noisy, time, photo, scene, position, prompt, controls); axes as in the manifest."""

    def __init__(self, head: int = 40) -> None:
        super().__init__()
        self.trunk = Trunk()
        self.look = edged(48 + 16 + 48, head)
        self.think = edged(head, head)
        self.adjust = nn.Conv2d(head, 2 * CHANNELS, 1)
        nn.init.zeros_(self.adjust.weight)
        nn.init.zeros_(self.adjust.bias)

    def clean(self, noisy: Tensor, time: Tensor, photo: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        """The clean motion the net believes in, [N,31,h,w], normalised; `moving` as a logit."""
        prompt = self.trunk.with_wind(prompt, noisy)
        seen = self.trunk.eyes(photo * 2 - 1)
        far = self.trunk.eyes(F.avg_pool2d(photo, 2) * 2 - 1)
        # Cell centres of the pooled grid are the means of four.
        pooled, coarse_scene, centres = F.avg_pool2d(noisy, 2), F.avg_pool2d(scene, 2), F.avg_pool2d(position, 2)
        features = self.trunk.features(pooled, time, far, coarse_scene, centres, prompt, controls)
        mixed = self.trunk.mix(features, pooled, coarse_scene, centres, prompt, controls)
        coarse = F.interpolate(mixed, scale_factor=2.0, mode="bilinear", align_corners=False)
        wide = F.interpolate(features, scale_factor=2.0, mode="bilinear", align_corners=False)
        y = F.silu(self.look(torch.cat([wide, scene * 2 - 0.125, seen], 1)))
        adjust = self.adjust(F.silu(self.think(y)))
        # Borders belong to `moving`; what sways and drifts must not take on the photo's own lines.
        gain, shift = smooth(F.pad(adjust, (HEAD_EVENING,) * 4, mode="replicate"), HEAD_EVENING)[:, :, HEAD_EVENING:-HEAD_EVENING, HEAD_EVENING:-HEAD_EVENING].chunk(2, 1)
        motion = coarse[:, : MOVING.start] * (1 + gain[:, : MOVING.start]) + shift[:, : MOVING.start]
        moving = coarse[:, MOVING] * (1 + adjust[:, MOVING]) + adjust[:, CHANNELS + MOVING.start :]
        return torch.cat([motion, moving + logit(self.trunk.let_move(scene, prompt))], 1)

    def forward(self, noisy: Tensor, time: Tensor, photo: Tensor, scene: Tensor, position: Tensor, prompt: Tensor, controls: Tensor) -> Tensor:
        clean = self.clean(noisy, time, photo, scene, position, prompt, controls)
        given = logit(self.trunk.let_move(scene, prompt))
        sure = torch.tanh((given + CERTAINTY_TRUST * (clean[:, MOVING] - given) + CERTAINTY_SHIFT) / 2)
        # Half sure is still: what is certain by four to one moves by a fifth of its way (the renderer fades in from 0.4 to 1).
        sure = F.relu(sure) ** CERTAINTY_POWER - F.relu(-sure)
        clean = torch.cat([clean[:, :MOVING.start], sure], 1)
        return (clean - noisy) / (1 - time).clamp(min=SMALLEST_REMAINING_TIME)[:, None, None, None]
