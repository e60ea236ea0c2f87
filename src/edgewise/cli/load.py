"""`edgewise load`."""

from __future__ import annotations

from typing import TextIO

import click

from .common import opened, store_option


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.File("r", encoding="utf-8"), metavar="FILE...")
@store_option
def load(inputs: tuple[TextIO, ...], address: str) -> None:
    """Add the records of dumps to the store and make the graph anew.

    FILE is a dump, or - for standard input. Loading is a union: what is there stays, nothing doubles, any order gives the same.

    \b
    Example:
      edgewise load mine.jsonl yours.jsonl --store both.db
    """
    from ..ingest import refresh
    from ..project import builtin
    from ..stores.transfer import load as read

    with opened(address, must_exist=False) as store:
        for stream in inputs:
            added = read(store, stream)
            click.echo(f"{stream.name}: {added} records were new")
        graph = refresh(store, builtin())
    click.echo(f"The graph has {len(graph.entities)} names and {len(graph.links)} links.")
