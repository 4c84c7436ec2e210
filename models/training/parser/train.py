"""Trains the scene parser: ``python -m parser.train --data DIR --run DIR [--minutes 20] [--resume FILE] [--extra DIR]``.

Stem and first blocks stay as ImageNet left them; the rest of the backbone joins after a warm-up with a tenth of the decoder's rate.
Loss: balanced cross-entropy, a little soft dice, and a term of its own for what must not melt (people, animals, buildings,
ground called something that moves). With ``--workers N`` the same command is started N times with ``--rank 0..N-1``: each trains on its own samples and all weights
are averaged every SYNC_STEPS steps (local SGD, Stich 2019), which on a busy machine wastes far less than threads that
wait for each other in every layer. Writes ``last.pt`` (resumable) every two minutes and ``ema.pt`` (what is exported).
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor
from torch.nn import functional as F
from torch.utils.data import DataLoader

from .classes import CLASS_INDEX, IGNORE, MERGED_GROUPS, SCENE_CLASSES
from .composite import NOT_SKY
from .data import ParserSamples, Sample, load_cutouts, load_extra, load_labelled
from .net import MOVING as MOVING_NAMES
from .net import BACKBONES, DEFAULT_BACKBONE, SceneParser, make_net

#: The blocks before stride 8 keep their ImageNet weights: edges and colours need no relearning, and they cost the most time.
FROZEN_STRIDE = 4
MOVING = [CLASS_INDEX[c] for c in MOVING_NAMES]
STATIC = [CLASS_INDEX[c] for c in ("face", "body", "animal", "built", "ground")]
SKY = [CLASS_INDEX["sky"], CLASS_INDEX["cloud"]]
#: [groups,16] of 0 and 1: which class belongs to which merged group.
MEMBERS = torch.tensor([[float(c in group) for c in SCENE_CLASSES] for group in MERGED_GROUPS.values()])
DICE_WEIGHT, GROUP_WEIGHT, STATIC_WEIGHT, EMA_DECAY = 0.3, 0.5, 0.3, 0.998
#: Ground that moves is the fault people see most.
GROUND_WEIGHT = 2.0
SYNC_STEPS = 20


def soft_targets(labels: Tensor) -> tuple[Tensor, Tensor]:
    """Labels [B,H,W] uint8 -> (class shares [B,16,H/4,W/4] summing to 1 where known, share that is NOT_SKY [B,H/4,W/4])."""
    # Comparing bytes class by class is several times faster than a long one-hot of the full-size map.
    shares = torch.cat([F.avg_pool2d((labels == c).float()[:, None], 4) for c in range(len(SCENE_CLASSES))], 1)
    total = shares.sum(1, keepdim=True)
    # A cell with less than half of its pixels known tells nothing.
    return torch.where(total > 0.5, shares / total.clamp(min=0.5), torch.zeros_like(shares)), F.avg_pool2d((labels == NOT_SKY).float()[:, None], 4)[:, 0]


def class_weights(samples: list[Sample]) -> Tensor:
    """[16] weights ~ frequency^-0.35, clipped to 0.5..3, mean weight of a labelled pixel 1."""
    counts = np.zeros(len(SCENE_CLASSES))
    for sample in samples:
        counts += np.bincount(sample.labels[sample.labels < 16].ravel(), minlength=16)[:16]
    share = counts / counts.sum() + 1e-3
    weights = np.clip((share / np.median(share)) ** -0.35, 0.5, 3)
    return torch.tensor(weights / (weights * share).sum() * share.sum(), dtype=torch.float32)


def loss_of(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
    """Scalar training loss of logits [B,16,h,w] against labels [B,4h,4w] uint8."""
    target, not_sky = soft_targets(labels)
    log_p = logits.log_softmax(1)
    p = log_p.exp()
    balance = target * weights[None, :, None, None]
    cross = -(balance * log_p).sum() / balance.sum().clamp(min=1)
    # What a person would call one thing is learned as one thing too: still or moving water matters less than water or wall.
    group_p, group_target, group_balance = (torch.einsum("gc,bchw->bghw", MEMBERS, v) for v in (p, target, balance))
    group_cross = -(group_balance * group_p.clamp(min=1e-6).log()).sum() / balance.sum().clamp(min=1)
    spread = soft_dice(p, target) + soft_dice(group_p, group_target)
    static = target[:, STATIC].sum(1) + (GROUND_WEIGHT - 1) * target[:, CLASS_INDEX["ground"]]
    melts = -(static * torch.log1p(-p[:, MOVING].sum(1).clamp(max=0.999))).sum() / static.sum().clamp(min=1)
    land = -(not_sky * torch.log1p(-p[:, SKY].sum(1).clamp(max=0.999))).sum() / not_sky.sum().clamp(min=200)
    return cross + GROUP_WEIGHT * group_cross + DICE_WEIGHT * spread + STATIC_WEIGHT * melts + 0.3 * land


def soft_dice(p: Tensor, target: Tensor) -> Tensor:
    """1 - mean soft Dice over the batch of the classes present; both [B,C,h,w], cells whose target sums to 0 are unknown."""
    known = target.sum(1, keepdim=True)
    inter, size = (p * target).sum((0, 2, 3)), ((p + target) * known).sum((0, 2, 3))
    present = target.sum((0, 2, 3)) > 20
    return (1 - 2 * inter[present] / (size[present] + 1)).mean() if present.any() else p.sum() * 0


def pointwise_in_bfloat16(net: SceneParser) -> None:
    """Lets the pointwise convolutions compute in bfloat16, which saves a fifth of a step.

    The depthwise ones stay float32: measured, their backward pass in bfloat16 is six times slower on this CPU.
    """

    def forward(self: torch.nn.Conv2d, x: Tensor) -> Tensor:
        bias = None if self.bias is None else self.bias.bfloat16()
        return F.conv2d(x.bfloat16(), self.weight.bfloat16(), bias).float()

    for module in net.modules():
        if isinstance(module, torch.nn.Conv2d) and module.kernel_size == (1, 1):
            module.forward = forward.__get__(module)


def parameter_groups(net: SceneParser, rate: float, backbone_rate: float) -> list[dict]:
    """Optimiser groups: decoder (with and without decay), the thawed blocks; the rest is frozen."""
    first = net.stages[FROZEN_STRIDE][0] + 1
    frozen = [*net.stem.parameters(), *(p for b in net.blocks[:first] for p in b.parameters())]
    for parameter in frozen:
        parameter.requires_grad_(False)
    backbone = [p for b in net.blocks[first:] for p in b.parameters()]
    known = {id(p) for p in frozen + backbone}
    decoder = [p for p in net.parameters() if id(p) not in known]
    return [
        {"params": [p for p in decoder if p.ndim > 1], "lr": rate, "top": rate, "weight_decay": 0.02},
        {"params": [p for p in decoder if p.ndim <= 1], "lr": rate, "top": rate, "weight_decay": 0.0},
        {"params": backbone, "lr": 0.0, "top": backbone_rate, "weight_decay": 0.02, "thaws": True},
    ]


def main() -> None:
    """Trains for a number of steps or minutes, whichever ends first; the rate's cosine follows that end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/parser-cache"))
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--backbone-rate", type=float, default=3e-4)
    parser.add_argument("--warm-up", type=int, default=150, help="steps with the whole backbone frozen")
    parser.add_argument("--side", type=int, choices=(192, 256), default=256, help="square root of a sample's pixels; 192 costs half")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", type=Path, help="weights to start from (ema.pt or last.pt)")
    parser.add_argument("--without-dev", action="store_true", help="leave out the photos that choices are made with (data.is_dev)")
    parser.add_argument("--extra", type=Path, help="folder of the photos of labels-extra/sources.tsv")
    parser.add_argument("--hard", type=Path, help="errors of the training photos (parser.hard): what is wrong more is drawn more often")
    parser.add_argument("--backbone", choices=BACKBONES, default=DEFAULT_BACKBONE)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rank", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    # A thread pool of OpenCV made before the fork would hang the loading process.
    cv2.setNumThreads(0)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    if args.workers > 1:
        dist.init_process_group("gloo", init_method=f"file://{(args.run / 'rendezvous').resolve()}", rank=args.rank, world_size=args.workers)
    if args.rank > 0:
        dist.barrier()
    samples = load_labelled(args.data, args.cache, "fit" if args.without_dev else "train")
    if args.workers > 1 and args.rank == 0:
        # The others find the refined labels in the cache instead of making them all again.
        dist.barrier()
    weights = class_weights(samples)
    print(f"{len(samples)} labelled photos; weights", {c: round(float(w), 2) for c, w in zip(SCENE_CLASSES, weights)}, flush=True)
    if args.extra:
        samples += load_extra(args.extra)
        print(f"{len(samples)} with the extra photos", flush=True)
    net = make_net(args.resume is None, args.backbone)
    if args.resume:
        net.load_state_dict(torch.load(args.resume, weights_only=True)["net"])
    net = net.to(memory_format=torch.channels_last)
    net.train()
    ema = copy.deepcopy(net).eval()
    pointwise_in_bfloat16(net)
    optimiser = torch.optim.AdamW(parameter_groups(net, args.rate, args.backbone_rate))
    errors = json.loads(args.hard.read_text()) if args.hard else None
    stream = DataLoader(ParserSamples(samples, load_cutouts(args.data), args.batch, args.seed + 1000 * args.rank, args.side, errors), batch_size=None, num_workers=1, prefetch_factor=4)
    start, saved, running = time.time(), time.time(), 0.0
    for step, (photo, labels) in enumerate(stream):
        done = max(step / args.steps, (time.time() - start) / (60 * args.minutes))
        if args.workers > 1:
            if step % SYNC_STEPS == 0:
                agreed = average([*net.parameters(), *(b for b in net.buffers() if b.dtype.is_floating_point)], done)
            done = min(done, 0.999) if agreed < 1 else 1.0
        if done >= 1:
            break
        warm = args.warm_up if args.resume is None else 0
        for group in optimiser.param_groups:
            ramp = min(1.0, (step + 1) / (20 if args.resume else 100)) if not group.get("thaws") else min(1.0, max(0, step - warm) / (20 if args.resume else 200))
            if group.get("thaws"):
                for parameter in group["params"]:
                    parameter.requires_grad_(step >= warm)
            group["lr"] = group["top"] * ramp * (0.5 + 0.5 * math.cos(math.pi * done)) + 1e-6
        x = (photo.float() / 255).contiguous(memory_format=torch.channels_last)
        keep = (torch.rand(len(x), 1, 1, 1) > 0.3).float()
        loss = loss_of(net(x, keep), labels, weights)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_((p for p in net.parameters() if p.requires_grad), 2.0)
        if torch.isfinite(norm):
            optimiser.step()
        decay = min(EMA_DECAY, (step + 1) / (step + 10))
        with torch.no_grad():
            for mean, new in zip([*ema.parameters(), *ema.buffers()], [*net.parameters(), *net.buffers()]):
                if mean.dtype.is_floating_point:
                    mean.lerp_(new, 1 - decay)
                else:
                    mean.copy_(new)
        running = float(loss) if step == 0 else 0.98 * running + 0.02 * float(loss)
        if step % 50 == 0:
            print(f"step {step} {time.time() - start:.0f} s loss {running:.3f} done {done:.2f}", flush=True)
        if args.rank == 0 and time.time() - saved > 120:
            save(args.run, net, ema, step, weights, args.backbone)
            saved = time.time()
    if args.rank == 0:
        save(args.run, net, ema, step, weights, args.backbone)
    print(f"ended at step {step}, {time.time() - start:.0f} s", flush=True)


def average(tensors: list[Tensor], done: float) -> float:
    """Replaces the tensors by their mean over all workers; returns the furthest worker's progress."""
    flat = torch.cat([t.detach().ravel() for t in tensors] + [torch.zeros(1)])
    furthest = torch.tensor(done)
    dist.all_reduce(flat)
    dist.all_reduce(furthest, op=dist.ReduceOp.MAX)
    flat /= dist.get_world_size()
    position = 0
    with torch.no_grad():
        for t in tensors:
            t.copy_(flat[position : position + t.numel()].view_as(t))
            position += t.numel()
    return float(furthest)


def save(run: Path, net: SceneParser, ema: SceneParser, step: int, weights: Tensor, backbone: str) -> None:
    """Writes both checkpoints in one step each, so that a reader never sees half a file."""
    for name, module in (("last", net), ("ema", ema)):
        torch.save({"net": module.state_dict(), "step": step, "classWeights": weights, "backbone": backbone}, run / f"{name}.tmp")
        (run / f"{name}.tmp").replace(run / f"{name}.pt")


if __name__ == "__main__":
    main()
