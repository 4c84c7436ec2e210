"""Exports the prompt gate: ``python -m prompt_gate.export --run DIR --version 1.0.0`` writes models/prompt-gate and its record."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from manifest import MODELS_DIR, file_entry, tensor, write_record
from onnx_tools import write_golden
from prompt.exporting import commit, export_reader, golden, load_reader
from prompt.text import BUCKETS, MAX_FEATURES, MAX_TOKENS
from .labels import LABELS

#: Harmless ones alone: nothing else stands in this repository.
GOLDEN_PROMPTS = (
    "only the clouds drift slowly to the left", "mây trôi sang phải, sóng nhẹ", "kill the lights", "le foglie ondeggiano al vento",
    "las olas suaves al atardecer 🌅", "mur beige nude", "Hähnchenbrust dampft", "湖面上的流星", "花火が爆発する", "облака медленно плывут", "as nuvens movem-se devagar",
)


class PromptGate(nn.Module):
    """scores [B,L] of buckets [B,T,G]."""

    def __init__(self, reader: nn.Module) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, buckets: Tensor) -> Tensor:
        return torch.sigmoid(self.reader(buckets))


def main() -> None:
    """Export, check, golden, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--quality", type=Path, help="JSON that workers/moderation/prompt/heldout.browser.test.ts prints")
    args = parser.parse_args()
    folder = MODELS_DIR / "prompt-gate"
    folder.mkdir(exist_ok=True)
    state = torch.load(args.run / "state.pt", weights_only=True)
    net = PromptGate(load_reader(args.run / "state.pt", len(LABELS)))
    path = folder / "prompt-gate.onnx"
    difference = export_reader(net, path, ["scores"], GOLDEN_PROMPTS)
    write_golden(folder / "golden.json", golden("prompt-gate", path, ["scores"], GOLDEN_PROMPTS))
    write_record(
        {
            "id": "prompt-gate",
            "task": "tells what a prompt asks for that the policy forbids, and whether it is in one of eight languages",
            "version": args.version,
            "licence": "MIT",
            "source": "trained from scratch by models/training",
            "files": [file_entry(path)],
            "inputs": [tensor("buckets", "int32", [1, "T", "G"], (0, BUCKETS - 1))],
            "outputs": [tensor("scores", "float32", [1, len(LABELS)], (0, 1))],
            "preprocessing": {"text": "see models/training/prompt/text.py", "buckets": BUCKETS, "maxTokens": MAX_TOKENS, "maxFeatures": MAX_FEATURES},
            "labels": list(LABELS),
            "providers": ["wasm"],
            "gpuFeatures": [],
            "peakBytes": 24_000_000,
            "training": {
                "commit": commit(), "command": "see models/training/README.md", "seed": 1, "steps": state["step"], "seconds": round(state["seconds"]),
                "parameters": sum(p.numel() for p in net.parameters()),
                "datasets": [
                    "synthetic prompts of models/training/prompt_gate/banks and models/training/prompt/banks",
                    "naughty-words 1.2.0 (CC-BY-4.0), cuss 2.2.0 and washyourmouthoutwithsoap 1.0.2 (MIT): terms, read when training runs",
                    "everyday words of wordfreq 3 (CC-BY-SA-4.0)",
                ],
                "largestDifferenceToTorch": difference,
            },
            "quality": json.loads(args.quality.read_text()) if args.quality else {},
        }
    )
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
