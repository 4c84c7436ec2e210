"""Two labellers' agreement: what is compared, what is left out."""

import json

import numpy as np

from parser.agreement import SECOND, kinds, overlap, pooled
from parser.classes import CLASS_INDEX, IGNORE
from parser.data import split_of


def test_all_kinds_of_water_are_one_and_what_is_open_stays_open():
    labels = np.array([[CLASS_INDEX["cloud"], CLASS_INDEX["waterfall"], CLASS_INDEX["still_water"], CLASS_INDEX["built"], IGNORE]], np.uint8)
    assert kinds(labels).tolist() == [[1, 2, 2, 0, IGNORE]]


def test_only_what_both_are_sure_of_is_counted():
    a = np.array([[1, 1, 2, 0, IGNORE, 2]], np.uint8)
    b = np.array([[1, 0, 2, 2, 1, IGNORE]], np.uint8)
    assert overlap(a, b).tolist() == [[1, 2], [1, 2]]


def test_the_interval_holds_the_figure_and_is_a_point_when_photos_are_alike():
    alike = np.tile(np.array([[8, 10], [3, 4]]), (6, 1, 1))
    assert pooled(alike) == {"sky": [0.8, 0.8, 0.8], "water": [0.75, 0.75, 0.75]}
    mixed = alike.copy()
    mixed[0] = [[0, 10], [0, 4]]
    share, low, high = pooled(mixed)["sky"]
    assert low < share == round(40 / 60, 3) < high


def test_only_held_out_photos_were_drawn_twice():
    drawn = {json.loads(f.read_text())["path"] for f in SECOND.glob("*.json")}
    assert len(drawn) == 57 and drawn <= split_of("heldOut")
