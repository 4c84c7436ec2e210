"""Tokens and hashes: the cases that the TypeScript side checks against golden.json, from first principles."""

import pytest
import torch

from prompt.evaluate import pad
from prompt.net import PromptEncoder
from prompt.text import BUCKETS, MAX_FEATURES, MAX_TOKENS, bucket, fnv1a, normalise_text, split_runs, text_tokens, token_features


def test_fnv1a_reference_values():
    # From the FNV authors' test suite.
    assert fnv1a(b"") == 0x811C9DC5
    assert fnv1a(b"a") == 0xE40C292C
    assert fnv1a(b"foobar") == 0xBF9CF968


def test_features_of_a_word_in_order():
    assert token_features("Sea") == [["^sea$", "^se", "sea", "ea$", "^sea", "sea$"]]
    assert token_features("A") == [["^a$"]]
    assert text_tokens("A") == [[bucket("^a$")]]


def test_marks_add_the_bare_word():
    assert token_features("sóng") == [token_features("sóng".upper())[0]]
    assert token_features("sóng")[0][len(token_features("song")[0]) :] == token_features("song")[0]
    assert text_tokens("so\u0301ng") == text_tokens("sóng")


def test_cjk_letters_are_tokens():
    assert split_runs("2个云 sky") == [("2", "word"), ("个云", "cjk"), ("sky", "word")]
    assert token_features("云飘动")[1] == ["飘", "云飘", "飘动", "云飘动"]


def test_signs():
    assert split_runs("a,b。 c、🌊🌊") == [("a", "word"), (",", "sign"), ("b", "word"), (".", "sign"), ("c", "word"), (",", "sign"), ("🌊", "sign"), ("🌊", "sign")]
    assert text_tokens(" …!? ") == [] == text_tokens("")
    assert len(text_tokens("🌊")) == 1


def test_normalisation():
    assert normalise_text("  Ｗａｖｅｓ \n  RO\u200bLL ") == "waves roll"


def test_limits():
    tokens = text_tokens("wind " * 500 + "a" * 300)
    assert len(tokens) == MAX_TOKENS
    assert len(text_tokens("a" * 300)[0]) == MAX_FEATURES
    assert all(1 <= b < BUCKETS for token in tokens for b in token)


@pytest.mark.parametrize("extra_tokens,extra_features", [(0, 5), (7, 0), (7, 5)])
def test_padding_changes_nothing(extra_tokens, extra_features):
    torch.manual_seed(1)
    net = PromptEncoder().eval()
    row = torch.from_numpy(pad(text_tokens("calm waves, slowly")))
    padded = torch.nn.functional.pad(row, (0, extra_features, 0, extra_tokens))
    torch.testing.assert_close(net(padded)[1], net(row)[1], atol=1e-5, rtol=1e-5)
