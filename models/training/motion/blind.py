"""A blind look: which of two motions a person prefers who has not seen the model.

``python -m motion.blind make --data DIR --out DIR`` draws pairs for held-out photos, the denoiser against the program on the parser's
answer (constrained by the class map like the denoiser), against the release before and against the first, in random order, as
pictures ``program-00.png``, ``previous-00.png``, ``first-00.png`` .., with an empty ``choices.csv``. The order is thrown anew each time and stands
in ``key.json`` alone, that nobody opens before the choices are written down.
``python -m motion.blind score --out DIR`` refuses unless every choice is made, then opens the key and gives the share that the
denoiser wins, with the 95 % interval (Wilson; a tie counts half).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
from pathlib import Path

import cv2
import numpy as np

from manifest import MODELS_DIR
from .cases import SECONDS, First, Program, load_cases, previous_release, released
from .film import Views

SHORT = 250
CROP = 170
#: Seed of the motions.
SEED = 11


def make(data: Path, out: Path, photos: int, cache: Path | None, model_path: Path | None, against: list[str]) -> None:
    """Writes pairs, the empty choices and the key."""
    from parser.evaluate import onnx_predictor

    cv2.setNumThreads(1)
    out.mkdir(parents=True, exist_ok=True)
    cases = load_cases(data, "heldOut", photos, onnx_predictor(MODELS_DIR / "scene-parser" / "scene-parser.onnx"), cache)
    makers = {"program": Program, "previous": previous_release, "first": First}
    model, rivals = released(model_path), {name: makers[name]() for name in against}
    rng = np.random.default_rng()
    key, names = {}, []
    for index, case in enumerate(cases):
        mine = Views(case.rgb, model.draw(case, SEED), SECONDS, SHORT)
        for name, rival in rivals.items():
            theirs = Views(case.rgb, rival.draw(case, SEED), SECONDS, SHORT)
            places = mine.places(mine.change + theirs.change, 3, CROP)
            first = bool(rng.random() < .5)
            pair = (mine, theirs) if first else (theirs, mine)
            picture = np.vstack([v.picture(*places, CROP, f"{label}") for v, label in zip(pair, "AB")])
            file = f"{name}-{index:02d}"
            cv2.imwrite(str(out / f"{file}.png"), picture[..., ::-1])
            key[file] = "A" if first else "B"
            names.append(file)
    with open(out / "choices.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["pair", "choice (A, B or tie)", "why"])
        writer.writerows([n, "", ""] for n in sorted(names))
    text = json.dumps(key, indent=0)
    (out / "key.json").write_text(text)
    (out / "key.sha256").write_text(hashlib.sha256(text.encode()).hexdigest() + "\n")


def interval(wins: float, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, p = 1.96, wins / count
    middle = (p + z * z / 2 / count) / (1 + z * z / count)
    half = z / (1 + z * z / count) * math.sqrt(p * (1 - p) / count + z * z / 4 / count**2)
    return middle - half, middle + half


def score(out: Path) -> dict[str, dict[str, float]]:
    """The shares. Raises ValueError while a choice is missing."""
    choices = {row[0]: row[1].strip().upper() for row in list(csv.reader(open(out / "choices.csv")))[1:]}
    missing = [n for n, c in choices.items() if c not in ("A", "B", "TIE")]
    if missing:
        raise ValueError(f"the key stays shut: no choice yet for {missing}")
    key = json.loads((out / "key.json").read_text())
    result = {}
    for rival in sorted({n.rsplit("-", 1)[0] for n in key}):
        pairs = [n for n in key if n.startswith(rival)]
        wins = sum(1.0 if choices[n] == key[n] else .5 if choices[n] == "TIE" else 0.0 for n in pairs)
        low, high = interval(wins, len(pairs))
        result[rival] = {"pairs": len(pairs), "share": round(wins / len(pairs), 4), "low": round(low, 4), "high": round(high, 4), "ties": sum(choices[n] == "TIE" for n in pairs)}
    return result


def main() -> None:
    """make or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "score"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--photos", type=int, default=40)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--against", nargs="+", choices=("program", "previous", "first"), default=["program", "previous", "first"])
    args = parser.parse_args()
    if args.what == "make":
        make(args.data, args.out, args.photos, args.cache, args.model, args.against)
    else:
        print(json.dumps(score(args.out), indent=1))


if __name__ == "__main__":
    main()
