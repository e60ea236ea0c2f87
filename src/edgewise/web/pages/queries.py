"""Saved questions: each a form made from its header, and the rows it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...errors import NameUnknown, QueryError, UsageError, one_of
from ...questions.saved import SavedQuery, load_queries, run, written_out
from ...views import addresses
from ..answered import Off, off
from ..asked import LONGEST, Asked
from ..desk import Desk
from ..page import Page, Place
from ..results import AT_ONCE, MOST, Results, results


@dataclass(frozen=True, slots=True)
class Form:
    """The page of a saved question. `values` are those typed or else usual, by parameter; `missing` the parameters without one.

    `cypher`, `graph` and `more` are the addresses of the statement with its values written out, of its picture and of more of its
    rows, "" where there is none.
    """

    query: SavedQuery
    values: Mapping[str, str]
    missing: tuple[str, ...]
    limit: int
    most: int
    results: Results | None = None
    off: Off | None = None
    cypher: str = ""
    graph: str = ""
    more: str = ""


def queries(desk: Desk, asked: Asked) -> Page:
    """The saved questions, with their titles and parameters"""
    known = load_queries(*desk.project.queries)
    return Page("queries.html", "Saved questions", {"queries": tuple(known.values())})


def query(desk: Desk, asked: Asked) -> Page:
    """A saved question: its form, and its rows where every parameter it needs is given (`KEY=VALUE`)"""
    known, name = load_queries(*desk.project.queries), asked.path["name"]
    if name not in known:
        raise UsageError(f"there is no saved question {name[:80]!r}; known: {one_of(known)}")
    chosen = known[name]
    declared = {parameter.name for parameter in chosen.parameters}
    limit = AT_ONCE if "limit" in declared else asked.number("limit", AT_ONCE, 1, MOST)
    typed = {key: text for key in sorted(declared) if (text := asked.text(key))}
    values = {p.name: typed.get(p.name, "" if p.default is None else str(p.default)) for p in chosen.parameters}
    missing = tuple(key for key, value in values.items() if not value)
    if missing:
        return Page("query.html", chosen.title, Form(chosen, values, missing, limit, MOST), twin=chosen)
    view = desk.view()
    try:
        table = run(view, known, name, typed, desk.project, limit=limit)
        statement = written_out(view, chosen, typed, desk.project)
    except (NameUnknown, UsageError, QueryError) as problem:
        trouble = off(view, desk.project, problem, lambda wrong, other: _instead(name, values, wrong, other))
        form = Form(chosen, values, missing, limit, MOST, off=trouble)
        return Page("query.html", chosen.title, form, status=trouble.status, twin=trouble.twin)
    found = results(view, table)
    picture = addresses.address(addresses.GRAPH, query=name, **{f"p.{key}": value for key, value in typed.items()})
    form = Form(
        chosen, values, missing, limit, MOST, found,
        cypher=addresses.cypher(statement) if len(statement) <= LONGEST else "", graph=picture if found.drawable else "",
        more=addresses.query(name, typed | {"limit": str(MOST)}) if limit < MOST and "limit" not in declared else "",
    )  # fmt: skip
    return Page("query.html", chosen.title, form, table, name=f"edgewise-{name}", twin=table)


def _instead(name: str, values: Mapping[str, str], wrong: str, other: str) -> str:
    """The address of the question with another value in place of the one that is off."""
    return addresses.query(name, {key: other if value == wrong else value for key, value in values.items()})


PLACES = (Place(addresses.QUERIES, queries), Place(f"{addresses.QUERIES}/{{name}}", query, csv=True))
