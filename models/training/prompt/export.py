"""Exports the prompt encoder: ``python -m prompt.export --run DIR --version 0.1.0`` writes models/prompt-encoder and its record."""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from manifest import MODELS_DIR, file_entry, tensor, write_record
from onnx_tools import check_ops, encode, store_weights_as_half, write_golden
from .intents import INTENTS, VECTOR_SIZE
from .net import PromptEncoder
from .text import BUCKETS, normalise_text, split_runs, text_buckets

OPSET = 18
TOLERANCE = 1e-3
#: One golden prompt a language or a trap: marks, full width, mixed scripts, repeated space.
GOLDEN_PROMPTS = (
    "Only the clouds drift slowly to the left", "mây trôi sang phải, sóng nhẹ", "MAY TROI  sang phai", "le foglie ondeggiano, ma l'acqua ferma",
    "las olas suaves al atardecer 🌅", "Le drapeau flotte à gauche", "Straße im Regen, Bäume bewegen sich stark", "只有云向左飘动，2个人不动",
    "ﾈｺと海が動く、ガラスは静止", "Ｆｕｌｌ　ｗｉｄｔｈ wind", "a", "cafe\u0301 waves",
)


class _Graph(torch.nn.Module):
    """int32 buckets in, as the app has them."""

    def __init__(self, net: PromptEncoder) -> None:
        super().__init__()
        self.net = net

    def forward(self, buckets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.net(buckets)


def load_encoder(state: Path) -> PromptEncoder:
    """The averaged weights of a training state."""
    net = PromptEncoder()
    net.load_state_dict(torch.load(state, weights_only=True)["average"])
    return net.eval()


def export_graph(net: PromptEncoder, path: Path) -> list[str]:
    """Writes the graph with half weights; returns its op types."""
    torch.onnx.export(
        _Graph(net).eval(), (torch.zeros(1, 40, dtype=torch.int32),), str(path), input_names=["buckets"],
        output_names=["vector", "intents"], dynamic_axes={"buckets": {1: "N"}}, opset_version=OPSET, dynamo=False,
    )
    model = store_weights_as_half(onnx.load(path))
    ops = check_ops(model)
    onnx.save(model, path)
    return ops


def golden(path: Path, net: PromptEncoder) -> dict[str, Any]:
    """Text, buckets and outputs by ONNX Runtime, checked against torch."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    rounded = PromptEncoder()
    rounded.load_state_dict({k: v.half().float() if v.numel() >= 256 else v for k, v in net.state_dict().items()})
    cases = []
    for prompt in GOLDEN_PROMPTS:
        buckets = text_buckets(prompt)
        vector, intents = session.run(["vector", "intents"], {"buckets": np.array([buckets], np.int32)})
        with torch.inference_mode():
            expected = rounded.eval()(torch.tensor([buckets]))[1].numpy()
        if np.abs(expected - intents).max() > TOLERANCE:
            raise ValueError(f"{prompt!r}: the graph differs from the net")
        normal = normalise_text(prompt)
        cases.append(
            {
                "prompt": prompt, "normalised": normal, "runs": [run for run, _ in split_runs(normal)], "buckets": buckets,
                "inputs": {"buckets": encode(np.array([buckets], np.int32))},
                "outputs": {"vector": encode(vector), "intents": encode(intents)},
            }
        )
    return {"model": "prompt-encoder", "tolerance": TOLERANCE, "hash": {"fnv1a": "32-bit, UTF-8", "modulo": BUCKETS}, "cases": cases}


def main() -> None:
    """Export, check, golden, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--quality", type=Path, help="JSON of prompt.evaluate")
    args = parser.parse_args()
    folder = MODELS_DIR / "prompt-encoder"
    folder.mkdir(exist_ok=True)
    state = torch.load(args.run / "state.pt", weights_only=True)
    net = load_encoder(args.run / "state.pt")
    path = folder / "prompt-encoder.onnx"
    ops = export_graph(net, path)
    write_golden(folder / "golden.json", golden(path, net))
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=MODELS_DIR, capture_output=True, text=True).stdout.strip()
    write_record(
        {
            "id": "prompt-encoder",
            "task": "reads a prompt in eight languages: intents, and the prompt vector of the denoiser",
            "version": args.version,
            "licence": "MIT",
            "source": "trained from scratch by models/training",
            "files": [file_entry(path)],
            "inputs": [tensor("buckets", "int32", [1, "N"], (0, BUCKETS - 1))],
            "outputs": [
                tensor("vector", "float32", [1, VECTOR_SIZE], (0, 1)),
                tensor("intents", "float32", [1, len(INTENTS)], (0, 1)),
            ],
            "preprocessing": {"text": "see models/training/prompt/text.py", "modulo": BUCKETS, "maxBuckets": 2048, "threshold": 0.5},
            "labels": list(INTENTS),
            "providers": ["wasm"],
            "gpuFeatures": [],
            "peakBytes": 12_000_000,
            "training": {
                "commit": commit, "command": "see models/training/README.md", "seed": 1, "steps": state["step"],
                "seconds": round(state["seconds"]), "parameters": sum(p.numel() for p in net.parameters()),
                "datasets": ["synthetic prompts of models/training/prompt/languages.py"],
            },
            "quality": json.loads(args.quality.read_text()) if args.quality else {"note": "early checkpoint, not yet evaluated"},
        }
    )
    print(f"{path.name}: {path.stat().st_size} bytes, ops {ops}")


if __name__ == "__main__":
    main()
