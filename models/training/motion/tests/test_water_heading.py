"""Where open water runs to, read off made-up seas."""

import json

import numpy as np
import pytest

from manifest import MODELS_DIR
from motion import grid
from motion.measures import turn
from motion.noise import correlated_noise
from motion.shared_values import slanting_sea
from motion.water_heading import steer_water, water_heading
from onnx_tools import decode
from parser.classes import CLASS_INDEX as C

H, W = 48, 80


def test_repeats_the_headings_of_the_app():
    golden = json.loads((MODELS_DIR / "denoiser" / "water-heading-golden.json").read_text())
    for case in golden["cases"]:
        given = {n: decode(v) for n, v in case["inputs"].items()}
        np.testing.assert_allclose(water_heading(given["photo"], given["scene"]), decode(case["outputs"]["heading"]), atol=golden["tolerance"])
        motion = np.zeros((grid.CHANNELS, *given["drift"].shape[1:]), np.float32)
        motion[grid.DRIFT] = given["drift"]
        np.testing.assert_allclose(steer_water(motion, given["scene"], given["photo"])[grid.DRIFT], decode(case["outputs"]["drift"]), atol=golden["tolerance"])


@pytest.mark.parametrize("degrees", (45, 60, 90, 120, 135))
def test_crests_tell_the_side_that_waves_run_to(degrees):
    x, y = water_heading(*slanting_sea(H, W, np.random.default_rng(2), degrees, False))
    assert y > 0 and np.sign(np.round(x, 2)) == np.sign(np.round(np.cos(np.radians(degrees)), 2))
    assert abs(x) > .3 or degrees == 90


def test_a_shore_turns_oblique_waves_towards_itself():
    # The same crests may run to the left or to the right: they run to the sand.
    open_sea = water_heading(*slanting_sea(H, W, np.random.default_rng(2), 145, False))
    shore = water_heading(*slanting_sea(H, W, np.random.default_rng(2), 145, True))
    assert open_sea[0] < -.8 and shore[0] > .8


def test_without_crests_or_a_shore_water_comes_to_the_viewer():
    photo, scene = slanting_sea(H, W, np.random.default_rng(2), 90, False)
    photo[:] = np.random.default_rng(1).random((1, 4 * H, 4 * W))
    assert turn(water_heading(photo, scene), (0, 1)) < 5


def test_says_nothing_without_water():
    photo, scene = slanting_sea(H, W, np.random.default_rng(2), 90, False)
    assert water_heading(photo, np.roll(scene, 8, 0)) is None


def test_turns_running_water_alone_and_changes_no_speed():
    photo, scene = slanting_sea(H, W, np.random.default_rng(2), 45, True)
    motion = grid.denormalise(correlated_noise(np.random.default_rng(3), grid.CHANNELS, H, W))
    motion[0] += .03
    turned = steer_water(motion, scene, photo)
    np.testing.assert_allclose(np.hypot(*turned[:2]), np.hypot(*motion[:2]), atol=1e-6)
    np.testing.assert_array_equal(turned[2:], motion[2:])
    water = scene[C["moving_water"]] > .5
    np.testing.assert_array_equal(turned[:, ~water], motion[:, ~water])
    assert turn(turned[:2][:, water].mean(1), water_heading(photo, scene)) < 1
    still = scene.copy()
    still[C["still_water"]], still[C["moving_water"]] = scene[C["moving_water"]], 0
    np.testing.assert_array_equal(steer_water(motion, still, photo), motion)
