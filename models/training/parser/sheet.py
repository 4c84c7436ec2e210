"""Draws sheets of photos with a coordinate grid, to write label polygons by looking:
``python -m parser.sheet --data DIR [--columns 2 --rows 2 --cell 700] [--labels DIR] PATTERN...``.

The grid runs 0..1000 over width and height and is labelled every 100. With ``--labels`` the refined label map is laid
over each photo (ignored cells white), to check what was written.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .classes import IGNORE, PALETTE, SCENE_CLASSES
from .refine import label_file_name, refined_label_map


def draw_grid(image: np.ndarray) -> np.ndarray:
    """The same BGR image [H,W,3] uint8 with a faint 0..1000 grid and numbers on its top and left edges."""
    height, width = image.shape[:2]
    lines = image.copy()
    for step in range(50, 1000, 50):
        x, y = round(width * step / 1000), round(height * step / 1000)
        for start, end in (((x, 0), (x, height)), ((0, y), (width, y))):
            cv2.line(lines, start, end, (255, 255, 255) if step % 500 else (0, 255, 255), 1)
    weight = 0.4
    out = cv2.addWeighted(lines, weight, image, 1 - weight, 0)
    for step in range(100, 1000, 100):
        x, y = round(width * step / 1000), round(height * step / 1000)
        for position in ((x - 10, 10), (0, y + 4), (x - 10, height // 2 + 4), (width // 2, y + 4)):
            cv2.putText(out, str(step), position, cv2.FONT_HERSHEY_SIMPLEX, 0.34, (0, 0, 0), 3, cv2.LINE_AA)
            cv2.putText(out, str(step), position, cv2.FONT_HERSHEY_SIMPLEX, 0.34, (0, 255, 255), 1, cv2.LINE_AA)
    return out


def overlay(image: np.ndarray, labels: np.ndarray, weight: float = 0.55) -> np.ndarray:
    """The BGR image with its label map [h,w] (class index or IGNORE) blended over it, borders of colour kept crisp."""
    table = np.full((256, 3), 255, np.uint8)
    table[: len(PALETTE)] = np.array(PALETTE, np.uint8)[:, ::-1]
    colours = cv2.resize(table[labels], (image.shape[1], image.shape[0]), interpolation=cv2.INTER_NEAREST)
    return cv2.addWeighted(colours, weight, image, 1 - weight, 0)


def draw_legend(width: int) -> np.ndarray:
    """A strip [24, width, 3] naming every class in its colour."""
    strip = np.zeros((24, width, 3), np.uint8)
    step = width / len(SCENE_CLASSES)
    for index, name in enumerate(SCENE_CLASSES):
        x = int(index * step)
        cv2.rectangle(strip, (x, 0), (int(x + step), 24), PALETTE[index][::-1], -1)
        cv2.putText(strip, name, (x + 2, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.36, (0, 0, 0), 1, cv2.LINE_AA)
    return strip


def main() -> None:
    """Writes numbered PNG sheets and prints which photos stand on each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("/tmp/sheets"))
    parser.add_argument("--name", default="sheet")
    parser.add_argument("--columns", type=int, default=2)
    parser.add_argument("--rows", type=int, default=2)
    parser.add_argument("--cell", type=int, default=700, help="width of a photo's cell in pixels")
    parser.add_argument("--labels", type=Path, help="overlay the refined labels of this folder")
    parser.add_argument("--unlabelled", type=Path, help="leave out photos that have a label in this folder")
    parser.add_argument("patterns", nargs="+", help="globs relative to the data folder, such as 'photos/*/sea-*.jpg'")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    paths = sorted({p for pattern in args.patterns for p in args.data.glob(pattern)})
    relative = [p.relative_to(args.data).as_posix() for p in paths]
    if args.labels:
        relative = [p for p in relative if (args.labels / label_file_name(p)).exists()]
    if args.unlabelled:
        relative = [p for p in relative if not (args.unlabelled / label_file_name(p)).exists()]
    per_sheet = args.columns * args.rows
    for number, start in enumerate(range(0, len(relative), per_sheet)):
        cells = []
        for path in relative[start : start + per_sheet]:
            image = cv2.imread(str(args.data / path))
            scale = min(args.cell / image.shape[1], args.cell / image.shape[0])
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
            if args.labels:
                record = json.loads((args.labels / label_file_name(path)).read_text())
                image = overlay(image, refined_label_map(args.data, record))
            else:
                image = draw_grid(image)
            cell = np.zeros((image.shape[0] + 20, args.cell, 3), np.uint8)
            cell[20:, : image.shape[1]] = image
            cv2.putText(cell, path.removeprefix("photos/"), (2, 14), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (255, 255, 255), 1, cv2.LINE_AA)
            cells.append(cell)
        rows = []
        for r in range(0, len(cells), args.columns):
            row = cells[r : r + args.columns]
            row += [np.zeros((20, args.cell, 3), np.uint8)] * (args.columns - len(row))
            tall = max(c.shape[0] for c in row)
            rows.append(np.hstack([np.pad(c, ((0, tall - c.shape[0]), (0, 0), (0, 0))) for c in row]))
        if args.labels:
            rows.append(draw_legend(args.cell * args.columns))
        target = args.out / f"{args.name}-{number:02d}.png"
        cv2.imwrite(str(target), np.vstack(rows))
        print(target, *relative[start : start + per_sheet])


if __name__ == "__main__":
    main()
