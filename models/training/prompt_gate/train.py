"""Trains the prompt gate: ``python -m prompt_gate.train --run DIR --start PROMPT_RUN/state.pt --minutes 12``. Resumes.

Needs node_modules (``npm install``): the explicit words come from there. Minutes are of processor time, one thread.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from prompt.text import text_tokens
from prompt.training import Example, fit
from .labels import LABELS
from .prompts import CODES, sample_prompt, to_targets


#: How often a language is drawn: as the prompt encoder's.
SHARES = {"en": 2, "vi": 2, "it": 2, "es": 2, "fr": 2, "de": 2, "zh": 4, "ja": 4}


def make_examples(rng: np.random.Generator, count: int) -> list[Example]:
    """Prompts as (tokens, targets [L])."""
    examples: list[Example] = []
    draws = [code for code in CODES for _ in range(SHARES[code])]
    while len(examples) < count:
        prompt, known = sample_prompt(rng, draws[int(rng.integers(len(draws)))])
        if tokens := text_tokens(prompt):
            examples.append((tokens, to_targets(known)))
    return examples


def main() -> None:
    """Trains for --minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="state of the prompt encoder, whose words the gate begins with")
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    fit(len(LABELS), make_examples, run=args.run, minutes=args.minutes, seed=args.seed, start=args.start)


if __name__ == "__main__":
    main()
