"""What the prompt gate tells apart: the policy's categories that words can show, and whether it can read the language at all."""

from __future__ import annotations

CATEGORIES = (
    "sexual", "minors", "nudity", "violence", "hate", "self-harm", "harassment", "dangerous", "deception", "private-data",
)  # fmt: skip
#: The prompt is in none of the eight languages; what it asks for is then not judged.
UNCOVERED = "uncovered"
LABELS = (*CATEGORIES, UNCOVERED)
LABEL_INDEX = {name: index for index, name in enumerate(LABELS)}
