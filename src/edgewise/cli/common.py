"""What commands share: the store option, and one set of output formats for tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

from ..errors import UsageError
from ..project import Project
from ..stores.base import Store, Table

F = TypeVar("F", bound=Callable[..., Any])
Format = Literal["table", "json", "csv"]
DEFAULT_STORE = "edgewise.db"

store_option = click.option(
    "--store",
    "address",
    envvar="EDGEWISE_STORE",
    default=DEFAULT_STORE,
    show_default=True,
    help="A file, or neo4j://host:7687 or bolt://host:7687 (credentials from NEO4J_USERNAME, NEO4J_PASSWORD).  [env: EDGEWISE_STORE]",
)
min_precision_option = click.option(
    "--min-precision",
    type=float,
    envvar="EDGEWISE_MIN_PRECISION",
    metavar="P",
    help="0 to 1: a claim that was read less surely than this is a candidate and not in the graph; graph/reading.yaml says how much "
    "without this.  [env: EDGEWISE_MIN_PRECISION]",
)
project_option = click.option(
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    envvar="EDGEWISE_PROJECT",
    metavar="DIR",
    help="A folder of your own with graph/ or loaders/ (relations, names, rules, questions, profiles), laid over what is built in; "
    "`edgewise check DIR` says what is wrong in it.  [env: EDGEWISE_PROJECT]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def formats(command: F) -> F:
    """Give a command that prints rows the options --table (default), --json and --csv, as the argument `format`."""
    for name, words in (("csv", "comma-separated values"), ("json", "a JSON list of objects"), ("table", "a table (default)")):
        command = click.option(f"--{name}", "format", flag_value=name, default="table", help=f"Print {words}.")(command)
    return command


class _ExtractorOption(click.Option):
    """Lists what there is when help is asked for, not when a command is imported."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from ..extract.read import AUTO, EXTRACTORS

        self.help = f"What reads the documents: {', '.join(EXTRACTORS)}, or {AUTO}, what reads best here."
        return super().get_help_record(ctx)


extractor_option = click.option(
    "--extractor", "extractor_name", cls=_ExtractorOption, default="auto", show_default=True, metavar="NAME"
)  # fmt: skip


def project_at(min_precision: float | None = None, folder: Path | None = None) -> Project:
    """Return the built-in project, with a folder laid over it and another bar where these are given.

    Raises UsageError where they are none, DeclarationError where something in the folder is wrong.
    """
    from ..project import builtin, load_overlay

    project = builtin() if folder is None else load_overlay(folder, builtin())
    return project if min_precision is None else project.at(min_precision)


@contextmanager
def opened(address: str, *, must_exist: bool = True) -> Iterator[Store]:
    """Open the store, close it at the end. `must_exist`: a file that is not there is an error, not a new empty store."""
    from ..stores import open_store

    if must_exist:
        must_be_there(address)
    with open_store(address) as store:
        yield store


def must_be_there(address: str) -> None:
    """Raise UsageError where a store that is a file is not there."""
    if "://" not in address and not Path(address).exists():
        raise UsageError(f"there is no store {address}; make one with: edgewise ingest PATH... --store {address}")


def print_json(value: Any) -> None:
    """Print one JSON value, indented for reading."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(table: Table, format: Format) -> None:
    """Print rows in the format asked for; says on stderr when the row limit cut them."""
    if format == "json":
        print_json([dict(zip(table.columns, row, strict=True)) for row in table.rows])
    elif format == "csv":
        from ..views.table import csv_lines

        for line in csv_lines(table.columns, table.rows):  # one by one: a closed pipe ends it
            sys.stdout.write(line)
    else:
        _print_rows(table.columns, ([_shown(value) for value in row] for row in table.rows))
    if table.truncated:
        click.echo(f"only the first {len(table.rows)} rows are shown; ask for more with --limit", err=True)


def _print_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Column
    from rich.table import Table as RichTable
    from rich.text import Text

    shown = RichTable(*(Column(name, overflow="fold") for name in columns))
    for row in rows:
        shown.add_row(*(Text(cell) for cell in row))
    console = Console()
    if not console.is_terminal:  # a file or a pipe has no width to keep to
        console.width = max(console.measure(shown, options=console.options.update(max_width=100_000)).maximum, 1)
    console.print(shown)


def _shown(value: Any) -> str:
    """A cell of a table on a terminal: no control character of a document reaches it."""
    from ..views.safe import one_line

    return "" if value is None else one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def number_of(count: int, what: str) -> str:
    """Return a count with its word: "1 link", "0 links"."""
    return f"{count} {what}{'s' * (count != 1)}"


def graph_words(entities: int, links: int, candidates: int) -> str:
    """Return how much a graph holds and what waits beside it, as a sentence."""
    waiting = f"; {number_of(candidates, 'candidate')} for review" if candidates else ""
    return f"The graph has {number_of(entities, 'name')} and {number_of(links, 'link')}{waiting}."
