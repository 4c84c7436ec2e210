"""Writes shards of training examples: ``python -m motion.make_data --data DIR --pool DIR --small 140 --large 60``.

A shard is a folder of .npy files with 96 examples of one grid shape. Deterministic in --seed, the labels and --parser-maps.
Labelled photos of the training side (with --parser-maps half of them seen through a parser's eyes) and procedural scenes. Run again with --first N to add more shards while a training reads the pool.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from parser.classes import SCENE_CLASSES
from parser.data import dropped
from parser.evaluate import onnx_predictor
from parser.refine import label_file_name
from .data import LARGE_GRIDS, SMALL_GRIDS, Parser, load_extra, load_labelled, make_example
from .grid import normalise
from .programs import MOVING_CLASSES
from .scenes import Base, make_scene
from .stills import make_still

SHARD = 96


def attach_parsed(bases: list[Base], folder: Path) -> int:
    """Gives labelled photos the parser's own soft maps (``python -m parser.soft``) as what the denoiser will see; how many."""
    count = 0
    for base in bases:
        if base.name.startswith(("still", "scene-")):
            continue
        file = folder / label_file_name(base.name).replace(".json", ".npz")
        if file.exists():
            height, width = base.labels.shape
            maps = np.load(file)["scene"].astype(np.float32)
            soft = np.stack([cv2.resize(m, (width, height), interpolation=cv2.INTER_LINEAR) for m in maps])
            base.soft = (np.clip(soft, 0, 1) * 255).astype(np.uint8)
            count += 1
    return count


def rarity(bases: list[Base]) -> np.ndarray:
    """How often to draw each base: rare things that move more often, pictures in which nothing moves less. Sums to 1."""
    factors = {"waterfall": 5, "fire": 4, "smoke": 3, "flag": 4, "moving_water": 2.5, "still_water": 1.5}
    weights = []
    for base in bases:
        present = {SCENE_CLASSES[c] for c in np.unique(base.labels) if c < len(SCENE_CLASSES) and (base.labels == c).mean() > .01}
        weights.append(max([1.0 if present & set(MOVING_CLASSES) else .7, *(f for n, f in factors.items() if n in present)]))
    return np.array(weights) / np.sum(weights)


def write_shard(folder: Path, bases: list[Base], grid: tuple[int, int], rng: np.random.Generator, parsers: list[Parser]) -> None:
    """One shard; complete before it gets its final name."""
    examples = [make_example(base, grid, rng, parsers) for base in bases]
    temporary = folder.with_suffix(".part")
    temporary.mkdir(parents=True, exist_ok=True)
    for key in examples[0]:
        values = np.stack([e[key] for e in examples])
        np.save(temporary / f"{key}.npy", normalise(values).astype(np.float16) if key == "motion" else values)
    temporary.rename(folder)


def main() -> None:
    """Fills the pool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--small", type=int, default=140, help="shards of small grids")
    parser.add_argument("--large", type=int, default=60, help="shards of the app's grids")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenes", type=float, default=0.35, help="share of procedural scenes")
    parser.add_argument("--scene-count", type=int, default=500, help="different procedural scenes")
    parser.add_argument("--stills", type=float, default=0.07, help="share of pictures in which nothing moves")
    parser.add_argument("--parser-maps", type=Path)
    parser.add_argument("--parser", type=Path, help="a parser's .onnx, run on every disturbed photo", nargs="*", default=[])
    parser.add_argument("--extra", type=Path, help="folder of the photos of labels-extra/sources.tsv")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    labelled = [base for base in load_labelled(args.data, cache=args.pool / "maps") if base.name not in dropped()]
    parsed = attach_parsed(labelled, args.parser_maps) if args.parser_maps else 0
    labelled += load_extra(args.extra) if args.extra else []
    scene_rng = np.random.default_rng([args.seed, args.first, 7])
    scenes = [make_scene(scene_rng) for _ in range(args.scene_count)]
    stills = [make_still(scene_rng) for _ in range(max(60, args.scene_count // 3))]
    parsers = [onnx_predictor(path) for path in args.parser]
    weights = rarity(labelled)
    print(f"{len(labelled)} labelled photos, {parsed} of them parsed", flush=True)
    for kind, grids, count in (("small", SMALL_GRIDS, args.small), ("large", LARGE_GRIDS, args.large)):
        for index in range(args.first, args.first + count):
            rng = np.random.default_rng([args.seed, index, kind == "large"])
            bases = []
            for _ in range(SHARD):
                dice = rng.random()
                pool = stills if dice < args.stills else scenes if dice < args.stills + args.scenes or not labelled else labelled
                bases.append(pool[rng.choice(len(pool), p=weights) if pool is labelled else rng.integers(len(pool))])
            folder = args.pool / kind / f"{index:05d}"
            if not folder.exists():
                write_shard(folder, bases, grids[index % len(grids)], rng, parsers)
        print(f"{count} {kind} shards", flush=True)


if __name__ == "__main__":
    main()
