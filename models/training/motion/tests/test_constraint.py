"""What the constraint after the net takes away, and that it only takes."""

import json

import numpy as np
import pytest

from manifest import MODELS_DIR
from motion import grid
from motion.coherence import cohere
from motion.constraint import constrain, flat_cells, grow, hard_edges, is_page
from motion.headroom import headroom
from motion.holds import held_cells, torn_ground
from motion.noise import correlated_noise
from motion.photo_cues import borders, read_cues
from onnx_tools import decode
from parser.classes import CLASS_INDEX as C

H, W = 48, 64


def scene_of(at):
    labels = np.array([[C[at(x, y)] for x in range(W)] for y in range(H)])
    return np.eye(16, dtype=np.float32)[labels].transpose(2, 0, 1)


def town(x, y):
    return "built" if y >= 30 or (40 <= x < 46 and y >= 12) else "sky"


def cloudy():
    y, x = np.mgrid[0 : 4 * H, 0 : 4 * W]
    return np.repeat((.7 + .15 * np.sin(x / 17) * np.cos(y / 13)).astype(np.float32)[None], 3, 0)


def motion_of(seed=1):
    motion = grid.denormalise(correlated_noise(np.random.default_rng(seed), grid.CHANNELS, H, W))
    motion[0], motion[1], motion[30] = .03, 0, 1
    return motion


def test_repeats_the_golden_file_of_the_app():
    golden = json.loads((MODELS_DIR / "denoiser" / "constraint-golden.json").read_text())
    given = {n: decode(v) for n, v in golden["inputs"].items()}
    out = constrain(given["motion"], given["scene"], given["photo"], golden["durationSeconds"])
    np.testing.assert_allclose(out, decode(golden["outputs"]["constrained"]), atol=golden["tolerance"])
    alone = constrain(given["motion"], given["scene"], None, golden["durationSeconds"])[grid.DRIFT]
    np.testing.assert_allclose(alone, decode(golden["outputs"]["driftByClassMapAlone"]), atol=golden["tolerance"])
    assert np.abs(alone - out[grid.DRIFT]).max() > .005, "the photo's hard edges count"


def test_repeats_what_the_app_leaves_around_a_person():
    golden = json.loads((MODELS_DIR / "denoiser" / "holds-golden.json").read_text())
    given = {n: decode(v) for n, v in golden["inputs"].items()}
    out = constrain(given["motion"], given["scene"], given["photo"], golden["durationSeconds"])
    np.testing.assert_allclose(out, decode(golden["outputs"]["constrained"]), atol=golden["tolerance"])


def person_before(backdrop, share=1.0):
    """(class map, photo): a person with hair, full of detail, before something out of focus that the map is sure of by ``share``."""
    def at(x, y):
        return "body" if 24 <= x < 40 and y >= 20 else "hair" if 24 <= x < 40 and y >= 14 else backdrop
    scene = scene_of(at)
    scene[C["ground"]] += (1 - share) * scene[C[backdrop]]
    scene[C[backdrop]] *= share
    y, x = np.mgrid[0 : 4 * H, 0 : 4 * W]
    plane = .5 + .3 * np.sin(x / 13) * np.sin(y / 15)
    plane[4 * 14 :, 96:160] = np.random.default_rng(2).random((4 * (H - 14), 64))
    return scene, np.repeat(plane.astype(np.float32)[None], 3, 0)


@pytest.mark.parametrize("backdrop,share,lives", (("foliage", 1.0, True), ("still_water", 1.0, True), ("foliage", 0.6, False), ("built", 1.0, False)))
def test_behind_a_person_leaves_sway_gently_and_skin_and_hair_keep_still(backdrop, share, lives):
    scene, photo = person_before(backdrop, share)
    motion = motion_of()
    motion[30, 14:20, 24:40] = 0
    after = constrain(motion, scene, photo, 4.0)
    size = np.sqrt((after[grid.SPECTRUM] ** 2).sum(0)) * (after[30] > 0)
    far, was = size[4:44, 3:12].mean(), np.sqrt((motion[grid.SPECTRUM] ** 2).sum(0))[4:44, 3:12].mean()
    assert (.2 * was < far <= was) if lives else far < .02 * was
    assert size[20:, 24:40].max() == 0 and size[14:20, 24:40].max() == 0
    if backdrop == "foliage":
        assert size[22:40, 23].max() < .1 * was and size[22:40, 22].max() < .4 * was, "leaves beside skin hardly move"


def test_an_edge_of_the_photo_beside_fur_stands_with_it():
    """The map calls a column beside an animal grass; the photo's edge runs through it."""
    scene = scene_of(lambda x, y: "animal" if x < 30 else "grass")
    scene[C["animal"], :, 30], scene[C["grass"], :, 30] = .3, .7
    photo = np.full((3, 4 * H, 4 * W), .3, np.float32)
    photo[:, :, : 4 * 30 + 2] = .7
    edge, soft = constrain(motion_of(), scene, photo, 4.0), constrain(motion_of(), scene, np.full_like(photo, .5) + np.float32(.01) * cloudy(), 4.0)
    assert np.abs(edge[grid.SPECTRUM, :, 30]).max() == 0 and np.abs(soft[grid.SPECTRUM, :, 30]).max() > 0
    assert np.abs(edge[grid.SPECTRUM, :, 31]).max() < .5 * np.abs(motion_of()[grid.SPECTRUM, :, 31]).max()


@pytest.mark.parametrize("share,lives", ((0.25, False), (0.65, True)))
def test_litter_sways_or_stands_as_a_whole(share, lives):
    rng = np.random.default_rng(3)
    leaves = np.clip(share + .25 * (rng.random((H, W)) > .5) - .125, 0, 1).astype(np.float32)
    _, stays = torn_ground(leaves, 1 - leaves)
    inner = stays[8:-8, 8:-8]
    assert inner.min() > .6 if lives else inner.max() < .25
    meadow = (np.arange(W) < 30).astype(np.float32)[None].repeat(H, 0)
    torn, stays = torn_ground(meadow, 1 - meadow)
    assert torn.max() == 0 and stays.min() == 1, "a clear border is not torn"


def test_lamps_are_found_at_night_no_wide_light_and_nothing_by_day():
    y, x = np.mgrid[0 : 4 * H, 0 : 4 * W]
    for dark, count in ((.1, 28), (.5, 0)):
        plane = np.where((x % 40 < 3) & (y % 48 < 2), .8, np.where((x > 200) & (y > 150), .9, dark))
        assert read_cues(np.repeat(plane[None].astype(np.float32), 3, 0)).lamps.sum() == count, "as many as in the app"


def test_lights_of_a_town_stand_and_their_light_on_water_moves():
    y, x = np.mgrid[0 : 4 * H, 0 : 4 * W]
    scene = scene_of(lambda x, y: "foliage" if y < 24 else "still_water")
    scene[C["built"]] = .1
    for dark, stands in ((.1, True), (.5, False)):
        photo = np.repeat(np.where((x % 20 < 2) & (y % 24 < 2), .9, dark)[None].astype(np.float32), 3, 0)
        sway = np.abs(constrain(motion_of(), scene, photo, 4.0)[grid.SPECTRUM])
        assert (sway[:, 6, 20].max() == 0) == stands and sway[:, 36, 20].max() > 0


def test_specks_do_not_hold_leaves():
    rests = np.zeros((H, W), np.float32)
    rests[5:8, 5:8], rests[20:30, 20:30] = .7, .7
    held = held_cells(rests, np.ones((H, W), bool), np.zeros((H, W), np.float32))
    assert not held[:12, :12].any() and held[20:30, 20:30].all() and held.sum() == 100


def test_a_veil_that_the_map_takes_for_water_stands():
    scene, photo = person_before("built")
    scene[:, 20:26, 44:47] = 0
    scene[C["still_water"], 20:26, 44:47] = 1
    assert np.abs(constrain(motion_of(), scene, photo, 4.0)[:18, 20:26, 44:47]).max() < 1e-3


def test_a_flame_at_night_is_no_lamp():
    scene, photo = scene_of(lambda x, y: "fire"), np.full((3, 4 * H, 4 * W), .05, np.float32)
    photo[:, 80:84, 120:123] = .9
    scene[C["built"]] = .1
    assert read_cues(photo).lamps[20, 30] and np.abs(constrain(motion_of(), scene, photo, 4.0)[grid.SPECTRUM, 20, 30]).max() > 0


@pytest.mark.parametrize("seed", range(4))
def test_only_takes_away(seed):
    before, photo = motion_of(seed), np.random.default_rng(seed).random((3, 4 * H, 4 * W), np.float32)
    after = constrain(before, scene_of(town), photo, 4.0)
    assert (np.abs(after) <= np.abs(before) + 1e-7).all() and (after * before >= 0).all()


def test_what_surely_stands_still_does():
    after = constrain(motion_of(), scene_of(town), None, 4.0)
    wall = scene_of(town)[C["built"]] > .5
    assert np.abs(after[:, wall]).max() == 0
    assert after[30][~wall].min() == 1 and np.hypot(*after[:2])[5:8, 5:20].min() > .029


def test_a_cloud_never_reaches_a_wall_however_long_the_loop():
    scene, motion = scene_of(town), motion_of()
    for seconds in (3.0, 6.0, 15.0):
        drift = constrain(motion, scene, None, seconds)[0]
        x = np.arange(20, 40).astype(float)
        for _ in range(400):
            x += np.interp(x, np.arange(W), drift[20]) * H * seconds / 400
        # The wall begins with cell 40.
        assert x.max() <= 39 and (np.diff(x) > 0).all()


def test_a_drift_along_a_wall_is_not_slowed():
    vx, blocked = np.full((H, W), .03, np.float32), np.zeros((H, W), bool)
    blocked[30:] = True
    assert headroom(vx, np.zeros_like(vx), blocked, 4.0)[20].min() == 1


def test_an_aerial_on_a_roof_holds_the_sky_and_a_hard_cloud_does_not():
    photo = cloudy()
    photo[:, 4 * 22 : 4 * 30, 4 * 10 + 1 : 4 * 10 + 3] = .1
    photo[:, 4 * 5 : 4 * 9, 4 * 20 : 4 * 26] = 1
    blocked = np.zeros((H, W), bool)
    blocked[30:] = True
    grown = grow(blocked, hard_edges(photo))
    assert grown[22:30, 10].all() and not grown[:21].any()
    drift = constrain(motion_of(), scene_of(lambda x, y: "built" if y >= 30 else "sky"), photo, 4.0)[0]
    assert drift[25, 9:12].max() == 0 and drift[7, 18:28].min() > .029


def test_water_drifts_into_a_fall_and_not_into_a_rock():
    scene = scene_of(lambda x, y: "moving_water" if x < 20 else "waterfall" if x < 40 else "ground")
    drift = constrain(motion_of(), scene, None, 4.0)[0, 24]
    assert drift[18:22].min() > .029 and drift[39] == 0 and (np.diff(drift[30:40]) <= 1e-6).all()


def test_leaves_drift_nowhere_and_specks_sink():
    leaves = scene_of(lambda x, y: "foliage")
    motion = motion_of()
    motion[30] = 0
    motion[30, 4:6, 4:6], motion[30, 20:30, 20:30] = .6, .6
    after = constrain(motion, leaves, None, 4.0)
    assert np.abs(after[:2]).max() == 0 and after[30, 4, 4] == 0 and after[30, 25, 25] == np.float32(.6)
    assert np.abs(after[2:18]).max() > .01


def test_a_bar_on_a_page_is_no_sky_and_a_photo_keeps_its_own():
    page = np.full((3, 4 * H, 4 * W), .97, np.float32)
    page[:, :16] = .3
    grain = np.clip(page + np.random.default_rng(5).normal(0, .03, page.shape), 0, 1).astype(np.float32)
    assert is_page(page, flat_cells(page)) and not is_page(grain, flat_cells(grain))
    scene, motion = scene_of(lambda x, y: "sky" if y < 4 else "built"), motion_of()
    assert constrain(motion, scene, page, 4.0)[30].max() == 0
    assert constrain(motion, scene, grain, 4.0)[30].max() == 1
    # Leaves on a white wall: a page, but what moves has a texture.
    leaves = page.copy()
    leaves[:, :16] = grain[:, :16]
    assert is_page(leaves, flat_cells(leaves))
    assert constrain(motion, scene, leaves, 4.0)[30].max() == 1


def test_repeats_the_cues_of_the_app():
    golden = json.loads((MODELS_DIR / "denoiser" / "photo-cues-golden.json").read_text())
    for case in golden["cases"]:
        given, wanted = ({n: decode(v) for n, v in case[side].items()} for side in ("inputs", "outputs"))
        cues = read_cues(given["photo"])
        for name in ("frame", "framed", "thin", "afloat", "sharp", "coarse", "light", "blurred"):
            np.testing.assert_allclose(getattr(cues, name).astype(np.float32), wanted[name], atol=golden["tolerance"])
        assert cues.thin.any() and cues.frame.any() and cues.sharp.any() and not cues.sharp.all()
        if "spectrum" in given:
            cohered = cohere(given["spectrum"], given["scene"], cues)
            np.testing.assert_allclose(cohered, wanted["cohered"], atol=golden["tolerance"])
            assert np.abs(cohered - given["spectrum"]).max() > .002


def test_a_clear_sky_does_not_drift_and_keeps_its_light():
    photo = np.repeat(np.linspace(.9, .7, 4 * H, dtype=np.float32)[None, :, None], 3, 0) * np.ones((1, 1, 4 * W), np.float32)
    photo[:, 4 * 30 :] = np.random.default_rng(1).random((4 * H - 4 * 30, 4 * W), np.float32)
    motion = motion_of()
    after = constrain(motion, scene_of(lambda x, y: "built" if y >= 30 else "sky"), photo, 4.0)
    assert np.abs(after[:18]).max() == 0 and np.abs(after[grid.GLOW]).max() > .01


@pytest.mark.parametrize("contrast,drifts", ((0.0, False), (0.028, True)))
def test_a_hazy_sky_drifts_where_an_eye_sees_its_haze(contrast, drifts):
    y, x = np.mgrid[0 : 4 * H, 0 : 4 * W]
    sky = .8 - .1 * y / (4 * H) + contrast * np.sin(x / 5) * np.sin(y / 6)
    photo = np.repeat(sky.astype(np.float32)[None], 3, 0)
    photo[:, 4 * 30 :] = np.random.default_rng(1).random((4 * H - 4 * 30, 4 * W), np.float32)
    haze = read_cues(photo).coarse[5:20, 10:50]
    assert not drifts or np.percentile(haze, 90) < .0093, "fainter than fog"
    drift = constrain(motion_of(), scene_of(lambda x, y: "built" if y >= 30 else "sky"), photo, 4.0)[0]
    assert (drift[10, 20:40].min() > .029) == drifts


@pytest.mark.parametrize("side,expected", [("left", (0, 0, 2, 0)), ("frame", (9, 9, 9, 9)), ("bars", (40, 40, 0, 0)), ("askew", (11, 0, 0, 0)), ("none", (0, 0, 0, 0)), ("sea", (0, 0, 0, 0))])
def test_printed_borders(side, expected):
    photo = cloudy()
    if side == "left":
        photo[:, :, :2] = .2
    elif side == "frame":
        photo[:, :9], photo[:, -9:], photo[:, :, :9], photo[:, :, -9:] = 0, 0, 0, 0
    elif side == "bars":
        photo[:, :40], photo[:, -40:] = 0, 0
    elif side == "askew":
        y, x = np.mgrid[0 : 4 * H, 0 : 4 * W]
        photo[:, y < 8 + x / 70] = .95
    elif side == "sea":
        photo[:, :40], photo[:, 40:] = .9, .4
    assert borders(photo) == expected


def test_a_mast_before_clouds_stands_and_a_trail_drifts():
    mast, trail = cloudy(), cloudy()
    mast[:, 40 : 4 * 30, 130:133] = .15
    for x in range(4 * W):
        trail[:, 40 + x // 8 : 43 + x // 8, x] = 1
    scene = scene_of(lambda x, y: "built" if y >= 30 else "sky")
    held = constrain(motion_of(), scene, mast, 4.0)
    assert np.abs(held[:30, 12:30, 32:33]).max() == 0 and held[30, 12:30, 32].max() == 0
    assert np.hypot(*constrain(motion_of(), scene, trail, 4.0)[:2])[10:14, 20:30].min() > .02


def test_light_never_changes_on_people_and_buildings():
    scene = .55 * scene_of(lambda x, y: "sky") + .45 * scene_of(lambda x, y: "built")
    assert np.abs(constrain(motion_of(), scene, None, 4.0)[grid.GLOW]).max() == 0
