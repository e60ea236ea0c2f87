"""`edgewise ask`."""

from __future__ import annotations

from pathlib import Path

import click

from .answers import print_answer
from .common import json_option, opened, project_at, project_option, store_option


@click.command()
@click.argument("question", nargs=-1, required=True)
@store_option
@project_option
@click.option("--max-hops", type=click.IntRange(1, 8), default=4, show_default=True, help="The longest route to look for.")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="How many routes to show.")
@json_option
def ask(question: tuple[str, ...], address: str, folder: Path | None, max_hops: int, limit: int, as_json: bool) -> int:
    """Answer a question in plain words, with the sentences the answer rests on.

    Understands: how is X linked to Y; who hosts X; what does X use; did X pitch Z to Y; has X confirmed using Y; what is known about X;
    who denied that ...; and the like. Exit code 1 when the question is not understood; the forms that would be are then listed.

    \b
    Example:
      edgewise ask "how is Amazon linked to ICE?"
    """
    from ..questions.answer import ask as answer

    project = project_at(folder=folder)
    with opened(address) as store:
        found = answer(store, " ".join(question), project, max_hops=max_hops, limit=limit)
    print_answer(found, as_json=as_json)
    return 0 if found.form else 1
