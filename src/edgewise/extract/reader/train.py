"""Training the reader: from annotated sentences and a small encoder to weights."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from .examples import Example, Text, encode, names, renamed
from .labels import RELATIONS, STANDINGS, TYPES, pair_rows
from .network import Linear, Reader
from .tokens import padded

_REACH = 24  # tokens; no mention is longer
_BOGUS = 5  # wrong candidates a sentence that the scorer of pairs learns to turn down


@dataclass(frozen=True, slots=True)
class Options:
    """How to train. `rename` is the share of names replaced, `quantise` the share of the steps, at the end, that pretend to be int8."""

    seed: int = 1
    epochs: int = 10
    batch: int = 32
    rate: float = 1.2e-4
    head_rate: float = 6e-4
    rename: float = 0.3
    quantise: float = 0.0
    bogus: bool = True
    claims_weight: float = 1.0
    standing_weight: float = 0.5
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of some examples; `pairs` may be empty."""

    ids: Tensor
    mask: Tensor
    shapes: Tensor
    spans: Tensor  # targets [B, types, L, L]
    counted: Tensor  # which of them count [B, 1, L, L]
    pairs: Tensor
    relations: Tensor
    standings: Tensor
    known: Tensor  # which pairs have a standing to learn


def tokens_of(examples: Sequence[Example], device: str) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and shapes [B, L] of some examples, padded to the longest."""
    ids, mask, shapes = torch.from_numpy(padded([e.tokens for e in examples])).to(device, non_blocking=True)
    return ids, mask, shapes


def batch_of(examples: Sequence[Example], bogus: Sequence[Sequence[tuple[int, int, int]]], chance: random.Random, device: str) -> Batch:
    """Return the tensors of some examples with their targets; `bogus` are token spans with a type that are no mentions."""
    ids, mask, shapes = tokens_of(examples, device)
    length = ids.shape[1]
    spans = np.zeros((len(examples), len(TYPES), length, length), np.float32)
    pairs, relations, standings, known = [], [], [], []
    nothing, unknown = np.zeros(len(RELATIONS), np.float32), np.zeros(len(STANDINGS), np.float32)
    for row, (e, wrong) in enumerate(zip(examples, bogus, strict=True)):
        types = []
        for (first, last), k in zip(e.spans, e.mentions, strict=True):
            spans[row, :, first, last] = e.text.types[k]
            types.append(int(e.text.types[k].argmax()) if chance.random() > 0.08 else chance.randrange(len(TYPES)))
        places = list(e.spans)
        taken = set(places)
        for first, last, kind in wrong:
            if (first, last) not in taken:
                places.append((first, last))
                types.append(kind)
        rows = pair_rows(row, places, types)
        if not len(rows):
            continue
        pairs.append(rows)
        real = [*e.mentions, *[-1] * (len(places) - len(e.mentions))]
        for x, a in enumerate(real):
            for y, b in enumerate(real):
                if x == y:
                    continue
                told = a >= 0 and b >= 0
                relations.append(e.text.claims.get((a, b), nothing) if told else nothing)
                standing = e.text.standings.get((a, b)) if told else None
                standings.append(unknown if standing is None else standing)
                known.append(standing is not None)
    place = torch.arange(length, device=device)
    reach = place[None, :] - place[:, None]
    inner = mask.clone()
    inner[:, 0] = 0
    counted = (inner[:, None, :, None] * inner[:, None, None, :] * ((reach >= 0) & (reach < _REACH))).float()

    def tensor(rows: Sequence[np.ndarray], width: int) -> Tensor:
        return torch.from_numpy(np.array(rows, np.float32).reshape(-1, width)).to(device, non_blocking=True)

    return Batch(
        ids, mask, shapes, torch.from_numpy(spans).to(device), counted,
        torch.from_numpy(np.concatenate(pairs) if pairs else np.zeros((0, 8), np.int64)).to(device),
        tensor(relations, len(RELATIONS)), tensor(standings, len(STANDINGS)), torch.tensor(known, dtype=torch.bool, device=device),
    )  # fmt: skip


def loss_of(reader: Reader, batch: Batch, options: Options) -> Tensor:
    """Return the loss: spans and relations as independent yes-or-no questions, standings as one choice."""
    states, attention, spans = reader.encode(batch.ids, batch.mask, batch.shapes)
    each = F.binary_cross_entropy_with_logits(spans, batch.spans, reduction="none") * batch.counted
    loss = each.sum() / batch.spans.sum().clamp(min=1)
    if len(batch.pairs):
        relations, standings = reader.pair(states, attention, batch.pairs)
        wrong = F.binary_cross_entropy_with_logits(relations, batch.relations, reduction="sum")
        loss = loss + options.claims_weight * wrong / batch.relations.sum().clamp(min=4)
        if batch.known.any():
            loss = loss + options.standing_weight * F.cross_entropy(standings[batch.known], batch.standings[batch.known])
    return loss


def batches(examples: Sequence[Example], size: int, chance: random.Random | None) -> list[list[int]]:
    """Return indexes in batches of like length: in order of length, or shuffled with some noise where there is a `chance`."""
    noise = (lambda: chance.random() * 10) if chance else (lambda: 0.0)
    order = sorted(range(len(examples)), key=lambda k: len(examples[k].ids) + noise())
    cut = [order[k : k + size] for k in range(0, len(order), size)]
    if chance:
        chance.shuffle(cut)
    return cut


@torch.no_grad()
def candidates(reader: Reader, examples: Sequence[Example], floor: float, device: str) -> list[list[tuple[int, int, int, float]]]:
    """Return, for each example, the token spans that the network takes for mentions: first, last, type, probability, surest first."""
    reader.eval()
    found: list[list[tuple[int, int, int, float]]] = [[] for _ in examples]
    for chunk in batches(examples, 64, None):
        ids, mask, shapes = tokens_of([examples[k] for k in chunk], device)
        scores = reader.encode(ids, mask, shapes)[2].sigmoid()
        scores = scores * mask[:, None, None, :] * (torch.arange(ids.shape[1], device=device) > 0)[:, None]
        best, kind = scores.max(1)
        rows, first, last = (best > floor).nonzero(as_tuple=True)
        for r, f, t, y, p in zip(
            rows.tolist(), first.tolist(), last.tolist(), kind[rows, first, last].tolist(), best[rows, first, last].tolist(), strict=True
        ):
            size = len(examples[chunk[r]].ids)
            if t < size - 1 and t - f < _REACH:
                found[chunk[r]].append((f, t, y, p))
    for spans in found:
        spans.sort(key=lambda s: (-s[3], s[:3]))
    return found


def fit(
    reader: Reader, texts: Sequence[Text], tokenizer: Tokenizer, options: Options, tell: Callable[[str], None] = lambda line: None
) -> Reader:  # fmt: skip
    """Train in place and return the reader. The same seed on the same machine and device gives the same weights."""
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    reader.to(options.device)
    pool = names(texts)
    plain = encode(texts, tokenizer)
    steps = options.epochs * math.ceil(len(texts) / options.batch)
    heads = ("starts", "ends", "borders", "lengths", "types", "distances", "subject", "object", "between", "mixed", "bilinear", "relation",
             "standing", "shapes")  # fmt: skip
    new = [p for n, p in reader.named_parameters() if n.split(".")[0] in heads]
    old = [p for n, p in reader.named_parameters() if n.split(".")[0] not in heads]
    groups = [{"params": old, "lr": options.rate}, {"params": new, "lr": options.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=options.device != "cpu")
    warm = max(1, int(0.06 * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm))))
    began, step = time.monotonic(), 0
    bogus: list[list[tuple[int, int, int]]] = [[] for _ in plain]
    for epoch in range(options.epochs):
        if options.bogus and epoch:
            for k, (e, found) in enumerate(zip(plain, candidates(reader, plain, 0.05, options.device), strict=True)):
                real = set(e.spans)
                bogus[k] = [(f, t, y) for f, t, y, _ in found if (f, t) not in real][:_BOGUS]
        examples, wrong = plain, bogus
        if options.rename and epoch:
            new_names = [renamed(t, pool, chance, options.rename) if chance.random() < 0.7 else t for t in texts]
            examples = encode(new_names, tokenizer)
            wrong = [b if n is t else [] for b, n, t in zip(bogus, new_names, texts, strict=True)]
        reader.train()
        total = torch.zeros((), device=options.device)
        for chunk in batches(examples, options.batch, chance):
            if options.quantise and step >= steps * (1 - options.quantise):
                quantise(reader, on=True)
            batch = batch_of([examples[k] for k in chunk], [wrong[k] for k in chunk], chance, options.device)
            loss = loss_of(reader, batch, options)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            total += loss.detach()
        mean = float(total) / math.ceil(len(texts) / options.batch)
        tell(f"epoch {epoch + 1}/{options.epochs}  loss {mean:.3f}  {time.monotonic() - began:.0f} s")
    reader.eval()
    return reader


def quantise(reader: Reader, *, on: bool) -> None:
    """Let the encoder pretend to be quantised, or not."""
    for module in reader.modules():
        if isinstance(module, Linear):
            module.quantised = on
