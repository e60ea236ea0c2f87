"""`edgewise routes`."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import print_answer
from .common import json_option, opened, project_at, project_option, store_option


@click.command()
@click.argument("a")
@click.argument("b")
@store_option
@project_option
@click.option("--max-hops", type=click.IntRange(1, 8), default=4, show_default=True, help="The longest route to look for.")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="How many routes to show.")
@json_option
def routes(a: str, b: str, address: str, folder: Path | None, max_hops: int, limit: int, as_json: bool) -> None:
    """Show the routes between two names: the best confirmed one, the best reported one, then the next.

    \b
    Example:
      edgewise routes Amazon ICE --max-hops 3
    """
    from ..questions.answer import routes as find

    project = project_at(folder=folder)
    with opened(address) as store:
        found = find(store, a, b, project, max_hops=max_hops, limit=limit)
    print_answer(found, as_json=as_json)
