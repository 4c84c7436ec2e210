"""The committed graphs, their golden files and their manifest records belong together."""

import hashlib
import json

import numpy as np
import pytest

from manifest import MODELS_DIR, read_record
from motion.export import INPUT_NAMES, example_inputs
from motion.sample import onnx_velocity, sample
from onnx_tools import decode


@pytest.mark.parametrize("model", ["denoiser", "prompt-encoder", "prompt-gate"])
def test_manifest_names_these_bytes(model):
    for entry in read_record(model)["files"]:
        data = (MODELS_DIR / entry["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_denoiser_repeats_its_golden_file():
    golden = json.loads((MODELS_DIR / "denoiser" / "golden.json").read_text())
    run = onnx_velocity(MODELS_DIR / "denoiser" / "denoiser.onnx")
    inputs = {name: decode(golden["inputs"][name]) for name in INPUT_NAMES}
    np.testing.assert_allclose(run(*inputs.values()), decode(golden["outputs"]["velocity"]), atol=golden["tolerance"])
    sampling = golden["sampling"]
    assert (sampling["steps"], sampling["guidanceScale"]) == tuple(read_record("denoiser")["sampler"][k] for k in ("steps", "guidanceScale"))
    given = [inputs[n] for n in ("photo", "scene", "prompt", "controls")]
    guided = sample(run, inputs["noisy"], *given, steps=sampling["steps"], guidance=sampling["guidanceScale"])
    np.testing.assert_allclose(guided, decode(sampling["guided"]), atol=golden["samplingTolerance"])
    given[2] = np.zeros_like(given[2])
    plain = sample(run, inputs["noisy"], *given, steps=sampling["steps"])
    np.testing.assert_allclose(plain, decode(sampling["plain"]), atol=golden["samplingTolerance"])
    assert np.abs(plain - guided).max() > 0.05, "the prompt changes the motion"


def test_denoiser_takes_every_grid_and_batch():
    run = onnx_velocity(MODELS_DIR / "denoiser" / "denoiser.onnx")
    inputs = list(example_inputs(40, 24).values())
    one = run(*inputs)
    two = run(*(np.repeat(v, 2, 0) for v in inputs))
    assert one.shape == (1, 31, 40, 24) and np.isfinite(one).all()
    np.testing.assert_allclose(two[1], one[0], atol=1e-3)
