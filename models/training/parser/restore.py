"""A checkpoint to train on from, made of the released graph: ``python -m parser.restore --data DIR --out FILE [--model FILE]``.

A checkpoint is larger than its graph and is not kept in the repository. The graph holds the same convolutions with the decoder's
batch norms folded in and the last bias adjusted (``net.load_exported``). Both are undone here: the norms get the statistics of
training samples and the scale and shift with which they give back what the folded convolution gave, the bias its adjustments.
Weights that are stored as bytes come back rounded (0.003 of a probability at most).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from manifest import MODELS_DIR

from .data import ParserSamples, load_cutouts, load_labelled
from .evaluate import DEFAULT_MODEL
from .net import DEFAULT_BACKBONE, SceneParser, logit_adjustment, make_net
from .train import class_weights

#: Batches of training samples whose statistics the norms get.
STATISTICS_BATCHES = 48


def module_path(node_name: str) -> str:
    """``net``'s name of the module behind a node: /net/deep/deep.0/Conv is deep.0."""
    parts: list[str] = []
    for scope in node_name.split("/")[2:-1]:
        if parts and scope.startswith(parts[-1] + "."):
            parts.pop()
        parts.append(scope)
    return ".".join(parts)


def graph_convolutions(path: Path) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """(weight [out,in,k,k], bias [out]) f32 of the net's convolutions in a graph, by module."""
    graph = onnx.load(path).graph
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    for node in graph.node:
        # What onnx_tools stores small: half behind Cast; bytes behind Cast, Sub and Mul.
        if all(name in stored for name in node.input):
            values = [stored[name].astype(np.float32) for name in node.input]
            if node.op_type == "Cast":
                stored[node.output[0]] = values[0]
            elif node.op_type == "Sub":
                stored[node.output[0]] = values[0] - values[1]
            elif node.op_type == "Mul":
                stored[node.output[0]] = values[0] * values[1]
    return {module_path(n.name): (stored[n.input[1]], stored[n.input[2]]) for n in graph.node if n.op_type == "Conv" and n.name.startswith("/net/")}


def fill(net: SceneParser, convolutions: dict[str, tuple[np.ndarray, np.ndarray]]) -> None:
    """Puts the graph's weights into ``net``; a norm after a convolution becomes a shift by the folded bias. Raises ValueError when the graph is another net's."""
    modules = dict(net.named_modules())
    mine = {name for name, module in modules.items() if isinstance(module, nn.Conv2d)}
    if mine != set(convolutions):
        raise ValueError(f"the graph is another net's: {sorted(mine ^ set(convolutions))}")
    with torch.no_grad():
        for name, (weight, bias) in convolutions.items():
            conv, shift = modules[name], torch.from_numpy(bias.copy())
            conv.weight.copy_(torch.from_numpy(weight.copy()))
            if conv.bias is not None:
                conv.bias.copy_(shift)
                continue
            parent, _, index = name.rpartition(".")
            norm = modules[f"{parent}.{int(index) + 1}"]
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)
            norm.weight.fill_(1)
            norm.bias.copy_(shift)


def give_statistics(net: SceneParser, batches: list[Tensor]) -> None:
    """Replaces each norm's statistics by those of what enters it, and its scale and shift so that in ``eval`` nothing changes.

    ``batches`` hold photos [N,3,H,W] f32 0..1. In training a norm works with its batch's statistics, so they must be near its own.
    """
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    sums = {m: [torch.zeros(m.num_features), torch.zeros(m.num_features)] for m in norms}

    def note(module: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        x = inputs[0]
        sums[module][0] += x.mean((0, 2, 3))
        sums[module][1] += x.square().mean((0, 2, 3))

    hooks = [m.register_forward_pre_hook(note) for m in norms]
    net.eval()
    with torch.no_grad():
        for photo in batches:
            net(photo)
        for hook in hooks:
            hook.remove()
        for norm in norms:
            mean, square = (s / len(batches) for s in sums[norm])
            variance = (square - mean.square()).clamp_min(1e-6)
            # y = (x - m) / sqrt(v + eps) * g + b with the old m, v, g and b, written with the new m and v.
            gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            norm.bias.add_((mean - norm.running_mean) * gain)
            norm.weight.copy_(gain * torch.sqrt(variance + norm.eps))
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)


def main() -> None:
    """Writes the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL)
    parser.add_argument("--cache", type=Path, default=Path("/tmp/parser-cache"))
    parser.add_argument("--backbone", default=DEFAULT_BACKBONE)
    args = parser.parse_args()
    cv2.setNumThreads(0)
    samples = load_labelled(args.data, args.cache, "train")
    weights = class_weights(samples)
    net = make_net(pretrained=False, backbone=args.backbone)
    fill(net, graph_convolutions(args.model))
    with torch.no_grad():
        net.classify.bias -= logit_adjustment(weights)
    stream = iter(ParserSamples(samples, load_cutouts(args.data), 8, seed=0, side=192))
    give_statistics(net, [next(stream)[0].float() / 255 for _ in range(STATISTICS_BATCHES)])
    released = [m for m in json.loads((MODELS_DIR / "manifest.json").read_text())["models"] if m["id"] == "scene-parser"]
    torch.save({"net": net.state_dict(), "step": released[0]["training"]["steps"], "classWeights": weights, "backbone": args.backbone}, args.out)
    print(f"{args.out}: from {args.model}")


if __name__ == "__main__":
    main()
