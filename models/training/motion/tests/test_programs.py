"""Motion programs: what must be still is still, prompts steer, one law for every grid."""

import numpy as np
import pytest

from motion import grid
from motion.data import make_example, mirror_vector, spoil
from motion.make_data import rarity
from motion.noise import correlated_noise
from motion.programs import MOVING_CLASSES, Request, sample_program
from motion.scenes import make_scene
from motion.stills import add_frame, make_still
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


def program(scene, request=None, seed=1):
    noise = correlated_noise(np.random.default_rng(seed), grid.CHANNELS, *scene.shape[1:])
    return sample_program(scene, request or Request(), noise)


def sway(motion):
    return np.mean([np.hypot(*grid.displacement(motion, p / 8)) for p in range(1, 8)], 0)


@pytest.mark.parametrize("seed", range(6))
def test_static_classes_get_exact_zeros(seed):
    scene = landscape()
    motion = program(scene, seed=seed)
    still = scene[C["built"]] > 0.99
    assert np.all(motion[:, still] == 0)
    assert motion[30][scene[C["sky"]] > 0.99].min() > 0.99
    assert np.isfinite(motion).all()
    for part, limit in ((grid.DRIFT, 0.25), (grid.SPECTRUM, 0.05), (grid.GLOW, 0.5)):
        assert np.abs(motion[part]).max() <= limit + 1e-6


def test_everything_that_should_move_moves_visibly():
    """Pixels at 720: sway or drift over a loop of what is well inside; a phone shows two or three."""
    scene = landscape(64, 96)
    least = {"sky": 15, "moving_water": 4, "foliage": 2.5, "waterfall": 60}
    seen = {n: [] for n in least}
    for seed in range(6):
        motion = program(scene, seed=seed)
        pixels = 720 * (sway(motion) + 4 * np.hypot(*motion[grid.DRIFT]))
        for name in least:
            seen[name].append(pixels[scene[C[name]] > 0.9].mean())
    for name, values in seen.items():
        assert np.mean(values) > least[name], name


def test_displacement_never_folds_the_picture():
    scene = landscape(64, 96)
    for seed in range(6):
        motion = program(scene, Request(strength=1.0), seed)
        for phase in (.2, .5, .8):
            u = np.stack([grid.displacement(motion, phase)[axis] for axis in (0, 1)])
            slope = max(np.hypot(*np.gradient(axis)).max() for axis in u) * 64
            # at 1 it folds over
            assert slope < .9


def test_crests_are_long_along_the_horizon():
    scene = np.zeros((16, 64, 96), np.float32)
    scene[C["sky"], :20], scene[C["moving_water"], 20:] = 1, 1
    for seed in range(6):
        height = grid.displacement(program(scene, seed=seed), .3)[1][34:60, 8:-8]
        along, across = (np.abs(np.diff(height, axis=axis)).mean() for axis in (1, 0))
        assert along < .5 * across


def test_a_flower_seen_from_near_moves_as_one_body():
    labels = np.full((64, 64), C["foliage"])
    y, x = np.mgrid[0:64, 0:64]
    flower = np.hypot(x - 32, y - 26) < 14
    labels[flower] = C["grass"]
    scene = np.eye(len(SCENE_CLASSES), dtype=np.float32)[labels].transpose(2, 0, 1)
    core = np.hypot(x - 32, y - 26) < 10
    for seed in range(4):
        u = grid.displacement(program(scene, seed=seed), .3)
        assert u[:, core].std(1).max() < .45 * np.hypot(*u)[core].mean() + 2e-4


def test_noise_decides_the_motion_and_its_wind():
    scene = landscape()
    noise = correlated_noise(np.random.default_rng(1), grid.CHANNELS, *scene.shape[1:])
    noise[0] -= noise[0].mean() - .5
    motion = sample_program(scene, Request(), noise)
    assert np.array_equal(motion, sample_program(scene, Request(), noise))
    assert motion[0][scene[C["sky"]] > .9].mean() > 0
    noise[0] -= 1
    assert sample_program(scene, Request(), noise)[0][scene[C["sky"]] > .9].mean() < 0


@pytest.mark.parametrize(("word", "sign"), [("direction_left", -1), ("direction_right", 1)])
def test_direction_is_followed(word, sign):
    scene = landscape()
    for seed in range(8):
        motion = program(scene, Request(intents={word: 1}), seed)
        assert motion[0][scene[C["sky"]] > 0.9].mean() * sign > 0.001
        assert motion[0][scene[C["moving_water"]] > 0.9].mean() * sign > 0


def test_only_and_exclude():
    scene = landscape()
    only = program(scene, Request(intents={"only": 1, "element_sky": 1, "element_cloud": 1}))
    assert np.abs(only[:, scene[C["foliage"]] > 0.99]).max() == 0
    assert only[30][scene[C["sky"]] > 0.99].min() > 0.99
    without = program(scene, Request(intents={"exclude_foliage": 1}))
    assert np.abs(without[:, scene[C["foliage"]] > 0.99]).max() == 0
    assert np.abs(program(scene, Request(intents={"still": 1}))).max() == 0


def test_strength_is_monotone():
    scene = landscape()
    sizes = []
    for strength in (0.0, 0.25, 0.5, 0.75, 1.0):
        motions = [program(scene, Request(strength=strength), s) for s in range(6)]
        sizes.append(np.mean([np.abs(m[grid.SPECTRUM]).mean() for m in motions]))
    assert all(b > 1.1 * a for a, b in zip(sizes, sizes[1:]))


def test_programs_differ_by_seed_and_repeat_by_seed():
    scene = landscape()
    a, b, c = (program(scene, seed=s) for s in (1, 1, 2))
    assert np.array_equal(a, b)
    assert np.abs(a - c).max() > 0.001


def test_drift_does_not_reach_into_walls():
    """Following a drift for a whole loop, as the renderer does, must not leave what drifts by more than a cell."""
    scene = landscape(64, 96)
    motion = program(scene, Request(strength=1.0), 3)
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


def test_stills_and_frames_are_static():
    rng = np.random.default_rng(4)
    for _ in range(12):
        example = make_example(make_still(rng), (32, 32), rng)
        assert np.all(example["motion"][:30] == 0) and np.all(example["motion"][30] == 0)
    base = make_scene(rng)
    framed = add_frame(rng, base)
    assert framed.labels.shape > base.labels.shape and framed.rgb.shape[:2] == framed.labels.shape
    assert set(np.unique(framed.labels[0])) == {C["built"]}


def test_rare_things_are_drawn_more_often():
    rng = np.random.default_rng(8)
    bases = [make_scene(rng) for _ in range(40)]
    weights = rarity(bases)
    falls = [w for w, b in zip(weights, bases) if (b.labels == C["waterfall"]).mean() > .01]
    still = [w for w, b in zip(weights, bases) if not set(np.unique(b.labels)) & {C[n] for n in MOVING_CLASSES}]
    assert abs(weights.sum() - 1) < 1e-9 and (not still or min(falls) > 3 * max(still))


def test_a_parser_is_asked_about_the_photo_as_it_is_shown():
    """What the denoiser sees beside a disturbed photo is the answer to that photo, not to the clean one."""
    rng, seen = np.random.default_rng(3), []

    def parser(photo):
        seen.append(photo)
        answer = np.full((1, 16, photo.shape[2] // 4, photo.shape[3] // 4), .01, np.float32)
        answer[:, C["animal"]] = .85
        return answer

    examples = [make_example(make_scene(rng), (24, 32), rng, [parser]) for _ in range(12)]
    asked = [e for e in examples if e["scene"].argmax(0).min() == C["animal"] == e["scene"].argmax(0).max()]
    assert 4 <= len(asked) == len(seen)
    for example, photo in zip(asked, seen):
        np.testing.assert_allclose(example["photo"] / 255, photo[0], atol=1e-6)
