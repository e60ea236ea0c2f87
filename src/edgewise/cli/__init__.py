"""The command line: verbs that follow the flow. Every command calls public functions; whatever it can do, Python can.

Results go to stdout, progress and logs to stderr. Exit codes: 0 done, 1 an error of ours (one line on stderr), 2 wrong usage.
Commands are imported when called, so that `edgewise --help` stays fast.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from .. import __version__
from ..errors import EdgewiseError

COMMANDS = {
    "ingest": "Read documents into the store and make the graph.",
    "extract": "Print the claims of documents as JSON lines, without a store.",
    "ask": "Answer a question in plain words.",
    "routes": "Show the routes between two names.",
    "query": "Run a saved question; without a name, list them.",
    "cypher": "Run a read-only Cypher statement.",
    "view": "Write an interactive page of the graph.",
    "export": "Write the graph, or a part of it, for another tool.",
    "serve": "Open the explorer, a web application on this machine.",
    "mcp": "Serve the graph to an assistant, read-only.",
    "candidates": "List the claims that were not read surely enough.",
    "names": "Say which names are one thing and which are two.",
    "forget": "Take a document out of the graph.",
    "dump": "Write all records as JSON lines.",
    "load": "Add the records of a dump to the store.",
    "profile": "Show which profile reads a file and why, or draft one for a table.",
    "check": "Say what is wrong in a project of your own, or what it adds.",
}
"""Every command with its one line of help, in the order of the flow."""


class _Verbs(click.Group):
    """Lists the commands in the order of the flow, and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(f"{__name__}.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command {args[0]!r}; commands: {', '.join(COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="edgewise")
def verbs() -> None:
    """Ask how two names are linked, and read the sentence that says so.

    \b
    Example:
      edgewise ingest documents/
      edgewise ask "how is Amazon linked to ICE?"
      edgewise view --routes Amazon ICE -o amazon-ice.html
    """


def main(arguments: Sequence[str] | None = None) -> Any:
    """Run the command line; never returns normally but exits with the code of the outcome."""
    _prepare_output()
    try:
        code = verbs.main(args=arguments, prog_name="edgewise", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as problem:
        problem.show(sys.stderr)
        sys.exit(problem.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except EdgewiseError as problem:
        _fail(str(problem), problem.exit_code)
    except OSError as problem:
        if problem.filename is not None or not problem.strerror:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is still held back goes nowhere, else it fails again at the exit
        _fail(f"the output cannot be written: {problem.strerror}", EdgewiseError.exit_code)


def _prepare_output() -> None:
    """Write UTF-8 to files and pipes whatever the machine's habit; to a terminal, a mark for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _fail(message: str, code: int) -> NoReturn:
    from ..views.safe import one_line

    click.echo(f"edgewise: {one_line(message)}", err=True)
    sys.exit(code)
