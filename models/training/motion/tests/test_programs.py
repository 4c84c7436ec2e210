"""Motion programs: what must be still is still, prompts steer, one law for every grid."""

import numpy as np
import pytest

from motion import grid
from motion.data import make_example, mirror_vector, spoil
from motion.programs import MOVING_CLASSES, Request, sample_program
from motion.scenes import make_scene
from parser.classes import CLASS_INDEX, SCENE_CLASSES
from prompt.intents import INTENT_INDEX

C = CLASS_INDEX


def landscape(h=32, w=48):
    """Sky above a sea, trees left, a house in the middle, a fire and a fall at the right."""
    labels = np.full((h, w), C["moving_water"])
    labels[: h // 2] = C["sky"]
    labels[h // 4 :, : w // 5] = C["foliage"]
    labels[h // 3 : 3 * h // 4, w // 3 : w // 2] = C["built"]
    labels[3 * h // 4 :, 2 * w // 3 : 2 * w // 3 + 4] = C["fire"]
    labels[h // 3 :, -6:] = C["waterfall"]
    return np.eye(len(SCENE_CLASSES), dtype=np.float32)[labels].transpose(2, 0, 1)


@pytest.mark.parametrize("seed", range(6))
def test_static_classes_get_exact_zeros(seed):
    scene = landscape()
    motion = sample_program(scene, Request(), np.random.default_rng(seed))
    still = scene[C["built"]] > 0.99
    assert np.all(motion[:, still] == 0)
    assert motion[30][scene[C["sky"]] > 0.99].min() > 0.99
    assert np.isfinite(motion).all()
    for part, limit in ((grid.DRIFT, 0.25), (grid.SPECTRUM, 0.05), (grid.GLOW, 0.5)):
        assert np.abs(motion[part]).max() <= limit + 1e-6


def test_everything_that_should_move_moves_visibly():
    scene = landscape()
    rms = {n: [] for n in ("sky", "moving_water", "foliage", "waterfall")}
    for seed in range(5):
        motion = sample_program(scene, Request(), np.random.default_rng(seed))
        sway = np.mean([np.hypot(*grid.displacement(motion, p / 8)) for p in range(1, 8)], 0)
        total = sway + np.hypot(*motion[grid.DRIFT])
        for name in rms:
            rms[name].append(total[scene[C[name]] > 0.9].mean())
    for name, values in rms.items():
        assert np.mean(values) > 0.002, name


@pytest.mark.parametrize(("word", "sign"), [("direction_left", -1), ("direction_right", 1)])
def test_direction_is_followed(word, sign):
    scene = landscape()
    for seed in range(8):
        motion = sample_program(scene, Request(intents={word: 1}), np.random.default_rng(seed))
        assert motion[0][scene[C["sky"]] > 0.9].mean() * sign > 0.001
        assert motion[0][scene[C["moving_water"]] > 0.9].mean() * sign > 0


def test_only_and_exclude():
    scene = landscape()
    only = sample_program(scene, Request(intents={"only": 1, "element_sky": 1, "element_cloud": 1}), np.random.default_rng(1))
    assert np.abs(only[:, scene[C["foliage"]] > 0.99]).max() == 0
    assert only[30][scene[C["sky"]] > 0.99].min() > 0.99
    without = sample_program(scene, Request(intents={"exclude_foliage": 1}), np.random.default_rng(1))
    assert np.abs(without[:, scene[C["foliage"]] > 0.99]).max() == 0
    assert np.abs(sample_program(scene, Request(intents={"still": 1}), np.random.default_rng(1))).max() == 0


def test_strength_is_monotone():
    scene = landscape()
    sizes = []
    for strength in (0.0, 0.25, 0.5, 0.75, 1.0):
        motions = [sample_program(scene, Request(strength=strength), np.random.default_rng(s)) for s in range(6)]
        sizes.append(np.mean([np.abs(m[grid.SPECTRUM]).mean() for m in motions]))
    assert all(b > 1.1 * a for a, b in zip(sizes, sizes[1:]))


def test_programs_differ_by_seed_and_repeat_by_seed():
    scene = landscape()
    a, b, c = (sample_program(scene, Request(), np.random.default_rng(s)) for s in (1, 1, 2))
    assert np.array_equal(a, b)
    assert np.abs(a - c).max() > 0.001


def test_drift_does_not_reach_into_walls():
    """Following a drift for a whole loop, as the renderer does, must not leave what drifts by more than a cell."""
    scene = landscape(64, 96)
    motion = sample_program(scene, Request(strength=1.0), np.random.default_rng(3))
    sky = scene[C["sky"]] > 0.5
    y, x = np.mgrid[0:64, 0:96].astype(float)
    px, py = x.copy(), y.copy()
    for _ in range(40):
        i, j = np.clip(py.round().astype(int), 0, 63), np.clip(px.round().astype(int), 0, 95)
        px, py = px - 0.1 * 64 * motion[0][i, j], py - 0.1 * 64 * motion[1][i, j]
    inside = (px >= 1) & (px < 95) & (py >= 1) & (py < 63) & sky
    landed = sky | np.roll(sky, 1, 0) | np.roll(sky, -1, 0) | np.roll(sky, 1, 1) | np.roll(sky, -1, 1)
    assert landed[py.round().astype(int)[inside], px.round().astype(int)[inside]].mean() > 0.97


def test_examples_are_whole_and_finite():
    rng = np.random.default_rng(5)
    for shape in ((32, 32), (24, 48)):
        example = make_example(make_scene(rng), shape, rng)
        assert example["photo"].shape == (3, 4 * shape[0], 4 * shape[1])
        assert example["scene"].shape == (16, *shape) and example["motion"].shape == (31, *shape)
        assert np.isfinite(example["motion"]).all()
        np.testing.assert_allclose(example["scene"].sum(0) / 255, 1, atol=0.04)


def test_spoiled_maps_stay_probabilities():
    rng = np.random.default_rng(6)
    spoiled = spoil(rng, landscape())
    np.testing.assert_allclose(spoiled.sum(0), 1, atol=1e-5)
    assert spoiled.min() >= 0


def test_mirrored_prompts_swap_sides():
    vector = np.zeros(64, np.float32)
    vector[INTENT_INDEX["direction_left"]] = 1
    assert mirror_vector(vector)[INTENT_INDEX["direction_right"]] == 1
    assert set(MOVING_CLASSES) < set(SCENE_CLASSES)
