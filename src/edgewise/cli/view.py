"""`edgewise view`."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from .common import number_of, opened, project_at, project_option, store_option


@click.command()
@click.argument("name", required=False)
@click.option("--routes", "ends", nargs=2, metavar="A B", help="Show the routes between two names instead.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The page to write.")
@click.option("--max-hops", type=click.IntRange(1, 8), default=4, show_default=True, help="The longest route to look for.")
@store_option
@project_option
def view(name: str | None, ends: tuple[str, str] | None, output: Path, max_hops: int, address: str, folder: Path | None) -> None:
    """Write an interactive page of the graph: one file that asks nothing of any network.

    With NAME, its links; with --routes, the routes between two names; without either, everything (the best-linked names first).

    \b
    Example:
      edgewise view Palantir -o palantir.html
      edgewise view --routes Amazon ICE -o amazon-ice.html
    """
    from ..questions import answer
    from ..views.page import notebook_view
    from ..views.picture import picture_of

    if name is not None and ends:
        raise UsageError("give a NAME or --routes A B, not both")
    project = project_at(folder=folder)
    with opened(address) as store:
        if ends:
            found = answer.routes(store, *ends, project, max_hops=max_hops, limit=10)
        else:
            found = answer.known(store, name, project) if name is not None else answer.overview(store, project)
        picture = picture_of(found, answer.entities_of(store, found))
    notebook_view(picture).save(output)
    click.echo(f"{output}: {number_of(len(picture.entities), 'name')}, {number_of(len(picture.links), 'link')}")
