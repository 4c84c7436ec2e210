"""How a text reader is trained: the same for the prompt encoder and the prompt gate."""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from . import text
from .net import TextReader

#: Buckets by token, and targets [L] of zeros and ones; NaN where the example says nothing of a label.
Example = tuple[list[list[int]], np.ndarray]
ExampleMaker = Callable[[np.random.Generator, int], list[Example]]

#: Hashing dominates the making of examples and words repeat.
text.is_cjk = functools.lru_cache(maxsize=100_000)(text.is_cjk)
text.bucket = functools.lru_cache(maxsize=1_000_000)(text.bucket)
text.word_features = functools.lru_cache(maxsize=500_000)(text.word_features)
BATCH = 192
#: Examples are made, sorted by length and cut into so many batches at a time.
POOL = 16
#: How often a batch is met, each time without other n-grams: writing prompts costs as much as learning from them.
REUSE = 2
PEAK = 2.5e-3
#: Each row of the table meets few examples, so it learns at a higher rate than the rest.
TABLE_RATE = 4.0
#: Share of n-grams that a training example loses, against learning phrases by heart.
DROP = 0.12
SMOOTHING = 0.002
SAVE_SECONDS = 30


def make_batches(make: ExampleMaker, rng: np.random.Generator) -> list[list[Example]]:
    """Batches of examples of similar length, in random order, each REUSE times."""
    rows = sorted(make(rng, BATCH * POOL), key=lambda row: len(row[0]))
    return [rows[i * BATCH : (i + 1) * BATCH] for _ in range(REUSE) for i in rng.permutation(POOL)]


def batch_loss(net: TextReader, rows: list[Example]) -> Tensor:
    """Mean over examples of the summed cross entropy of their labels."""
    flat = torch.tensor([b for tokens, _ in rows for token in tokens for b in token])
    counts = torch.tensor([len(token) for tokens, _ in rows for token in tokens])
    offsets = torch.cumsum(counts, 0) - counts
    keep = (torch.rand(flat.shape) > DROP).float()
    sums = torch.nn.functional.embedding_bag(flat, net.table.weight, offsets, mode="sum", per_sample_weights=keep)
    vectors = sums / ((1 - DROP) * counts[:, None]).sqrt() * (1 - DROP) ** -0.5
    lengths = [len(tokens) for tokens, _ in rows]
    embedded = torch.nn.utils.rnn.pad_sequence(torch.split(vectors, lengths), batch_first=True)
    mask = (torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]).float()
    targets = torch.from_numpy(np.stack([y for _, y in rows]))
    known = ~torch.isnan(targets)
    smooth = torch.nan_to_num(targets) * (1 - 2 * SMOOTHING) + SMOOTHING
    losses = torch.nn.functional.binary_cross_entropy_with_logits(net.read(embedded, mask), smooth, reduction="none")
    return (losses * known).sum(1).mean()


def start_from(net: TextReader, state: Path) -> None:
    """Takes the table and the layers of another reader's training state, but not what it says of labels."""
    other = torch.load(state, weights_only=True)["average"]
    net.load_state_dict({k: v for k, v in other.items() if k.startswith(("table", "widen", "layers", "norm"))}, strict=False)


def fit(labels: int, make: ExampleMaker, *, run: Path, minutes: float, seed: int, start: Path | None = None) -> None:
    """
    Trains and saves the running average of the weights; ``start`` is another reader's state. Raises FloatingPointError at a loss
    that is not finite.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    run.mkdir(parents=True, exist_ok=True)
    net, average, path = TextReader(labels), TextReader(labels), run / "state.pt"
    if start:
        start_from(net, start)
    average.load_state_dict(net.state_dict())
    others = [p for n, p in net.named_parameters() if not n.startswith("table")]
    groups = [{"params": net.table.parameters(), "scale": TABLE_RATE}, {"params": others, "scale": 1.0}]
    optimiser = torch.optim.AdamW(groups, lr=PEAK, betas=(0.9, 0.98), weight_decay=0.003)
    step, spent = 0, 0.0
    if path.exists():
        state = torch.load(path, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    rng = np.random.default_rng([seed, step])
    queue: list[list[Example]] = []
    began, saved, total = time.process_time(), spent, 0.0

    def seconds() -> float:
        return spent + time.process_time() - began

    while (progress := seconds() / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = group["scale"] * PEAK * min(1, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))
        if not queue:
            queue = make_batches(make, rng)
        loss = batch_loss(net, queue.pop())
        if not torch.isfinite(loss):
            raise FloatingPointError(f"loss {float(loss)} at step {step}; the last saved state is sound")
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - min(0.995, (step + 1) / (step + 20)))
        total += float(loss.detach())
        if step % 50 == 0:
            print(f"step {step} {seconds():.0f} s loss {total / 50:.4f}", flush=True)
            total = 0.0
        if seconds() - saved > SAVE_SECONDS:
            saved = seconds()
            _save(path, net, average, optimiser, step, saved)
    _save(path, net, average, optimiser, step, seconds())


def _save(path: Path, net: TextReader, average: TextReader, optimiser: torch.optim.Optimizer, step: int, seconds: float) -> None:
    """Writes the state in one step."""
    torch.save(
        {"net": net.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "seconds": seconds},
        path.with_suffix(".part"),
    )
    path.with_suffix(".part").rename(path)
