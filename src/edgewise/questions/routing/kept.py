"""An index in files beside its store, so that the next who asks for a route need not look at every link: one file an array, mapped
into memory. What is not whole, or of another graph, is taken for not there."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from .index import Index

_FORMAT = 1  # of the files; another is taken for not there
_TOLD = "index.json"
_ARRAYS = tuple(field.name for field in fields(Index) if field.name != "relations")


def keep(index: Index, beside: Path, stamp: str) -> None:
    """Keep the index of the graph of a stamp in a folder for what is derived, and let go of those of other graphs.

    The files are there whole or not at all. Raises OSError where they cannot be written.
    """
    folder = _folder(beside, stamp)
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = folder.with_name(f".new-{secrets.token_hex(8)}")
    try:
        new.mkdir()
        for name in _ARRAYS:
            np.save(new / f"{name}.npy", getattr(index, name), allow_pickle=False)
        sums = {name: _sum(getattr(index, name)) for name in _ARRAYS}
        told = {"format": _FORMAT, "stamp": stamp, "relations": index.relations, "sums": sums}
        (new / _TOLD).write_text(json.dumps(told), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # what is there was not fit to be used
        os.rename(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for other in folder.parent.iterdir():
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)  # who reads it still has it mapped


def kept(beside: Path, stamp: str) -> Index | None:
    """Return the index of the graph of a stamp that is kept there; None where none is, or it is damaged.

    Cost: its files are read once, to see that they are as they were written.
    """
    folder = _folder(beside, stamp)
    try:
        told = json.loads((folder / _TOLD).read_text(encoding="utf-8"))
        if (told["format"], told["stamp"]) != (_FORMAT, stamp):
            return None
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS}
        if any(_sum(array) != told["sums"][name] for name, array in arrays.items()):
            return None
        return Index(tuple(told["relations"]), **arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError):  # cut short, of another shape, no JSON, not there
        return None


def _folder(beside: Path, stamp: str) -> Path:
    return beside / "routes" / sha256(stamp.encode()).hexdigest()[:32]


def _sum(array: NDArray[Any]) -> list[object]:
    return [str(array.dtype), list(array.shape), crc32(array.reshape(-1).view(np.uint8).data)]
