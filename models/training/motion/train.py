"""Trains the denoiser: ``--stage small`` the trunk on small grids, then ``--stage large`` the whole on the app's grids.

``python -m motion.train --pool DIR --run DIR/small --stage small --minutes 36 --workers 2``
``python -m motion.train --pool DIR --run DIR/large --stage large --init DIR/small/state.pt --minutes 30 --workers 2``

Reads the shards of ``motion.make_data`` (new ones are picked up while it runs), writes ``<run>/state.pt`` every three
minutes (weights, their moving average, optimiser, step) and resumes from it. ``log.csv`` holds the loss curve.

``--workers 2`` starts two processes of one thread each that average their weights every ``SYNC_STEPS`` steps (local SGD,
Stich 2019). On a machine that others use too this is much faster than two threads, which wait for each other at every op.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .grid import DRIFT, GLOW, MOVING, SPECTRUM, position_map
from .net import Denoiser, Trunk

#: Loss weights a channel group: drift and moving are few channels and carry much.
GROUP_WEIGHTS = {"drift": 3.0, "spectrum": 1.0, "glow": 0.4, "moving": 6.0}
#: Size (normalised) below which motion is not asked to be right in proportion.
FAINT = 0.22
#: What is not said to move (a cell, by its label) weighs so much in drift, spectrum and glow: `moving` fades it out anyway.
STILL_WEIGHT = 0.6
#: Calling still what moves costs 1, moving what is still so much.
FALSE_ALARM = 1.2
#: Part of the examples at t = 0, where the noise alone decides and a few steps do most of their work.
AT_NOISE = 0.5
SYNC_STEPS = 12


class Pool:
    """Shards, mapped from disk and so shared by the workers; the oldest leave when there are more than ``keep``."""

    def __init__(self, folder: Path, rng: np.random.Generator, keep: int) -> None:
        self.folder, self.rng, self.keep = folder, rng, keep
        self.shards: dict[str, dict[str, np.ndarray]] = {}
        self.seen: set[str] = set()

    def refresh(self) -> None:
        """Loads shards that are new in the folder."""
        for path in sorted(self.folder.iterdir()) if self.folder.exists() else []:
            if path.suffix or path.name in self.seen:
                continue
            self.seen.add(path.name)
            self.shards[path.name] = {f.stem: np.load(f, mmap_mode="r") for f in path.glob("*.npy")}
            while len(self.shards) > self.keep:
                del self.shards[next(iter(self.shards))]

    def batch(self, size: int) -> dict[str, Tensor]:
        """A random batch out of one shard."""
        names = list(self.shards)
        shard = self.shards[names[self.rng.integers(len(names))]]
        picks = self.rng.choice(len(shard["photo"]), size=size, replace=False)
        return {key: torch.from_numpy(np.ascontiguousarray(values[picks])) for key, values in shard.items()}


def channel_weights() -> Tensor:
    """[1,31,1,1] loss weights."""
    g = GROUP_WEIGHTS
    return torch.tensor([g["drift"]] * 2 + [g["spectrum"]] * 16 + [g["glow"]] * 12 + [g["moving"]]).view(1, 31, 1, 1)


def sample_times(count: int) -> Tensor:
    """Half at the noise, half anywhere between."""
    return torch.where(torch.rand(count) < AT_NOISE, torch.zeros(count), torch.rand(count) * 0.95)


def relative_weights(motion: Tensor) -> Tensor:
    """[N,31,h,w] weight of each channel's squared error: in proportion to the local size of its group, so that a ripple counts like a
    swell. `moving` has its own loss."""
    where = (motion[:, MOVING] > -0.9).float()
    parts = []
    for group in (DRIFT, SPECTRUM, GLOW):
        power = F.avg_pool2d(motion[:, group].square().mean(1, keepdim=True), 5, 1, 2, count_include_pad=False)
        weight = where / (power + FAINT**2) + (1 - where) * STILL_WEIGHT
        parts.append(weight.expand(-1, group.stop - group.start, -1, -1))
    return torch.cat([*parts, torch.zeros_like(where)], 1)


def denoising_loss(net: Denoiser | Trunk, batch: dict[str, Tensor], weights: Tensor, bf16: bool) -> tuple[Tensor, Tensor]:
    """(mean loss, mean loss a channel): relative squared error of the clean motion, cross entropy of `moving`.

    Noise and motion are a pair: the motion is the one that this noise decides (field.py)."""
    motion, noise = batch["motion"].float(), batch["noise"].float()
    count, _, h, w = motion.shape
    time_ = sample_times(count)
    t = time_.view(-1, 1, 1, 1)
    noisy = (1 - t) * noise + t * motion
    position = torch.from_numpy(position_map(h, w)).expand(count, -1, -1, -1)
    photo, scene = batch["photo"].float() / 255, batch["scene"].float() / 255
    layout = torch.channels_last
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        clean = net.clean(
            noisy.contiguous(memory_format=layout), time_, photo.contiguous(memory_format=layout),
            scene.contiguous(memory_format=layout), position, batch["prompt"], batch["controls"],
        )
    clean = clean.float()
    known = batch["known"][:, None].float()
    share = (motion[:, MOVING] + 1) / 2
    error = (clean - motion).square() * relative_weights(motion) * known * weights
    certain = F.binary_cross_entropy_with_logits(clean[:, MOVING], share, reduction="none")
    # Borders weigh as they are seen: in small shapes and large ones alike.
    certain = certain * known * (1 + (FALSE_ALARM - 1) * (share < .5)) * weights[:, MOVING]
    error = torch.cat([error[:, : MOVING.start], certain], 1)
    return error.mean(), error.detach().mean((0, 2, 3))


def learning_rate(progress: float, peak: float, warm: float = 0.02) -> float:
    """Warm-up, flat, then a cosine tail over the last 60 %."""
    if progress < warm:
        return peak * progress / warm
    if progress < 0.4:
        return peak
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, (progress - 0.4) / 0.6))))


def main() -> None:
    """Trains for --minutes or --steps and leaves state.pt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--stage", choices=("small", "large"), default="small")
    parser.add_argument("--minutes", type=float, default=50)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--peak", type=float, default=1.2e-3)
    parser.add_argument("--ema", type=float, default=0.998)
    parser.add_argument("--keep", type=int, default=400, help="shards drawn from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fp32", action="store_true")
    parser.add_argument("--init", type=Path, help="start from the averaged weights of another run's state.pt")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rank", type=int, default=0, help="set by --workers")
    parser.add_argument("--meeting", type=Path, help="set by --workers: file the workers meet at")
    args = parser.parse_args()
    helpers = []
    if args.workers > 1 and args.meeting is None:
        args.meeting = Path(tempfile.mkdtemp()) / "meeting"
        for rank in range(1, args.workers):
            command = [sys.executable, "-m", "motion.train", *sys.argv[1:], "--rank", str(rank), "--meeting", str(args.meeting)]
            helpers.append(subprocess.Popen(command, cwd=Path(__file__).parents[1]))
    if args.workers > 1:
        torch.distributed.init_process_group("gloo", init_method=f"file://{args.meeting}", rank=args.rank, world_size=args.workers)
    try:
        _train(args)
    finally:
        for process in helpers:
            process.wait(timeout=60)


def _average_weights(net: torch.nn.Module, workers: int, progress: float) -> float:
    """Averages the weights of all workers; returns rank 0's progress, so that all stop together."""
    flat = torch.cat([p.detach().flatten() for p in net.parameters()])
    torch.distributed.all_reduce(flat)
    flat /= workers
    start = 0
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(flat[start : start + p.numel()].view_as(p))
            start += p.numel()
    shared = torch.tensor([progress], dtype=torch.float64)
    torch.distributed.broadcast(shared, 0)
    return float(shared)


def _train(args: argparse.Namespace) -> None:
    torch.set_num_threads(1 if args.workers > 1 else int(os.environ.get("OMP_NUM_THREADS", 2)))
    torch.manual_seed(args.seed)
    args.run.mkdir(parents=True, exist_ok=True)
    kind = Trunk if args.stage == "small" else Denoiser
    net = kind().to(memory_format=torch.channels_last)
    average = kind()
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.peak, betas=(0.9, 0.97), weight_decay=0.01, eps=1e-7)
    step, spent, state_path = 0, 0.0, args.run / "state.pt"
    if state_path.exists():
        state = torch.load(state_path, weights_only=True)
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]
    else:
        if args.init:
            _start_from(net, torch.load(args.init, weights_only=True)["average"])
        average.load_state_dict(net.state_dict())
    torch.manual_seed(args.seed + step + 10**6 * args.rank)
    pool = Pool(args.pool / args.stage, np.random.default_rng([args.seed, step, args.rank]), args.keep)
    weights = channel_weights()
    start = saved = time.time()
    first_step = step
    sums, count, refreshed = torch.zeros(32), 0, 0.0
    while True:
        if time.time() - refreshed > 30:
            pool.refresh()
            refreshed = time.time()
        elapsed = spent + time.time() - start
        if args.workers == 1:
            progress = max(elapsed / (60 * args.minutes), step / args.steps)
        elif (step - first_step) % SYNC_STEPS == 0:
            progress = _average_weights(net, args.workers, max(elapsed / (60 * args.minutes), step / args.steps))
        if progress >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(progress, args.peak)
        loss, channels = denoising_loss(net, pool.batch(args.batch), weights, not args.fp32)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"loss {float(loss)} at step {step}; the last saved state is sound")
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        decay = min(args.ema, (step + 1) / (step + 30))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - decay)
        step += 1
        sums += torch.cat([loss.detach()[None], channels])
        count += 1
        if step % 50 == 0 and args.rank == 0:
            m = (sums / count).tolist()
            g = GROUP_WEIGHTS
            row = [step, round(elapsed), m[0], sum(m[1:3]) / 2 / g["drift"], sum(m[3:19]) / 16 / g["spectrum"], sum(m[19:31]) / 12 / g["glow"], m[31] / g["moving"]]
            with open(args.run / "log.csv", "a", newline="") as file:
                csv.writer(file).writerow([f"{v:.5g}" for v in row])
            print(f"step {step} {elapsed:.0f} s loss {row[2]:.4f} drift {row[3]:.4f} spectrum {row[4]:.4f} glow {row[5]:.4f} moving {row[6]:.4f}", flush=True)
            sums, count = torch.zeros(32), 0
        if time.time() - saved > 180 and args.rank == 0:
            save(state_path, net, average, optimiser, step, spent + time.time() - start)
            saved = time.time()
    if args.rank == 0:
        save(state_path, net, average, optimiser, step, spent + time.time() - start)


def _start_from(net: Denoiser | Trunk, weights: dict[str, Tensor]) -> None:
    """Loads weights: a trunk's go into a whole denoiser's trunk and back; what the old net did not have stays as it was made."""
    whole = any(name.startswith("trunk.") for name in weights)
    if isinstance(net, Trunk) and whole:
        weights, whole = {k.removeprefix("trunk."): v for k, v in weights.items() if k.startswith("trunk.")}, False
    target = net.trunk if isinstance(net, Denoiser) and not whole else net
    own = target.state_dict()
    for name, value in weights.items():
        if name not in own:
            continue
        if own[name].shape != value.shape:
            # A layer that has since been given more inputs: the new ones start at zero.
            wider = torch.zeros_like(own[name])
            wider[tuple(slice(0, size) for size in value.shape)] = value
            value = wider
        own[name] = value
    target.load_state_dict(own)


def save(path: Path, net: torch.nn.Module, average: torch.nn.Module, optimiser: torch.optim.Optimizer, step: int, seconds: float) -> None:
    """Writes the state in one step, so that an interrupted save leaves the last one whole."""
    temporary = path.with_suffix(".part")
    torch.save({"net": net.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "seconds": seconds}, temporary)
    temporary.rename(path)


if __name__ == "__main__":
    main()
