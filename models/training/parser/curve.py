"""The loss of training runs as one picture: ``python -m parser.curve --out FILE LOG...`` from what ``parser.train`` prints."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import cv2
import numpy as np

WIDTH, HEIGHT, MARGIN = 900, 360, 50
LINE = re.compile(r"^step (\d+) (\d+) s loss ([\d.]+)")


def read_log(text: str) -> np.ndarray:
    """[rows,2]: step and smoothed loss of one run's log. Raises ValueError when it holds no step."""
    rows = [(float(m[1]), float(m[3])) for m in map(LINE.match, text.splitlines()) if m]
    if not rows:
        raise ValueError("no step in this log")
    return np.array(rows)


def draw(runs: dict[str, np.ndarray]) -> np.ndarray:
    """[H,W,3] BGR: loss over steps, the runs one after the other, each named at its start."""
    image = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    total = sum(r[-1, 0] for r in runs.values())
    high = max(r[:, 1].max() for r in runs.values()) * 1.05
    x_of = lambda step: MARGIN + (WIDTH - 2 * MARGIN) * step / total  # noqa: E731
    y_of = lambda loss: HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * loss / high  # noqa: E731
    for mark in np.arange(0, high, 0.5):
        y = int(y_of(mark))
        cv2.line(image, (MARGIN, y), (WIDTH - MARGIN, y), (225, 225, 225), 1)
        cv2.putText(image, f"{mark:g}", (12, y + 4), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (90, 90, 90), 1, cv2.LINE_AA)
    start = 0.0
    for name, run in runs.items():
        x = int(x_of(start))
        cv2.line(image, (x, MARGIN), (x, HEIGHT - MARGIN), (200, 200, 200), 1)
        cv2.putText(image, name, (x + 4, HEIGHT - MARGIN + 18), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (90, 90, 90), 1, cv2.LINE_AA)
        points = np.stack([x_of(start + run[:, 0]), y_of(run[:, 1])], 1).astype(np.int32)
        cv2.polylines(image, [points], False, (150, 80, 20), 2, cv2.LINE_AA)
        start += run[-1, 0]
    cv2.putText(image, f"training loss over {total:.0f} steps", (MARGIN, 30), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (40, 40, 40), 1, cv2.LINE_AA)
    return image


def main() -> None:
    """Reads NAME=LOG arguments, writes the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("logs", nargs="+", help="name=file")
    args = parser.parse_args()
    runs = {name: read_log(Path(file).read_text()) for name, file in (entry.split("=", 1) for entry in args.logs)}
    cv2.imwrite(str(args.out), draw(runs))


if __name__ == "__main__":
    main()
