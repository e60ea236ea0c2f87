"""`edgewise check`."""

from __future__ import annotations

from pathlib import Path

import click

from .common import json_option, number_of, print_json, project_option

_NAMED = 20  # of each room; --json has all


@click.command()
@click.argument("directory", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@project_option
@json_option
def check(directory: Path | None, folder: Path | None, as_json: bool) -> int:
    """Say what is wrong in a project of your own, or what it adds.

    DIR is a folder with graph/ or loaders/; without it --project counts, else what is built in is checked. Everything that is wrong is
    listed, with file and key: what is misspelt or missing, sentences that a rule does not read as it says, questions that do not parse.
    Exit code 1 where anything is.

    \b
    Example:
      edgewise check my-project
    """
    from ..checking import check as look
    from ..model import to_data
    from ..views.safe import one_line

    found = look(directory or folder)
    if as_json:
        print_json({
            "folder": str(found.folder), "problems": [to_data(slip) for slip in found.slips], "adds": found.adds, "notes": found.notes,
        })  # fmt: skip
        return 1 if found.slips else 0
    for slip in found.slips:
        click.echo(one_line(f"{slip.file}: {slip.what}" if slip.file else slip.what))
    if found.slips:
        click.echo(f"{number_of(len(found.slips), 'problem')} in {found.folder}.", err=True)
        return 1
    for room, names in found.adds.items():
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            click.echo(f"{room:<10} {one_line(', '.join(names[:_NAMED]))}{more}")
    for note in found.notes:
        click.echo(f"note: {one_line(note)}")
    click.echo(f"Nothing is wrong in {found.folder}.", err=True)
    return 0
