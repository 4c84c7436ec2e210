"""The prompt encoder: hashed n-grams in order -> intents, and the prompt vector made of them.

Two readers share one embedding. The *bag* takes the mean of all n-grams through a perceptron (Joulin et al., Bag of Tricks
for Efficient Text Classification, 2016): it learns what the words mean. The *order* reader adds dilated convolutions over
the n-gram sequence and the maximum of many detectors (Kim, Convolutional Neural Networks for Sentence Classification,
2014), so that "keep the trees still, only the clouds" is not "keep the clouds still, only the trees"; its reach is about
four words to each side. Their logits are summed. About 1.2 M parameters, nearly all embedding.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .intents import INTENTS, VECTOR_SIZE
from .text import BUCKETS

WIDTH = 64
DETECTORS = 128
DILATIONS = (1, 5, 25)
#: The mean of hundreds of n-grams is small; this brings it to about unit size.
BAG_GAIN = 10.0


class Mixer(nn.Module):
    """Residual depthwise convolution over the sequence, then a mix of the channels."""

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.across = nn.Conv1d(WIDTH, WIDTH, 5, padding=2 * dilation, dilation=dilation, groups=WIDTH)
        self.mix = nn.Conv1d(WIDTH, WIDTH, 1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.mix(F.silu(self.across(x)))


class PromptEncoder(nn.Module):
    """(vector [B,64], intents [B,I]) of buckets [B,N]; ``mask`` [B,N] marks real n-grams in padded batches."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(BUCKETS, WIDTH)
        self.bag_hidden = nn.Linear(WIDTH, 256)
        self.bag_out = nn.Linear(256, len(INTENTS))
        self.mixers = nn.ModuleList(Mixer(d) for d in DILATIONS)
        self.detectors = nn.Conv1d(WIDTH, DETECTORS, 1)
        self.order_out = nn.Linear(DETECTORS, len(INTENTS))
        nn.init.normal_(self.table.weight, std=0.1)
        nn.init.constant_(self.bag_out.bias, -3.0)
        nn.init.zeros_(self.order_out.weight)
        nn.init.zeros_(self.order_out.bias)

    def bag_logits(self, mean: Tensor) -> Tensor:
        """[B,I] of the mean embedding [B,WIDTH]."""
        return self.bag_out(F.silu(self.bag_hidden(BAG_GAIN * mean)))

    def logits(self, buckets: Tensor, mask: Tensor | None = None) -> Tensor:
        """[B,I] of both readers."""
        table = self.table(buckets)
        if mask is None:
            mean, hide = table.mean(1), None
        else:
            mean, hide = (table * mask[..., None]).sum(1) / mask.sum(1, keepdim=True).clamp(min=1), mask[:, None]
        x = table.transpose(1, 2)
        for mixer in self.mixers:
            x = mixer(x if hide is None else x * hide)
        found = F.relu(self.detectors(x))
        return self.bag_logits(mean) + self.order_out((found if hide is None else found * hide).amax(-1))

    def forward(self, buckets: Tensor) -> tuple[Tensor, Tensor]:
        intents = torch.sigmoid(self.logits(buckets))
        return F.pad(intents, (0, VECTOR_SIZE - len(INTENTS))), intents
