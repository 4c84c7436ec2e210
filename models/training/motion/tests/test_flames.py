"""Flames that the photo shows by their light."""

import json

import numpy as np
import pytest

from manifest import MODELS_DIR
from motion.flames import FAINT, SURE, with_flames
from onnx_tools import decode
from parser.classes import CLASS_INDEX as C


@pytest.fixture
def hearth():
    golden = json.loads((MODELS_DIR / "denoiser" / "water-heading-golden.json").read_text())
    given = {n: decode(v) for n, v in golden["flames"]["inputs"].items()}
    return given["scene"], given["photo"], decode(golden["flames"]["outputs"]["scene"]), golden["tolerance"]


def test_repeats_the_flames_of_the_app(hearth):
    scene, photo, wanted, tolerance = hearth
    np.testing.assert_allclose(with_flames(scene, photo), wanted, atol=tolerance)


def test_half_sure_flames_are_made_sure_of_and_stay_probabilities(hearth):
    scene, photo, _, _ = hearth
    # Stored as bytes they sum to 1 but for rounding.
    scene = scene / scene.sum(0)
    out = with_flames(scene, photo)
    raised = out[C["fire"]] > scene[C["fire"]]
    assert raised.sum() > 20 and np.allclose(out[C["fire"]][raised], SURE) and np.allclose(out.sum(0), 1, atol=1e-4)
    np.testing.assert_array_equal(out[:, ~raised], scene[:, ~raised])


def test_a_lamp_and_a_warm_sky_are_no_flames(hearth):
    scene, photo, _, _ = hearth
    doubtful = (scene[C["fire"]] > FAINT) & ((scene[C["sky"]] > .5) | (scene[C["built"]] > .6))
    assert doubtful.sum() > 20
    np.testing.assert_array_equal(with_flames(scene, photo)[:, doubtful], scene[:, doubtful])


def test_what_gives_no_light_is_no_flame(hearth):
    scene, photo, _, _ = hearth
    np.testing.assert_array_equal(with_flames(scene, photo * .6), scene)
