"""Shared by the exporters: weights stored small and computed as fp32, golden files, checks of a graph."""

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


def quantise(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(bytes, scale): weights in 255 even steps around 128, one scale for each slice of the first axis; value = (byte - 128) scale."""
    largest = np.abs(values.reshape(len(values), -1)).max(1)
    scale = (np.maximum(largest, 1e-12) / 127).astype(np.float32).reshape(-1, *[1] * (values.ndim - 1))
    return (np.round(values / scale) + 128).astype(np.uint8), scale


def store_weights_as_bytes(model: onnx.ModelProto, smallest: int = 4096) -> onnx.ModelProto:
    """Stores every float32 initialiser of at least two axes and ``smallest`` values as bytes behind Cast, Sub and Mul.

    ONNX Runtime folds these three when a session is made (it leaves DequantizeLinear to every run), so the compute stays fp32.
    """
    before, middle = [], numpy_helper.from_array(np.array(128, np.float32), "byte.middle")
    for tensor in list(model.graph.initializer):
        values = numpy_helper.to_array(tensor) if tensor.data_type == TensorProto.FLOAT else np.zeros(0)
        if values.ndim < 2 or values.size < smallest:
            continue
        stored, scale = quantise(values)
        name = tensor.name
        model.graph.initializer.remove(tensor)
        model.graph.initializer.append(numpy_helper.from_array(stored, f"{name}.byte"))
        model.graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
        before += [
            helper.make_node("Cast", [f"{name}.byte"], [f"{name}.float"], name=f"cast {name}", to=TensorProto.FLOAT),
            helper.make_node("Sub", [f"{name}.float", middle.name], [f"{name}.centred"], name=f"centre {name}"),
            helper.make_node("Mul", [f"{name}.centred", f"{name}.scale"], [name], name=f"scale {name}"),
        ]
    if before:
        model.graph.initializer.append(middle)
    nodes = [*before, *model.graph.node]
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
    """Inverse of :func:`encode`; bytes stand for themselves times their scale."""
    if entry["dtype"] == "uint8":
        stored = np.frombuffer(base64.b64decode(entry["data"]), np.uint8).reshape(entry["shape"])
        return (stored * entry.get("scale", 1)).astype(np.float32)
    kind = "<i4" if entry["dtype"] == "int32" else "<f4"
    return np.frombuffer(base64.b64decode(entry["data"]), kind).reshape(entry["shape"])


def write_golden(path: Path, golden: dict[str, Any]) -> None:
    """Writes a golden file. Raises ValueError above 300 kB."""
    text = json.dumps(golden, separators=(",", ":"), ensure_ascii=False) + "\n"
    if len(text.encode()) > 300_000:
        raise ValueError(f"{path}: {len(text)} characters")
    path.write_text(text)
