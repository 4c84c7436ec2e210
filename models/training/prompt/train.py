"""Trains the prompt encoder: ``python -m prompt.train --run DIR --minutes 15``. Resumes from ``<run>/state.pt``."""

from __future__ import annotations

import argparse
import functools
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import text
from .captions import intents_to_targets, sample_caption
from .languages import LANGUAGES
from .net import PromptEncoder

#: Hashing dominates the making of captions and n-grams repeat.
text.fnv1a = functools.lru_cache(maxsize=400_000)(text.fnv1a)
#: Share of training n-grams dropped, against learning whole templates by heart.
DROP = 0.1


def make_batches(rng: np.random.Generator, size: int, count: int = 8) -> list[tuple[Tensor, Tensor, Tensor]]:
    """``count`` batches of (buckets [B,N] int64, mask [B,N], targets [B,I]), each of captions of similar length."""
    codes, rows = list(LANGUAGES), []
    while len(rows) < size * count:
        caption, names = sample_caption(rng, codes[int(rng.integers(len(codes)))])
        buckets = text.text_buckets(caption)[:1000]
        if buckets:
            rows.append((buckets, intents_to_targets(names)))
    rows.sort(key=lambda row: len(row[0]))
    batches = []
    for index in rng.permutation(count):
        part = rows[index * size : (index + 1) * size]
        longest = len(part[-1][0])
        buckets, mask = np.zeros((size, longest), np.int64), np.zeros((size, longest), np.float32)
        for i, (row, _) in enumerate(part):
            buckets[i, : len(row)], mask[i, : len(row)] = row, 1
        batches.append((torch.from_numpy(buckets), torch.from_numpy(mask), torch.from_numpy(np.stack([y for _, y in part]))))
    return batches


def main() -> None:
    """Trains for --minutes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--peak", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    net, path = PromptEncoder(), args.run / "state.pt"
    average = PromptEncoder()
    average.load_state_dict(net.state_dict())
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.peak, betas=(0.9, 0.98), weight_decay=0.01)
    step, spent = 0, 0.0
    if path.exists():
        state = torch.load(path, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    rng = np.random.default_rng([args.seed, step])
    queue: list[tuple[Tensor, Tensor, Tensor]] = []
    start, saved, sums = time.time(), time.time(), 0.0
    while (progress := (spent + time.time() - start) / (60 * args.minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = args.peak * min(1, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        if not queue:
            queue = make_batches(rng, args.batch)
        buckets, mask, targets = queue.pop()
        mask = mask * (torch.rand(mask.shape) > DROP)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(net.logits(buckets, mask), targets * 0.98 + 0.01, reduction="none").sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - min(0.995, (step + 1) / (step + 20)))
        sums += float(loss.detach())
        if step % 50 == 0:
            print(f"step {step} {spent + time.time() - start:.0f} s loss {sums / 50:.3f}", flush=True)
            sums = 0.0
        if time.time() - saved > 120:
            save(path, net, average, optimiser, step, spent + time.time() - start)
            saved = time.time()
    save(path, net, average, optimiser, step, spent + time.time() - start)


def save(path: Path, net: PromptEncoder, average: PromptEncoder, optimiser: torch.optim.Optimizer, step: int, seconds: float) -> None:
    """Writes the state in one step."""
    torch.save(
        {"net": net.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "seconds": seconds},
        path.with_suffix(".part"),
    )
    path.with_suffix(".part").rename(path)


if __name__ == "__main__":
    main()
