"""Phrase banks of the synthetic prompts, a language each, written by hand for this project (MIT). The held-out prompts are others.

A line is ``key: phrase | phrase``. In a phrase {n} stands for what moves, {x} for what is to stay, {p} for a place, {f} for
somebody, {t} for a thing, {k} for a colour, {c} for the rest of the prompt, and * for a spot where a manner, a direction or the
wind may be said. ``swap`` lists spellings of a hurry: ``right=wrong,wrong``. In ``clauses/`` the key is what the phrases ask for
(``intents.parse_intents``).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

CODES = ("en", "vi", "it", "es", "fr", "de", "zh", "ja")
Bank = dict[str, list[str]]


def read_bank(path: Path) -> Bank:
    """Phrases by key. Raises ValueError for a line that is none."""
    bank: Bank = {}
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        key, colon, phrases = line.partition(": ")
        if not colon or key in bank:
            raise ValueError(f"{path.name}: {line[:40]!r}")
        bank[key] = [phrase.strip() for phrase in phrases.split("|")]
    return bank


@cache
def load_bank(code: str) -> Bank:
    """The phrases of a language by key."""
    return read_bank(Path(__file__).with_name(f"{code}.txt"))


@cache
def load_clauses(code: str) -> Bank:
    """Whole clauses of a language by what they ask for."""
    return read_bank(Path(__file__).parent / "clauses" / f"{code}.txt")
