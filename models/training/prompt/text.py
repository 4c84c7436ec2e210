"""Text -> tokens of hashed n-grams: what the text models read. The app's TypeScript does exactly the same (golden.json holds cases).

1. NFKC, lower case, white space collapsed, variation selectors and other invisible characters taken out.
2. The text falls into tokens: a *word* is a run of letters, digits and marks; a letter of a script without blanks (Han, kana) is a
token of its own; so are one of ``,;.:!?`` (and their CJK forms, which NFKC or PUNCTUATION maps to them) and a symbol (emoji).
3. A token has features, in order: a word its padded self ``^word$``, then the n-grams n = 3..5 of that; the same of the word
without its combining marks (NFKD) where that is another word. A letter of Han or kana: the n-grams n = 1..4 of its run that
cover it, n ascending, then by start. A sign: itself.
4. A feature's bucket is 1 + FNV-1a (32 bit) of its UTF-8 bytes modulo 32767; bucket 0 pads. At most MAX_FEATURES a token,
MAX_TOKENS tokens. Text of stops alone gives none: the app then uses the zero vector.
"""

from __future__ import annotations

import unicodedata

#: Rows of the embedding table, the padding row 0 among them.
BUCKETS = 32768
MAX_TOKENS = 128
MAX_FEATURES = 64
WORD_GRAMS = (3, 4, 5)
CJK_GRAMS = (1, 2, 3, 4)
CJK_RANGES = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
#: Signs that part a sentence, by the form in which they are hashed.
PUNCTUATION = {**{c: c for c in ",;.:!?"}, "、": ",", "。": ".", "…": "."}


def normalise_text(text: str) -> str:
    """NFKC, lower case, nothing invisible, single spaces."""
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf" and not 0xFE00 <= ord(c) <= 0xFE0F)
    return " ".join(seen.lower().split())


def strip_marks(text: str) -> str:
    """NFKD without combining marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script written without spaces (Han, kana)."""
    point = ord(character)
    return any(low <= point <= high for low, high in CJK_RANGES)


def split_runs(text: str) -> list[tuple[str, str]]:
    """(run, kind) of a normalised text, in order; kind is ``word``, ``cjk`` or ``sign``."""
    runs: list[tuple[str, str]] = []
    current, kind = "", ""
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "M":
            # A mark stays with its letter; one without a letter says nothing.
            current += character if current else ""
            continue
        if category[0] in "LN":
            found = "cjk" if is_cjk(character) else "word"
        else:
            found = "sign" if category == "So" or character in PUNCTUATION else ""
        if current and (found != kind or found == "sign"):
            runs.append((current, kind))
            current = ""
        current, kind = current + (PUNCTUATION.get(character, character) if found else ""), found
    if current:
        runs.append((current, kind))
    return runs


def word_features(word: str) -> list[str]:
    """Features of a word, before the limit is applied."""
    features = []
    stripped = strip_marks(word)
    for form in (word, stripped) if stripped != word else (word,):
        padded = f"^{form}$"
        features.append(padded)
        for n in WORD_GRAMS:
            if n < len(padded):
                features += [padded[i : i + n] for i in range(len(padded) - n + 1)]
    return features


def _cjk_features(run: str, at: int) -> list[str]:
    return [run[start : start + n] for n in CJK_GRAMS for start in range(max(0, at - n + 1), min(at, len(run) - n) + 1)]


def token_features(text: str) -> list[list[str]]:
    """Features of each token of a text, in order, before the limits are applied."""
    tokens = []
    for run, kind in split_runs(normalise_text(text)):
        if kind == "cjk":
            tokens += [_cjk_features(run, at) for at in range(len(run))]
        else:
            tokens.append(word_features(run) if kind == "word" else [run])
    return tokens


def fnv1a(data: bytes) -> int:
    """FNV-1a, 32 bit."""
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def bucket(feature: str) -> int:
    """1..32767."""
    return 1 + fnv1a(feature.encode()) % (BUCKETS - 1)


def text_tokens(text: str) -> list[list[int]]:
    """Buckets of each token, at most MAX_TOKENS tokens of at most MAX_FEATURES."""
    tokens = token_features(text)
    if all(features[0] in PUNCTUATION for features in tokens):
        return []
    return [[bucket(f) for f in features[:MAX_FEATURES]] for features in tokens[:MAX_TOKENS]]
