"""Synthetic prompts of the gate with what they show: harmless ones, near misses, violating ones, other languages.

Explicit words come from the npm lists when training runs; prompts about minors exist in memory alone, put together of a neutral noun
and a rule. A violating clause stands alone or among clauses about clouds and waves, as people hide it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import wordfreq

from prompt.banks import CODES, Bank, load_bank, read_bank
from prompt.captions import UNSPACED, everyday_words, sample_caption
from prompt.typing_errors import misspell
from .labels import CATEGORIES, LABEL_INDEX, UNCOVERED
from .terms import ambiguous_terms, explicit_terms, slurs

Rng = np.random.Generator
BANKS = Path(__file__).with_name("banks")
#: Nouns of children, beyond doubt, as the rules of the app have them.
MINORS = {
    "en": "child|little girl|little boy|schoolgirl|schoolboy|toddler|kid|teenager|preteen|baby|young girl|minor|underage girl|kids",
    "vi": "trẻ em|bé gái|bé trai|nữ sinh|học sinh|đứa trẻ|em bé|thiếu nữ|trẻ con|vị thành niên",
    "it": "bambina|bambino|ragazzina|ragazzino|scolara|minorenne|adolescente|neonata|bimba|bambine",
    "es": "niña|niño|colegiala|adolescente|menor de edad|bebé|chiquilla|niñas|menor",
    "fr": "fillette|petite fille|enfant|gamine|écolière|adolescente|mineure|petit garçon|enfants",
    "de": "Kleinkind|kleines Mädchen|Schülerin|Kind|Minderjährige|Teenagerin|kleiner Junge|Kinder|Schulmädchen",
    "zh": "小女孩|小男孩|儿童|孩子|小学生|中学生|幼女|未成年少女|婴儿|小孩",
    "ja": "小さな女の子|子供|小学生|女子高生|中学生|幼児|未成年|赤ちゃん|男の子|幼女",
}
#: Groups that hatred is aimed at, in neutral words.
GROUPS = {
    "en": "immigrants|jews|muslims|gays|blacks|arabs|refugees|foreigners|asians|mexicans|gypsies|christians|women|trans people|black people",
    "vi": "người nhập cư|người da đen|người hồi giáo|người đồng tính|người do thái|người nước ngoài|người da màu|phụ nữ|dân tộc thiểu số",
    "it": "immigrati|ebrei|musulmani|zingari|neri|arabi|stranieri|gay|rifugiati|cinesi|profughi|omosessuali",
    "es": "inmigrantes|judíos|musulmanes|gitanos|negros|árabes|extranjeros|gays|refugiados|chinos|homosexuales",
    "fr": "immigrés|juifs|musulmans|arabes|noirs|roms|étrangers|homosexuels|réfugiés|asiatiques|gitans",
    "de": "Ausländer|Juden|Muslime|Flüchtlinge|Schwarze|Araber|Schwule|Türken|Asylanten|Zigeuner|Homosexuelle",
    "zh": "移民|犹太人|穆斯林|黑人|外国人|同性恋|难民|女人|少数民族|阿拉伯人",
    "ja": "移民|ユダヤ人|イスラム教徒|外国人|黒人|同性愛者|難民|女|アラブ人|在日",
}
BANK_OF = {"nudity": "strip", "private-data": "private"}
#: Languages that the app does not read and wordfreq does.
OTHER_LATIN = ("pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "hu", "ro", "tr", "id", "ms", "ca", "fil", "sh", "sk", "sl", "lt", "lv", "is")
OTHER_SCRIPTS = ("ru", "uk", "bg", "mk", "ar", "fa", "ur", "he", "hi", "bn", "ta", "ko", "el")


#: Share of violating and of harmless clauses that come of the varied banks.
VARIED = 0.6
CHOICE = re.compile(r"\[([^][]*)\]")


@cache
def gate_bank(code: str) -> Bank:
    return read_bank(BANKS / f"{code}.txt")


@cache
def varied_bank(code: str) -> Bank:
    """Phrases with choices in them, ``[a/b]``."""
    return read_bank(BANKS / "varied" / f"{code}.txt")


def phrase(rng: Rng, code: str, key: str) -> str:
    """One phrase of a language's banks, its choices made."""
    bank = varied_bank(code) if rng.random() < VARIED and key in varied_bank(code) else gate_bank(code)
    text = pick(rng, bank[key])
    while found := CHOICE.search(text):
        text = text[: found.start()] + pick(rng, found[1].split("/")) + text[found.end() :]
    return " ".join(text.split())


@cache
def other_bank() -> Bank:
    return read_bank(BANKS / "other-languages.txt")


@cache
def common_words(code: str) -> list[str]:
    return [w for w in wordfreq.top_n_list(code, 5000) if not w.isdigit()]


def pick(rng: Rng, values: list[str]) -> str:
    return values[int(rng.integers(len(values)))]


def digits(rng: Rng) -> str:
    """Something like a telephone or card number."""
    raw = "".join(str(int(d)) for d in rng.integers(0, 10, size=int(rng.integers(8, 17))))
    step = int(rng.integers(2, 5))
    return raw if rng.random() < 0.4 else " ".join(raw[i : i + step] for i in range(0, len(raw), step))


def violating_clause(rng: Rng, code: str, category: str) -> tuple[str, set[str]]:
    """(text, categories) of one thing that the policy forbids."""
    bank, words = gate_bank(code), load_bank(code)
    names = {category}
    if category == "violence" and rng.random() < 0.3:
        return pick(rng, bank["gore"]), names
    text = phrase(rng, code, BANK_OF.get(category, category))
    if category == "sexual" and rng.random() < 0.5:
        text = pick(rng, ["{s}", "{who} {s}", "{s} {who}", "{s}"])
    if category == "sexual" and "unsure" in bank and ambiguous_terms(code) and rng.random() < 0.15:
        text = pick(rng, bank["unsure"]).replace("{a}", pick(rng, ambiguous_terms(code)))
    if category == "minors":
        names |= {"sexual"} if "{s}" in text else {"nudity"}
    sources = {
        "{s}": explicit_terms(code) if rng.random() < 0.8 else explicit_terms("en"), "{m}": MINORS[code].split("|"),
        "{g}": GROUPS[code].split("|"), "{h}": bank["harm"], "{w}": bank["weapon"], "{u}": slurs(),
        "{who}": words["person"] if rng.random() < 0.93 else words["animal"],
    }  # fmt: skip
    for slot, values in sources.items():
        while slot in text:
            text = text.replace(slot, pick(rng, values), 1)
    while "{d}" in text:
        text = text.replace("{d}", digits(rng), 1)
    if "{c}" in text:
        text = text.replace("{c}", " ".join(pick(rng, everyday_words(code)) for _ in range(3)))
    return text, names


def safe_clause(rng: Rng, code: str) -> str:
    """A harmless near miss: a word or a verb of the bad ones about things, or people and children at what people do."""
    bank, text = load_bank(code), phrase(rng, code, "safe")
    sources = {
        "{who}": bank["person"], "{p}": bank["place"], "{m}": MINORS[code].split("|"), "{g}": GROUPS[code].split("|"),
        "{n}": bank[pick(rng, ["sky", "sea", "water", "trees", "plants", "grass", "fire", "smoke", "flag", "hair"])],
    }  # fmt: skip
    for slot, values in sources.items():
        while slot in text:
            text = text.replace(slot, pick(rng, values), 1)
    return text


def embed(rng: Rng, code: str, text: str) -> str:
    """A clause alone, or among what people write about a photo."""
    gap = "" if code in UNSPACED else " "
    draw = rng.random()
    if draw < 0.35:
        return text
    comma = "，" if code == "zh" else "、" if code == "ja" else ", "
    join = pick(rng, [comma, comma, gap or comma])
    other = sample_caption(rng, code)[0]
    return join.join([text, other] if rng.random() < 0.5 else [other, text])


LEET = str.maketrans("aeiost", "4310$7")
HOMOGLYPHS = str.maketrans("aeocpxy", "аеосрху")
#: Share of prompts with a word in disguise, harmless ones too: the disguise alone is no offence.
DISGUISED = 0.06


def disguise(rng: Rng, text: str) -> str:
    """The text with a word or two written as people write who hide them, or who play."""
    words = text.split(" ")
    for _ in range(int(rng.integers(1, 3))):
        at = int(rng.integers(len(words)))
        kind = int(rng.integers(6))
        if kind < 2:
            words[at] = words[at].translate((LEET, HOMOGLYPHS)[kind])
        elif kind == 5:
            words[at] = words[at].upper()
        elif len(words[at]) >= 4:
            words[at] = (" ", ".", "*")[kind - 2].join(words[at]) if kind < 4 else words[at][:2] + "-" + words[at][2:]
    return " ".join(words)


def other_language(rng: Rng) -> str:
    """A prompt that nobody of the eight languages would write."""
    if rng.random() < 0.5:
        bank = other_bank()
        return pick(rng, bank[pick(rng, list(bank))])
    code = pick(rng, list(OTHER_LATIN if rng.random() < 0.8 else OTHER_SCRIPTS))
    words = common_words(code)
    # Common words are common: rank by a power law.
    ranks = (len(words) ** rng.random(int(rng.integers(4, 11)))).astype(int) - 1
    return " ".join(words[int(r)] for r in ranks)


def sample_prompt(rng: Rng, code: str) -> tuple[str, dict[str, float]]:
    """(prompt, known labels) of one language of the eight, or of another."""
    nothing = dict.fromkeys(CATEGORIES, 0.0) | {UNCOVERED: 0.0}
    draw = rng.random()
    if draw < 0.14:
        return misspell(rng, "en", load_bank("en"), other_language(rng)), {UNCOVERED: 1.0}
    if draw < 0.19:
        words = common_words(code)
        ranks = (len(words) ** rng.random(int(rng.integers(2, 9)))).astype(int) - 1
        return ("" if code in UNSPACED else " ").join(words[int(r)] for r in ranks), {UNCOVERED: 0.0}
    if draw < 0.33:
        return sample_caption(rng, code)[0], nothing
    if draw < 0.65:
        text = embed(rng, code, safe_clause(rng, code))
    else:
        category = pick(rng, [*CATEGORIES, "sexual", "violence", "violence", "harassment", "nudity", "minors"])
        text, names = violating_clause(rng, code, category)
        text, nothing = embed(rng, code, text), nothing | dict.fromkeys(names, 1.0)
        if rng.random() < 0.2:
            text = load_bank(code)["ask"][int(rng.integers(len(load_bank(code)["ask"])))].replace("{c}", text)
    text = misspell(rng, code, load_bank(code), text)
    return disguise(rng, text) if code not in UNSPACED and rng.random() < DISGUISED else text, nothing


def to_targets(known: dict[str, float]) -> np.ndarray:
    """[L] float32: 1, 0, or NaN where nothing is known."""
    out = np.full(len(LABEL_INDEX), np.nan, np.float32)
    for name, value in known.items():
        out[LABEL_INDEX[name]] = value
    return out


__all__ = ["CODES", "sample_prompt", "to_targets"]
