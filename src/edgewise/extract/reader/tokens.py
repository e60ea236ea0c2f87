"""A text as the network takes it: ids, forms and places of its tokens. One way for training and for reading, else the two would drift."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from .labels import LONGEST, shape


class Tokens(NamedTuple):
    """Of one text, all of one length: ids, indexes in `labels.SHAPES`, and code points, (0, 0) for a token that stands for none."""

    ids: list[int]
    shapes: list[int]
    offsets: list[tuple[int, int]]


def tokenizer_of(path: Path) -> Tokenizer:
    """Return the tokenizer of a file; it neither pads nor cuts, whatever the file says."""
    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def tokens(text: str, coded: Encoding) -> Tokens:
    """Return the tokens of an encoded text, cut at `LONGEST`, the closing one kept."""
    ids, offsets = coded.ids, coded.offsets
    if len(ids) > LONGEST:
        ids, offsets = [*ids[: LONGEST - 1], ids[-1]], [*offsets[: LONGEST - 1], offsets[-1]]
    shapes = [shape(text[s:e], begins=not (s and text[s - 1].isalnum())) if e > s else 0 for s, e in offsets]
    return Tokens(ids, shapes, offsets)


def padded(texts: Sequence[Tokens]) -> npt.NDArray[np.int64]:
    """Return ids, mask and shapes [3, texts, longest] of some texts, at least one; zeros after the end of a shorter one."""
    table = np.zeros((3, len(texts), max(len(one.ids) for one in texts)), np.int64)
    for row, one in enumerate(texts):
        size = len(one.ids)
        table[0, row, :size], table[1, row, :size], table[2, row, :size] = one.ids, 1, one.shapes
    return table
