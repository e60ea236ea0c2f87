"""`edgewise candidates`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .common import Format, formats, opened, print_table, project_at, project_option, store_option

_COLUMNS = (
    "confidence", "subject", "relation", "object", "about", "polarity", "modality", "said_by", "quote", "source", "start", "end",
    "read_by", "id",
)  # fmt: skip


@click.command()
@store_option
@project_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="The most rows.")
@formats
def candidates(address: str, folder: Path | None, limit: int, format: Format) -> None:
    """List the claims that were not read surely enough for the graph, the surest first.

    They wait for a person to read their sentences; until then no link, name or route comes of them.

    \b
    Example:
      edgewise candidates --limit 20
      edgewise candidates --csv > candidates.csv
    """
    from ..questions.candidates import candidates as find
    from ..stores.base import Table

    project = project_at(folder=folder)
    with opened(address) as store:
        found = find(store, project, limit + 1)
    rows = tuple(tuple(_plain(getattr(claim, name)) for name in _COLUMNS) for claim in found[:limit])
    print_table(Table(_COLUMNS, rows, truncated=len(found) > limit), format)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
