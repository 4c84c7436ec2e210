"""Judges the shipped graph on held-out photos: ``python -m parser.evaluate --data DIR [--model FILE] [--pictures DIR] [--json FILE]``.

Each photo is fed exactly as the app feeds it (area-resized to four times the motion grid). Probabilities are upsampled to the label
map and compared where the label is sure. IoU is over all pixels of all photos; intervals come from resampling photos.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Callable

import cv2
import numpy as np

from .classes import IGNORE, MERGED_GROUPS, SCENE_CLASSES
from .data import EXTRA_LABELS, Sample, choose_grid, load_extra, load_labelled, photo_tensor
from .net import MOVING, load_exported
from .sheet import draw_legend, overlay
from .still_pictures import moving_shares

DEFAULT_MODEL = Path(__file__).resolve().parents[2] / "scene-parser" / "scene-parser.onnx"
#: Classes that a person must never see melt, and those whose motion would melt them.
STATIC = ("face", "body", "animal", "built", "ground")
Predict = Callable[[np.ndarray], np.ndarray]


def onnx_predictor(model: Path, threads: int = 2) -> Predict:
    """A function photo [1,3,4h,4w] f32 -> probabilities [1,16,h,w] f32 by ONNX Runtime on the CPU."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return lambda photo: session.run(None, {"photo": photo})[0]


def torch_predictor(checkpoint: Path) -> Predict:
    """The same from a training checkpoint, to judge a run that is still going."""
    import torch

    graph = load_exported(checkpoint)[0]

    def predict(photo: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            return graph(torch.from_numpy(photo)).numpy()

    return predict


def predict_labels(predict: Predict, sample: Sample) -> tuple[np.ndarray, np.ndarray]:
    """(class map at the label map's size, probabilities [16,h,w]) of one photo."""
    height, width = sample.labels.shape
    h, w = choose_grid(width, height)
    probabilities = predict(photo_tensor(sample.image, h, w).numpy())[0]
    large = cv2.resize(probabilities.transpose(1, 2, 0), (width, height), interpolation=cv2.INTER_LINEAR)
    return large.argmax(-1), probabilities


def confusion(truth: np.ndarray, guess: np.ndarray, classes: int) -> np.ndarray:
    """[classes, classes] pixel counts, row = truth; IGNORE left out."""
    known = truth != IGNORE
    return np.bincount(truth[known].astype(np.int64) * classes + guess[known], minlength=classes**2).reshape(classes, classes)


def iou(matrix: np.ndarray) -> np.ndarray:
    """[classes] intersection over union; NaN where the class is absent from the truth."""
    hit = np.diag(matrix).astype(np.float64)
    union = matrix.sum(0) + matrix.sum(1) - hit
    return np.where(matrix.sum(1) > 0, hit / np.maximum(union, 1), np.nan)


def merged(matrix: np.ndarray) -> np.ndarray:
    """Confusion over MERGED_GROUPS from one over the 16 classes."""
    member = np.array([[c in group for c in SCENE_CLASSES] for group in MERGED_GROUPS.values()], np.int64)
    return member @ matrix @ member.T


def figures(matrices: np.ndarray, seed: int = 0) -> dict:
    """All figures from per-photo confusions [photos,16,16]."""
    total = matrices.sum(0)
    single, groups = iou(total), iou(merged(total))
    rng = np.random.default_rng(seed)
    draws = [np.nanmean(iou(merged(matrices[rng.integers(len(matrices), size=len(matrices))].sum(0)))) for _ in range(300)]
    moving = [SCENE_CLASSES.index(c) for c in MOVING]
    melts = {}
    for name in STATIC:
        row = total[SCENE_CLASSES.index(name)]
        melts[name] = round(float(row[moving].sum() / max(row.sum(), 1)), 4)
    still = [SCENE_CLASSES.index(c) for c in STATIC]
    share = lambda rows, columns: round(float(total[rows][:, columns].sum() / max(total[rows].sum(), 1)), 4)  # noqa: E731
    photos = {c: int((matrices[:, i].sum(1) > 0).sum()) for i, c in enumerate(SCENE_CLASSES)}
    number = lambda v: None if np.isnan(v) else round(float(v), 4)  # noqa: E731
    return {
        "photos": len(matrices),
        "meanIou16": number(np.nanmean(single)),
        "classIou": {c: number(v) for c, v in zip(SCENE_CLASSES, single)},
        "classPhotos": photos,
        "meanIouMerged": number(np.nanmean(groups)),
        "meanIouMerged95": [round(float(v), 4) for v in np.percentile(draws, (2.5, 97.5))],
        "mergedIou": {g: number(v) for g, v in zip(MERGED_GROUPS, groups)},
        "pixelAccuracy": round(float(np.trace(total) / total.sum()), 4),
        "calledMoving": melts,
        "staticCalledMoving": share(still, moving),
        "movingCalledStatic": share(moving, still),
        "groupConfusion": {g: {h: round(float(v), 4) for h, v in zip(MERGED_GROUPS, row / max(row.sum(), 1))} for g, row in zip(MERGED_GROUPS, merged(total))},
    }


def main() -> None:
    """Prints the figures as JSON; optionally writes sheets photo | label | prediction, the worst photos first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help=".onnx, or a .pt checkpoint")
    parser.add_argument("--cache", type=Path, default=Path("/tmp/parser-cache"))
    parser.add_argument("--side", choices=("heldOut", "train", "dev", "fit"), default="heldOut")
    parser.add_argument("--extra-dev", type=Path, help="judge the photos of labels-extra/dev, read from this folder, instead of a side")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    samples = load_extra(args.extra_dev, EXTRA_LABELS / "dev") if args.extra_dev else load_labelled(args.data, args.cache, args.side)
    predict = torch_predictor(args.model) if args.model.suffix == ".pt" else onnx_predictor(args.model)
    guesses = [predict_labels(predict, s)[0] for s in samples]
    matrices = np.stack([confusion(s.labels, g, len(SCENE_CLASSES)) for s, g in zip(samples, guesses)])
    result = figures(matrices) | {"stillPictures": moving_shares(predict)}
    text = json.dumps(result, indent=1)
    print(text)
    if args.json:
        args.json.write_text(text + "\n")
    if args.pictures:
        args.pictures.mkdir(parents=True, exist_ok=True)
        right = [np.trace(merged(m)) / max(m.sum(), 1) for m in matrices]
        cells = []
        for index in np.argsort(right):
            sample = samples[index]
            triple = [sample.image, overlay(sample.image, sample.labels), overlay(sample.image, guesses[index].astype(np.uint8))]
            row = np.hstack([cv2.resize(t, (230, 170), interpolation=cv2.INTER_AREA) for t in triple])
            cv2.putText(row, f"{right[index]:.2f} {sample.path[7:]}", (2, 12), cv2.FONT_HERSHEY_SIMPLEX, 0.38, (0, 0, 255), 1, cv2.LINE_AA)
            cells.append(row)
        for start in range(0, len(cells), 18):
            part = cells[start : start + 18]
            part += [np.zeros_like(part[0])] * (-len(part) % 3)
            grid = np.vstack([np.hstack(part[i : i + 3]) for i in range(0, len(part), 3)])
            cv2.imwrite(str(args.pictures / f"{args.side}-{start // 18}.png"), np.vstack([grid, draw_legend(grid.shape[1])]))


if __name__ == "__main__":
    main()
