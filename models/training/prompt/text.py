"""Text -> hashed n-grams: the prompt encoder's input. The app's TypeScript does exactly the same (golden.json holds cases).

1. NFKC, lower case, white space collapsed. 2. If stripping the combining marks of the NFKD form gives another text, that text
is a second copy after the first. 3. Each copy is split into runs of letters, digits and marks; a run is split further where
CJK letters begin or end. 4. A CJK run gives its n-grams n = 1..3; any other word is padded to ``^word$`` and gives its n-grams
n = 1..4, then the padded word itself. Order: copies, runs, n ascending, position. 5. A bucket is FNV-1a (32 bit) of the
UTF-8 bytes modulo 16384. Text without letters gives no buckets: the app then uses the zero vector.
"""

from __future__ import annotations

import unicodedata

BUCKETS = 16384
#: Longest input in buckets; what lies beyond is cut (about 60 words).
MAX_BUCKETS = 2048
CJK_RANGES = ((0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def normalise_text(text: str) -> str:
    """NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def strip_marks(text: str) -> str:
    """NFKD without combining marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def is_cjk(character: str) -> bool:
    """Whether a character belongs to a script written without spaces (Han, kana)."""
    point = ord(character)
    return any(low <= point <= high for low, high in CJK_RANGES)


def split_runs(text: str) -> list[tuple[str, bool]]:
    """(run, is CJK) of a normalised text, in order."""
    runs: list[tuple[str, bool]] = []
    current, kind = "", False
    for character in text:
        if unicodedata.category(character)[0] not in "LNM":
            if current:
                runs.append((current, kind))
            current = ""
            continue
        # A mark stays with its letter.
        cjk = kind if current and unicodedata.category(character)[0] == "M" else is_cjk(character)
        if current and cjk != kind:
            runs.append((current, kind))
            current = ""
        current, kind = current + character, cjk
    if current:
        runs.append((current, kind))
    return runs


def fnv1a(data: bytes) -> int:
    """FNV-1a, 32 bit."""
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def text_buckets(text: str) -> list[int]:
    """Bucket numbers 0..16383 of a text, in order, at most MAX_BUCKETS."""
    first = normalise_text(text)
    stripped = strip_marks(first)
    grams: list[str] = []
    for copy in (first, stripped) if stripped != first else (first,):
        for run, cjk in split_runs(copy):
            word = run if cjk else f"^{run}$"
            for n in range(1, 4 if cjk else 5):
                grams += [word[i : i + n] for i in range(len(word) - n + 1)]
            if not cjk:
                grams.append(word)
    return [fnv1a(g.encode()) % BUCKETS for g in grams[:MAX_BUCKETS]]
