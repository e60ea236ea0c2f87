"""`edgewise dump`."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO, cast

import click

from ..errors import UsageError
from .common import number_of, opened, store_option


def _replaceable(context: click.Context, parameter: click.Parameter, value: str) -> TextIO:
    """Open the output. A file is written beside it and takes its place when it is whole, so nothing but a file may stand there."""
    if value != "-" and Path(value).exists() and not Path(value).is_file():
        raise UsageError(f"{value}: is not a file; leave it out to write to standard output")
    return cast("TextIO", click.File("w", encoding="utf-8", atomic=True).convert(value, parameter, context))


@click.command()
@click.argument("output", callback=_replaceable, default="-")
@store_option
def dump(output: TextIO, address: str) -> None:
    """Write all records as JSON lines.

    OUTPUT is a file, or - (the default) for standard output. The same records give the same bytes, whatever store holds them.

    \b
    Example:
      edgewise dump amazon-ice.jsonl
    """
    from ..stores.transfer import dump as write

    with opened(address) as store:
        count = write(store, output)
    click.echo(f"{number_of(count, 'record')} written", err=True)
