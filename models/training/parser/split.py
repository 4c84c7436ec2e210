"""Freezes which photos are held out of all training: ``python -m parser.split --data DIR``.

Photos are split by source and place, never by crop. A *group* is what must stay on one side: the faces of one
cube map, near duplicates, two photos of the same place by the same maker. Three small sources are held out whole
(nothing of them is ever trained on); the rest is drawn per category by the hash of the group's name, so adding a
photo never moves another. The result, ``splits.json``, holds paths relative to the data folder and sha256 digests.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path

HELD_OUT_FRACTION = 0.15
SALT = "stillwake-split-1"
#: Sources held out as a whole: their makers' cameras and tastes are unknown to the nets.
HELD_OUT_SOURCES = ("debian-plasma-wallpapers", "greek-wizard+greece-plan-2026", "palapeli-debian")
#: Pairs found by thumbnail and feature correlation, then looked at: the same picture or the same place.
SAME_PLACE = (
    ("npm-startbootstrap/stylish-portfolio__bg-callout", "npm-startbootstrap/stylish-portfolio__portfolio-4"),
    ("gcompris-debian/categorization_080", "gcompris-debian/explore_monuments_046"),
    ("gcompris-debian/categorization_077", "gcompris-debian/explore_monuments_039"),
)
_CUBE_FACE = re.compile(r"_(neg|pos)[xyz]$")
_NUMBER = re.compile(r"[-_]?\d+[A-Z]?$")


def group_of(path: str) -> str:
    """The group of ``photos/<source>/<name>.jpg``: what must not be torn between the splits."""
    source, name = path.split("/")[1:3]
    key = f"{source}/{name.rsplit('.', 1)[0]}"
    for first, *others in SAME_PLACE:
        if key in others:
            key = first
    return _CUBE_FACE.sub("", key)


def category_of(path: str) -> str:
    """The stratum a photo is drawn from: its file's category, or its source where names say nothing."""
    source, name = path.split("/")[1:3]
    stem = name.rsplit(".", 1)[0]
    if source.startswith(("humus", "npm-startbootstrap", "debian-", "opencv", "skimage", "squoosh")):
        return source.split("-doc")[0]
    return _NUMBER.sub("", stem)


def split_paths(paths: list[str]) -> tuple[list[str], list[str]]:
    """(train, heldOut), both sorted. Deterministic in the set of paths."""
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        groups[group_of(path)].append(path)
    strata: dict[str, list[str]] = defaultdict(list)
    held: list[str] = []
    for group, members in groups.items():
        if members[0].split("/")[1] in HELD_OUT_SOURCES:
            held += members
        else:
            strata[category_of(members[0])].append(group)
    carry = 0.0
    for category in sorted(strata):
        order = sorted(strata[category], key=lambda g: hashlib.sha256(f"{SALT}:{g}".encode()).hexdigest())
        carry += HELD_OUT_FRACTION * sum(len(groups[g]) for g in order)
        for group in order:
            # Small strata share a running remainder, so that ten categories of three photos still give four or five.
            if carry < 0.5 * len(groups[group]) or len(order) == 1 and carry < len(groups[group]):
                break
            held += groups[group]
            # A cube map's six faces must not use up the share of the categories after it.
            carry = max(carry - len(groups[group]), -0.5)
    chosen = set(held)
    return sorted(p for p in paths if p not in chosen), sorted(chosen)


def main() -> None:
    """Writes splits.json; refuses to move a photo that is frozen already."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the data folder that holds photos/")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "splits.json")
    args = parser.parse_args()
    paths = sorted(p.relative_to(args.data).as_posix() for p in args.data.glob("photos/*/*.jpg"))
    train, held = split_paths(paths)
    digest = {p: hashlib.sha256((args.data / p).read_bytes()).hexdigest() for p in paths}
    if args.out.exists():
        frozen = json.loads(args.out.read_text())
        before = {e["path"]: side for side in ("train", "heldOut") for e in frozen[side]}
        moved = [p for p in train if before.get(p, "train") != "train"] + [p for p in held if before.get(p, "heldOut") != "heldOut"]
        if moved:
            raise SystemExit(f"the split is frozen; these photos would change sides: {moved}")
    record = {
        "version": 1,
        "salt": SALT,
        "heldOutSources": list(HELD_OUT_SOURCES),
        "train": [{"path": p, "sha256": digest[p], "group": group_of(p)} for p in train],
        "heldOut": [{"path": p, "sha256": digest[p], "group": group_of(p)} for p in held],
    }
    args.out.write_text(json.dumps(record, indent=1) + "\n")
    print(f"{len(train)} train, {len(held)} held out ({len(held) / len(paths):.1%})")


if __name__ == "__main__":
    main()
