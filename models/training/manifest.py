"""Read, check and write one record of ``models/manifest.json`` at a time, under a file lock.

The exporters of the single models call :func:`write_record`; the web app validates the same file in
``src/shared/model-manifest.ts``. Paths in a record are relative to ``models/``.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from pathlib import Path
from typing import Any

MODELS_DIR = Path(__file__).resolve().parents[1]
MANIFEST_PATH = MODELS_DIR / "manifest.json"
MODEL_IDS = (
    "scene-parser", "prompt-encoder", "denoiser", "nsfw", "second-opinion",
    "face-detector", "face-mesh", "text-detector", "text-reader", "prompt-gate",
)
REQUIRED_FIELDS = (
    "id", "task", "version", "licence", "source", "files", "inputs", "outputs",
    "providers", "gpuFeatures", "peakBytes", "training", "quality",
)


def file_entry(path: Path, models_dir: Path = MODELS_DIR) -> dict[str, Any]:
    """{path, bytes, sha256} of a file below ``models/``."""
    data = path.read_bytes()
    return {
        "path": path.resolve().relative_to(models_dir.resolve()).as_posix(),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def tensor(name: str, dtype: str, axes: list[str | int], value_range: tuple[float, float] | None = None) -> dict[str, Any]:
    """One input or output of a graph; axes are names (dynamic) or sizes (fixed)."""
    entry: dict[str, Any] = {"name": name, "dtype": dtype, "axes": axes}
    if value_range is not None:
        entry["range"] = list(value_range)
    return entry


def write_record(record: dict[str, Any], manifest_path: Path = MANIFEST_PATH) -> None:
    """Inserts the record or replaces the one with the same id; every other record is left as it is.

    Holds an exclusive lock for the read-modify-write and replaces the file in one step, so that two exporters that
    run at the same time lose nothing. Raises ValueError on a record that the app would refuse.
    """
    missing = [field for field in REQUIRED_FIELDS if field not in record]
    if missing:
        raise ValueError(f"record lacks {missing}")
    if record["id"] not in MODEL_IDS:
        raise ValueError(f"unknown model id {record['id']!r}")
    lock_path = manifest_path.with_suffix(".lock")
    with open(lock_path, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        manifest = {"version": 1, "models": []}
        if manifest_path.exists():
            manifest = json.loads(manifest_path.read_text())
        others = [entry for entry in manifest["models"] if entry["id"] != record["id"]]
        manifest["models"] = sorted([*others, record], key=lambda entry: MODEL_IDS.index(entry["id"]))
        temporary = manifest_path.with_suffix(".tmp")
        temporary.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        os.replace(temporary, manifest_path)


def read_record(model_id: str, manifest_path: Path = MANIFEST_PATH) -> dict[str, Any]:
    """The record of one model. Raises KeyError when the manifest has none."""
    for entry in json.loads(manifest_path.read_text())["models"]:
        if entry["id"] == model_id:
            return entry
    raise KeyError(model_id)
