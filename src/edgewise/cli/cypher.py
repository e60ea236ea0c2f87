"""`edgewise cypher`."""

from __future__ import annotations

import sys

import click

from .common import Format, formats, opened, print_table, store_option
from .parameters import parameters


@click.command()
@click.argument("statement")
@store_option
@click.option("--param", "given", multiple=True, metavar="KEY=VALUE", help="A $parameter; VALUE is JSON, or text as it stands.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="The most rows.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, help="Seconds after which it is stopped.")
@formats
def cypher(statement: str, address: str, given: tuple[str, ...], limit: int, timeout: float, format: Format) -> None:
    """Run a read-only Cypher statement over the graph.

    What would write, read a file or the network, or never end is refused or stopped. STATEMENT - reads it from standard input.

    \b
    Example:
      edgewise cypher "MATCH (a)-[r:HOSTS]->(b) RETURN a.name, b.name, r.standing"
      edgewise cypher 'MATCH (a:Entity {name: $name})-[r]->(b) RETURN type(r), b.name' --param name=Amazon
    """
    text = sys.stdin.read() if statement == "-" else statement
    with opened(address) as store:
        print_table(store.cypher(text, parameters(given), limit=limit, timeout=timeout), format)
