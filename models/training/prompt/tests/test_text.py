"""Hashing: the cases that the TypeScript side checks against golden.json, from first principles."""

from prompt.captions import sample_caption
from prompt.evaluate import read_held_out
from prompt.intents import ELEMENTS, GROUPS, INTENTS, VECTOR_SIZE
from prompt.languages import LANGUAGES
from prompt.text import BUCKETS, fnv1a, normalise_text, split_runs, text_buckets

import numpy as np
import torch

from prompt.net import PromptEncoder


def test_fnv1a_reference_values():
    # From the FNV authors' test suite.
    assert fnv1a(b"") == 0x811C9DC5
    assert fnv1a(b"a") == 0xE40C292C
    assert fnv1a(b"foobar") == 0xBF9CF968


def test_word_grams_in_order():
    expected = ["^", "a", "$", "^a", "a$", "^a$", "^a$"]
    assert text_buckets("A") == [fnv1a(g.encode()) % BUCKETS for g in expected]


def test_marks_give_a_second_copy():
    assert len(text_buckets("sóng")) == 2 * len(text_buckets("song"))
    assert text_buckets("sóng")[len(text_buckets("song")) :] == text_buckets("song")
    assert text_buckets("so\u0301ng") == text_buckets("sóng")


def test_cjk_runs():
    assert split_runs("2个云 sky") == [("2", False), ("个云", True), ("sky", False)]
    assert len(text_buckets("云飘动")) == 3 + 2 + 1


def test_normalisation():
    assert normalise_text("  Ｗａｖｅｓ \n  ROLL ") == "waves roll"
    assert text_buckets("!!! 🌊") == []


def test_captions_name_known_intents_in_every_language():
    rng = np.random.default_rng(1)
    seen = set()
    for code, language in LANGUAGES.items():
        assert set(language["nouns"]) == set(GROUPS)
        for _ in range(300):
            caption, names = sample_caption(rng, code)
            assert caption and names <= set(INTENTS)
            seen |= names
    assert seen == set(INTENTS)


def test_held_out_prompts_are_not_captions_parts():
    phrases = {p.lower() for language in LANGUAGES.values() for key, bank in language.items() if isinstance(bank, list) and key != "specific" for p in bank}
    for _, prompt, names in read_held_out():
        assert prompt.lower() not in phrases
        assert names
    assert len(INTENTS) == len(set(INTENTS)) <= VECTOR_SIZE and len(ELEMENTS) == 13


def test_padding_changes_nothing_and_a_wholly_dropped_prompt_is_finite():
    torch.manual_seed(1)
    net = PromptEncoder().eval()
    torch.nn.init.normal_(net.order_out.weight)
    row = torch.tensor([text_buckets("calm waves")])
    padded = torch.cat([row, torch.zeros(1, 9, dtype=row.dtype)], 1)
    mask = torch.cat([torch.ones(row.shape), torch.zeros(1, 9)], 1)
    torch.testing.assert_close(net.logits(padded, mask), net.logits(row), atol=1e-5, rtol=1e-5)
    assert torch.isfinite(net.logits(row, torch.zeros(row.shape))).all()
