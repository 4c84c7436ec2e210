"""A checkpoint made of the released graph answers as the graph does, and its norms know what enters them."""

import numpy as np
import pytest
import torch
from torch import nn

from parser.classes import SCENE_CLASSES
from parser.evaluate import DEFAULT_MODEL, onnx_predictor, torch_predictor
from parser.net import logit_adjustment, make_net
from parser.restore import fill, give_statistics, graph_convolutions


@pytest.fixture(scope="module")
def restored():
    """(net, photos): the net of the released graph, and three batches that it was given the statistics of."""
    torch.manual_seed(0)
    net = make_net(pretrained=False)
    fill(net, graph_convolutions(DEFAULT_MODEL))
    photos = [torch.rand(4, 3, 96, 128) for _ in range(3)]
    give_statistics(net, photos)
    return net, photos


def test_it_answers_as_the_released_graph(restored, tmp_path):
    net, _ = restored
    weights = torch.linspace(0.5, 3, len(SCENE_CLASSES))
    with torch.no_grad():
        net.classify.bias -= logit_adjustment(weights)
    file = tmp_path / "restored.pt"
    torch.save({"net": net.state_dict(), "step": 7, "classWeights": weights, "backbone": "efficientnet-lite2"}, file)
    photo = np.random.default_rng(1).random((1, 3, 64, 96), dtype=np.float32)
    assert np.abs(torch_predictor(file)(photo) - onnx_predictor(DEFAULT_MODEL)(photo)).max() < 1e-4


def test_its_norms_have_the_statistics_of_what_enters_them(restored):
    net, photos = restored
    norm = net.deep[1]
    assert isinstance(norm, nn.BatchNorm2d)
    entered = []
    hook = norm.register_forward_pre_hook(lambda _, inputs: entered.append(inputs[0]))
    with torch.no_grad():
        for photo in photos:
            net(photo)
    hook.remove()
    x = torch.cat(entered)
    assert torch.allclose(norm.running_mean, x.mean((0, 2, 3)), atol=1e-4)
    assert torch.allclose(norm.running_var, x.var((0, 2, 3), correction=0), rtol=1e-2, atol=1e-4)


def test_another_nets_graph_is_refused():
    with pytest.raises(ValueError, match="another net"):
        fill(make_net(pretrained=False, backbone="efficientnet-lite0"), graph_convolutions(DEFAULT_MODEL))
