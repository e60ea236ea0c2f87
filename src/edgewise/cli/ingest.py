"""`edgewise ingest`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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

_STYLE = {"new": "new", "replaced": "changed", "unchanged": "as before", "reread": "read again"}


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@project_option
@extractor_option
@min_precision_option
@json_option
@llm_options
def ingest(
    paths: tuple[str, ...],
    address: str,
    folder: Path | None,
    extractor_name: str,
    min_precision: float | None,
    as_json: bool,
    llm: LlmOptions,
) -> int:
    """Read documents into the store and make the graph.

    PATH is a file, a folder (read all the way down) or a glob. Reading the same thing again changes nothing; a changed document
    replaces its former claims, and one that a better or another extractor has not read is read again. A document that cannot be read
    is reported and the rest go on; the exit code is then 1.

    \b
    Example:
      edgewise ingest documents/ "notes/2018-*.md" --store amazon-ice.db
    """
    from .. import ingest as ingesting
    from ..extract.read import describe

    project = project_at(min_precision, folder)
    if (code := asked_only(extractor_name, paths, project, llm)) is not None:
        return code
    with reading(extractor_name, project, llm) as reader, opened(address, must_exist=False) as store, _bar() as progress:
        report = ingesting.ingest(paths, store, project, reader, ingesting.Watch(progress))
        readers = describe(extractor_name, reader)
    if as_json:
        print_json(report.to_json())
    else:
        _print(report, readers)
    return 1 if report.failed else 0


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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
