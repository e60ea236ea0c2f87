"""What teachers say of sentences they never saw.

Out-of-fold opinions (each teacher labels only stories that it was not trained on) also soften what the annotator overlooked. Sources of
the method: Hinton et al. 2015 (distillation), Wolpert 1992 (out of fold).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from .examples import Opinion, Pairs, Text, encode
from .labels import TYPES, pair_rows
from .network import Reader
from .train import batches, tokens_of

FOLDS = 5
_FLOOR = 0.15  # probability from which a span that is not annotated is worth learning about
_MOST = 28  # candidates a sentence
_SURE = 0.2  # probability of a claim from which the teachers' standing of it counts


def fold_of(story: str) -> int:
    """Return the fold, 0 to FOLDS - 1, of a story by its name alone."""
    return hashlib.sha256(f"fold {story}".encode()).digest()[0] % FOLDS


@torch.no_grad()
def opinions(teachers: Sequence[Reader], texts: Sequence[Text], tokenizer: Tokenizer, device: str) -> list[Opinion]:
    """Return the mean opinion of the teachers on the annotated mentions of each text and on what else they take for one."""
    for teacher in teachers:
        teacher.to(device).eval()
    examples = encode(texts, tokenizer)
    found: list[Opinion] = [Opinion((), np.zeros((0, len(TYPES)), np.float32), {}, {})] * len(texts)
    for chunk in batches(examples, 64, None):
        ids, mask, shapes = tokens_of([examples[k] for k in chunk], device)
        seen = [teacher.encode(ids, mask, shapes) for teacher in teachers]
        spans = torch.stack([s[2].sigmoid() for s in seen]).mean(0) * mask[:, None, None, :]
        best = spans.amax(1)
        rows, lists = [], []
        for row, k in enumerate(chunk):
            e = examples[k]
            places = list(e.spans)
            size = len(e.ids)
            more = (best[row, 1 : size - 1, 1 : size - 1] > _FLOOR).nonzero() + 1
            ranked = sorted((-float(best[row, f, t]), f, t) for f, t in more.tolist() if (f, t) not in set(e.spans))
            places += [(f, t) for _, f, t in ranked[: max(0, _MOST - len(places))]]
            kinds = [int(e.text.types[m].argmax()) for m in e.mentions]
            kinds += [int(spans[row, :, f, t].argmax()) for f, t in places[len(kinds) :]]
            rows.append(pair_rows(row, places, kinds))
            lists.append(places)
        pairs = torch.from_numpy(np.concatenate(rows)).to(device)
        if len(pairs):
            said = [teacher.pair(s[0], s[1], pairs) for teacher, s in zip(teachers, seen, strict=True)]
            relations = torch.stack([r.sigmoid() for r, _ in said]).mean(0).float().cpu().numpy()
            standings = torch.stack([s.softmax(-1) for _, s in said]).mean(0).float().cpu().numpy()
        table = spans.float().cpu().numpy()
        at = 0
        for row, (k, places) in enumerate(zip(chunk, lists, strict=True)):
            e, count = examples[k], len(places)
            claims: Pairs = {}
            stands: Pairs = {}
            for a in range(count):
                for b in range(count):
                    if a == b:
                        continue
                    if relations[at].max() > 0.02:
                        claims[a, b] = relations[at].copy()
                    if relations[at].max() > _SURE:
                        stands[a, b] = standings[at].copy()
                    at += 1
            places_of = tuple((e.offsets[f][0], e.offsets[t][1]) for f, t in places)
            types = np.array([table[row, :, f, t] for f, t in places], np.float32).reshape(-1, len(TYPES))
            found[k] = Opinion(places_of, types, claims, stands)
    return found
