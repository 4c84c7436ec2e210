"""How well the prompt encoder reads prompts nobody trained it on: ``python -m prompt.evaluate [--dev] [--out F.json]``.

Judges the committed ONNX graph on the frozen prompts of ``heldout/`` (``--dev``: on dev.tsv, which is looked at between trainings). A
prompt is right when every intent of it is right at 0.5 and none is invented; intents marked ``~`` count neither way.
Baselines: no intents at all, and release 0.1.0's figure on the same prompts, as measured when they were frozen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from manifest import MODELS_DIR
from .banks import CODES
from .intents import INTENTS, LABELS, parse_intents
from .text import text_tokens

HERE = Path(__file__).parent
HELD_OUT = HERE / "heldout"
#: Probability from which on an intent counts as asked for.
THRESHOLD = 0.5


@dataclass(frozen=True)
class Judged:
    """A prompt, what it asks for, and what readers may differ on."""

    code: str
    prompt: str
    wanted: frozenset[str]
    either: frozenset[str]


def held_out() -> list[Judged]:
    """The frozen prompts. Raises ValueError when they are not those that were frozen."""
    data = [(HELD_OUT / f"{code}.tsv").read_bytes() for code in CODES]
    if hashlib.sha256(b"".join(data)).hexdigest() != (HELD_OUT / "frozen.sha256").read_text().strip():
        raise ValueError("the held-out prompts are not the frozen ones")
    rows = [(code, *line.split("\t")) for code, text in zip(CODES, data) for line in text.decode().splitlines()]
    return [Judged(code, prompt, *parse_intents(words)) for code, prompt, words in rows]


def development() -> list[Judged]:
    """The prompts of 0.1.0, seen since."""
    rows = [line.split("\t") for line in (HERE / "dev.tsv").read_text().splitlines() if line and not line.startswith("#")]
    return [Judged(code, prompt, *parse_intents(words)) for code, prompt, words in rows]


def onnx_reader(model: Path) -> Callable[[str], np.ndarray]:
    """prompt -> probabilities [L]; zeros for text without a token."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def read(prompt: str) -> np.ndarray:
        tokens = text_tokens(prompt)
        if not tokens:
            return np.zeros(len(LABELS), np.float32)
        return session.run(["intents"], {"buckets": pad(tokens)})[0][0]

    return read


def pad(tokens: list[list[int]]) -> np.ndarray:
    """[1,T,G] int32; 0 pads."""
    out = np.zeros((1, len(tokens), max(len(t) for t in tokens)), np.int32)
    for i, token in enumerate(tokens):
        out[0, i, : len(token)] = token
    return out


def family(name: str) -> str:
    """The family of an intent: what stands before the first underscore."""
    return name.split("_", 1)[0]


def judge(prompts: list[Judged], read: Callable[[str], np.ndarray]) -> dict:
    """Figures as a JSON-ready dict."""
    exact: dict[str, list[bool]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    wrong: list[str] = []
    seconds: list[float] = []
    for row in prompts:
        start = time.perf_counter()
        scores = read(row.prompt)
        seconds.append(time.perf_counter() - start)
        found = {n for n, s in zip(INTENTS, scores) if s > THRESHOLD} - row.either
        exact[row.code].append(found == row.wanted)
        for kind in sorted({family(n) for n in row.wanted | found}):
            right[kind].append({n for n in found if family(n) == kind} == {n for n in row.wanted if family(n) == kind})
        if found != row.wanted:
            wrong.append(f"{row.code}: {row.prompt} | missed {sorted(row.wanted - found)} | invented {sorted(found - row.wanted)}")
    every = [v for values in exact.values() for v in values]
    share = float(np.mean(every))
    # Wilson's interval, 95 %.
    n, z = len(every), 1.96
    middle, half = (share + z * z / (2 * n)) / (1 + z * z / n), z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return {
        "heldOutPrompts": n,
        "allIntentsRight": round(share, 3),
        "interval95": [round(float(middle - half), 3), round(float(middle + half), 3)],
        "baselineNoIntents": round(float(np.mean([not row.wanted for row in prompts])), 3),
        "withAMarkedIntent": round(float(np.mean([bool(row.either) for row in prompts])), 3),
        "allIntentsRightByLanguage": {c: round(float(np.mean(v)), 3) for c, v in exact.items()},
        "rightByFamily": {k: round(float(np.mean(v)), 3) for k, v in sorted(right.items())},
        "millisecondsMedian": round(1000 * float(np.median(seconds)), 2),
        "wrong": wrong,
    }


def main() -> None:
    """Prints the figures; --out writes them without the list of mistakes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=MODELS_DIR / "prompt-encoder" / "prompt-encoder.onnx")
    parser.add_argument("--dev", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    figures = judge(development() if args.dev else held_out(), onnx_reader(args.model))
    print(json.dumps(figures, indent=1, ensure_ascii=False))
    if args.out:
        args.out.write_text(json.dumps({k: v for k, v in figures.items() if k != "wrong"}, indent=1) + "\n")


if __name__ == "__main__":
    main()
