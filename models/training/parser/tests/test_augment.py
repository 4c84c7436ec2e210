"""Changes of light keep the labels true, and make the picture what they are named for."""

import numpy as np

from parser import augment
from parser.classes import CLASS_INDEX

BUILT, SKY = CLASS_INDEX["built"], CLASS_INDEX["sky"]


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
        out, marks = augment.lit_night(np.random.default_rng(seed), image, labels)
        assert (marks == labels).all() and (image == place()[0]).all()
        assert np.median(out[labels == SKY]) < 0.5 * np.median(image[labels == SKY])
        bright = out.max(-1) > 200
        assert bright[labels == BUILT].mean() > bright[labels == SKY].mean()


def test_an_old_print_has_less_colour_and_only_its_border_becomes_built():
    image, labels = place()
    chroma = lambda picture: float(np.ptp(picture.astype(int), axis=-1).mean())
    bordered, faded = 0, 0
    for seed in range(30):
        out, marks = augment.old_print(np.random.default_rng(seed), image, labels)
        assert out.dtype == np.uint8 and (image == place()[0]).all() and (labels == place()[1]).all()
        changed = marks != labels
        assert (marks[changed] == BUILT).all() and not changed[12:40, 12:-12].any()
        bordered += bool(changed.any())
        faded += chroma(out) < chroma(image)
    assert 0 < bordered < 20 and faded > 20
