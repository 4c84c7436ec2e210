"""Drawn backdrops: all of them stand still, and what stands before them keeps its class."""

import cv2
import numpy as np

from parser import backdrops
from parser.classes import CLASS_INDEX, IGNORE
from parser.still_pictures import moving_shares, still_pictures

BUILT, SKY = CLASS_INDEX["built"], CLASS_INDEX["sky"]


def roughness(image):
    """Mean step between neighbours, 0..255."""
    values = image.astype(np.float32)
    return np.abs(np.diff(values, axis=0)).mean() + np.abs(np.diff(values, axis=1)).mean()


def test_every_backdrop_has_the_size_and_the_range_it_should():
    for seed in range(30):
        rng = np.random.default_rng(seed)
        for image in (backdrops.gradient(rng, 64, 96), backdrops.bokeh(rng, 64, 96)):
            assert image.shape == (64, 96, 3) and np.isfinite(image).all() and image.min() >= 0 and image.max() < 256


def test_a_plain_backdrop_is_static_everywhere_with_and_without_words():
    rough = []
    for seed in range(40):
        image, labels = backdrops.plain(np.random.default_rng(seed), 64, 96)
        assert image.dtype == np.uint8 and (labels == BUILT).all()
        rough.append(roughness(image))
    # Some bear words or noise, others are smooth.
    assert min(rough) < 3 < max(rough)


def test_gradients_come_in_every_hue_and_most_of_all_in_those_of_skies():
    hues = np.array([cv2.cvtColor(backdrops.any_colour(np.random.default_rng(s)).astype(np.uint8)[None, None], cv2.COLOR_BGR2HSV)[0, 0, 0] for s in range(600)])
    share = np.histogram(hues, bins=6, range=(0, 180))[0] / len(hues)
    assert (share > 0.04).all() and ((hues >= 85) & (hues <= 130)).mean() > 0.4


def test_who_stands_in_the_studio_keeps_the_class_and_the_rest_is_static():
    labels = np.full((120, 160), CLASS_INDEX["grass"], np.uint8)
    labels[40:120, 60:110] = CLASS_INDEX["body"]
    image = np.zeros((120, 160, 3), np.uint8)
    image[labels == CLASS_INDEX["body"]] = (10, 20, 250)
    shown = 0
    for seed in range(24):
        out, marks = backdrops.studio(np.random.default_rng(seed), (image, labels), None, 96, 128)
        assert set(np.unique(marks)) <= {BUILT, CLASS_INDEX["body"], IGNORE}
        body = marks == CLASS_INDEX["body"]
        if body.any():
            shown += 1
            assert np.abs(out[body].astype(int) - (10, 20, 250)).mean() < 12
            assert body[-1].any()  # what the photo cut off stays cut off
    assert 10 < shown < 24


def test_a_crop_of_clear_sky_alone_is_told_from_one_with_a_roof():
    labels = np.full((64, 64), SKY, np.uint8)
    assert backdrops.shows_only_sky(labels)
    labels[60:] = BUILT
    assert not backdrops.shows_only_sky(labels)
    assert not backdrops.shows_only_sky(np.full((64, 64), CLASS_INDEX["cloud"], np.uint8))


def test_still_pictures_count_what_would_move():
    pictures = still_pictures()
    assert len(pictures["gradients"]) == 27 and all(p.shape == (192, 256, 3) and p.dtype == np.uint8 for kind in pictures.values() for p in kind)

    def sky_where_bright(photo):
        answer = np.zeros((1, 16, photo.shape[2] // 4, photo.shape[3] // 4), np.float32)
        bright = photo[:, :, 2::4, 2::4].mean(1) > 0.9
        answer[:, SKY], answer[:, BUILT] = bright, ~bright
        return answer

    shares = moving_shares(sky_where_bright)
    assert shares["white"] == 1 and shares["black"] == 0 == shares["grey"]
    assert 0 < shares["gradientsMoving"] < 0.5
