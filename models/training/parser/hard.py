"""Which training photos a net still gets wrong: ``python -m parser.hard --data DIR --checkpoint FILE --extra DIR --out FILE.json``.

``parser.train --hard FILE.json`` then draws those more often (a mild form of boosting).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from .classes import SCENE_CLASSES
from .data import load_extra, load_labelled
from .evaluate import confusion, predict_labels, torch_predictor


def main() -> None:
    """Writes {path: share of the known pixels that are another class than the map says}."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/parser-cache"))
    parser.add_argument("--extra", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    predict, errors = torch_predictor(args.checkpoint), {}
    for sample in load_labelled(args.data, args.cache, "train") + load_extra(args.extra):
        counts = confusion(sample.labels, predict_labels(predict, sample)[0], len(SCENE_CLASSES))
        errors[sample.path] = round(1 - float(np.trace(counts)) / max(int(counts.sum()), 1), 4)
    args.out.write_text(json.dumps(errors, indent=0))
    print(f"{len(errors)} photos, {np.mean(list(errors.values())):.3f} of the pixels wrong")


if __name__ == "__main__":
    main()
