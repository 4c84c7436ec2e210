"""Trajectories to drift and spectra; the filter for bad windows."""

import cv2
import numpy as np

from motion import clips, grid


def texture(shift=(0.0, 0.0), seed=1):
    rng = np.random.default_rng(seed)
    image = cv2.GaussianBlur(rng.uniform(0, 255, (270, 360)).astype(np.float32), (0, 0), 2.5)
    image = np.clip((image - image.mean()) * 5 + 128, 0, 255).astype(np.uint8)
    moved = cv2.warpAffine(image, np.float32([[1, 0, shift[0]], [0, 1, shift[1]]]), (360, 270), borderMode=cv2.BORDER_REFLECT)
    return cv2.cvtColor(moved, cv2.COLOR_GRAY2BGR)


def test_a_known_path_comes_back_as_drift_and_spectrum():
    t = np.arange(1, clips.SAMPLES + 1) / clips.SAMPLES
    x = .03 * t + .01 * np.sin(2 * np.pi * 2 * t)
    paths = np.zeros((clips.SAMPLES, 2, 3, 4), np.float32)
    paths[:, 0] = x[:, None, None]
    motion = clips.paths_to_motion(paths)
    assert abs(motion[0, 0, 0] - .03 / clips.WINDOW_SECONDS) < .004
    sizes = clips.harmonic_sizes(motion, np.ones((3, 4), bool))
    assert np.argmax(sizes) == 1 and abs(sizes[1] - .01) < .004


def test_a_moving_camera_and_a_cut_are_dropped():
    pan = [texture((2.0 * i, 0)) for i in range(clips.SAMPLES + 1)]
    assert "camera" in clips.follow(pan)[2]
    cut = [texture() for _ in range(20)] + [texture(seed=9) for _ in range(clips.SAMPLES - 19)]
    assert "cut" in clips.follow(cut)[2]


def test_a_still_clip_stands_still():
    paths, followed, reason = clips.follow([texture() for _ in range(clips.SAMPLES + 1)])
    assert reason == "" and followed.mean() > .9 and np.abs(paths).max() < 1e-3
    assert np.abs(clips.paths_to_motion(paths)[grid.SPECTRUM]).max() < 1e-3
