"""The guided filter against its definition, written down window by window."""

import numpy as np
import torch

from parser.guided import RADIUS, SMALLEST_VARIANCE, guided


def by_definition(photo: np.ndarray, scene: np.ndarray) -> np.ndarray:
    """Ridge regression of each class on colour in every window, then the mean of the windows' answers for each cell."""
    height, width, classes = scene.shape
    out, counts = np.zeros_like(scene), np.zeros((height, width, 1))
    for y in range(height):
        for x in range(width):
            window = np.s_[max(0, y - RADIUS) : y + RADIUS + 1, max(0, x - RADIUS) : x + RADIUS + 1]
            colour, answer = photo[window].reshape(-1, 3), scene[window].reshape(-1, classes)
            centre = colour - colour.mean(0)
            slope = np.linalg.solve(centre.T @ centre / len(colour) + SMALLEST_VARIANCE * np.eye(3), centre.T @ (answer - answer.mean(0)) / len(colour))
            out[window] += (photo[window] - colour.mean(0)) @ slope + answer.mean(0)
            counts[window] += 1
    out = np.clip(out / counts, 1e-6, None)
    return out / out.sum(-1, keepdims=True)


def planes(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array.transpose(2, 0, 1)[None].astype(np.float32))


def test_it_is_what_the_paper_says_also_where_all_is_grey():
    rng = np.random.default_rng(4)
    answers = rng.dirichlet(np.ones(5), (20, 26))
    grey = np.repeat(rng.random((20, 26, 1)), 3, 2)
    for photo in (rng.random((20, 26, 3)), grey, np.full((20, 26, 3), 0.7)):
        result = guided(planes(photo), planes(answers))[0].numpy().transpose(1, 2, 0)
        assert np.abs(result - by_definition(photo, answers)).max() < 1e-4


def test_borders_are_moved_to_the_photo_s_and_single_cells_outvoted():
    photo = np.zeros((32, 48, 3))
    photo[:, 24:] = (0.2, 0.6, 0.9)
    truth = np.zeros((32, 48, 2))
    truth[:, :24, 0] = truth[:, 24:, 1] = 1
    answers = truth.copy()
    answers[:, 22:24] = (0.2, 0.8)  # two columns too wide
    answers[10, 5] = (0.1, 0.9)  # a cell of its own
    assert (answers.argmax(-1) != truth.argmax(-1)).sum() == 65
    result = guided(planes(photo), planes(answers))[0].numpy().transpose(1, 2, 0)
    assert (result.argmax(-1) == truth.argmax(-1)).all()
    assert np.allclose(result.sum(-1), 1, atol=1e-5) and result.min() > 0


def test_a_small_picture_is_no_problem():
    result = guided(torch.rand(2, 3, 8, 8), torch.rand(2, 16, 8, 8).softmax(1))
    assert torch.isfinite(result).all() and result.shape == (2, 16, 8, 8)
