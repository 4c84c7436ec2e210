"""How a text reader becomes a file: table in 8 bits, the rest in halves, checked against torch, with golden cases."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from manifest import MODELS_DIR
from onnx_tools import check_ops, encode, store_weights_as_half
from .evaluate import pad
from .net import TextReader
from .text import normalise_text, split_runs, text_tokens

OPSET = 18
#: Largest difference of a probability between the file and torch's weights.
TOLERANCE = 0.03
#: The same between two runtimes of one file.
GOLDEN_TOLERANCE = 1e-3


class _Graph(torch.nn.Module):
    """int32 buckets in, as the app has them."""

    def __init__(self, net: torch.nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, buckets: torch.Tensor) -> Any:
        return self.net(buckets)


def load_reader(state: Path, labels: int) -> TextReader:
    """The averaged weights of a training state."""
    net = TextReader(labels)
    net.load_state_dict(torch.load(state, weights_only=True)["average"])
    return net.eval()


def store_table_as_bytes(model: onnx.ModelProto, name: str) -> None:
    """Stores the embedding table as int8 with a scale a column; its rows are gathered as bytes and only then made floats."""
    table = next(t for t in model.graph.initializer if t.name == name)
    values = numpy_helper.to_array(table)
    scale = np.abs(values).max(0) / 127
    [gather] = [n for n in model.graph.node if n.op_type == "Gather" and n.input[0] == name]
    rows = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
    model.graph.initializer.remove(table)
    model.graph.initializer.extend([numpy_helper.from_array(rows, f"{name}.bytes"), numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale")])
    out = gather.output[0]
    gather.input[0], gather.output[0] = f"{name}.bytes", f"{out}.bytes"
    at = list(model.graph.node).index(gather) + 1
    model.graph.node.insert(at, helper.make_node("Cast", [f"{out}.bytes"], [f"{out}.float"], to=TensorProto.FLOAT))
    model.graph.node.insert(at + 1, helper.make_node("Mul", [f"{out}.float", f"{name}.scale"], [out]))


def export_reader(net: torch.nn.Module, path: Path, outputs: list[str], prompts: tuple[str, ...]) -> float:
    """Writes the graph; gives the largest difference of a probability to torch. Raises ValueError beyond TOLERANCE."""
    import onnxruntime

    net.eval()
    torch.onnx.export(
        _Graph(net), (torch.ones(1, 7, 11, dtype=torch.int32),), str(path), input_names=["buckets"], output_names=outputs,
        dynamic_axes={"buckets": {1: "T", 2: "G"}}, opset_version=OPSET, dynamo=False,
    )
    model = onnx.load(path)
    [table] = [t.name for t in model.graph.initializer if t.name.endswith("table.weight")]
    store_table_as_bytes(model, table)
    model = store_weights_as_half(model)
    check_ops(model)
    onnx.save(model, path)
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    largest = 0.0
    for prompt in prompts:
        buckets = pad(text_tokens(prompt))
        with torch.inference_mode():
            expected = net(torch.from_numpy(buckets))
        expected = expected[-1] if isinstance(expected, tuple) else expected
        largest = max(largest, float(np.abs(session.run([outputs[-1]], {"buckets": buckets})[0] - expected.numpy()).max()))
    if largest > TOLERANCE:
        raise ValueError(f"the graph differs from the net by {largest}")
    return round(largest, 4)


def golden(name: str, path: Path, outputs: list[str], prompts: tuple[str, ...]) -> dict[str, Any]:
    """Text, tokens and outputs by ONNX Runtime."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    cases = []
    for prompt in prompts:
        tokens = text_tokens(prompt)
        buckets = pad(tokens)
        normal = normalise_text(prompt)
        cases.append(
            {
                "prompt": prompt, "normalised": normal, "runs": [list(run) for run in split_runs(normal)], "tokens": tokens,
                "inputs": {"buckets": encode(buckets)},
                "outputs": {key: encode(value) for key, value in zip(outputs, session.run(outputs, {"buckets": buckets}))},
            }
        )
    return {"model": name, "tolerance": GOLDEN_TOLERANCE, "cases": cases}


def commit() -> str:
    """Of the training code."""
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=MODELS_DIR, capture_output=True, text=True).stdout.strip()
