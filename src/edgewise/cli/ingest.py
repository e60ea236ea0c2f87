"""`edgewise ingest`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .common import (
    extractor_option,
    graph_words,
    json_option,
    min_precision_option,
    number_of,
    opened,
    print_json,
    project_at,
    project_option,
    store_option,
)
from .llm_options import LlmOptions, asked_only, llm_options, reading
from .watching import watching

STOPPED = 130  # the exit code of what Ctrl-C ended
_STYLE = {"new": "new", "replaced": "changed", "unchanged": "as before", "reread": "read again"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@project_option
@extractor_option
@min_precision_option
@json_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Read with so many processes; by default with as many as there are cores to use, and a small pile with this one.",
)
@click.option("--cluster", metavar="ADDRESS", help="Read with the workers of a Dask cluster, tcp://HOST:PORT; needs edgewise[cluster].")
@llm_options
def ingest(
    paths: tuple[str, ...],
    address: str,
    folder: Path | None,
    extractor_name: str,
    min_precision: float | None,
    as_json: bool,
    jobs: int | None,
    cluster: str | None,
    llm: LlmOptions,
) -> int:
    """Read documents into the store and make the graph.

    PATH is a file, a folder (read all the way down) or a glob. Reading the same thing again changes nothing; a changed document
    replaces its former claims, and one that a better or another extractor has not read is read again. A document that cannot be read
    is reported and the rest go on; the exit code is then 1. Ctrl-C keeps what was read, and the exit code is 130; the same command
    goes on from there.

    \b
    Example:
      edgewise ingest documents/ "notes/2018-*.md" --store amazon-ice.db
    """
    from .. import ingest as ingesting
    from ..extract.read import describe

    project = project_at(min_precision, folder)
    if (code := asked_only(extractor_name, paths, project, llm)) is not None:
        return code
    with reading(extractor_name, project, llm) as reader, opened(address, must_exist=False) as store, watching() as watch:
        report = ingesting.ingest(paths, store, project, reader, watch, jobs=jobs, cluster=cluster)
        readers = describe(extractor_name, reader)
    if as_json:
        print_json(report.to_json())
    else:
        _print(report, readers)
    if report.left:
        click.echo(f"Stopped with {number_of(report.left, 'file')} left; the same command goes on from there.", err=True)
        return STOPPED
    return 1 if report.failed else 0


def _print(report: Any, readers: str) -> None:
    from ..views.safe import one_line  # the names of files and what they declare come from outside, too

    for one in report.documents:
        found = "" if one.state == "unchanged" else f"  {number_of(one.claims, 'claim')}"
        found += f", {one.refused} refused" if one.refused else ""
        click.echo(f"{_STYLE[one.state]:<10} {one.profile:<14}  {one_line(one.source)}{found}")
        for note in one.notes:
            click.echo(f"           note: {one_line(note)}")
    for gone in report.gone:
        click.echo(f"gone       {one_line(gone)}")
    for skipped in report.skipped:
        click.echo(f"skipped    {one_line(f'{skipped.path}: {skipped.reason}')}", err=True)
    for failed in report.failed:
        click.echo(f"FAILED     {one_line(f'{failed.path}: {failed.reason}')}", err=True)
    counts = report.to_json()
    documents = number_of(len(report.documents), "document")
    if report.documents and counts["unchanged"] == len(report.documents) and not report.gone:
        said = f"Nothing changed: {documents} as before"
    else:
        said = f"{documents}: {counts['new']} new, {counts['replaced']} changed, "
        said += f"{counts['reread']} read again, " if counts["reread"] else ""
        said += f"{counts['unchanged']} as before; "
        said += f"{len(report.gone)} gone; " if report.gone else ""
        said += f"{number_of(counts['claims'], 'claim')} read"
    failed = f"; {len(report.failed)} could not be read" if report.failed else ""
    click.echo(f"{said}{failed}. {graph_words(report.entities, report.links, report.candidates)} Read by {readers}.")
