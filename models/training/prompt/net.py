"""The prompt encoder: hashed n-grams in order -> intents, and the prompt vector made of them.

Embedding, three dilated convolutions over the n-gram sequence (so that "keep the trees still, only the clouds" is read in
its order: the reach is about four words to each side), then both kinds of pooling: the maximum of many detectors (Kim,
Convolutional Neural Networks for Sentence Classification, 2014) and attention. About 1.2 M parameters, nearly all embedding.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .intents import INTENTS, VECTOR_SIZE
from .text import BUCKETS

WIDTH = 64
HEADS = 8
DETECTORS = 256
#: Attention starts even over hundreds of n-grams; this keeps its first gradients from vanishing.
ATTENTION_GAIN = 6.0
DILATIONS = (1, 5, 25)


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
        self.mixers = nn.ModuleList(Mixer(d) for d in DILATIONS)
        self.scores = nn.Conv1d(WIDTH, HEADS, 1)
        self.values = nn.Conv1d(WIDTH, WIDTH, 1)
        self.detectors = nn.Conv1d(WIDTH, DETECTORS, 1)
        self.hidden = nn.Linear(WIDTH + DETECTORS, 192)
        self.out = nn.Linear(192, len(INTENTS))
        spread = torch.kron(torch.eye(HEADS), torch.ones(1, WIDTH // HEADS)).T
        self.register_buffer("spread", spread.contiguous(), persistent=False)
        nn.init.normal_(self.table.weight, std=0.3)
        nn.init.constant_(self.out.bias, -3.0)

    def logits(self, buckets: Tensor, mask: Tensor | None = None) -> Tensor:
        """[B,I]."""
        x = self.table(buckets).transpose(1, 2)
        hide = None if mask is None else mask[:, None].to(x.dtype)
        for mixer in self.mixers:
            x = mixer(x if hide is None else x * hide)
        scores, values, found = self.scores(x), F.silu(self.values(x)), F.relu(self.detectors(x))
        if hide is not None:
            scores, values, found = scores + (hide - 1) * 1e4, values * hide, found * hide
        weights = torch.matmul(self.spread, torch.softmax(scores, -1))
        pooled = torch.cat([ATTENTION_GAIN * (weights * values).sum(-1), found.amax(-1)], 1)
        return self.out(F.silu(self.hidden(pooled)))

    def forward(self, buckets: Tensor) -> tuple[Tensor, Tensor]:
        intents = torch.sigmoid(self.logits(buckets))
        return F.pad(intents, (0, VECTOR_SIZE - len(INTENTS))), intents
