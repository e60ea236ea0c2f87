"""`edgewise cypher`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..errors import UsageError
from ..stores.base import Store
from .common import Format, formats, opened, print_table, project_at, project_option, store_option
from .parameters import parameters


@click.command()
@click.argument("statement", required=False)
@store_option
@project_option
@click.option("--param", "given", multiple=True, metavar="KEY=VALUE", help="A $parameter; VALUE is JSON, or text as it stands.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="The most rows.")
@click.option("--timeout", type=click.FloatRange(0.1, 600), default=10.0, show_default=True, help="Seconds after which it is stopped.")
@click.option("--from-words", "question", metavar="TEXT", help="Have the language model that is set write the statement, show it, run it.")
@click.option("--no-run", is_flag=True, help="Only check the statement and print it.")
@formats
def cypher(
    statement: str | None, address: str, folder: Path | None, given: tuple[str, ...], limit: int, timeout: float, question: str | None,
    no_run: bool, format: Format,
) -> None:  # fmt: skip
    """Run a read-only Cypher statement over the graph.

    What would write, read a file or the network, or never end is refused or stopped. STATEMENT - reads it from standard input. With
    --from-words the question, the names in it and the list of relations are sent to the model of EDGEWISE_LLM_BASE_URL and
    EDGEWISE_LLM_MODEL, no text of a document; the statement that it writes goes to standard error, is checked, and run like any other.

    \b
    Example:
      edgewise cypher "MATCH (a)-[r:HOSTS]->(b) RETURN a.name, b.name, r.standing"
      edgewise cypher 'MATCH (a:Entity {name: $name})-[r]->(b) RETURN type(r), b.name' --param name=Amazon
      edgewise cypher --from-words "who hosts what?" --no-run
    """
    if (statement is None) == (question is None):
        raise UsageError("give a STATEMENT, or a question with --from-words, one of the two")
    from ..views.safe import plain

    values = parameters(given)
    with opened(address) as store:
        text = _from_words(store, folder, question) if question is not None else sys.stdin.read() if statement == "-" else statement or ""
        if no_run:
            store.explain(text, values)
            click.echo(plain(text))
            return
        if question is not None:
            click.echo(plain(text), err=True)
        print_table(store.cypher(text, values, limit=limit, timeout=timeout), format)


def _from_words(store: Store, folder: Path | None, question: str) -> str:
    """The statement for a question, checked; what it asks goes to standard error."""
    from contextlib import closing

    from ..extract.llm.server import Server
    from ..extract.llm.settings import settings_from
    from ..questions.view import graph_view
    from ..questions.worded import statement_from
    from ..views.safe import one_line

    with closing(Server(settings_from(os.environ))) as model:
        worded = statement_from(store, graph_view(store), project_at(folder=folder), question, model)
    click.echo(f"// {one_line(worded.says)}", err=True)
    return worded.statement
