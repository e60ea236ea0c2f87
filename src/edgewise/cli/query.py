"""`edgewise query`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import Format, formats, opened, print_table, project_at, project_option, store_option
from .parameters import pairs


@click.command()
@click.argument("name", required=False)
@store_option
@project_option
@click.option("--param", "given", multiple=True, metavar="KEY=VALUE", help="A parameter of the question.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="The most rows.")
@formats
def query(name: str | None, address: str, folder: Path | None, given: tuple[str, ...], limit: int, format: Format) -> None:
    """Run a saved question; without NAME, list them with their parameters.

    \b
    Example:
      edgewise query
      edgewise query links_of --param name=ICE --csv > ice.csv
    """
    from ..questions.saved import load_queries, run
    from ..stores.base import Table

    project = project_at(folder=folder)
    queries = load_queries(*project.queries)
    if name is None:
        rows = tuple((q.name, q.title, ", ".join(p.name for p in q.parameters)) for q in queries.values())
        print_table(Table(("question", "title", "parameters"), rows), format)
        return
    with opened(address) as store:
        print_table(run(store, queries, name, pairs(given), project, limit=limit), format)
