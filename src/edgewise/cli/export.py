"""`edgewise export`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from ..errors import UsageError
from ..model import Standing
from .common import number_of, opened, project_at, project_option, store_option
from .parameters import pairs, parameters


@click.command()
@click.argument("format", metavar="FORMAT")
@click.option("--routes", "ends", nargs=2, metavar="A B", help="The links of the routes between two names.")
@click.option("--around", metavar="NAME", help="One name, its links, and what is said of it.")
@click.option("--query", metavar="NAME|STATEMENT", help="What a saved question or a read-only Cypher statement gives.")
@click.option("--param", "given", multiple=True, metavar="KEY=VALUE", help="A parameter of the query.")
@click.option("--max-hops", type=click.IntRange(1, 8), default=4, show_default=True, help="The longest route to look for.")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("-"), help="The file or folder to write; - is stdout.")
@store_option
@project_option
def export(
    format: str, ends: tuple[str, str] | None, around: str | None, query: str | None, given: tuple[str, ...], max_hops: int, output: Path,
    address: str, folder: Path | None,
) -> None:  # fmt: skip
    """Write the graph, or a part of it, for another tool.

    FORMAT is graphml, gexf, csv (a folder: nodes, edges), cypher, ftm (FollowTheMoney), jsonld, parquet (a folder), markdown (a report
    of routes or of a name) or neo4j-admin (a folder, for the bulk import). A denial is an edge in none of them; links that a format
    leaves out are counted on stderr.

    \b
    Example:
      edgewise export gexf -o amazon-ice.gexf
      edgewise export csv --around Palantir -o palantir
      edgewise export markdown --routes Amazon ICE -o report.md
      edgewise export ftm --query pitches > pitches.ftm.json
    """
    from ..questions.view import graph_view
    from ..views.exports import export as write
    from ..views.exports import format_of
    from ..views.exports.selection import select

    chosen = format_of(format)
    text = chosen.text if str(output) == "-" else None
    if str(output) == "-" and text is None:
        raise UsageError(f"{format} is a folder of files: name it with -o FOLDER")
    project = project_at(folder=folder)
    with opened(address) as store:
        selection = select(
            graph_view(store), project, ends=ends, name=around, query=query, values=pairs(given), parameters=parameters(given),
            max_hops=max_hops,
        )  # fmt: skip
        if text is not None:
            sys.stdout.writelines(text(selection))
        else:
            write(selection, format, output)
    click.echo(", ".join(number_of(count, what) for what, count in selection.sizes.items()), err=True)
    if left_out := chosen.left_out(selection):
        click.echo(_left_out(left_out), err=True)
    if selection.cut:
        click.echo("the query gave more rows than are exported; ask for less at a time", err=True)


def _left_out(counts: Mapping[Standing, int]) -> str:
    which = ", ".join(f"{count} {standing}" for standing, count in sorted(counts.items()))
    return f"no edge in this format: {number_of(sum(counts.values()), 'link')} ({which})"
