"""`edgewise serve`."""

from __future__ import annotations

import threading
import webbrowser
from pathlib import Path

import click

from ..errors import ServingError
from .common import min_precision_option, must_be_there, project_at, project_option, store_option

_NEEDED = ("anyio", "h11", "starlette", "uvicorn")


@click.command()
@store_option
@project_option
@click.option("--port", type=click.IntRange(0, 65535), metavar="N", help="The port on 127.0.0.1, 0 for any that is free.  [default: 8765]")
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@click.option("--read-only", is_flag=True, help="Show everything, let nothing be decided.")
@click.option(
    "--url", "only_url", is_flag=True, help="Print a fresh address for the explorer of the store (or at --port) that runs already."
)
@min_precision_option
def serve(
    address: str, folder: Path | None, port: int | None, no_open: bool, read_only: bool, only_url: bool, min_precision: float | None
) -> None:
    """Open the explorer: a web application on this machine, for you alone.

    The address that it prints opens it once, within ten minutes; after that the browser is known until the explorer is stopped with
    Ctrl+C. It listens on 127.0.0.1 and asks nothing of any network. A decision makes the graph anew: give the --min-precision that the
    documents were ingested with, where that was not the usual one. It is signed with EDGEWISE_BY, else with your login name.

    \b
    Example:
      edgewise serve
      edgewise serve --store neo4j://localhost:7687 --read-only --no-open
      edgewise serve --url
    """
    from ..views.addresses import PORT
    from ..web import running

    if only_url:
        click.echo(running.fresh_url(address, port))
        return
    must_be_there(address)
    try:
        from ..web import serving
    except ModuleNotFoundError as problem:
        missing = (problem.name or "").partition(".")[0]
        if missing not in _NEEDED:
            raise
        raise ServingError(f"the explorer needs {missing}, which is not installed; type: pip install 'edgewise[web]'") from problem

    def opened(server: running.Running) -> None:
        click.echo(server.fresh_url())
        how = f"Open it in a browser if none does by itself. Ctrl+C stops it; a fresh address: edgewise serve --url --port {server.port}"
        click.echo(how, err=True)
        if not no_open:  # a browser may take its time, or this terminal
            threading.Thread(target=webbrowser.open, args=(running.way_in(server),), daemon=True).start()

    serving.serve(address, project_at(min_precision, folder), port=PORT if port is None else port, read_only=read_only, opened=opened)
