"""The intents: what a prompt can ask for. Their order is the order of the prompt encoder's output and of the prompt vector.

The prompt vector of 64 numbers is *defined*: component i is the probability of intent i (0..1), the rest is zero, and
no prompt at all is the zero vector. So the encoder can be improved without training the denoiser anew.
"""

from __future__ import annotations

#: Elements that a prompt may name; each but the last two can move in this version.
ELEMENTS = (
    "sky", "cloud", "still_water", "moving_water", "waterfall", "foliage", "grass", "fire", "smoke", "flag", "hair",
    "person", "animal",
)
#: Elements that a prompt may ask to keep still.
EXCLUDABLE = ("sky", "cloud", "still_water", "moving_water", "waterfall", "foliage", "grass", "fire", "smoke", "flag")
#: What the words of a prompt mean: a word names a group. Close classes go together, since parsers and people mix them up.
GROUPS: dict[str, tuple[str, ...]] = {
    "sky": ("sky", "cloud"),
    "sea": ("moving_water", "still_water"),
    "water": ("still_water", "moving_water", "waterfall"),
    "waterfall": ("waterfall",),
    "trees": ("foliage",),
    "plants": ("foliage", "grass"),
    "grass": ("grass",),
    "fire": ("fire",),
    "smoke": ("smoke",),
    "flag": ("flag",),
    "hair": ("hair",),
    "person": ("person",),
    "animal": ("animal",),
}
SOUNDS = ("waves", "stream", "wind", "rain", "thunder", "birds", "fire", "silence")

INTENTS: tuple[str, ...] = (
    *(f"element_{name}" for name in ELEMENTS),
    *(f"exclude_{name}" for name in EXCLUDABLE),
    "only", "still",
    "direction_left", "direction_right", "direction_up", "direction_down",
    "speed_slow", "speed_fast",
    "strength_calm", "strength_strong",
    "mood_sunset", "mood_night", "mood_storm", "mood_dawn",
    "camera_in", "camera_out", "camera_left", "camera_right",
    "weather_rain", "weather_snow", "weather_fog", "weather_wind",
    *(f"sound_{name}" for name in SOUNDS),
)
INTENT_INDEX = {name: index for index, name in enumerate(INTENTS)}
VECTOR_SIZE = 64
assert len(INTENTS) <= VECTOR_SIZE
#: Said of the prompt beside the intents, and no part of the vector: ``general`` asks for motion at large ("bring it to life"),
#: ``beyond`` asks for what this app does not do ("add a dragon", "what time is it").
REMARKS: tuple[str, ...] = ("general", "beyond")
#: The labels of the encoder's output ``intents``.
LABELS: tuple[str, ...] = INTENTS + REMARKS
LABEL_INDEX = {name: index for index, name in enumerate(LABELS)}


def parse_intents(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """(intents, those marked ~). Raises KeyError for an unknown group, ValueError for an unknown intent."""
    wanted: set[str] = set()
    either: set[str] = set()
    for word in words.split():
        into = either if word.startswith("~") else wanted
        kind, _, group = word.lstrip("~").partition(":")
        if kind == "group":
            into |= {f"element_{n}" for n in GROUPS[group]}
        elif kind == "keep":
            into |= {f"exclude_{n}" for n in GROUPS[group]}
        elif kind in LABELS:
            into.add(kind)
        else:
            raise ValueError(f"unknown intent {word!r}")
    return frozenset(wanted), frozenset(either - wanted)
