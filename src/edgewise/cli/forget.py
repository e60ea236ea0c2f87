"""`edgewise forget`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import min_precision_option, opened, project_at, project_option, store_option


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@project_option
@min_precision_option
def forget(sources: tuple[str, ...], address: str, folder: Path | None, min_precision: float | None) -> None:
    """Take documents out of the graph.

    SOURCE is where a document was found, as `ingest` printed it. Its claims leave every answer at once; reading the file again
    brings it back with the same ids.

    \b
    Example:
      edgewise forget reports/2018-10-23.md
    """
    from ..ingest import forget as take_out
    from ..views.safe import one_line

    project = project_at(min_precision, folder)
    with opened(address) as store:
        for source in sources:
            tombstone = take_out(store, project, source)
            click.echo(f"forgotten  {one_line(tombstone.locator)}; ingesting its file again brings it back")
