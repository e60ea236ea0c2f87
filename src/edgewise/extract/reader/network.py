"""The network, as it is trained: an encoder, a scorer of spans and a scorer of pairs of spans.

Sources of the method: BERT (Devlin et al. 2019), as MiniLM (Wang et al. 2020) makes it small; spans scored by start and end in one
table (biaffine, Yu et al. 2020), so that mentions may nest; pairs with the context that both ends attend to and grouped bilinear
forms (ATLOP, Zhou et al. 2021).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .labels import DISTANCES, LENGTHS, RELATIONS, SHAPES, STANDINGS, TYPES


@dataclass(frozen=True, slots=True)
class Size:
    """Of the encoder; the defaults are MiniLM-L6's."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    words: int = 30522
    positions: int = 512


class Linear(nn.Linear):
    """A linear layer that can pretend to be quantised: weights to 7 bits a row, inputs to 8 bits a tensor, gradients passed through.

    7 bits, because processors without VNNI add two 8-bit products in 16 bits, which 8-bit weights can overflow.
    """

    quantised = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.quantised:
            return F.linear(x, self.weight, self.bias)
        scale = self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-8) / 64
        weight = self.weight + ((self.weight / scale).round().clamp(-64, 64) * scale - self.weight).detach()
        low, high = x.detach().amin().clamp(max=0), x.detach().amax().clamp(min=0)
        step = ((high - low) / 255).clamp(min=1e-8)
        zero = (-low / step).round()
        x = x + (((x / step).round() + zero).clamp(0, 255).sub(zero) * step - x).detach()
        return F.linear(x, weight, self.bias)


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT is."""

    def __init__(self, size: Size, drop: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.query, self.key, self.value, self.out = (Linear(size.width, size.width) for _ in range(4))
        self.widen, self.narrow = Linear(size.width, size.inner), Linear(size.inner, size.width)
        self.first, self.second = nn.LayerNorm(size.width, eps=1e-12), nn.LayerNorm(size.width, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, bias: Tensor) -> tuple[Tensor, Tensor]:
        """Return the new states, and the attention averaged over heads [batch, length, length]."""
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.reshape(batch, length, self.heads, width // self.heads).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(2, 3) / (width // self.heads) ** 0.5 + bias
        attention = scores.softmax(-1)
        mixed = (self.drop(attention) @ split(self.value(x))).transpose(1, 2).reshape(batch, length, width)
        x = self.first(x + self.drop(self.out(mixed)))
        x = self.second(x + self.drop(self.narrow(F.gelu(self.widen(x)))))
        return x, attention.mean(1)


class Reader(nn.Module):
    """Encoder and heads. Shapes: B sentences of L tokens, P pairs of mentions."""

    def __init__(self, size: Size | None = None, drop: float = 0.1, part: int = 32) -> None:
        super().__init__()
        size = size or Size()
        width = size.width
        self.size, self.part = size, part
        self.words = nn.Embedding(size.words, width)
        self.positions = nn.Embedding(size.positions, width)
        self.shapes = nn.Embedding(len(SHAPES), width)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, drop) for _ in range(size.layers))
        self.drop = nn.Dropout(drop)

        self.starts, self.ends = nn.Linear(width, len(TYPES) * part), nn.Linear(width, len(TYPES) * part)
        self.borders = nn.Linear(width, len(TYPES) * 2)
        self.lengths = nn.Embedding(LENGTHS, len(TYPES))

        self.group = 12
        end = 3 * width + 2 * part
        self.types, self.distances = nn.Embedding(len(TYPES), part), nn.Embedding(DISTANCES, part)
        self.subject, self.object = nn.Linear(end, width), nn.Linear(end, width)
        self.between = nn.Linear(width, width)
        self.mixed = nn.Linear(4 * width, width)
        self.bilinear = nn.Linear(width * self.group, len(RELATIONS))
        self.relation, self.standing = nn.Linear(width, len(RELATIONS)), nn.Linear(width, len(STANDINGS))
        self.end_drop = nn.Dropout(0.15)
        nn.init.constant_(self.borders.bias, -2.5)  # few spans are mentions, few pairs are claims: begin there
        nn.init.constant_(self.relation.bias, -5.0)

    def encode(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return states [B, L, width], attention of the last two layers [B, L, L], and span scores [B, types, L, L] (logits)."""
        place = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.positions(place) + self.shapes(shapes)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        seen: list[Tensor] = []
        for layer in self.layers:
            x, attention = layer(x, bias)
            seen.append(attention)
        return x, (seen[-1] + seen[-2]) / 2, self.spans(self.drop(x))

    def spans(self, x: Tensor) -> Tensor:
        """Return the logit of each span from a start to an end token being a mention of each type; ends before starts are -1e4."""
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.reshape(batch, length, len(TYPES), self.part).transpose(1, 2)

        borders = self.borders(x).reshape(batch, length, 2, len(TYPES)).permute(2, 0, 3, 1)
        scores = split(self.starts(x)) @ split(self.ends(x)).transpose(2, 3) / self.part**0.5
        scores = scores + borders[0].unsqueeze(3) + borders[1].unsqueeze(2)
        place = torch.arange(length, device=x.device)
        reach = place.unsqueeze(0) - place.unsqueeze(1)  # [start, end]
        scores = scores + self.lengths(reach.clamp(0, LENGTHS - 1)).permute(2, 0, 1)
        return scores + torch.where(reach < 0, -1e4, 0.0)

    def pair(self, states: Tensor, attention: Tensor, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Return relation logits [P, relations] and standing logits [P, 12].

        `pairs` [P, 8]: sentence, first and last token of the subject, of the object, their types, and the distance (see `labels`).
        """
        row, a0, a1, b0, b1 = pairs[:, 0], pairs[:, 1], pairs[:, 2], pairs[:, 3], pairs[:, 4]
        sums = torch.cat([torch.zeros_like(states[:, :1]), states.cumsum(1)], 1)
        seen = torch.cat([torch.zeros_like(attention[:, :1]), attention.cumsum(1)], 1)

        def mean(table: Tensor, first: Tensor, last: Tensor) -> Tensor:
            return (table[row, last + 1] - table[row, first]) / (last - first + 1).clamp(min=1).unsqueeze(1)

        both = mean(seen, a0, a1) * mean(seen, b0, b1)
        both = both / (both.sum(1, keepdim=True) + 1e-6)
        context = (both.unsqueeze(1) @ states[row]).squeeze(1)
        low, high = torch.minimum(a1, b1) + 1, torch.maximum(a0, b0) - 1
        between = mean(sums, low, torch.maximum(high, low - 1))
        distance = self.distances(pairs[:, 7])
        first = torch.cat([states[row, a0], mean(sums, a0, a1), context, self.types(pairs[:, 5]), distance], 1)
        second = torch.cat([states[row, b0], mean(sums, b0, b1), context, self.types(pairs[:, 6]), distance], 1)
        left, right = torch.tanh(self.subject(self.end_drop(first))), torch.tanh(self.object(self.end_drop(second)))
        count, groups = left.shape[0], self.size.width // self.group
        blocks = left.reshape(count, groups, self.group).unsqueeze(3) * right.reshape(count, groups, self.group).unsqueeze(2)
        mixed = torch.cat([left, right, torch.tanh(self.between(between)), states[row, torch.zeros_like(row)]], 1)
        mixed = F.gelu(self.mixed(self.end_drop(mixed)))
        relations = self.bilinear(self.end_drop(blocks.reshape(count, -1))) + self.relation(mixed)
        return relations, self.standing(mixed)


_PARTS = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value", "attention.output.dense": "out",
    "intermediate.dense": "widen", "output.dense": "narrow", "attention.output.LayerNorm": "first", "output.LayerNorm": "second",
}  # fmt: skip


def start_from(reader: Reader, weights: Mapping[str, Tensor]) -> None:
    """Take the encoder's weights from a BERT checkpoint (names as Hugging Face writes them). Raises KeyError on a missing one."""
    state = reader.state_dict()
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    state["positions.weight"] = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    for kind in ("weight", "bias"):
        state[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for k in range(reader.size.layers):
            for theirs, ours in _PARTS.items():
                state[f"layers.{k}.{ours}.{kind}"] = weights[f"encoder.layer.{k}.{theirs}.{kind}"]
    reader.load_state_dict(state)


def average(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of several trained states of one start ("model soup", Wortsman et al. 2022)."""
    return {name: torch.stack([s[name].float() for s in states]).mean(0) for name in states[0]}
