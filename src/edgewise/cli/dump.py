"""`edgewise dump`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from ..errors import UsageError, one_of
from .common import number_of, opened, store_option

_KINDS = (
    ("documents", "Document"), ("sources", "Source"), ("mentions", "Mention"), ("claims", "Claim"), ("readings", "Reading"),
    ("judgements", "Judgement"), ("problems", "Problem"),
)  # fmt: skip


@contextmanager
def _output(place: str) -> Iterator[TextIO]:
    """Give where to write. A file takes its place when it is whole, so nothing but a file may stand there."""
    if place == "-":
        yield sys.stdout
        return
    if Path(place).exists() and not Path(place).is_file():
        raise UsageError(f"{place}: is not a file; leave it out to write to standard output")
    from ..views.exports.writing import file_at

    with file_at(Path(place), "name a file in it") as file:
        yield file


def _kind(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Tell the kind of records from the file: "judgements" is a kind, "./judgements" a file."""
    known = [kind for kind, _ in _KINDS]
    if len(value) > 2 or (len(value) == 2 and value[0] not in known):
        raise UsageError(f"{value[0]!r} is no kind of record; kinds: {one_of(known)}")
    return value


@click.command()
@click.argument("what", nargs=-1, callback=_kind, metavar="[KIND] [OUTPUT]")
@click.option("-o", "--output", metavar="FILE", help="Where to write, as OUTPUT.")
@store_option
def dump(what: tuple[str, ...], output: str | None, address: str) -> None:
    """Write all records, or those of one kind, as JSON lines.

    KIND is one of documents, sources, mentions, claims, readings, judgements, problems; OUTPUT a file, or - (the default) for standard
    output. The same records give the same bytes, whatever store holds them: what a team decided is a file to keep in git, and `edgewise
    load` puts several together.

    \b
    Example:
      edgewise dump amazon-ice.jsonl
      edgewise dump judgements -o judgements.jsonl
    """
    from ..stores.transfer import dump as write

    of_kind = dict(_KINDS)
    kinds = (of_kind[what[0]],) if what and what[0] in of_kind else tuple(of_kind.values())
    places = [*what[len(kinds) == 1 :], *filter(None, (output,))]
    if len(places) > 1:
        raise UsageError(f"two files to write to: {places[0]} and {places[1]}; leave one out")
    with opened(address) as store, _output(places[0] if places else "-") as stream:
        count = write(store, stream, kinds)
    click.echo(f"{number_of(count, 'record')} written", err=True)
