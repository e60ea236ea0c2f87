"""Exports on disk: whole or not at all. What is written stands beside its place until it is complete, and then takes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from ...errors import EdgewiseError, UsageError
from ...stores import leave_databases


def write_file(path: Path, text: Iterable[str]) -> None:
    """Write a file in UTF-8; see `file_at`."""
    with file_at(path, f"this format is one file, so name one: -o {path / 'NAME'}") as file:
        file.writelines(text)


@contextmanager
def file_at(path: Path, instead: str) -> Iterator[TextIO]:
    """Give what to write the text of a file to, in UTF-8; it takes its place when the block ends without an error.

    Raises UsageError where a folder or a database stands there, and says what to do `instead` of a folder; EdgewiseError where it
    cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; {instead}")
    with _beside(path) as part:
        leave_databases(path)
        with part.open("x", encoding="utf-8", newline="") as file:
            yield file
        part.replace(path)


def write_folder(path: Path, write: Callable[[Path], None]) -> None:
    """Fill a folder with what `write` writes into an empty one; other files that stand there stay.

    Raises UsageError where a file stands there, EdgewiseError where it cannot be written.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file; this format is several files, so name a folder")
    with _beside(path) as part:
        part.mkdir()
        write(part)
        path.mkdir(exist_ok=True)
        for file in sorted(part.iterdir()):
            file.replace(path / file.name)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name beside the path for what is not complete yet; whatever is left of it goes."""
    part = path.absolute().with_name(f".{path.absolute().name}.{os.getpid()}.part")
    try:
        yield part
    except OSError as problem:
        raise EdgewiseError(f"{path}: cannot be written: {problem.strerror or problem}") from problem
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        elif part.exists():
            part.unlink()
