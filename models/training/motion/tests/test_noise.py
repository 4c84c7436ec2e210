"""The prior and what is made of it: unit variance, smooth, the net's fields equal the programs'."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from motion import basis, grid, programs
from motion.field import BLURRED, Field, Request
from motion.net import Denoiser, Trunk
from motion.noise import OCTAVES, compose, correlated_noise, draw_count


@pytest.mark.parametrize("shape", [(64, 64), (40, 96), (32, 24)])
def test_every_cell_has_unit_variance(shape):
    maps = correlated_noise(np.random.default_rng(1), 900, *shape)
    assert abs(maps.std() - 1) < .03
    assert np.abs(maps.std(0) - 1).max() < .2
    assert abs(sum(v for _, v in OCTAVES) - 1) < 1e-9


def test_neighbours_are_alike():
    maps = correlated_noise(np.random.default_rng(2), 100, 64, 64)
    near, far = (np.mean(maps[..., lag:] * maps[..., :-lag]) for lag in (1, 40))
    assert near > .9 and far < .5


def test_a_coarser_grid_sees_the_same_noise():
    draws = np.random.default_rng(3).standard_normal((4, draw_count(64, 64)))
    cells = 64 * 64
    whole = compose(draws, 64, 64)
    # the same lattices, other cells: only the white octave differs
    half = compose(np.concatenate([draws[:, :-cells], np.zeros((4, 32 * 32))], 1), 32, 32) if draw_count(32, 32) == draw_count(64, 64) - cells + 32 * 32 else None
    pooled = whole.reshape(4, 32, 2, 32, 2).mean((2, 4))
    assert half is None or np.corrcoef(half.ravel(), pooled.ravel())[0, 1] > .97


def test_blurred_noise_has_the_stated_deviation():
    noise = correlated_noise(np.random.default_rng(4), 31, 64, 64)
    scene = np.zeros((16, 64, 64), np.float32)
    for sigma, deviation in zip(*BLURRED):
        if .05 < sigma < .3:
            values = np.stack([Field(scene, Request(), correlated_noise(np.random.default_rng(s), 31, 64, 64), None).noise(c, sigma) for s in range(6) for c in range(31)])
            assert abs(values.std() - 1) < .12, (sigma, deviation)
    assert noise.shape == (31, 64, 64)


def test_the_nets_wave_fields_are_the_programs():
    """basis.py makes in the graph what field.py hands to the programs."""
    h, w = 64, 96
    noise = correlated_noise(np.random.default_rng(3), 31, h, w)
    scene = np.zeros((16, h, w), np.float32)
    scene[0, :28], scene[3, 28:] = 1, 1
    field = Field(scene, Request(), noise, None)
    wind = programs._wind(field)
    pooled, tensor = F.avg_pool2d(torch.from_numpy(noise)[None], 2), torch.from_numpy(scene)[None]
    prompt = Trunk().with_wind(torch.zeros(1, 64), pooled)
    controls = torch.tensor([[.5, 4 / 15]])
    fields = basis.wave_bases(pooled, F.avg_pool2d(tensor, 2), F.avg_pool2d(torch.from_numpy(grid.position_map(h, w))[None], 2), prompt, controls)
    fields = fields.reshape(4, basis.BASES, 2, h // 2, w // 2).numpy()
    along = field.x * np.sign(wind.x) + .25 * field.y

    def alike(z, found, least):
        z = np.stack([z.real, z.imag]).reshape(2, h // 2, 2, w // 2, 2).mean((2, 4))
        assert np.corrcoef(z.ravel(), found.ravel())[0, 1] > least

    for k in (1, 3):
        alike(field.wave(k, 0, programs.MIDDLE), fields[k - 1, 0], .98)
        alike(field.wave(k, 1, programs.LOW), fields[k - 1, 3], .95)
        gusts = np.exp(-1j * 2 * np.pi * k / 4 / programs.GUST_SPEED * along) * field.steady_wave(k, 0, programs.WIDE)
        alike(gusts, fields[k - 1, 4], .95)


@pytest.mark.parametrize("prompt", [{}, {"only": 1, "element_sky": 1}, {"exclude_sky": 1}, {"still": 1}, {"element_hair": 1}, {"only": 1, "element_hair": 1}])
def test_the_net_lets_move_what_the_program_moves(prompt):
    from parser.classes import SCENE_CLASSES
    from prompt.intents import INTENT_INDEX

    vector = torch.zeros(1, 64)
    for name in prompt:
        vector[0, INTENT_INDEX[name]] = .95
    request = Request(intents=prompt)
    for index, name in enumerate(SCENE_CLASSES):
        scene = torch.zeros(1, 16, 8, 8)
        scene[:, index] = 1
        expected = float((name in programs.MOVING_CLASSES or name == "hair") and request.moves(name))
        assert float(Trunk().let_move(scene, vector).mean()) == pytest.approx(expected, abs=.01), name


def test_an_untrained_net_moves_what_the_parser_says():
    net = Denoiser().eval()
    scene = torch.zeros(1, 16, 16, 16)
    scene[:, 0, :8], scene[:, 14, 8:] = 1, 1
    position = torch.from_numpy(grid.position_map(16, 16))[None]
    with torch.inference_mode():
        clean = net.clean(torch.randn(1, 31, 16, 16), torch.zeros(1), torch.rand(1, 3, 64, 64), scene, position, torch.zeros(1, 64), torch.full((1, 2), .3))
    moving = torch.sigmoid(clean[:, 30])
    assert moving[:, :8].min() > .98 and moving[:, 8:].max() < .02
