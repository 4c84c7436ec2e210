"""Shared by the exporters: weights stored as fp16 and computed as fp32, golden files, checks of a graph."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

#: Ops that are known to be wrong or missing on a browser's WebGPU provider (PLATFORM notes of the project).
FORBIDDEN_OPS = {"GridSample", "Loop", "If", "Scan", "NonZero", "RandomNormal", "RandomNormalLike"}


def store_weights_as_half(model: onnx.ModelProto, smallest: int = 256) -> onnx.ModelProto:
    """Stores every float32 initialiser of at least ``smallest`` values as float16 behind a Cast.

    ONNX Runtime folds the casts when a session is made, so the compute stays fp32 and no GPU feature is needed.
    Raises ValueError when a weight does not fit into float16.
    """
    casts = []
    for tensor in list(model.graph.initializer):
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        if values.size < smallest:
            continue
        if np.abs(values).max() > 6e4:
            raise ValueError(f"{tensor.name} does not fit into float16")
        half = numpy_helper.from_array(values.astype(np.float16), tensor.name + ".half")
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(half)
        casts.append(helper.make_node("Cast", [half.name], [tensor.name], name=f"cast {tensor.name}", to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def check_ops(model: onnx.ModelProto) -> list[str]:
    """The graph's op types, sorted. Raises ValueError for one that browsers get wrong."""
    ops = sorted({node.op_type for node in model.graph.node})
    bad = FORBIDDEN_OPS & set(ops)
    if bad:
        raise ValueError(f"graph uses {sorted(bad)}")
    onnx.checker.check_model(model)
    return ops


def encode(values: np.ndarray) -> dict[str, Any]:
    """{shape, dtype, data}: little-endian float32 or int32 as base64."""
    dtype = "int32" if np.issubdtype(values.dtype, np.integer) else "float32"
    array = np.ascontiguousarray(values, "<i4" if dtype == "int32" else "<f4")
    return {"shape": list(array.shape), "dtype": dtype, "data": base64.b64encode(array.tobytes()).decode()}


def decode(entry: dict[str, Any]) -> np.ndarray:
    """Inverse of :func:`encode`."""
    kind = "<i4" if entry["dtype"] == "int32" else "<f4"
    return np.frombuffer(base64.b64decode(entry["data"]), kind).reshape(entry["shape"])


def write_golden(path: Path, golden: dict[str, Any]) -> None:
    """Writes a golden file. Raises ValueError above 300 kB."""
    text = json.dumps(golden, separators=(",", ":"), ensure_ascii=False) + "\n"
    if len(text.encode()) > 300_000:
        raise ValueError(f"{path}: {len(text)} characters")
    path.write_text(text)
