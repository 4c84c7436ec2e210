"""Exports the prompt encoder: ``python -m prompt.export --run DIR --version 1.0.0`` writes models/prompt-encoder and its record."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from manifest import MODELS_DIR, file_entry, tensor, write_record
from onnx_tools import write_golden
from .exporting import commit, export_reader, golden, load_reader
from .intents import INTENTS, LABELS, VECTOR_SIZE
from .net import PromptEncoder
from .text import BUCKETS, MAX_FEATURES, MAX_TOKENS

#: One golden prompt a language or a trap: marks, full width, mixed scripts, repeated space, emoji, stops, long words, joiners.
GOLDEN_PROMPTS = (
    "Only the clouds drift slowly to the left", "mây trôi sang phải, sóng nhẹ", "MAY TROI  sang phai", "le foglie ondeggiano, ma l'acqua ferma",
    "las olas suaves al atardecer 🌅", "Le drapeau flotte à gauche…", "Straße im Regen, Bäume bewegen sich stark", "只有云向左飘动，2个人不动。",
    "ﾈｺと海が動く、ガラスは静止", "Ｆｕｌｌ　ｗｉｄｔｈ wind", "a", "cafe\u0301 waves", "wa\u200bves ❄\ufe0f falling!",
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze im Wind",
)


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
    net = PromptEncoder()
    net.reader = load_reader(args.run / "state.pt", len(LABELS))
    path = folder / "prompt-encoder.onnx"
    difference = export_reader(net, path, ["vector", "intents"], GOLDEN_PROMPTS)
    write_golden(folder / "golden.json", golden("prompt-encoder", path, ["vector", "intents"], GOLDEN_PROMPTS))
    quality = json.loads(args.quality.read_text()) if args.quality else {}
    write_record(
        {
            "id": "prompt-encoder",
            "task": "reads a prompt in eight languages: intents, and the prompt vector of the denoiser",
            "version": args.version,
            "licence": "MIT",
            "source": "trained from scratch by models/training",
            "files": [file_entry(path)],
            "inputs": [tensor("buckets", "int32", [1, "T", "G"], (0, BUCKETS - 1))],
            "outputs": [
                tensor("vector", "float32", [1, VECTOR_SIZE], (0, 1)),
                tensor("intents", "float32", [1, len(LABELS)], (0, 1)),
            ],
            "preprocessing": {
                "text": "see models/training/prompt/text.py", "buckets": BUCKETS, "maxTokens": MAX_TOKENS, "maxFeatures": MAX_FEATURES, "threshold": 0.5,
                "vectorOf": f"the first {len(INTENTS)} labels; the last two are remarks",
            },
            "labels": list(LABELS),
            "providers": ["wasm"],
            "gpuFeatures": [],
            "peakBytes": 24_000_000,
            "training": {
                "commit": commit(), "command": "see models/training/README.md", "seed": 1, "steps": state["step"], "seconds": round(state["seconds"]),
                "parameters": sum(p.numel() for p in net.parameters()),
                "datasets": ["synthetic prompts of models/training/prompt/banks", "everyday words of wordfreq 3 (CC-BY-SA-4.0), as words to pass over"],
                "largestDifferenceToTorch": difference,
            },
            "quality": quality,
        }
    )
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
