"""Explicit terms and slurs, read at training time from the npm packages that the app's lists come from; none is written here."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

MODULES = Path(__file__).resolve().parents[3] / "node_modules"
RULES = Path(__file__).resolve().parents[3] / "workers/moderation/prompt"


@cache
def ordinary_words() -> frozenset[str]:
    """Words of the lists that have an ordinary meaning (innocent.ts, ambiguous.ts): none of them is an example of anything."""
    text = "".join((RULES / name).read_text() for name in ("innocent.ts", "ambiguous.ts") if (RULES / name).exists())
    blocks = re.findall(r"`([^`]*)`", text)
    return frozenset(word.strip() for block in blocks for word in re.split(r"[,\n]", block) if word.strip())


@cache
def explicit_terms(code: str) -> list[str]:
    """The language's list: naughty-words (CC-BY-4.0), for Vietnamese washyourmouthoutwithsoap (MIT). Raises FileNotFoundError."""
    if code == "vi":
        terms = json.loads((MODULES / "washyourmouthoutwithsoap/data/build.json").read_text())["vi"]
    else:
        terms = json.loads((MODULES / f"naughty-words/{code}.json").read_text())
    shortest = 2 if code in ("zh", "ja") else 4
    return sorted({t.lower().strip() for t in terms if len(t.strip()) >= shortest} - ordinary_words())


@cache
def ambiguous_terms(code: str) -> list[str]:
    """Listed words with a harmless sense (ambiguous.ts); none in languages whose lists have no such word."""
    text = (RULES / "ambiguous.ts").read_text()
    known = {w.strip() for block in re.findall(r"`([^`]*)`", text) for w in re.split(r"[,\n]", block)}
    listed = json.loads((MODULES / f"naughty-words/{code}.json").read_text()) if code not in ("vi", "zh", "ja") else []
    return sorted(known & {t.lower() for t in listed})


@cache
def slurs() -> list[str]:
    """English words that cuss (MIT) is sure of and that no explicit list holds: mostly slurs. Raises FileNotFoundError."""
    source = (MODULES / "cuss/index.js").read_text()
    sure = {m[1].strip("'\"") for m in re.finditer(r"^\s*([\w'\" -]+): 2,?$", source, re.M)}
    return sorted({w for w in sure if len(w) >= 4} - ordinary_words() - set(explicit_terms("en")))
