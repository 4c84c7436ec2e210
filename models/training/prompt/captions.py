"""Synthetic prompts in eight languages with the intents they express.

A prompt is one to four clauses drawn from the phrase banks in ``languages.py``, joined as people join them, sometimes with
typos, missing diacritics or capitals. The intents are those of the clauses, so the label is exact by construction.
"""

from __future__ import annotations

import numpy as np

from .intents import EXCLUDABLE, GROUPS, INTENT_INDEX, INTENTS
from .languages import LANGUAGES, Language
from .text import strip_marks

Rng = np.random.Generator


def _pick(rng: Rng, phrases: list[str]) -> str:
    return phrases[int(rng.integers(len(phrases)))]


def _clause_motion(rng: Rng, language: Language, group: str) -> tuple[str, set[str]]:
    """An element that moves, perhaps with a direction and a manner."""
    text = _pick(rng, language["move"]).format(n=_pick(rng, language["nouns"][group]))
    intents = {f"element_{name}" for name in GROUPS[group]}
    for kinds, chance in ((("left", "right", "up", "down"), 0.35), (("slow", "fast"), 0.15), (("calm", "strong"), 0.2)):
        if rng.random() < chance:
            kind = _pick(rng, list(kinds))
            text += language["space"] + _pick(rng, language[kind])
            family = "direction" if "left" in kinds else "speed" if "slow" in kinds else "strength"
            intents.add(f"{family}_{kind}")
    return text, intents


def _clause_specific(rng: Rng, language: Language) -> tuple[str, set[str]]:
    phrases, names = language["specific"][int(rng.integers(len(language["specific"])))]
    return _pick(rng, phrases), set(names)


def sample_caption(rng: Rng, code: str) -> tuple[str, set[str]]:
    """(prompt, names of its intents) in one language."""
    language = LANGUAGES[code]
    clauses: list[tuple[str, set[str]]] = []
    used: set[str] = set()
    draw = rng.random()
    if draw < 0.03:
        return _spoil(rng, language, _pick(rng, language["still"])), {"still"}
    if draw < 0.07:
        return _spoil(rng, language, _pick(rng, language["generic"])), set()
    if draw < 0.22:
        group = _pick(rng, list(GROUPS))
        noun = _pick(rng, language["nouns"][group])
        second = _pick(rng, list(GROUPS))
        used = set(GROUPS[group])
        intents = {"only", *(f"element_{n}" for n in GROUPS[group])}
        if rng.random() < 0.25 and not set(GROUPS[second]) & used:
            noun += language["and"] + _pick(rng, language["nouns"][second])
            intents |= {f"element_{n}" for n in GROUPS[second]}
            used |= set(GROUPS[second])
        clauses.append((_pick(rng, language["only"]).format(n=noun), intents))
        if rng.random() < 0.3:
            kind = _pick(rng, ["left", "right", "up", "down"])
            clauses[-1] = (clauses[-1][0] + language["space"] + _pick(rng, language[kind]), intents | {f"direction_{kind}"})
    elif draw < 0.75:
        for _ in range(1 if rng.random() < 0.7 else 2):
            group = _pick(rng, list(GROUPS))
            if set(GROUPS[group]) & used:
                continue
            used |= set(GROUPS[group])
            clauses.append(_clause_motion(rng, language, group))
    else:
        clauses.append(_clause_specific(rng, language))
        used |= {n.split("_", 1)[1] for n in clauses[-1][1] if n.startswith("element_")}
    if rng.random() < 0.34:
        group = _pick(rng, [g for g in GROUPS if set(GROUPS[g]) <= set(EXCLUDABLE)])
        if not set(GROUPS[group]) & used:
            text = _pick(rng, language["exclude"]).format(n=_pick(rng, language["nouns"][group]))
            clauses.append((text, {f"exclude_{n}" for n in GROUPS[group]}))
    elif rng.random() < 0.1:
        # People and animals stand still anyway: said often, asks for nothing.
        text = _pick(rng, language["exclude"]).format(n=_pick(rng, language["nouns"][_pick(rng, ["person", "animal"])]))
        clauses.append((text, set()))
    for family, chance in (("mood", 0.16), ("weather", 0.14), ("camera", 0.14), ("sound", 0.16)):
        if rng.random() < chance:
            name = _pick(rng, [i for i in INTENTS if i.startswith(f"{family}_")])
            clauses.append((_pick(rng, language[name]), {name}))
    if not any(n.startswith(("speed", "strength")) for _, names in clauses for n in names) and rng.random() < 0.12:
        kind = _pick(rng, ["slow", "fast", "calm", "strong"])
        family = "speed" if kind in ("slow", "fast") else "strength"
        clauses.append((_pick(rng, language[kind]), {f"{family}_{kind}"}))
    if rng.random() < 0.35:
        rng.shuffle(clauses)
    text = clauses[0][0]
    for clause, _ in clauses[1:]:
        text += _pick(rng, language["joins"]) + clause
    return _spoil(rng, language, text), set().union(*(names for _, names in clauses))


def _spoil(rng: Rng, language: Language, text: str) -> str:
    """Typos, missing marks, capitals and full stops, as typed on a phone."""
    if rng.random() < 0.25:
        text = strip_marks(text).replace("đ", "d").replace("Đ", "D").replace("ß", "ss").replace("ø", "o")
    if rng.random() < 0.25 and language["space"]:
        for _ in range(1 if rng.random() < 0.7 else 2):
            at = int(rng.integers(1, max(2, len(text) - 1)))
            kind = rng.integers(4)
            if kind == 0:
                text = text[:at] + text[at + 1 :]
            elif kind == 1:
                text = text[:at] + text[at : at + 1] + text[at:]
            elif kind == 2:
                text = text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]
            else:
                text = text[:at] + chr(97 + int(rng.integers(26))) + text[at + 1 :]
    if rng.random() < 0.4:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.04:
        text = text.upper()
    if rng.random() < 0.25:
        text += _pick(rng, [".", "!", "。"] if not language["space"] else [".", "!", " ...", ","])
    return text


def intents_to_targets(names: set[str]) -> np.ndarray:
    """[I] float32 of zeros and ones."""
    out = np.zeros(len(INTENTS), np.float32)
    for name in names:
        out[INTENT_INDEX[name]] = 1
    return out
