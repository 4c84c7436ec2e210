"""How well two people agree, and the parser with each: ``python -m parser.agreement --data DIR [--model FILE]``.

``labels-second`` holds sky and water of 57 held-out photos drawn a second time by labellers who saw neither the first labels nor
any parser's answer. Two careful people's IoU is the most that a parser's figure against either of them can mean. Pixels that one of the two
left open are not compared, so the shares left out are given, too. Intervals by resampling photos.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .classes import CLASS_INDEX, IGNORE
from .data import TRAINING, Sample, load_labelled
from .evaluate import DEFAULT_MODEL, onnx_predictor, predict_labels
from .refine import label_file_name, refined_label_map

SECOND = TRAINING / "labels-second"
#: What the second labels tell apart, and the classes that count as it; every other class is 0.
KINDS = {"sky": ("sky", "cloud"), "water": ("still_water", "moving_water", "waterfall")}


def kinds(labels: np.ndarray) -> np.ndarray:
    """[H,W] uint8 classes -> 0 other, 1 sky, 2 water; IGNORE stays."""
    out = np.where(labels == IGNORE, IGNORE, 0).astype(np.uint8)
    for value, classes in enumerate(KINDS.values(), 1):
        out[np.isin(labels, [CLASS_INDEX[c] for c in classes])] = value
    return out


def overlap(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """[2,2] pixels (intersection, union) of sky and of water where neither map [H,W] of :func:`kinds` is IGNORE."""
    known = (a != IGNORE) & (b != IGNORE)
    return np.array([[((a == v) & (b == v) & known).sum(), (((a == v) | (b == v)) & known).sum()] for v in (1, 2)])


def pooled(counts: np.ndarray, seed: int = 0) -> dict[str, list[float]]:
    """IoU and its 95 % interval by kind from counts [photos,2,2]."""
    rng = np.random.default_rng(seed)
    draws = np.stack([counts[rng.integers(len(counts), size=len(counts))].sum(0) for _ in range(500)])
    total = counts.sum(0)
    return {
        kind: [round(float(v), 3) for v in (total[i, 0] / total[i, 1], *np.percentile(draws[:, i, 0] / np.maximum(draws[:, i, 1], 1), (2.5, 97.5)))]
        for i, kind in enumerate(KINDS)
    }


def second_map(data: Path, sample: Sample) -> np.ndarray | None:
    """The second labeller's map of a photo at its first map's size, borders refined as the first were; None if it wasn't drawn twice."""
    file = SECOND / label_file_name(sample.path)
    if not file.exists():
        return None
    height, width = sample.labels.shape
    return cv2.resize(kinds(refined_label_map(data, json.loads(file.read_text()))), (width, height), interpolation=cv2.INTER_NEAREST)


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/parser-cache"))
    args = parser.parse_args()
    predict = onnx_predictor(args.model)
    rows: dict[str, list[np.ndarray]] = {"twoPeople": [], "parserAndFirst": [], "parserAndSecond": [], "parserWhereTheyAgree": []}
    left_out = []
    for sample in load_labelled(args.data, args.cache, "heldOut"):
        second = second_map(args.data, sample)
        if second is None:
            continue
        first, guess = kinds(sample.labels), kinds(predict_labels(predict, sample)[0].astype(np.uint8))
        both = np.where(first == second, first, IGNORE)
        pairs = ((first, second), (guess, first), (guess, second), (guess, both))
        for row, pair in zip(rows.values(), pairs):
            row.append(overlap(*pair))
        left_out.append([(first == IGNORE).mean(), (second == IGNORE).mean(), (both == IGNORE).mean()])
    result = {name: pooled(np.stack(counts)) for name, counts in rows.items()}
    shares = dict(zip(("first", "second", "eitherOrDisagreeing"), (round(float(v), 3) for v in np.mean(left_out, 0))))
    print(json.dumps({"photos": len(left_out), "iou": result, "leftOut": shares}, indent=1))


if __name__ == "__main__":
    main()
