"""Which names a picture starts with: at most 150, and what was left out in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, zip_longest
from typing import Any

from ...errors import UsageError
from ...project import Project
from ...questions.answer import routes
from ...questions.names import find_entity
from ...questions.once import once_a_view
from ...questions.routes import find_routes
from ...questions.saved import load_queries, run
from ...questions.show import link_sentence
from ...questions.view import GraphView
from ...stores.base import Table
from ..style import is_drawn
from .neighbours import entity_id, link_id, neighbours
from .state import CanvasState

FIRST = 150  # names that a picture starts with, at most
BEST_LINKED = 60  # names of the picture that nobody asked for, at most
ROUTES = 5
_ROWS = 1_000  # of a statement
_LOOKED_AT = 500  # entities with most links, whose dealings are counted


@dataclass(frozen=True, slots=True)
class Start:
    """The names of a picture that nothing was done to, the most important first; `focus` are those it is about.

    `notes` say what was left out that no name of the picture leads to.
    """

    names: tuple[str, ...]
    focus: tuple[str, ...]
    title: str
    notes: tuple[str, ...] = ()


def start_of(view: GraphView, project: Project, state: CanvasState) -> Start:
    """Return what a state starts with. UsageError, or NameUnknown, where nothing of what it names is in the graph."""
    if state.around:
        return _round(view, state.around)
    if state.ends:
        return _between(view, project, *state.ends)
    if state.cypher:
        return _result(view, view.store.cypher(state.cypher, limit=_ROWS), "Names that a Cypher statement finds")
    if state.query:
        queries = load_queries(*project.queries)
        table = run(view, queries, state.query, dict(state.values), project, limit=_ROWS)
        return _result(view, table, f"Names in the answer to: {queries[state.query].title}")
    if state.links:
        return _of_links(view, project, state.links)
    return _best_linked(view, project)


def _round(view: GraphView, around: Sequence[str]) -> Start:
    focus, notes = _known(view, around, "around")
    turns = zip_longest(*(neighbours(view, id) for id in focus))  # of several names each in turn
    names = dict.fromkeys(chain(focus, (id for turn in turns for id in turn if id is not None)))
    called = [view.entities[id].name for id in focus]
    return Start(tuple(names)[: max(FIRST, len(focus))], focus, f"{_listed(called)} and whom they are linked to", notes)


def _between(view: GraphView, project: Project, a: str, b: str) -> Start:
    ends = (find_entity(view, project, a).id, find_entity(view, project, b).id)
    names, found = route_names(view, project, *ends)
    called = [view.entities[id].name for id in ends]
    notes = () if found else (f"No way of stated links was found between {called[0]} and {called[1]}",)
    return Start(names, ends, f"How {called[0]} is linked to {called[1]}", notes)


def route_names(view: GraphView, project: Project, a: str, b: str) -> tuple[tuple[str, ...], bool]:
    """Return the entities on the routes between two, given by id, or on the nearest weaker links; and whether there is a route."""
    dealings = project.ontology.of_kind("dealing")
    found = find_routes(view, project.names, view.entities[a], view.entities[b], dealings, limit=ROUTES)
    ends = [id for hops in found for link in hops for id in (link.subject, link.object)]
    if not found:
        ends = [id for link in routes(view, a, b, project).nearest for id in (link.subject_id, link.object_id)]
    return tuple(dict.fromkeys((a, b, *ends))), bool(found)


def _of_links(view: GraphView, project: Project, asked: Sequence[str]) -> Start:
    found = [id for id in (link_id(view, one) for one in asked) if id is not None]
    if not found:
        raise UsageError(f"link: no link has the id {asked[0]!r}; the graph has changed, or the address is cut short")
    links = [view.links[id] for id in found]
    ends = tuple(dict.fromkeys(id for link in links for id in (link.subject, link.object)))
    title = link_sentence(view, project, links[0]) if len(links) == 1 else f"{len(links)} links"
    return Start(ends[:FIRST], (), title, (*_cut_short(ends, "these links"), *_gone(len(asked) - len(found))))


def _result(view: GraphView, table: Table, title: str) -> Start:
    """The names of a result, which says something else than the links among them: that one denies another, perhaps."""
    names = tuple(dict.fromkeys(id for row in table.rows for cell in row for id in _in_cell(view, cell)))
    if not names:
        raise UsageError(
            f"{title}: the result names nothing that can be drawn; return nodes or links: MATCH (a:Entity)-[r]->(b:Entity) RETURN a, r, b"
        )
    notes = (f"Only the first {_ROWS:,} rows of the result were looked at",) if table.truncated else ()
    drawn = "Drawn is what links these names, whatever the result says of them"
    return Start(names[:FIRST], (), title, (drawn, *_cut_short(names, "the result"), *notes))


def _in_cell(view: GraphView, cell: Any) -> Iterator[str]:
    """The entities that a cell of a result stands for: nodes, ends of links, those of a claim; ids and whole names as text."""
    if isinstance(cell, str):
        called = [view.entities[id] for id in (view.former.get(cell, cell),) if id in view.entities] or [
            entity for entity in view.called(cell) if entity.name == cell
        ]
        link = view.links.get(cell)
        if len(called) == 1:
            yield called[0].id
        elif link is not None:
            yield from (link.subject, link.object)
    elif isinstance(cell, list | tuple):
        yield from (id for one in cell for id in _in_cell(view, one))
    elif isinstance(cell, dict) and cell.keys() == {"labels", "properties"}:
        yield from _of_node(view, cell["labels"], str(cell["properties"].get("id", "")))
    elif isinstance(cell, dict) and "start" in cell and "end" in cell:
        yield from (id for end in (cell["start"], cell["end"]) for id in _of_node(view, ("Entity", "Claim"), str(end)))
    elif isinstance(cell, dict):
        yield from (id for one in cell.values() for id in _in_cell(view, one))


def _of_node(view: GraphView, labels: Iterable[str], id: str) -> Iterator[str]:
    if "Entity" in labels and id in view.entities:
        yield id
    elif "Claim" in labels and id in view.resolved:
        yield from (view.resolved[id].subject, view.resolved[id].object)


def _best_linked(view: GraphView, project: Project) -> Start:
    names = _by_dealings(view, project.ontology.of_kind("dealing"))
    left = len(view.entities) - len(names)
    notes = (f"{len(names)} of {len(view.entities):,} names shown: those with most dealings",) if left else ()
    return Start(names, (), "The best-linked names", notes)


def _by_dealings(view: GraphView, dealings: Sequence[str]) -> tuple[str, ...]:
    """The names with most dealings, those that are linked to another of them: positions and speech link everything to everything."""
    counted = ((sum(link.relation in dealings for link in view.links_of[id]), id) for _, id in _degrees(view))
    best = [id for count, _, id in sorted((-count, view.entities[id].name, id) for count, id in counted) if count]
    for most in (2 * BEST_LINKED, BEST_LINKED):
        there = set(best[:most])
        links = (link for id in there for link in view.links_of[id] if is_drawn(link) and {link.subject, link.object} <= there)
        linked = {end for link in links for end in (link.subject, link.object)}
        best = [id for id in best[:most] if id in linked]
    return tuple(best)


@once_a_view
def _degrees(view: GraphView) -> tuple[tuple[int, str], ...]:
    """The entities with most links, by how many."""
    return tuple(nlargest(_LOOKED_AT, ((len(links), id) for id, links in view.links_of.items())))


def _known(view: GraphView, asked: Sequence[str], parameter: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entities of these ids that the graph still has, at least one, and a note about the others."""
    found = dict.fromkeys(id for id in (entity_id(view, one) for one in asked) if id is not None)
    if not found:
        raise UsageError(f"{parameter}: no name has the id {asked[0]!r}; the graph has changed, or the address is cut short")
    return tuple(found), _gone(len(asked) - len(found))


def _gone(count: int) -> tuple[str, ...]:
    return (f"{count} of what this address names is not in the graph any more",) if count > 0 else ()


def _cut_short(names: Sequence[str], what: str) -> tuple[str, ...]:
    return (f"{FIRST} of {len(names):,} names of {what} shown: ask for fewer to see them all",) if len(names) > FIRST else ()


def _listed(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1]) if len(names) > 1 else names)
