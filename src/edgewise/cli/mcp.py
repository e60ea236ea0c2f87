"""`edgewise mcp`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from ..errors import ModelError, UsageError
from .common import must_be_there, project_at, project_option, store_option

_MISSING = ("anyio", "mcp", "pydantic")


@click.command()
@store_option
@project_option
@click.option("--base", metavar="URL", help="Where the explorer is, for permalinks.  [default: http://127.0.0.1:8765]")
@click.option(
    "--characters", type=click.IntRange(10_000, 1_000_000), default=20_000, show_default=True, help="The most characters of an answer."
)
def mcp(address: str, folder: Path | None, base: str | None, characters: int) -> None:
    """Serve the graph to an assistant over the Model Context Protocol, on standard input and output; read-only.

    An assistant starts this by itself, once it is told of the command. Its tools find names, links, routes and denials, answer questions,
    run read-only Cypher and read passages, each answer with quotes, standings and permalinks. Where EDGEWISE_LLM_BASE_URL and
    EDGEWISE_LLM_MODEL are set, one more has that model put a question into Cypher.

    \b
    Example:
      edgewise mcp --store edgewise.db
    """
    must_be_there(address)
    try:
        from ..mcp.served import Served
        from ..mcp.server import serve
        from ..mcp.telling import base_of
    except ModuleNotFoundError as problem:
        if (problem.name or "").partition(".")[0] not in _MISSING:
            raise
        raise UsageError(f"an assistant needs {problem.name}, which is not installed; type: pip install 'edgewise[mcp]'") from problem
    from ..stores import open_store
    from ..views.addresses import PORT

    site = base_of(base or f"http://127.0.0.1:{PORT}")
    with open_store(address) as store:
        serve(Served(store, project_at(folder=folder), site, characters, _model()))


def _model() -> Any:
    """What puts words into Cypher, None where no model is set; one that is set and cannot be asked is named on standard error."""
    from ..extract.llm.server import Server
    from ..extract.llm.settings import settings_from

    settings = settings_from(os.environ)
    if not (settings.base_url or settings.model):
        return None
    try:
        return Server(settings)
    except ModelError as problem:
        click.echo(f"edgewise: the tool cypher_from_words is not offered: {problem}", err=True)
        return None
