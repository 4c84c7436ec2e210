"""Which way water runs, against headings that a person drew: part of ``./evaluate``.

``water-headings.tsv``: photos with open water, the side of the split (train, heldOut, extra), sea or river, and degrees in the picture (0 right, 90 down,
clockwise), drawn by looking at the photo before the cue was run on it; waters that do not show where they run to are not in it. Headings of ``fresh``
photos were drawn and read after the cue was finished.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np

from parser.classes import CLASS_INDEX
from . import grid
from .cases import Case, Model
from .data import TRAINING_DIR, load_extra, load_labelled
from .measures import turn
from .water_heading import water_heading

#: The way to the viewer.
TO_VIEWER = (0.0, 1.0)


def load_headings() -> dict[str, tuple[str, str, float]]:
    """(side, sea or river, degrees) of each photo."""
    with (TRAINING_DIR / "water-headings.tsv").open(newline="") as file:
        return {row["name"]: (row["side"], row["water"], float(row["degrees"])) for row in csv.DictReader(file, delimiter="\t")}


def interval(values: np.ndarray) -> list[float]:
    """95 % interval of a mean: bootstrap over photos, 10,000 draws, fixed seed."""
    means = values[np.random.default_rng(0).integers(0, len(values), (10_000, len(values)))].mean(1)
    return [round(float(v), 1) for v in np.percentile(means, (2.5, 97.5))]


def measure(model: Model, data: Path, extra: Path | None, parser_maps: Any, cache: Path | None) -> dict[str, Any]:
    """Mean angle (degrees) between the drawn heading and: what the photo tells, straight to the viewer, and the film's drift of running water. The
    photos of ``extra`` (``labels-extra/sources.tsv``) are left out where they are not given."""
    drawn = load_headings()
    bases = [b for side in ("train", "heldOut") for b in load_labelled(data, side, cache=cache)] + (load_extra(extra) if extra else [])
    rows: list[tuple[str, float, float, float]] = []
    for base in bases:
        if base.name not in drawn:
            continue
        side, _, degrees = drawn[base.name]
        wanted = np.array([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))])
        case = Case(base, parser_maps)
        told = water_heading(case.photo[0], case.scene[0]) or TO_VIEWER
        motion = model.draw(case, 1)
        running = case.scene[0, CLASS_INDEX["moving_water"]] > 0.5
        drift = (motion[grid.DRIFT] * running).sum((1, 2))
        rows.append((side, turn(np.array(told), wanted), turn(np.array(TO_VIEWER), wanted), turn(drift, wanted) if np.hypot(*drift) > 1e-6 else math.nan))
    out: dict[str, Any] = {}
    for side in ("train", "extra", "fresh", "heldOut"):
        values = np.array([r[1:] for r in rows if r[0] == side])
        if len(values):
            out[side] = {"photos": len(values), **{n: round(float(np.nanmean(v)), 1) for n, v in zip(("photo", "toViewer", "film"), values.T)}}
    both = np.array([r[1:3] for r in rows])
    return out | {"all": {"photos": len(rows), "photoLessViewer": round(float((both[:, 0] - both[:, 1]).mean()), 1), "interval": interval(both[:, 0] - both[:, 1])}}
