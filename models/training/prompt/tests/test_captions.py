"""The synthetic prompts: labels that there are, in every language, and no held-out prompt among them."""

import numpy as np
import pytest

from prompt.banks import CODES, load_bank, load_clauses
from prompt.captions import labels_to_targets, sample_caption
from prompt.evaluate import development, held_out
from prompt.intents import ELEMENTS, GROUPS, INTENTS, LABELS, REMARKS, VECTOR_SIZE, parse_intents
from prompt.typing_errors import misspell


def test_banks_have_the_same_keys():
    keys = set(load_bank("en"))
    for code in CODES:
        assert set(load_bank(code)) == keys, code
        for key, phrases in load_bank(code).items():
            assert all(p or key == "joins" for p in phrases), (code, key)


def test_slots_stand_where_they_are_filled():
    for code in CODES:
        bank = load_bank(code)
        for key in ("only", "exclude", "move", "adj_calm", *(f"do_{g}" for g in GROUPS if f"do_{g}" in bank)):
            assert all(p.count("{n}") == 1 for p in bank[key]), (code, key)
        assert all("{n}" in p and "{x}" in p for p in bank["only_not"] + bank["keep_move"]), code


@pytest.mark.parametrize("code", CODES)
def test_captions_name_known_labels(code):
    rng = np.random.default_rng(1)
    seen = set()
    for _ in range(1500):
        caption, names = sample_caption(rng, code)
        assert caption.strip() and {n.removeprefix("~") for n in names} <= set(LABELS)
        assert not any(n.startswith("~") and n[1:] in names for n in names)
        assert not any(slot in caption for slot in ("{n}", "{x}", "{p}", "{c}", "{f}", "{t}", "{k}", "*")), caption
        seen |= names
    assert {n for n in seen if not n.startswith("~")} == set(LABELS)


def test_what_readers_may_differ_on_is_not_learned():
    target = labels_to_targets({"mood_storm", "~weather_wind"})
    assert np.isnan(target[LABELS.index("weather_wind")]) and target[LABELS.index("mood_storm")] == 1
    assert np.nansum(target) == 1


@pytest.mark.parametrize("code", CODES)
def test_no_development_prompt_is_a_phrase(code):
    phrases = {phrase.replace("*", "").strip().lower() for bank in (load_bank(code), load_clauses(code)) for some in bank.values() for phrase in some}
    assert not phrases & {p.prompt.lower() for p in development() if p.code == code}


def test_nothing_is_asked_to_move_and_to_stay():
    rng = np.random.default_rng(2)
    for i in range(3000):
        _, names = sample_caption(rng, CODES[i % 8])
        moved = {n.removeprefix("element_") for n in names if n.startswith("element_")}
        kept = {n.removeprefix("exclude_") for n in names if n.startswith("exclude_")}
        assert not moved & kept, names


def test_misspelling_changes_few_letters():
    rng = np.random.default_rng(3)
    bank = load_bank("en")
    for _ in range(300):
        text = misspell(rng, "en", {**bank, "swap": []}, "the clouds drift slowly to the left")
        assert abs(len(text) - 35) <= 6


def test_held_out_prompts_are_frozen_and_no_phrases_of_the_banks():
    prompts = held_out()
    assert len(prompts) == 400 and {sum(p.code == c for p in prompts) for c in CODES} == {50}
    assert len({p.prompt for p in prompts}) == 400
    phrases = {phrase.lower() for code in CODES for phrases in load_bank(code).values() for phrase in phrases}
    # Some wishes have one wording only ("only the waves").
    assert sum(p.prompt.lower() in phrases for p in prompts) <= 8
    assert all(not p.wanted & p.either for p in prompts) and len(development()) == 707


def test_marks_of_held_out_prompts_are_read():
    assert parse_intents("keep:trees ~group:sky only") == ({"exclude_foliage", "only"}, {"element_sky", "element_cloud"})
    with pytest.raises(ValueError):
        parse_intents("dance")


def test_layout_of_the_vector():
    assert len(INTENTS) == len(set(INTENTS)) == 53 <= VECTOR_SIZE and len(ELEMENTS) == 13
    assert LABELS == INTENTS + REMARKS and not set(INTENTS) & set(REMARKS)
