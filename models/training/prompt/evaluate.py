"""How well the prompt encoder reads prompts nobody trained it on: ``python -m prompt.evaluate [--out F.json]``.

Judges the committed ONNX graph on ``heldout.tsv``. A prompt counts as followed when every intent of the families that steer
(element, exclude, only, still, direction, speed, strength, mood, camera, weather, sound) is exactly right at 0.5.
Baseline: the intents that are most often right for any prompt, that is none.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from manifest import MODELS_DIR
from .intents import GROUPS, INTENTS
from .text import text_buckets

HELD_OUT = Path(__file__).with_name("heldout.tsv")


def read_held_out(path: Path = HELD_OUT) -> list[tuple[str, str, set[str]]]:
    """(language, prompt, intents). Raises KeyError for an unknown group, ValueError for an unknown intent."""
    rows = []
    for line in path.read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        code, prompt, words = line.split("\t")
        names: set[str] = set()
        for word in words.split():
            kind, _, group = word.partition(":")
            if kind == "group":
                names |= {f"element_{n}" for n in GROUPS[group]}
            elif kind == "keep":
                names |= {f"exclude_{n}" for n in GROUPS[group]}
            elif word in INTENTS:
                names.add(word)
            else:
                raise ValueError(f"unknown intent {word!r}")
        rows.append((code, prompt, names))
    return rows


def family(name: str) -> str:
    """The family of an intent: what stands before the first underscore."""
    return name.split("_", 1)[0]


def evaluate(model: Path) -> dict:
    """Figures as JSON-ready dict."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    exact: dict[str, list[bool]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    none, wrong = [], []
    for code, prompt, names in read_held_out():
        buckets = np.array([text_buckets(prompt)], np.int32)
        scores = session.run(["intents"], {"buckets": buckets})[0][0]
        found = {n for n, s in zip(INTENTS, scores) if s > 0.5}
        exact[code].append(found == names)
        none.append(not names)
        for kind in sorted({family(n) for n in names | found}):
            right[kind].append({n for n in found if family(n) == kind} == {n for n in names if family(n) == kind})
        if found != names:
            wrong.append(f"{code}: {prompt} | missed {sorted(names - found)} | invented {sorted(found - names)}")
    every = [v for values in exact.values() for v in values]
    return {
        "heldOutPrompts": len(every),
        "allIntentsRight": round(float(np.mean(every)), 3),
        "baselineNoIntents": round(float(np.mean(none)), 3),
        "allIntentsRightByLanguage": {c: round(float(np.mean(v)), 3) for c, v in exact.items()},
        "rightByFamily": {k: round(float(np.mean(v)), 3) for k, v in sorted(right.items())},
        "wrong": wrong,
    }


def main() -> None:
    """Prints the figures; --out writes them without the list of mistakes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODELS_DIR / "prompt-encoder" / "prompt-encoder.onnx")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    figures = evaluate(args.model)
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    if args.out:
        args.out.write_text(json.dumps({k: v for k, v in figures.items() if k != "wrong"}, indent=1) + "\n")


if __name__ == "__main__":
    main()
