"""Trains the prompt encoder: ``python -m prompt.train --run DIR --minutes 25``. Resumes from ``<run>/state.pt``.

The first half of the time trains the bag reader alone, which is fifty times cheaper a caption; the second half both.
"""

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
#: Each row of the table meets few captions, so it learns at a higher rate than the rest.
TABLE_RATE = 6.0


def make_batches(rng: np.random.Generator, size: int, count: int = 8) -> list[tuple[list[list[int]], Tensor]]:
    """``count`` batches of (bucket rows, targets [B,I]), each of captions of similar length."""
    codes, rows = list(LANGUAGES), []
    while len(rows) < size * count:
        caption, names = sample_caption(rng, codes[int(rng.integers(len(codes)))])
        buckets = text.text_buckets(caption)[:1000]
        if buckets:
            rows.append((buckets, intents_to_targets(names)))
    rows.sort(key=lambda row: len(row[0]))
    parts = [rows[i * size : (i + 1) * size] for i in rng.permutation(count)]
    return [([r for r, _ in part], torch.from_numpy(np.stack([y for _, y in part]))) for part in parts]


def bag_loss(net: PromptEncoder, rows: list[list[int]], targets: Tensor) -> Tensor:
    """Loss of the bag reader on rows of different lengths."""
    flat = torch.tensor([b for row in rows for b in row])
    offsets = torch.tensor(np.cumsum([0, *(len(r) for r in rows[:-1])]))
    keep = (torch.rand(flat.shape) > DROP).float()
    sums = torch.nn.functional.embedding_bag(flat, net.table.weight, offsets, mode="sum", per_sample_weights=keep)
    lengths = torch.tensor([len(r) for r in rows])[:, None]
    return _loss(net.bag_logits(sums / (lengths * (1 - DROP))), targets)


def full_loss(net: PromptEncoder, rows: list[list[int]], targets: Tensor) -> Tensor:
    """Loss of both readers together."""
    longest = max(len(r) for r in rows)
    buckets, mask = torch.zeros(len(rows), longest, dtype=torch.int64), torch.zeros(len(rows), longest)
    for i, row in enumerate(rows):
        buckets[i, : len(row)], mask[i, : len(row)] = torch.tensor(row), 1
    return _loss(net.logits(buckets, mask * (torch.rand(mask.shape) > DROP)), targets)


def _loss(logits: Tensor, targets: Tensor) -> Tensor:
    return torch.nn.functional.binary_cross_entropy_with_logits(logits, targets * 0.99 + 0.003, reduction="none").sum(1).mean()


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
    others = [p for n, p in net.named_parameters() if not n.startswith("table")]
    optimiser = torch.optim.AdamW(
        [{"params": net.table.parameters(), "scale": TABLE_RATE}, {"params": others, "scale": 1.0}], lr=args.peak, betas=(0.9, 0.98), weight_decay=0.005
    )
    step, spent = 0, 0.0
    if path.exists():
        state = torch.load(path, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    rng = np.random.default_rng([args.seed, step])
    queue: list[tuple[list[list[int]], Tensor]] = []
    start, saved, sums = time.time(), time.time(), 0.0
    while (progress := (spent + time.time() - start) / (60 * args.minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = group["scale"] * args.peak * min(1, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        if not queue:
            queue = make_batches(rng, args.batch * (3 if progress < 0.5 else 1))
        loss = (bag_loss if progress < 0.5 else full_loss)(net, *queue.pop())
        if not torch.isfinite(loss):
            raise FloatingPointError(f"loss {float(loss)} at step {step}; the last saved state is sound")
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - min(0.995, (step + 1) / (step + 20)))
        sums += float(loss.detach())
        if step % 100 == 0:
            print(f"step {step} {spent + time.time() - start:.0f} s loss {sums / 100:.3f}", flush=True)
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
