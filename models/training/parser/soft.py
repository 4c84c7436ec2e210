"""Soft scene maps for the denoiser's training: ``python -m parser.soft --data DIR --out DIR [--model FILE]``.

Writes one ``<folder>__<name>.npz`` a photo (``scene`` [16,h,w] f16, ``h``, ``w``) on the motion grid, and ``index.json``
{photo path: file name}.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .data import choose_grid, photo_tensor, split_of
from .evaluate import DEFAULT_MODEL, onnx_predictor, torch_predictor
from .refine import label_file_name


def main() -> None:
    """Runs the net over every photo of both splits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help=".onnx, or a .pt checkpoint")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    predict = torch_predictor(args.model) if args.model.suffix == ".pt" else onnx_predictor(args.model)
    index = {}
    for path in sorted(split_of("train") | split_of("heldOut")):
        image = cv2.imread(str(args.data / path))
        h, w = choose_grid(image.shape[1], image.shape[0])
        scene = predict(photo_tensor(image, h, w).numpy())[0]
        index[path] = label_file_name(path).replace(".json", ".npz")
        temporary = args.out / "part.npz"
        np.savez(temporary, scene=scene.astype(np.float16), h=h, w=w)
        temporary.replace(args.out / index[path])
    (args.out / "index.json").write_text(json.dumps(index, indent=0))
    print(f"{len(index)} maps in {args.out}")


if __name__ == "__main__":
    main()
