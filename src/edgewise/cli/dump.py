"""`edgewise dump`."""

from __future__ import annotations

import sys
from typing import TextIO

import click

from .common import opened, store_option


@click.command()
@click.argument("output", type=click.File("w", encoding="utf-8", atomic=True), default="-")
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
    print(f"{count} records written", file=sys.stderr)
