"""Drawing motion from noise: the sampler of the app in Python, for evaluation and golden files.

Euler from t = 0 (noise) to 1 with even steps; classifier-free guidance (Ho & Salimans 2022) on the prompt alone:
v = v(null) + guidance x (v(prompt) - v(null)).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from . import grid
from .net import Denoiser

#: The sampler's constants (manifest: sampler).
STEPS = 2
GUIDANCE = 1.0
#: Factors on the scales of drift, spectrum and glow. A net that can't know all draws smaller than the programs (on held-out photos that
#: evaluate.py does not report they are 1.13..1.27, 1.15..1.19 and 1.15..1.18 times as large).
GAINS = (1.1, 1.2, 1.15)
#: (noisy, time, photo, scene, position, prompt, controls) -> velocity, numpy float32, axes as in the manifest.
Velocity = Callable[..., np.ndarray]


def load_denoiser(state: Path) -> Denoiser:
    """The averaged weights of a training state."""
    net = Denoiser()
    net.load_state_dict(torch.load(state, weights_only=True)["average"])
    return net.eval()


def torch_velocity(net: Denoiser) -> Velocity:
    """The net as a numpy function."""

    def run(*inputs: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return net(*(torch.from_numpy(np.ascontiguousarray(v, np.float32)) for v in inputs)).numpy()

    return run


def onnx_velocity(path: Path) -> Velocity:
    """An exported graph as a numpy function."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = ("noisy", "time", "photo", "scene", "position", "prompt", "controls")

    def run(*inputs: np.ndarray) -> np.ndarray:
        feeds = {n: np.ascontiguousarray(v, np.float32) for n, v in zip(names, inputs)}
        return session.run(["velocity"], feeds)[0]

    return run


def sample(
    velocity: Velocity,
    noise: np.ndarray,
    photo: np.ndarray,
    scene: np.ndarray,
    prompt: np.ndarray,
    controls: np.ndarray,
    steps: int = STEPS,
    guidance: float = GUIDANCE,
) -> np.ndarray:
    """[N,31,h,w] normalised motion from ``noise`` of the prior, of that shape.

    photo [N,3,4h,4w] 0..1, scene [N,16,h,w], prompt [N,64], controls [N,2]. Guidance 1 or an all-zero prompt needs one
    net call a step, else two.
    """
    x = noise.astype(np.float32)
    count, _, h, w = x.shape
    position = np.broadcast_to(grid.position_map(h, w), (count, 2, h, w))
    null = np.zeros_like(prompt)
    for step in range(steps):
        time = np.full(count, step / steps, np.float32)
        v = velocity(x, time, photo, scene, position, prompt, controls)
        if guidance != 1 and np.any(prompt):
            free = velocity(x, time, photo, scene, position, null, controls)
            v = free + guidance * (v - free)
        x = x + v / steps
    return x
