"""The key stays shut until every choice is written down."""

import csv
import json

import pytest

from motion.blind import interval, score


def write(folder, choices, key):
    with open(folder / "choices.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["pair", "choice (A, B or tie)", "why"])
        writer.writerows([n, c, ""] for n, c in choices.items())
    (folder / "key.json").write_text(json.dumps(key))


def test_scores_only_what_was_chosen(tmp_path):
    key = {f"program-{i:02d}": "A" for i in range(10)} | {f"previous-{i:02d}": "B" for i in range(4)}
    choices = {n: "A" for n in key}
    write(tmp_path, choices | {"program-03": ""}, key)
    with pytest.raises(ValueError, match="program-03"):
        score(tmp_path)
    write(tmp_path, choices | {"program-03": "tie"}, key)
    result = score(tmp_path)
    assert result["program"]["share"] == pytest.approx(.95) and result["previous"]["share"] == 0


def test_wilson():
    low, high = interval(30, 40)
    assert (round(low, 3), round(high, 3)) == (.598, .858)
