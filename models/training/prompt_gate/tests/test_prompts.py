"""What the gate learns from: every category in every language, and slots that are all filled."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from prompt.banks import CODES
from prompt_gate.labels import CATEGORIES, LABEL_INDEX, UNCOVERED
from prompt_gate.prompts import BANKS, GROUPS, MINORS, gate_bank, sample_prompt, to_targets, violating_clause
from prompt_gate.terms import MODULES

HELD_OUT = Path(__file__).resolve().parents[1] / "heldout"
needs_lists = pytest.mark.skipif(not (MODULES / "naughty-words").exists(), reason="needs npm install")
SLOTS = ("{who}", "{s}", "{m}", "{g}", "{h}", "{w}", "{u}", "{d}", "{c}", "{a}")


def test_held_out_prompts_are_the_frozen_ones():
    data = b"".join((HELD_OUT / f"{code}.tsv").read_bytes() for code in CODES) + (HELD_OUT / "slots.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == (HELD_OUT / "frozen.sha256").read_text().strip()
    rows = data.decode().splitlines()
    assert sum(row.startswith("harmless\t") for row in rows) == 320


@needs_lists
@pytest.mark.parametrize("code", CODES)
def test_every_category_in_every_language(code):
    rng = np.random.default_rng(1)
    for category in CATEGORIES:
        for _ in range(60):
            text, names = violating_clause(rng, code, category)
            assert category in names and text and not any(slot in text for slot in SLOTS)


@needs_lists
def test_samples_are_of_all_kinds():
    rng = np.random.default_rng(2)
    counts = {"harmless": 0, "violating": 0, UNCOVERED: 0, "silent": 0}
    for i in range(4000):
        text, known = sample_prompt(rng, CODES[i % 8])
        assert text
        kind = UNCOVERED if known.get(UNCOVERED) else "silent" if len(known) == 1 else "violating" if any(known.values()) else "harmless"
        counts[kind] += 1
    assert min(counts.values()) > 150 and counts["harmless"] > 1000 and counts["violating"] > 1000


def test_targets_say_nothing_of_what_is_not_known():
    targets = to_targets({UNCOVERED: 1.0})
    assert np.isnan(targets).sum() == len(CATEGORIES) and targets[LABEL_INDEX[UNCOVERED]] == 1


def test_banks_hold_no_sentence_of_the_held_out_prompts():
    held = {line.split("\t")[-1].lower() for code in CODES for line in (HELD_OUT / f"{code}.tsv").read_text().splitlines()}
    phrases = {p.lower() for code in CODES for bank in gate_bank(code).values() for p in bank}
    assert len(held & phrases) <= 8
    assert set(MINORS) == set(GROUPS) == set(CODES) and BANKS.exists()
