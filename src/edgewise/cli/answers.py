"""Printing an answer: as text for people, as JSON for programs."""

from __future__ import annotations

import shutil

import click

from ..questions.nouns import Answer, to_json
from .common import print_json


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer to stdout."""
    if as_json:
        print_json(to_json(answer))
        return
    from ..views.text import as_text

    click.echo(as_text(answer, width=min(shutil.get_terminal_size().columns, 110)))
