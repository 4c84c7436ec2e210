"""The grid and the units: the contract with src/shared/motion.ts."""

import numpy as np
import pytest

from motion import grid


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [(1, 1, (64, 64)), (3, 2, (48, 72)), (2, 3, (72, 48)), (4, 3, (48, 64)), (16, 9, (48, 88)), (9, 16, (88, 48)), (21, 9, (40, 96)), (720, 1280, (88, 48)), (1280, 853, (48, 72))],
)
def test_choose_grid(width, height, expected):
    h, w = grid.choose_grid(width, height)
    assert (h, w) == expected
    assert h % 8 == 0 and w % 8 == 0 and 3072 <= h * w <= 5120


def test_normalise_round_trip():
    rng = np.random.default_rng(1)
    motion = rng.uniform(-1, 1, (31, 4, 6)).astype(np.float32) * np.append(grid.CHANNEL_LIMITS, 1)[:, None, None].astype(np.float32)
    motion[30] = np.abs(motion[30])
    np.testing.assert_allclose(grid.denormalise(grid.normalise(motion)), motion, atol=1e-6)


def test_drift_is_square_rooted_and_the_rest_linear():
    values = np.full((31, 1, 1), .5, np.float32)
    out = grid.denormalise(values)[:, 0, 0]
    assert abs(out[0] - .25 * grid.SCALES["drift"]) < 1e-7
    assert abs(out[2] - .5 * grid.SCALES["spectrum"]) < 1e-7 and abs(out[18] - .5 * grid.SCALES["glow"]) < 1e-7


def test_denormalise_clamps_to_the_renderers_limits():
    wild = grid.denormalise(np.full((31, 2, 2), 99, np.float32))
    np.testing.assert_allclose(wild[:30, 0, 0], grid.CHANNEL_LIMITS)
    assert wild[30].max() == 1


def test_frame_zero_is_the_photo_and_the_loop_closes():
    motion = np.random.default_rng(2).normal(0, 0.01, (31, 3, 5)).astype(np.float32)
    assert np.abs(grid.displacement(motion, 0)).max() == 0
    np.testing.assert_allclose(grid.displacement(motion, 1), 0, atol=1e-7)
    np.testing.assert_allclose(grid.gain(motion, 1), 1, atol=1e-6)
    assert np.abs(grid.displacement(motion, 0.4)).max() > 0.005


def test_positions_are_cell_centres():
    p = grid.position_map(2, 4)
    np.testing.assert_allclose(p[0, 0], [-0.75, -0.25, 0.25, 0.75])
    np.testing.assert_allclose(p[1, :, 0], [-0.5, 0.5])


def test_specks_sink_and_candles_stay():
    moving = np.zeros((32, 32), np.float32)
    moving[4:6, 4:6] = .6
    moving[10, 10] = .95
    moving[20:24, 20:24] = .5
    kept = grid.sink_islands(moving)
    assert kept[4, 4] == 0 and kept[10, 10] == np.float32(.95) and kept[21, 21] == .5
