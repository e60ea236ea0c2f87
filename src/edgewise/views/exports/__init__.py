"""What other tools open: one file a format, over one selection of what is exported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ...errors import UsageError, one_of
from .cypher import CYPHER
from .format import Format
from .ftm import FTM
from .gexf import GEXF
from .graphml import GRAPHML
from .jsonld import JSONLD
from .markdown import MARKDOWN
from .neo4j_admin import NEO4J_ADMIN
from .parquet import PARQUET
from .selection import Selection
from .spreadsheet import CSV
from .writing import write_file, write_folder

FORMATS: Mapping[str, Format] = {
    one.name: one for one in (GRAPHML, GEXF, CSV, CYPHER, FTM, JSONLD, PARQUET, MARKDOWN, NEO4J_ADMIN)
}  # fmt: skip
"""Every format by its name."""


def format_of(name: str) -> Format:
    """Return the format of that name. Raises UsageError that lists the known ones."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; known: {one_of(FORMATS)}")
    return FORMATS[name]


def export(selection: Selection, name: str, path: Path) -> None:
    """Write a selection in a format to a file, or to the folder that a format of several files is.

    Raises UsageError for an unknown format, one that cannot hold this selection, a missing extra or a path of the wrong kind.
    """
    format = format_of(name)
    if format.whole and not selection.whole:
        raise UsageError(f"{name} holds a whole store; export a part of one as cypher, or leave out what selects it")
    if format.text is not None:
        write_file(path, format.text(selection))
    elif (write := format.folder) is not None:
        write_folder(path, lambda folder: write(selection, folder))
