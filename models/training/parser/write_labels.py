"""Turns quick notes into label files: ``python -m parser.write_labels --data DIR NOTES...``.

A note begins with ``@ <folder>/<name> <default class>`` followed by optional ``key=value`` (``flow``: degrees, ``horizon``:
0..1000) and one polygon a line: ``<class> x,y x,y ...`` with x, y in 0..1000. ``<class> box x0,y0 x1,y1`` and
``<class> oval cx,cy rx,ry [degrees]`` are short for rectangles and ellipses. ``#`` begins a comment.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from pathlib import Path
from typing import Any

import cv2

from .classes import CLASS_INDEX
from .refine import label_file_name


def parse_polygon(line: str, size: tuple[int, int]) -> dict[str, Any]:
    """One polygon line -> {class, points}. ``size`` (width, height) makes ovals round in pixels when tilted."""
    name, *words = line.split()
    if name not in CLASS_INDEX and name != "ignore":
        raise ValueError(f"unknown class in {line!r}")
    shape = words.pop(0) if words[0] in ("box", "oval") else "polygon"
    pairs = [[float(v) for v in w.split(",")] for w in words if "," in w]
    if any(len(p) != 2 for p in pairs):
        raise ValueError(f"bad point in {line!r}")
    if shape == "box":
        (x0, y0), (x1, y1) = pairs
        pairs = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    elif shape == "oval":
        (cx, cy), (rx, ry) = pairs
        turn = math.radians(float(words[2])) if len(words) > 2 else 0.0
        aspect = size[0] / size[1]
        points = []
        for step in range(16):
            x, y = rx * aspect * math.cos(step * math.pi / 8), ry * math.sin(step * math.pi / 8)
            points.append([cx + (x * math.cos(turn) - y * math.sin(turn)) / aspect, cy + x * math.sin(turn) + y * math.cos(turn)])
        pairs = points
    if len(pairs) < 3:
        raise ValueError(f"too few points in {line!r}")
    return {"class": name, "points": [[round(min(1000, max(0, v)), 1) for v in p] for p in pairs]}


def main() -> None:
    """Writes one label file a note; a note for a photo that has a file replaces it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "labels")
    parser.add_argument("notes", type=Path, nargs="+")
    args = parser.parse_args()
    records: dict[str, dict[str, Any]] = {}
    current: dict[str, Any] = {}
    for line in (line.split("#")[0].strip() for note in args.notes for line in note.read_text().splitlines()):
        if line.startswith("@"):
            name, default, *extras = line[1:].split()
            path = f"photos/{name}.jpg"
            image = cv2.imread(str(args.data / path))
            if image is None:
                raise FileNotFoundError(path)
            if default not in CLASS_INDEX and default != "ignore":
                raise ValueError(f"unknown default in {line!r}")
            digest = hashlib.sha256((args.data / path).read_bytes()).hexdigest()
            current = {"path": path, "sha256": digest, "size": [image.shape[1], image.shape[0]], "default": default, "polygons": []}
            for key, value in (e.split("=") for e in extras):
                current[{"flow": "flow_direction_degrees", "horizon": "horizon_y"}[key]] = float(value)
            records[path] = current
        elif line:
            current["polygons"].append(parse_polygon(line, tuple(current["size"])))
    for path, record in records.items():
        (args.out / label_file_name(path)).write_text(json.dumps(record) + "\n")
    print(f"{len(records)} label files")


if __name__ == "__main__":
    main()
