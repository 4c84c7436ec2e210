"""Synthetic prompts in eight languages with the labels they express.

A prompt is one to four clauses made from the phrase banks, joined, wrapped and misspelt as people do. The labels are those of the
clauses, so they are exact by construction. Words of everyday language that no bank knows (wordfreq) stand between, so that the
encoder learns to pass over what it does not know.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import wordfreq

from .banks import CODES, Bank, load_bank, load_clauses
from .intents import EXCLUDABLE, GROUPS, INTENTS, LABEL_INDEX, parse_intents
from .typing_errors import misspell

Rng = np.random.Generator
Clause = tuple[str, set[str]]
UNSPACED = ("zh", "ja")
DIRECTIONS = ("left", "right", "up", "down")
SINGLES = tuple(n for n in INTENTS if n.startswith(("mood_", "camera_", "weather_", "sound_")))
KEEPABLE = tuple(g for g, members in GROUPS.items() if set(members) <= set(EXCLUDABLE))
#: Share of clauses that stand whole in a bank.
SAID = 0.34
#: Share of prompts that say no more than what moves and what stays: most people write little.
SHORT = 0.35
#: Ranks of the everyday words: the commonest are function words, the rarest names.
EVERYDAY = (150, 9000)


def elements(group: str) -> set[str]:
    return {f"element_{n}" for n in GROUPS[group]}


@cache
def everyday_words(code: str) -> list[str]:
    """Words of a language that no phrase of its bank holds."""
    bank = load_bank(code) | load_clauses(code)
    known = set(re.findall(r"\w+", " ".join(" ".join(phrases) for phrases in bank.values()).lower()))
    text = " ".join(" ".join(p) for k, p in bank.items() if k not in ("off", "beyond", "joins", "ask", "for_now"))
    words = wordfreq.top_n_list(code, EVERYDAY[1])[EVERYDAY[0] :]
    if code in UNSPACED:
        return [w for w in words if not any(c in text for c in w) or (len(w) > 1 and w not in text and not set(w) & set("云海水树花草火烟旗发风雨雪雾声雲木葉空波川煙炎髪音"))]
    # A shared beginning may be another form of a word in the bank.
    stems = {w[:4] for w in known if len(w) >= 4}
    return [w for w in words if w not in known and w[:4] not in stems and not w.isdigit()]


@cache
def whole_clauses(code: str) -> list[tuple[str, frozenset[str]]]:
    """(phrase, labels) of a language's whole clauses; a label that readers may differ on is marked ~."""
    clauses = []
    for key, phrases in load_clauses(code).items():
        wanted, either = parse_intents(key)
        clauses += [(phrase, wanted | {f"~{name}" for name in either}) for phrase in phrases]
    return clauses


def clash(one: set[str], other: set[str]) -> bool:
    """Whether one clause moves what the other keeps still."""
    return any(
        name.startswith("exclude_") and f"element_{name.removeprefix('exclude_')}" in b for a, b in ((one, other), (other, one)) for name in a
    )


class Writer:
    """Writes prompts of one language."""

    def __init__(self, code: str, rng: Rng) -> None:
        self.code, self.rng, self.bank = code, rng, load_bank(code)
        self.spaced = code not in UNSPACED
        self.gap = " " if self.spaced else ""
        self.nouns: Bank = self.bank

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def pick(self, key: str) -> str:
        phrases = self.bank[key]
        return phrases[int(self.rng.integers(len(phrases)))]

    def choose(self, values: tuple[str, ...]) -> str:
        return values[int(self.rng.integers(len(values)))]

    def noun(self, key: str) -> str:
        phrases = self.nouns[key]
        return phrases[int(self.rng.integers(len(phrases)))]

    def fill(self, text: str) -> str:
        """Places, people, things and colours."""
        for slot, key in (("{p}", "place"), ("{t}", "t"), ("{k}", "k")):
            while slot in text:
                text = text.replace(slot, self.pick(key), 1)
        return text

    def place_modifiers(self, text: str, modifiers: list[str]) -> str:
        """Puts modifiers at the spots, or around a phrase without any."""
        parts = text.split("*")
        slots: list[list[str]] = [[] for _ in range(max(1, len(parts) - 1))]
        for modifier in modifiers:
            slots[int(self.rng.integers(len(slots)))].append(modifier)
        if len(parts) == 1:
            words = [parts[0], *slots[0]] if self.spaced or self.chance(0.5) else [*slots[0], parts[0]]
            return self.gap.join(words)
        out = parts[0]
        for slot, part in zip(slots, parts[1:]):
            out += self.gap + self.gap.join(slot) + self.gap + part
        return out

    def modifiers(self, direction: float = 0.35) -> tuple[list[str], set[str]]:
        """Direction, speed, strength and wind, each perhaps."""
        texts: list[str] = []
        names: set[str] = set()
        if self.chance(direction):
            kind = self.choose(DIRECTIONS) if self.chance(0.6) else self.choose(("left", "right"))
            texts.append(self.pick(kind))
            names.add(f"direction_{kind}")
        for family, kinds, share in (("speed", ("slow", "fast"), 0.2), ("strength", ("calm", "strong"), 0.25)):
            if self.chance(share):
                kind = self.choose(kinds)
                if self.chance(0.08):
                    texts.append(self.pick({"speed": "not_fast", "strength": "not_strong"}[family]))
                    names.add({"speed": "speed_slow", "strength": "strength_calm"}[family])
                else:
                    texts.append(self.pick(kind))
                    names.add(f"{family}_{kind}")
        if self.chance(0.12):
            texts.append(self.pick("wind"))
            names.add("weather_wind")
        elif self.chance(0.05) and not any(n.startswith("strength") for n in names):
            kind = self.choose(("calm", "strong"))
            texts.append(self.pick(f"wind_{kind}"))
            names |= {"weather_wind", f"strength_{kind}"}
        self.rng.shuffle(texts)
        return texts, names

    def motion(self, group: str) -> Clause:
        """An element that moves."""
        names = elements(group)
        noun = self.noun(group)
        draw = self.rng.random()
        if draw < 0.18:
            family, kind = (("speed", "slow"), ("speed", "fast"), ("strength", "calm"), ("strength", "strong"))[int(self.rng.integers(4))]
            texts, more = self.modifiers()
            text, names = self.pick(f"adj_{kind}").format(n=noun), names | {f"{family}_{kind}"}
            if any(n.startswith(family) or n.startswith("strength") for n in more):
                return text, names
            return self.place_modifiers(text, texts), names | more
        if group == "smoke" and draw < 0.45:
            texts, more = self.modifiers(0)
            return self.place_modifiers(self.pick("rise"), texts), names | more | {"direction_up"}
        if group == "waterfall" and draw < 0.3:
            texts, more = self.modifiers(0)
            return self.place_modifiers(self.pick("fallwater"), texts), names | more
        if group in ("trees", "plants") and self.chance(0.14):
            texts, more = self.modifiers(0)
            return self.place_modifiers(self.pick(f"fall_{group}"), texts), names | more | {"direction_down"}
        if self.chance(0.15):
            second = self.choose(tuple(GROUPS))
            noun += self.between("and") + self.noun(second)
            names |= elements(second)
        texts, more = self.modifiers()
        template = self.pick(f"do_{group}") if self.chance(0.6) else self.pick("move")
        return self.place_modifiers(template.replace("{n}", noun), texts), names | more

    def between(self, key: str) -> str:
        """A join with its blanks."""
        word = self.pick(key)
        if not self.spaced:
            return word
        if word == "":
            return " "
        return (word if word[0] in ",.;:" else f" {word}") + " "

    def only(self) -> Clause:
        """Nothing but one or two elements."""
        groups = [self.choose(tuple(GROUPS))]
        noun = self.noun(groups[0])
        if self.chance(0.2):
            groups.append(self.choose(tuple(GROUPS)))
            noun += self.between("and") + self.noun(groups[1])
        names = {"only"}.union(*(elements(g) for g in groups))
        text = self.pick("only").replace("{n}", noun)
        if self.chance(0.5):
            texts, more = self.modifiers()
            text, names = self.place_modifiers(text, texts), names | more
        return text, names

    def keep(self, taken: set[str]) -> Clause | None:
        """Something that is to stay still, an element or what stands still anyway; None if it is asked to move (``taken``)."""
        groups = [self.choose((*KEEPABLE, "person", "animal", "place"))]
        if self.chance(0.12):
            groups.append(self.choose(KEEPABLE))
        if any(f"element_{n}" in taken for g in groups for n in GROUPS.get(g, ())):
            return None
        noun = self.noun(groups[0])
        for other in groups[1:]:
            noun += self.between("and") + self.noun(other)
        names = {f"exclude_{n}" for g in groups if g in KEEPABLE for n in GROUPS[g]}
        return self.pick("exclude").replace("{n}", noun), names

    def all_but(self) -> Clause:
        """Everything but one thing moves."""
        group = self.choose((*KEEPABLE, *KEEPABLE, "person", "place"))
        names = {f"exclude_{n}" for n in GROUPS[group]} if group in KEEPABLE else set()
        return self.pick("all_but").replace("{n}", self.noun(group)), names | {"general"}

    def contrast(self) -> Clause:
        """One moves, another does not, in one sentence."""
        group, other = self.choose(tuple(GROUPS)), self.choose((*KEEPABLE, *KEEPABLE, "person", "place"))
        while set(GROUPS[group]) & set(GROUPS.get(other, ())):
            other = self.choose((*KEEPABLE, "place"))
        kind = "only_not" if self.chance(0.4) else "keep_move"
        names = elements(group) | ({f"exclude_{n}" for n in GROUPS[other]} if other in KEEPABLE else set())
        noun = self.noun(group)
        if self.chance(0.3):
            texts, more = self.modifiers()
            noun, names = self.place_modifiers(noun, texts), names | more
        text = self.pick(kind).replace("{x}", self.noun(other)).replace("{n}", noun)
        return text, names | ({"only"} if kind == "only_not" else set())

    def single(self, family: str | None = None) -> Clause:
        """Mood, camera, weather or sound."""
        name = self.choose(SINGLES if family is None else tuple(n for n in SINGLES if n.startswith(family)))
        if name == "weather_wind" and self.chance(0.35):
            kind = self.choose(("calm", "strong"))
            return self.pick(f"windy_{kind}"), {name, f"strength_{kind}"}
        text = self.pick(name)
        if name.startswith("camera_") and "{p}" in text and self.chance(0.4):
            # What the camera looks at is named, so it is an element.
            group = self.choose(tuple(GROUPS))
            return text.replace("{p}", self.noun(group)), {name} | elements(group)
        text = self.fill(text)
        if name.startswith("camera_") and self.chance(0.25):
            # How the camera goes is the camera's.
            text = self.place_modifiers(text, [self.pick(self.choose(("slow", "calm", "fast")))])
        if name in ("weather_rain", "weather_snow") and self.chance(0.12):
            kind = self.choose(("calm", "strong"))
            return self.place_modifiers(text, [self.pick(kind)]), {name, f"strength_{kind}"}
        return text, {name}

    def said(self) -> Clause:
        """A whole clause as people say it."""
        clauses = whole_clauses(self.code)
        text, labels = clauses[int(self.rng.integers(len(clauses)))]
        names = set(labels)
        if "{n}" in text:
            group = self.choose(tuple(GROUPS))
            text, names = text.replace("{n}", self.noun(group)), names | elements(group)
        if "*" in text and self.chance(0.4):
            # A clause that says a direction, a speed or a strength takes no other.
            texts, more = self.modifiers(0 if any(n.startswith("direction") for n in names) else 0.35)
            if not {n.split("_")[0] for n in more} & {n.split("_")[0] for n in names if n.startswith(("speed", "strength", "direction"))}:
                text, names = self.place_modifiers(text, texts), names | more
        return self.fill(text.replace("{f}", self.pick("person"))), names

    def beyond(self) -> Clause:
        """What this app does not do."""
        if self.chance(0.45):
            return self.pick("off"), {"beyond"}
        if self.chance(0.35):
            words = everyday_words(self.code)
            count = int(self.rng.integers(1, 7))
            return self.gap.join(words[int(i)] for i in self.rng.integers(len(words), size=count)), {"beyond"}
        text, names = self.pick("beyond"), {"beyond"}
        if "{f}" in text:
            group = self.choose(("person", "animal"))
            text, names = text.replace("{f}", self.noun(group)), names | elements(group)
        return self.fill(text), names

    def clauses(self) -> list[Clause]:
        """The clauses of one prompt."""
        out: list[Clause] = []
        draw = self.rng.random()
        if draw < 0.025:
            return [(self.pick("still"), {"still"})]
        if draw < 0.055:
            return [(self.pick("generic"), {"general"})]
        if draw < 0.13:
            return [self.beyond()]
        if self.chance(SAID):
            out.append(self.said())
        elif draw < 0.165:
            out.append(self.all_but())
        elif draw < 0.26:
            out.append(self.only())
        elif draw < 0.38:
            out.append(self.contrast())
        elif draw < 0.84:
            for _ in range(int(self.rng.choice(3, p=(0.66, 0.28, 0.06))) + 1):
                clause = self.said() if self.chance(SAID) else self.motion(self.choose(tuple(GROUPS)))
                if not any(clash(names, clause[1]) for _, names in out) and not (out and clause[1] & {"only", "still", "beyond"}):
                    out.append(clause)
            if not out:
                out.append(self.motion(self.choose(tuple(GROUPS))))
        else:
            out.append(self.single())
        if self.chance(0.06 if "only" not in out[0][1] else 0.15) and any(n.startswith("element_") for n in out[0][1]):
            out[0] = (out[0][0] + self.between("joins") + self.pick("rest"), out[0][1] | {"only"})
        if self.chance(0.25) and (kept := self.keep(set().union(*(names for _, names in out)))):
            out.append(kept)
            if draw >= 0.84:
                return out
        if self.chance(SHORT):
            return out
        for family, share in (("mood_", 0.1), ("weather_", 0.1), ("camera_", 0.1), ("sound_", 0.14)):
            if self.chance(share) and not any(n.startswith(family) for _, names in out for n in names):
                single = self.single(family)
                if not any(clash(names, single[1]) for _, names in out):
                    out.append(single)
        if self.chance(0.07):
            out.append((self.pick("negated"), set()))
        if self.chance(0.04):
            out.append((self.pick("generic"), {"general"}))
        if self.chance(0.03):
            out.append(self.beyond())
        if self.chance(0.08) and not any(n.startswith(("speed", "strength", "camera")) for _, names in out for n in names):
            kind = self.choose(("slow", "fast", "calm", "strong"))
            out.append((self.pick(kind), {f"{'speed' if kind in ('slow', 'fast') else 'strength'}_{kind}"}))
        if self.chance(0.35):
            order = self.rng.permutation(len(out))
            out = [out[i] for i in order]
        return out

    def prompt(self) -> Clause:
        """(text, labels) of one prompt."""
        if self.code != "en" and self.chance(0.04):
            self.nouns = {**self.bank, **{g: load_bank("en")[g] for g in GROUPS}}
        clauses = self.clauses()
        self.nouns = self.bank
        texts, also = [], set()
        for text, names in clauses:
            if self.chance(0.1):
                extra = self.pick("for_now")
                # "Over the sea": what is named is meant, unless it is to keep still.
                group = self.choose(tuple(GROUPS))
                if "{p}" in extra and self.chance(0.5) and not any(f"exclude_{n}" in every for n in GROUPS[group] for _, every in clauses) and "still" not in names and "beyond" not in names:
                    extra = extra.replace("{p}", self.noun(group))
                    also |= elements(group)
                extra = self.fill(extra)
                text = self.gap.join((text, extra) if self.spaced else (extra, text))
            if self.chance(0.08):
                word = everyday_words(self.code)[int(self.rng.integers(len(everyday_words(self.code))))]
                words = text.split() if self.spaced else [text]
                words.insert(int(self.rng.integers(len(words) + 1)), word)
                text = self.gap.join(words)
            texts.append(text)
        text = texts[0]
        for more in texts[1:]:
            text += self.between("joins") + more
        if self.chance(0.09):
            # What says nothing of motion: a likeness, a reason, a story.
            aside = self.fill(self.pick("aside"))
            stop = self.choose((", ", " ", ". ")) if self.spaced else self.choose(("，", "", "。")) if self.code == "zh" else self.choose(("、", "、", "。"))
            text = aside + stop + text if self.chance(0.35) else text + stop + aside
        if self.chance(0.3):
            text = self.pick("ask").replace("{c}", text)
        text = " ".join(text.replace("*", " " if self.spaced else "").split()).replace(" ,", ",")
        every = also.union(*(names for _, names in clauses))
        return misspell(self.rng, self.code, self.bank, text), {n for n in every if n.removeprefix("~") == n or n[1:] not in every}


def sample_caption(rng: Rng, code: str) -> Clause:
    """(prompt, names of its labels, marked ~ where readers may differ) in one language."""
    return Writer(code, rng).prompt()


def labels_to_targets(names: set[str]) -> np.ndarray:
    """[L] float32 of zeros and ones; NaN where readers may differ."""
    out = np.zeros(len(LABEL_INDEX), np.float32)
    for name in names:
        out[LABEL_INDEX[name.removeprefix("~")]] = np.nan if name.startswith("~") else 1
    return out


__all__ = ["CODES", "labels_to_targets", "sample_caption"]
