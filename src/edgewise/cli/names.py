"""`edgewise names`: which names are one thing, judged by rule, proposed to a person, decided, taken back, listed."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, Literal, cast

import click

from .common import (
    Format,
    formats,
    graph_words,
    json_option,
    min_precision_option,
    opened,
    print_json,
    print_table,
    project_at,
    project_option,
    store_option,
)


@click.group()
def names() -> None:
    """Say which names are one thing and which are two.

    What is of one form, or known beforehand, is one thing by itself; everything else waits for a person here, or on the explorer's page
    Review.

    \b
    Example:
      edgewise names candidates --limit 20
      edgewise names decide "Metro Transit Board" MTB --verdict same --why "its charter"
      edgewise names judge pairs.jsonl > judged.jsonl
    """


@names.command()
@store_option
@project_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=100, show_default=True, help="The most pairs.")
@formats
def candidates(address: str, folder: Path | None, limit: int, format: Format) -> None:
    """List pairs of names that may be one thing, those that bring the most first.

    \b
    Example:
      edgewise names candidates
      edgewise names candidates --csv > pairs.csv
    """
    from ..questions.review import pair_table, pairs_worth_a_look, pending
    from ..questions.view import graph_view

    project = project_at(folder=folder)
    with opened(address) as store:
        view = graph_view(store)
        print_table(pair_table(pending(view, pairs_worth_a_look(view, project)), limit), format)


@names.command()
@click.argument("left")
@click.argument("right")
@store_option
@project_option
@min_precision_option
@click.option("--verdict", type=click.Choice(("same", "different", "unsure"), case_sensitive=False), required=True, help="What they are.")
@click.option("--why", default="", help="What tells; it is kept with the decision.")
@click.option("--document", "source", metavar="SOURCE", help="LEFT as this document alone means it; SOURCE is where it was found.")
@json_option
def decide(
    left: str, right: str, address: str, folder: Path | None, min_precision: float | None, verdict: str, why: str, source: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Decide whether LEFT and RIGHT are one thing, and make the graph anew.

    A decision is kept with who took it (EDGEWISE_BY, else the login name), when and why; `edgewise names undo` takes it back.

    \b
    Example:
      edgewise names decide "Bill Roe" "William Roe" --verdict same --why "one biography"
      edgewise names decide ICE "Intercontinental Exchange" --verdict same --document reports/markets.md
    """
    from .. import decide as deciding
    from ..questions.view import build_view
    from ..refresh import refresh

    project = project_at(min_precision, folder)
    with opened(address) as store:
        made = deciding.judge_called(
            build_view(store), project, (left, right), cast("deciding.NameVerdict", verdict.upper()), deciding.person(os.environ), why,
            deciding.now(), source,
        )  # fmt: skip
        graph = refresh(store, project)
        _say(deciding.shown(build_view(store), project, made.id), as_json)
        if not as_json:
            click.echo(graph_words(graph.entities, graph.links, graph.candidates))


@names.command()
@click.argument("decision", required=False)
@store_option
@project_option
@min_precision_option
@json_option
def undo(decision: str | None, address: str, folder: Path | None, min_precision: float | None, as_json: bool) -> None:
    """Take a decision about names back, and make the graph anew.

    DECISION is its id, or the beginning of one, as `edgewise names log` prints it; without it, the latest that still holds.

    \b
    Example:
      edgewise names undo
      edgewise names undo 3f9a61c2
    """
    from .. import decide as deciding
    from ..questions.view import build_view
    from ..refresh import refresh

    project = project_at(min_precision, folder)
    with opened(address) as store:
        taken = deciding.undo(store, deciding.name_decision(store, decision), deciding.person(os.environ), deciding.now())
        graph = refresh(store, project)
        _say(deciding.shown(build_view(store), project, taken.undoes or taken.id), as_json)
        if not as_json:
            click.echo(graph_words(graph.entities, graph.links, graph.candidates))


@names.command()
@store_option
@project_option
@click.option("--limit", type=click.IntRange(1, 100_000), default=1000, show_default=True, help="The most decisions.")
@formats
def log(address: str, folder: Path | None, limit: int, format: Format) -> None:
    """List what was decided about names, the latest first, what became of it, and who says otherwise.

    \b
    Example:
      edgewise names log
      edgewise names log --json
    """
    from .. import decide as deciding
    from ..questions.view import build_view

    project = project_at(folder=folder)
    with opened(address) as store:
        every = [decision for decision in deciding.log(store) if decision.judgement.claim is None]
        print_table(deciding.log_table(deciding.told(build_view(store), project, every[: limit + 1]), limit), format)


@names.command()
@click.argument("pairs", type=click.File("rb"))
@project_option
def judge(pairs: BinaryIO, folder: Path | None) -> Literal[0, 1]:
    """Judge pairs of names by rule: same, different, or unsure, which is for a person.

    PAIRS is a file of JSON lines with left, left_type, right, right_type, or - for standard input; each is printed with a decision and
    why. No store is needed.

    \b
    Example:
      edgewise names judge pairs.jsonl
      echo '{"left": "Dr. Jane Roe", "left_type": "person", "right": "Roe, Jane"}' | edgewise names judge -
    """
    from ..resolve.pair_lines import judged_lines

    project, wrong = project_at(folder=folder), 0
    for line in judged_lines(pairs, project.names):
        if line.problem is None:
            click.echo(json.dumps(line.fields, ensure_ascii=False))
        else:
            wrong += 1
            click.echo(f"edgewise: {pairs.name}: line {line.number}: {line.problem}", err=True)
    return 1 if wrong else 0


def _say(decision: object, as_json: bool) -> None:
    """Print one decision, as data or in words."""
    from ..decide import DecisionShown
    from ..views.safe import one_line

    assert isinstance(decision, DecisionShown)
    if as_json:
        print_json(asdict(decision))
    else:
        became = f" ({decision.became})" if decision.became else ""
        click.echo(one_line(f"{decision.id[:12]}  {decision.what}{became}"))
