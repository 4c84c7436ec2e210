"""Exports the denoiser: ``python -m motion.export --run DIR --version 0.1.0`` writes models/denoiser and its manifest record.

Weights are stored as bytes (onnx_tools.store_weights_as_bytes) and computed as fp32. The graph is checked against the torch net
before anything is written; golden.json holds one forward and two whole samplings (without and with a prompt, by the sampler of
the record) on a 8x24 grid, computed by ONNX Runtime.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from manifest import MODELS_DIR, file_entry, tensor, write_record
from onnx_tools import check_ops, encode, quantise, store_weights_as_bytes, write_golden
from parser.classes import SCENE_CLASSES
from prompt.intents import INTENT_INDEX
from . import grid
from .net import Denoiser
from .shared_values import write_shared_values
from .noise import correlated_noise
from .sample import GAINS, GUIDANCE, STEPS, load_denoiser, onnx_velocity, sample, torch_velocity

OPSET = 18
INPUT_NAMES = ("noisy", "time", "photo", "scene", "position", "prompt", "controls")
TOLERANCE = 2e-3


def example_inputs(h: int, w: int, seed: int = 7) -> dict[str, np.ndarray]:
    """Inputs with a plain scene: sky above, trees left, sea right, a wall."""
    rng = np.random.default_rng(seed)
    scene = np.full((1, 16, h, w), 0.01, np.float32)
    scene[:, SCENE_CLASSES.index("sky"), : h // 2] = 1
    scene[:, SCENE_CLASSES.index("moving_water"), h // 2 :] = 1
    scene[:, :, h // 4 :, : w // 4] = 0.01
    scene[:, SCENE_CLASSES.index("foliage"), h // 4 :, : w // 4] = 1
    scene[:, :, h // 3 : 3 * h // 4, 2 * w // 3 : 2 * w // 3 + w // 8] = 0.01
    scene[:, SCENE_CLASSES.index("built"), h // 3 : 3 * h // 4, 2 * w // 3 : 2 * w // 3 + w // 8] = 1
    scene /= scene.sum(1, keepdims=True)
    tones = rng.uniform(0.1, 0.9, (16, 3)).astype(np.float32)
    photo = np.einsum("nchw,cd->ndhw", scene, tones).repeat(4, 2).repeat(4, 3)
    photo = np.clip(photo + 0.08 * rng.standard_normal(photo.shape), 0, 1)
    prompt = np.zeros((1, 64), np.float32)
    prompt[0, [INTENT_INDEX["direction_left"], INTENT_INDEX["element_sky"]]] = 0.95
    # Rounded so that the golden files stay small and are the same numbers everywhere.
    return {
        "noisy": correlated_noise(rng, grid.CHANNELS, h, w)[None].astype(np.float16).astype(np.float32),
        "time": np.array([0.25], np.float32),
        "photo": (photo * 255).round().astype(np.float32) / 255,
        "scene": scene.astype(np.float32),
        "position": grid.position_map(h, w)[None],
        "prompt": prompt,
        "controls": np.array([[0.5, 4 / 15]], np.float32),
    }


def export_graph(net: Denoiser, path: Path) -> list[str]:
    """Writes the graph with weights as bytes; returns its op types."""
    inputs = tuple(torch.from_numpy(v) for v in example_inputs(8, 24).values())
    axes = {n: {0: "batch"} for n in (*INPUT_NAMES, "velocity")}
    for name in ("noisy", "scene", "position", "velocity"):
        axes[name] |= {2: "height", 3: "width"}
    axes["photo"] |= {2: "height4", 3: "width4"}
    torch.onnx.export(
        net, inputs, str(path), input_names=list(INPUT_NAMES), output_names=["velocity"], dynamic_axes=axes,
        opset_version=OPSET, dynamo=False, do_constant_folding=True,
    )
    model = store_weights_as_bytes(onnx.load(path))
    ops = check_ops(model)
    onnx.save(model, path)
    return ops


def as_stored(net: Denoiser) -> Denoiser:
    """The net with its weights as the graph stores them."""
    rounded = Denoiser()
    values = {}
    for name, value in net.state_dict().items():
        array = value.numpy()
        if array.ndim >= 2 and array.size >= 4096:
            stored, scale = quantise(array)
            array = (stored.astype(np.float32) - 128) * scale
        values[name] = torch.from_numpy(np.ascontiguousarray(array))
    rounded.load_state_dict(values)
    return rounded.eval()


def verify(net: Denoiser, path: Path) -> float:
    """Largest difference between torch (with the weights rounded alike) and ONNX Runtime over shapes and batches."""
    torch_run, onnx_run, worst = torch_velocity(as_stored(net)), onnx_velocity(path), 0.0
    for h, w, batch in ((8, 24, 1), (64, 64, 1), (40, 96, 2), (88, 48, 1)):
        inputs = [np.repeat(v, batch, 0) for v in example_inputs(h, w).values()]
        difference = np.abs(torch_run(*inputs) - onnx_run(*inputs)).max()
        worst = max(worst, float(difference))
    if worst > TOLERANCE:
        raise ValueError(f"the graph differs from the net by {worst}")
    return worst


def golden(path: Path) -> dict[str, Any]:
    """Forward and samplings on the 8x24 grid."""
    run, inputs = onnx_velocity(path), example_inputs(8, 24)
    velocity = run(*inputs.values())
    shared = [inputs[n] for n in ("photo", "scene", "prompt", "controls")]
    null = [inputs["photo"], inputs["scene"], np.zeros_like(inputs["prompt"]), inputs["controls"]]
    plain = sample(run, inputs["noisy"], *null, steps=STEPS)
    guided = sample(run, inputs["noisy"], *shared, steps=STEPS, guidance=GUIDANCE)
    return {
        "model": "denoiser",
        "tolerance": TOLERANCE,
        "samplingTolerance": 1e-2,
        "inputs": {n: encode(v) for n, v in inputs.items()},
        "outputs": {"velocity": encode(velocity)},
        "sampling": {
            "note": "noise is inputs.noisy; normalised motion after all steps; plain has a zero prompt, guided the prompt of inputs",
            "steps": STEPS,
            "guidanceScale": GUIDANCE,
            "plain": encode(plain),
            "guided": encode(guided),
        },
    }


def main() -> None:
    """Export, check, golden, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument(
        "--gains", type=float, nargs=3, default=GAINS, metavar=("DRIFT", "SPECTRUM", "GLOW"),
        help="factors on the scales of the manifest, so that drawn motion is as large as the programs' on training photos",
    )
    parser.add_argument("--quality", type=Path, help="JSON of motion.evaluate")
    parser.add_argument("--graph", type=Path, help="write the bare graph there and nothing else: a candidate for motion.evaluate --model")
    args = parser.parse_args()
    if args.graph:
        export_graph(load_denoiser(args.run / "state.pt"), args.graph)
        return
    folder = MODELS_DIR / "denoiser"
    folder.mkdir(exist_ok=True)
    state = torch.load(args.run / "state.pt", weights_only=True)
    net = load_denoiser(args.run / "state.pt")
    path = folder / "denoiser.onnx"
    ops = export_graph(net, path)
    worst = verify(net, path)
    write_golden(folder / "golden.json", golden(path))
    write_shared_values(folder)
    curve = list(csv.reader(open(args.run / "log.csv"))) if (args.run / "log.csv").exists() else []
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=MODELS_DIR, capture_output=True, text=True).stdout.strip()
    f, h, w = "float32", "h", "w"
    write_record(
        {
            "id": "denoiser",
            "task": "draws the motion of a photo from noise: drift, spectrum, glow and moving (rectified flow)",
            "version": args.version,
            "licence": "MIT",
            "source": "trained from scratch by models/training",
            "files": [file_entry(path)],
            "inputs": [
                tensor("noisy", f, ["N", grid.CHANNELS, h, w]),
                tensor("time", f, ["N"], (0, 1)),
                tensor("photo", f, ["N", 3, "4h", "4w"], (0, 1)),
                tensor("scene", f, ["N", len(SCENE_CLASSES), h, w], (0, 1)),
                tensor("position", f, ["N", 2, h, w], (-1, 1)),
                tensor("prompt", f, ["N", 64], (0, 1)),
                tensor("controls", f, ["N", 2], (0, 1)),
            ],
            "outputs": [tensor("velocity", f, ["N", grid.CHANNELS, h, w])],
            "preprocessing": {
                "photo": "area-resized to (4h, 4w), sRGB 0..1",
                "controls": "strength 0..1 (0.5 = as it comes), durationSeconds / 15",
                "normalisation": "a = sign(n) |n|^power scale; moving = (n + 1) / 2",
                "weights": "stored as bytes a channel, computed as float32",
                "gridMultiple": 8,
            },
            "sampler": {
                "steps": STEPS,
                "guidanceScale": GUIDANCE,
                "prior": "octaves",
                "scales": {k: round(v * g, 6) for (k, v), g in zip(grid.SCALES.items(), args.gains)},
                "powers": grid.POWERS,
            },
            "providers": ["webgpu", "wasm"],
            "gpuFeatures": [],
            "peakBytes": 120_000_000,
            "training": {
                "commit": commit,
                "command": "see models/training/README.md",
                "seed": 1,
                "steps": state["step"],
                "seconds": round(state["seconds"]),
                "parameters": sum(p.numel() for p in net.parameters()),
                "datasets": ["models/training/labels (photos of the training side of splits.json)", "models/training/labels-extra", "procedural scenes of models/training/motion/scenes.py"],
                "lastLoss": float(curve[-1][2]) if curve else None,
            },
            "quality": json.loads(args.quality.read_text()) if args.quality else {"note": "early checkpoint, not yet evaluated"},
        }
    )
    print(f"{path.name}: {path.stat().st_size} bytes, ops {ops}, torch and onnxruntime differ by {worst:.1e}")


if __name__ == "__main__":
    main()
