"""The loss curves of training runs as one picture: ``python -m motion.curve --out FILE RUN/small RUN/large``."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np

COLUMNS = ("loss", "drift", "spectrum", "glow", "moving")
COLOURS = ((40, 40, 40), (200, 120, 30), (40, 140, 40), (170, 60, 170), (40, 60, 210))
WIDTH, HEIGHT, MARGIN = 900, 420, 56


def read_run(run: Path) -> np.ndarray:
    """[rows, 7]: step, seconds, loss, drift, spectrum, glow, moving."""
    with open(run / "log.csv") as file:
        return np.array([[float(v) for v in row] for row in csv.reader(file)])


def draw(runs: list[np.ndarray]) -> np.ndarray:
    """[H,W,3] BGR: every column over the minutes of all runs in a row, logarithmic."""
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    values = np.concatenate([r[:, 2:] for r in runs])
    low, high = np.log10(values.min() * .9), np.log10(values.max() * 1.1)
    minutes = sum(r[-1, 1] for r in runs) / 60

    def place(minute: float, value: float) -> tuple[int, int]:
        x = MARGIN + (WIDTH - 2 * MARGIN) * minute / minutes
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (np.log10(value) - low) / (high - low)
        return int(x), int(y)

    for mark in (.02, .05, .1, .2, .5, 1, 2):
        if low < np.log10(mark) < high:
            y = place(0, mark)[1]
            cv2.line(image, (MARGIN, y), (WIDTH - MARGIN, y), (225, 225, 225), 1)
            cv2.putText(image, f"{mark:g}", (8, y + 4), 0, .4, (90, 90, 90), 1, cv2.LINE_AA)
    start = 0.0
    for number, run in enumerate(runs):
        x = place(start, 10**low)[0]
        cv2.line(image, (x, MARGIN), (x, HEIGHT - MARGIN), (200, 200, 200), 1)
        cv2.putText(image, ("trunk", "whole")[min(number, 1)], (x + 4, HEIGHT - MARGIN + 16), 0, .42, (90, 90, 90), 1, cv2.LINE_AA)
        for index, colour in enumerate(COLOURS):
            points = np.array([place(start + row[1] / 60, row[2 + index]) for row in run], np.int32)
            cv2.polylines(image, [points], False, colour, 2 if index == 0 else 1, cv2.LINE_AA)
        start += run[-1, 1] / 60
    for index, (name, colour) in enumerate(zip(COLUMNS, COLOURS)):
        cv2.putText(image, name, (MARGIN + 110 * index, 30), 0, .5, colour, 1, cv2.LINE_AA)
    cv2.putText(image, f"{minutes:.0f} min", (WIDTH - MARGIN - 40, HEIGHT - 18), 0, .42, (90, 90, 90), 1, cv2.LINE_AA)
    return image


def main() -> None:
    """Writes the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("runs", type=Path, nargs="+")
    args = parser.parse_args()
    cv2.imwrite(str(args.out), draw([read_run(run) for run in args.runs]))


if __name__ == "__main__":
    main()
