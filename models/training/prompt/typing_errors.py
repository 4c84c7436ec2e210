"""How prompts are misspelt on a phone: missing marks, slips of the thumb, short forms, capitals, other stops, other Han forms."""

from __future__ import annotations

import numpy as np
from opencc import OpenCC

from .banks import Bank
from .text import strip_marks

Rng = np.random.Generator
#: Neighbours on a QWERTY keyboard.
NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl", "p": "ol",
    "a": "qsz", "s": "adwx", "d": "sfec", "f": "dgrv", "g": "fhtb", "h": "gjyn", "j": "hkum", "k": "jlim", "l": "kop",
    "z": "xas", "x": "zcsd", "c": "xvdf", "v": "cbfg", "b": "vngh", "n": "bmhj", "m": "njk",
}  # fmt: skip
#: Traditional Han as written in Taiwan (letters; words too) and Hong Kong.
TRADITIONAL = tuple(OpenCC(f"{name}.json") for name in ("s2tw", "s2twp", "s2hk"))
EXTRA_LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ß": "ss", "ø": "o", "œ": "oe", "æ": "ae", "’": "'"})


def slip(rng: Rng, word: str) -> str:
    """One slip in a word of at least four letters."""
    at = int(rng.integers(1, len(word) - 1))
    kind = int(rng.integers(5))
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    near = NEIGHBOURS.get(strip_marks(word[at]).lower(), "")
    letter = near[int(rng.integers(len(near)))] if near else ""
    return word[:at] + letter + (word[at + 1 :] if kind == 3 else word[at:])


def short_forms(rng: Rng, bank: Bank, text: str) -> str:
    """Replaces a few words as the bank's ``swap`` says."""
    for entry in bank["swap"]:
        right, _, wrong = entry.partition("=")
        if right in text and rng.random() < 0.5:
            forms = wrong.split(",")
            text = text.replace(right, forms[int(rng.integers(len(forms)))])
    return text


def misspell(rng: Rng, code: str, bank: Bank, text: str) -> str:
    """The text as somebody in a hurry writes it; most often as it is."""
    spaced = code not in ("zh", "ja")
    if rng.random() < 0.15:
        text = short_forms(rng, bank, text)
    if spaced and rng.random() < (0.3 if code == "vi" else 0.2):
        text = strip_marks(text).translate(EXTRA_LETTERS)
    if code == "zh" and rng.random() < 0.25:
        text = TRADITIONAL[int(rng.integers(len(TRADITIONAL)))].convert(text)
    if spaced and rng.random() < 0.3:
        words = text.split(" ")
        long = [i for i, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
        for i in rng.permutation(len(long))[: 1 + int(rng.integers(2))]:
            words[long[i]] = slip(rng, words[long[i]])
        text = " ".join(words)
    draw = rng.random()
    if draw < 0.3:
        text = text[:1].upper() + text[1:]
    elif draw < 0.34:
        text = text.upper()
    elif draw < 0.6:
        text = text.lower()
    if rng.random() < 0.25:
        ends = (".", "!", " ...", "!!", "?", " 🙏") if spaced else ("。", "！", "…", "～", "")
        text += ends[int(rng.integers(len(ends)))]
    if rng.random() < 0.06:
        text = text.replace(",", "")
    return text
