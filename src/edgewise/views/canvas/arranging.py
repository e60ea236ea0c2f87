"""What a picture holds after its steps, and where: each step adds to or takes from the picture before it, and moves nobody.

Invariant: a name that is in a picture before a step and after it stands at the same place, unless it is pinned in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...errors import UsageError
from ...project import Project
from ...questions.once import once_a_view
from ...questions.view import GraphView
from ..layout import Point, positions
from ..picture import MOST_ENTITIES
from .neighbours import Kept, entity_id, joined, neighbours, shown_of
from .placing import placed
from .start import route_names, start_of
from .state import CanvasState, Pin, Step

MORE = 25  # neighbours that one step adds
_KEPT = 64  # pictures of a view


@dataclass(frozen=True, slots=True)
class Arranged:
    """A picture's names, the most important first, before filters. `where` has a point for each, and for those hidden.

    `focus` are those it is about, `added` those that were asked for by name, `opened` those whose neighbours were asked for, in order;
    `roots` are those that no collapsing takes away.
    """

    names: tuple[str, ...]
    where: Mapping[str, Point]
    focus: tuple[str, ...]
    roots: tuple[str, ...]
    opened: tuple[str, ...]
    title: str
    added: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def arranged(view: GraphView, project: Project, state: CanvasState) -> Arranged:
    """Return what a state's picture holds; what was worked out for it or for the picture before its last steps is used again.

    Raises UsageError where it grows past what can be drawn, and what `start_of` raises.
    """
    kept = _memory(view)
    keys = [_key(state, done) for done in range(len(state.steps) + 1)]
    done, found = next(((n, one) for n in range(len(keys) - 1, -1, -1) if (one := kept.get(keys[n])) is not None), (0, None))
    if found is None:
        found = kept.put(keys[0], _started(view, project, state))
    for number in range(done, len(state.steps)):
        pins = [pin for pin in state.pins if pin.after <= number]
        found = kept.put(keys[number + 1], _stepped(view, project, found, state.steps[number], pinned(view, found.where, pins)))
    return found


def pinned(view: GraphView, where: Mapping[str, Point], pins: list[Pin] | tuple[Pin, ...]) -> dict[str, Point]:
    """Return the points with those of pinned names in place of theirs."""
    held = {entity_id(view, pin.id): (float(pin.x), float(pin.y)) for pin in pins}
    return {id: held.get(id, point) for id, point in where.items()}


@once_a_view
def _memory(view: GraphView) -> Kept[Any, Arranged]:
    return Kept(_KEPT)


def _key(state: CanvasState, done: int) -> Any:
    """What the picture after so many steps depends on."""
    return state.start, state.steps[:done], tuple(pin for pin in state.pins if pin.after < done)


def _started(view: GraphView, project: Project, state: CanvasState) -> Arranged:
    start = start_of(view, project, state)
    number = {id: place for place, id in enumerate(start.names)}
    pairs = [(number[a], number[b]) for a, b in joined(view, number)]
    ends = (number[start.focus[0]], number[start.focus[1]]) if len(start.focus) == 2 else None
    points = positions(len(start.names), pairs, ends)
    opened = start.focus if state.around else ()
    return Arranged(
        start.names, dict(zip(start.names, points, strict=True)), start.focus, start.focus, opened, start.title, notes=start.notes
    )


def _stepped(view: GraphView, project: Project, before: Arranged, step: Step, where: Mapping[str, Point]) -> Arranged:
    """The picture after a step; `where` is where its names stood."""
    ids = [id for id in (entity_id(view, one) for one in step.ids) if id is not None]
    if len(ids) < len(step.ids):
        return replace(before, notes=(*before.notes, f"One step names what is not in the graph any more ({step})"))
    return _STEPS[step.kind](view, project, before, ids, where)


_Stepping = Callable[[GraphView, Project, Arranged, list[str], Mapping[str, Point]], Arranged]


def _expanded(view: GraphView, project: Project, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    there = {*before.names, *before.hidden}
    more = [id for id in neighbours(view, ids[0]) if id not in there and id != ids[0]][:MORE]
    grown = _with(view, before, [ids[0], *more], where)
    return replace(grown, opened=tuple(dict.fromkeys((*before.opened, ids[0]))))


def _added(view: GraphView, project: Project, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    added, roots = (tuple(dict.fromkeys((*some, *ids))) for some in (before.added, before.roots))
    return replace(_with(view, before, ids, where), added=added, roots=roots)


def _routed(view: GraphView, project: Project, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    names, found = route_names(view, project, ids[0], ids[1])
    called = " and ".join(view.entities[id].name for id in ids)
    notes = before.notes if found else (*before.notes, f"No way of stated links was found between {called}")
    grown = _added(view, project, before, ids, where)
    return replace(_with(view, grown, list(names), where), roots=tuple(dict.fromkeys((*grown.roots, *names))), notes=notes)


def _collapsed(view: GraphView, project: Project, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    """Without what would not hang together with a root of the picture if it were not for this name."""
    left = set(before.names) - {ids[0]}
    roots = left.intersection(before.roots)
    if not roots and ids[0] not in before.roots:  # what it was about is hidden
        roots = set(before.names[:1])
    away = set[str]()
    for id in shown_of(view, ids[0], left):
        if id in left:
            part = _reached(view, id, left)
            left -= part
            away |= part if part.isdisjoint(roots) else set()
    names = tuple(id for id in before.names if id not in away)
    opened = tuple(id for id in before.opened if id not in away and id != ids[0])
    return replace(before, names=names, opened=opened, where={id: point for id, point in before.where.items() if id not in away})


def _reached(view: GraphView, id: str, among: set[str]) -> set[str]:
    found, edge = {id}, [id]
    while edge:
        news = {other for one in edge for other in shown_of(view, one, among)} - found
        found |= news
        edge = list(news)
    return found


def _hidden(view: GraphView, project: Project, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    if ids[0] not in before.names:
        return before
    return replace(before, names=tuple(id for id in before.names if id != ids[0]), hidden=(*before.hidden, ids[0]))


def _unhidden(view: GraphView, project: Project, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    return _with(view, before, ids, where) if ids[0] in before.hidden else before


_STEPS: Mapping[str, _Stepping] = {"+": _expanded, "-": _collapsed, "x": _hidden, "o": _unhidden, "a": _added, "r": _routed}


def _with(view: GraphView, before: Arranged, ids: list[str], where: Mapping[str, Point]) -> Arranged:
    """The picture with these names, too: those that are new to it are placed, those that were hidden are shown again."""
    names = tuple(dict.fromkeys((*before.names, *ids)))
    if len(names) > MOST_ENTITIES:
        raise UsageError(
            f"a picture holds at most {MOST_ENTITIES:,} names, this step would make it {len(names):,}: "
            "undo it, collapse or hide what is not needed, or start a new picture from the name of interest"
        )
    new = [id for id in ids if id not in where]
    points = placed(where, new, {id: shown_of(view, id, names) for id in new})
    hidden = tuple(id for id in before.hidden if id not in ids)
    return replace(before, names=names, where={**before.where, **points}, hidden=hidden)
