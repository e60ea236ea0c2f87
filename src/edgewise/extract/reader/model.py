"""The trained network at work: texts in, probabilities out. One thread, no network, nothing that depends on what stands beside it.

A sentence's scores are the same whatever its neighbours are: ranges of the 8-bit numbers are fixed, and padding is masked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
from tokenizers import Tokenizer

from ...errors import DeclarationError
from ...model import ENTITY_TYPES
from .decode import spotted, tokens_of
from .labels import ABOUT, RELATIONS, SAYS, STANDINGS, SYMMETRIC, TYPES, pair_rows
from .scores import Pair, Scored, Spotted
from .tokens import Tokens, padded, tokenizer_of, tokens

WEIGHTS = Path(__file__).parent / "weights"
BATCH = 16  # sentences at once, of like length
SPOTTED = 0.3  # probability from which words are taken for a mention
CONSIDERED = 0.05  # and from which a relation is worth handing on
PAIRS = 64  # pairs at once
MOST = 40  # mentions of a sentence that are paired, the surest ones: their pairs grow with the square

_Array = npt.NDArray[np.float32]


class Model:
    """Implements `scores.Scorer`. The files are checked against their checksums when it is made; loading them takes about half a second
    and 150 MB, when the first text is scored: who only hands it on to other processes does without."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights of a folder. Raises DeclarationError that names the file that is missing or is not the one declared."""
        listed = folder / "WEIGHTS.json"
        if not listed.is_file():
            raise DeclarationError(f"{listed}: no such file; without it nobody knows the reader's weights: install edgewise anew")
        declared = json.loads(listed.read_text(encoding="utf-8"))
        self.version: str = declared["version"]
        for name, wanted in declared["files"].items():
            path = folder / name
            found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no such file"
            if found != wanted:
                raise DeclarationError(f"{path}: these are not the reader's weights (sha256 {found}, not {wanted}); install edgewise anew")
        if tuple(declared["relations"]) != RELATIONS or TYPES != ENTITY_TYPES:
            raise DeclarationError(f"{folder / 'WEIGHTS.json'}: the weights were trained for other relations than {', '.join(RELATIONS)}")
        self._folder = folder

    def __reduce__(self) -> tuple[type[Model], tuple[Path, ...]]:
        """Go to another process, or another machine, as the name of the weights: there, too, they are of the installation."""
        return Model, () if self._folder == WEIGHTS else (self._folder,)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return tokenizer_of(self._folder / "tokenizer.json")

    @cached_property
    def _encoder(self) -> InferenceSession:
        return self._session("encoder.onnx")

    @cached_property
    def _pairs(self) -> InferenceSession:
        return self._session("pairs.onnx")

    def _session(self, name: str) -> InferenceSession:
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # a document a process; the same sums in the same order
        options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_ALL
        options.enable_cpu_mem_arena = False  # memory goes back after a long batch
        options.log_severity_level = 3
        return InferenceSession(str(self._folder / name), options, providers=["CPUExecutionProvider"])

    def score(self, texts: Sequence[str]) -> Sequence[Scored]:
        """Return the scores of each text, in order. Cost: one pass of the encoder a text, plus a little for each pair of its mentions."""
        coded = [tokens(text, self._tokenizer.encode(text)) for text in texts]
        found: list[Scored] = [Scored((), ())] * len(texts)
        order = sorted(range(len(texts)), key=lambda k: (len(coded[k].ids), k))
        for at in range(0, len(order), BATCH):
            chunk = order[at : at + BATCH]
            for k, scored in zip(chunk, self._batch([texts[k] for k in chunk], [coded[k] for k in chunk]), strict=True):
                found[k] = scored
        return found

    def _batch(self, texts: Sequence[str], coded: Sequence[Tokens]) -> list[Scored]:
        ids, mask, shapes = padded(coded)
        states, attention, spans = self._encoder.run(None, {"ids": ids, "mask": mask, "shapes": shapes})
        mentions: list[tuple[Spotted, ...]] = []
        rows: list[npt.NDArray[np.int64]] = []
        for row, (text, (_, _, offsets)) in enumerate(zip(texts, coded, strict=True)):
            size = len(offsets)
            found = spotted(spans[row, :, :size, :size], offsets, text, SPOTTED)
            if len(found) > MOST:
                found = tuple(sorted(sorted(found, key=lambda m: (-m.score, m.start))[:MOST], key=lambda m: (m.start, -m.end)))
            mentions.append(found)
            rows.append(pair_rows(row, tokens_of(found, offsets) if found else [], [TYPES.index(m.type) for m in found]))
        pairs = np.concatenate(rows)
        if not len(pairs):
            return [Scored(found, ()) for found in mentions]
        relations, standings = self._paired(states, attention, pairs)
        scored, at = [], 0
        for found in mentions:
            count = len(found) * (len(found) - 1)
            scored.append(Scored(found, _pairs(len(found), relations[at : at + count], standings[at : at + count])))
            at += count
        return scored

    def _paired(self, states: _Array, attention: _Array, pairs: npt.NDArray[np.int64]) -> tuple[_Array, _Array]:
        """Return the scores of all pairs, a few hundred at a time: each takes a sentence's states along, so that memory stays bounded."""
        parts = [
            self._pairs.run(None, {"states": states, "attention": attention, "pairs": pairs[at : at + PAIRS]})
            for at in range(0, len(pairs), PAIRS)
        ]
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def _pairs(count: int, relations: _Array, standings: _Array) -> tuple[Pair, ...]:
    """Return the pairs of which anything is worth handing on. Of a symmetric relation the surer direction stands, at the mean of both."""
    indexes = [(a, b) for a in range(count) for b in range(count) if a != b]
    place = {pair: k for k, pair in enumerate(indexes)}
    matter = relations[:, RELATIONS.index(ABOUT)]
    found = []
    for (a, b), k in place.items():
        back = place[b, a]
        likely: dict[str, float] = {}
        for r, name in enumerate(RELATIONS):
            if name in (ABOUT, SAYS):
                continue
            score = float(relations[k, r])
            if name in SYMMETRIC:
                score = (score + float(relations[back, r])) / 2 if a < b else 0.0
            if score >= CONSIDERED:
                likely[name] = score
        if likely:
            about = max((c for c in range(count) if c not in (a, b)), key=lambda c: (matter[place[b, c]], -c), default=None)
            about = about if about is not None and matter[place[b, about]] >= 0.5 else None
            chances = {standing: float(p) for standing, p in zip(STANDINGS, standings[k], strict=True)}
            found.append(Pair(a, b, likely, chances, about))
    return tuple(found)
