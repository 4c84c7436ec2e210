"""Trains the prompt encoder: ``python -m prompt.train --run DIR --minutes 61``. Resumes from ``<run>/state.pt``.

Minutes are of processor time, one thread: how much else the machine does makes no difference.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from .captions import CODES, labels_to_targets, sample_caption
from .intents import LABELS
from .training import Example, fit
from .text import text_tokens


#: How often a language is drawn: where words are short each says less, and more of them are needed.
SHARES = {"en": 2, "vi": 3, "it": 2, "es": 2, "fr": 2, "de": 2, "zh": 4, "ja": 3}


def make_examples(rng: np.random.Generator, count: int) -> list[Example]:
    """Prompts of all languages as (tokens, targets [L])."""
    examples: list[Example] = []
    draws = [code for code in CODES for _ in range(SHARES[code])]
    while len(examples) < count:
        prompt, names = sample_caption(rng, draws[int(rng.integers(len(draws)))])
        if tokens := text_tokens(prompt):
            examples.append((tokens, labels_to_targets(names)))
    return examples


def main() -> None:
    """Trains for --minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    fit(len(LABELS), make_examples, run=args.run, minutes=args.minutes, seed=args.seed)


if __name__ == "__main__":
    main()
