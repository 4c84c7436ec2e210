"""Averages the weights of checkpoints of one lineage: ``python -m parser.average --out FILE A.pt:0.3 B.pt:0.7``.

Runs that start from one another and see the photos differently agree in weight space; their mean generalises better than each
(Wortsman et al., Model soups, ICML 2022) and costs nothing at run time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def average_states(states: list[dict], shares: list[float]) -> dict:
    """One checkpoint {net, step, classWeights} from several; ``shares`` sum to 1. Integer buffers come from the last one."""
    if abs(sum(shares) - 1) > 1e-6:
        raise ValueError(f"shares sum to {sum(shares)}, not 1")
    last = states[-1]["net"]
    mean = {k: sum(w * s["net"][k] for w, s in zip(shares, states)) if v.dtype.is_floating_point else v for k, v in last.items()}
    weights = torch.exp(sum(w * s["classWeights"].log() for w, s in zip(shares, states)))
    return {"net": mean, "step": sum(s["step"] for s in states), "classWeights": weights, **({"backbone": states[-1]["backbone"]} if "backbone" in states[-1] else {})}


def main() -> None:
    """Reads FILE:SHARE arguments, writes the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("parts", nargs="+", help="checkpoint:share")
    args = parser.parse_args()
    files, shares = zip(*(part.rsplit(":", 1) for part in args.parts))
    torch.save(average_states([torch.load(f, weights_only=True) for f in files], [float(s) for s in shares]), args.out)
    print(f"{args.out}: mean of {len(files)} checkpoints")


if __name__ == "__main__":
    main()
