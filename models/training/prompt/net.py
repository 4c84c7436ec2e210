"""The text reader of the prompt encoder and the prompt gate: tokens of hashed n-grams -> one logit a label.

A token is the sum of its n-grams' embeddings (Bojanowski et al., Enriching Word Vectors with Subword Information, 2017), so
that a typo or a missing mark changes a part of it alone. Convolutions bind a word to its neighbours ("not", "left"),
attention with a bias that falls with distance (Press et al., ALiBi, 2022) binds what stands apart ("only ... the rest stays"),
and each label reads the tokens that it wants by attention of its own. About 2.5 M parameters, of which 2.1 M are the table.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .intents import INTENTS, LABELS, VECTOR_SIZE
from .text import BUCKETS

#: Of the table.
EMBEDDING = 64
WIDTH = 96
HEADS = 4
LAYERS = 2
KERNEL = 5


class Layer(nn.Module):
    """Convolution, attention and perceptron, each residual and normalised before."""

    def __init__(self) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(3))
        self.across = nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=KERNEL // 2)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, 2 * WIDTH)
        self.down = nn.Linear(2 * WIDTH, WIDTH)
        #: Distance penalty of each head, per token, as a logarithm.
        self.slope = nn.Parameter(torch.linspace(-3.5, 0.0, HEADS))

    def forward(self, x: Tensor, mask: Tensor, distance: Tensor) -> Tensor:
        """[B,T,WIDTH]; ``mask`` [B,T] 1 for tokens; ``distance`` [T,T] >= 0."""
        batch, length = x.shape[0], x.shape[1]
        kept = self.norms[0](x) * mask[..., None]
        x = x + F.silu(self.across(kept.transpose(1, 2)).transpose(1, 2))
        q, k, v = (part.reshape(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in self.qkv(self.norms[1](x)).chunk(3, -1))
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH / HEADS) - self.slope.exp()[:, None, None] * distance
        scores = scores + (mask[:, None, None] - 1) * 1e4
        x = x + self.out((scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, length, WIDTH))
        return x + self.down(F.silu(self.up(self.norms[2](x))))


class TextReader(nn.Module):
    """Logits [B,labels] of buckets [B,T,G] (0 pads both axes)."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.table = nn.Embedding(BUCKETS, EMBEDDING)
        self.widen = nn.Linear(EMBEDDING, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.look = nn.Linear(WIDTH, labels)
        self.say = nn.Linear(WIDTH, labels)
        self.bias = nn.Parameter(torch.full((labels,), -2.0))
        nn.init.normal_(self.table.weight, std=0.3)
        nn.init.zeros_(self.look.weight)

    def embed(self, buckets: Tensor) -> Tensor:
        """[B,T,EMBEDDING]: sum of a token's features over the root of their number."""
        real = (buckets > 0).float()
        return (self.table(buckets) * real[..., None]).sum(2) / real.sum(2, keepdim=True).clamp(min=1).sqrt()

    def read(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """[B,labels] logits of embedded tokens."""
        place = torch.arange(embedded.shape[1], device=embedded.device)
        distance = (place[:, None] - place[None]).abs().float()
        x = self.widen(embedded) * mask[..., None]
        for layer in self.layers:
            x = layer(x, mask, distance)
        x = self.norm(x)
        weights = (self.look(x) + (mask[..., None] - 1) * 1e4).softmax(1)
        return (weights * self.say(x)).sum(1) + self.bias

    def forward(self, buckets: Tensor) -> Tensor:
        return self.read(self.embed(buckets), (buckets[..., 0] > 0).float())


class PromptEncoder(nn.Module):
    """(vector [B,64], intents [B,L]) of buckets [B,T,G]; L labels: intents, then remarks, which are no part of the vector."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = TextReader(len(LABELS))

    def forward(self, buckets: Tensor) -> tuple[Tensor, Tensor]:
        labels = torch.sigmoid(self.reader(buckets))
        steering = labels[:, : len(INTENTS)]
        return F.pad(steering, (0, VECTOR_SIZE - len(INTENTS))), labels
