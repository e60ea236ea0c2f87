"""`edgewise load`."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from ..errors import EdgewiseError
from .common import graph_words, min_precision_option, number_of, opened, project_at, project_option, store_option


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.File("r", encoding="utf-8"), metavar="FILE...")
@store_option
@project_option
@min_precision_option
def load(inputs: tuple[TextIO, ...], address: str, folder: Path | None, min_precision: float | None) -> None:
    """Add the records of dumps to the store and make the graph anew.

    FILE is a dump, or - for standard input. Loading is a union: what is there stays, nothing doubles, any order gives the same.
    Of two decisions about one thing the later holds; where people decided differently, that is said on standard error.

    \b
    Example:
      edgewise load mine.jsonl yours.jsonl --store both.db
    """
    from ..decide import conflicts, in_words
    from ..refresh import refresh
    from ..stores.transfer import load as read
    from ..views.safe import one_line

    project = project_at(min_precision, folder)
    with opened(address, must_exist=False) as store:
        for stream in inputs:
            try:
                added = read(store, stream)
            except EdgewiseError as problem:
                raise type(problem)(f"{stream.name}: {problem}") from problem
            except UnicodeDecodeError as problem:
                raise EdgewiseError(f"{stream.name}: is not UTF-8, so no edgewise dump") from problem
            click.echo(f"{stream.name}: {number_of(added, 'record')} {'was' if added == 1 else 'were'} new")
        made = refresh(store, project)
        for judgements in conflicts(store):
            click.echo(f"decided differently: {one_line(in_words(judgements))}", err=True)
    click.echo(graph_words(made.entities, made.links, made.candidates))
