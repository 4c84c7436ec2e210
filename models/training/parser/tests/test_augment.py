"""Changes of light and place keep the labels true, and make the picture what they are named for."""

import numpy as np

from parser import augment, light
from parser.classes import CLASS_INDEX
from parser.data import ParserSamples, Sample

ANIMAL, BUILT, SKY, WATER = (CLASS_INDEX[c] for c in ("animal", "built", "sky", "moving_water"))


def place():
    """A light blue sky over a textured wall: BGR [96,128,3] and labels."""
    labels = np.full((96, 128), BUILT, np.uint8)
    labels[:40] = SKY
    image = np.random.default_rng(7).integers(60, 200, (96, 128, 3)).astype(np.uint8)
    image[:40] = (230, 180, 120)
    return image, labels


def test_a_night_is_dark_and_its_lamps_stand_on_what_is_built():
    image, labels = place()
    for seed in range(8):
        out, marks = light.lit_night(np.random.default_rng(seed), image, labels)
        assert (marks == labels).all() and (image == place()[0]).all()
        assert np.median(out[labels == SKY]) < 0.5 * np.median(image[labels == SKY])
        bright = out.max(-1) > 200
        assert bright[labels == BUILT].mean() > bright[labels == SKY].mean()


def test_an_old_print_has_less_colour_and_only_its_border_becomes_built():
    image, labels = place()
    chroma = lambda picture: float(np.ptp(picture.astype(int), axis=-1).mean())
    bordered, faded = 0, 0
    for seed in range(30):
        out, marks = light.old_print(np.random.default_rng(seed), image, labels)
        assert out.dtype == np.uint8 and (image == place()[0]).all() and (labels == place()[1]).all()
        changed = marks != labels
        assert (marks[changed] == BUILT).all() and not changed[12:40, 12:-12].any()
        bordered += bool(changed.any())
        faded += chroma(out) < chroma(image)
    assert 0 < bordered < 20 and faded > 20


def test_fog_makes_far_water_and_sky_one_and_spares_what_is_near():
    image, labels = place()
    labels[40:] = WATER
    labels[40:, :20] = BUILT
    image[40:, 20:] = (90, 60, 20)
    apart = lambda picture: abs(picture[36:39, 40:].astype(float).mean((0, 1)) - picture[42:45, 40:].mean((0, 1))).mean()
    for seed in range(8):
        out, marks = light.sea_fog(np.random.default_rng(seed), image, labels)
        assert (marks == labels).all()
        assert apart(out) < 0.4 * apart(image)
        assert np.abs(out[85:, 40:].astype(int) - image[85:, 40:]).mean() < np.abs(out[42:52, 40:].astype(int) - image[42:52, 40:]).mean()
        assert out[60:, :16].std() > 0.25 * image[60:, :16].std()


def test_a_portrait_stands_sharp_and_large_before_a_blurred_place():
    image, labels = place()
    marks = np.full((100, 90), BUILT, np.uint8)
    marks[30:, 30:60] = ANIMAL
    other = np.random.default_rng(1).integers(0, 255, (100, 90, 3)).astype(np.uint8)
    donor = (other, marks)
    for seed in range(8):
        out, result = augment.portrait(np.random.default_rng(seed), image, labels, donor)
        subject = result == ANIMAL
        assert subject[-1].any(), "what its photo cut off below must be cut off here"
        assert np.ptp(np.flatnonzero(subject.any(1))) > 0.4 * len(labels)
        kept = (result == labels) & ~subject
        assert out[kept & (labels == BUILT)].std() < 0.8 * image[kept & (labels == BUILT)].std()
        assert (result[result != labels] != SKY).all()
    assert (augment.portrait(np.random.default_rng(0), image, labels, place())[0] == image).all()


def test_photos_that_are_wrong_more_are_drawn_more_often():
    image, labels = place()
    samples = [Sample(name, image, labels, True) for name in ("right", "wrong", "hopeless", "new")]
    stream = lambda errors: ParserSamples(samples, ([], []), 1, 0, 192, errors).weights
    assert np.allclose(stream(None), 0.25)
    right, wrong, hopeless, new = stream({"right": 0.0, "wrong": 0.2, "hopeless": 0.7}) / stream({"right": 0.0, "wrong": 0.2, "hopeless": 0.7})[3]
    assert (right, new) == (0.5, 1.0) and 0.6 < wrong < 0.7 and 2.3 < hopeless < 2.4
