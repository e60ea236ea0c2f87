"""What of a picture is in sight: its names and the links among them, without what the filters leave out, which is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ...errors import UsageError
from ...model import ENTITY_TYPES, Link
from ...ontology import Ontology
from ...questions.once import once_a_view
from ...questions.view import GraphView
from ...resolve.standing import STANDINGS
from ..picture import MOST_LINKS
from ..style import is_drawn
from .neighbours import Kept, shown_of
from .state import CanvasState, Filter, FilterKind

_KEPT = 32  # pictures of a view, before filters


@dataclass(frozen=True, slots=True)
class Row:
    """One word of the legend: how many of the picture it counts, filtered or not, and whether those are in sight."""

    word: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """What a picture holds before filters. `years` are the first and last that a link is dated, None where none is.

    What is only listed, not drawn (`style.is_drawn`), is not counted.
    """

    types: tuple[Row, ...]
    relations: tuple[Row, ...]
    standings: tuple[Row, ...]
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Filtered:
    """How many names and drawn links of a picture the filters leave out of sight; of these links, how many have no date."""

    names: int
    links: int
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in sight, links by id, best first: by standing, then most claims, then those of the most important names; `undrawn` ones
    are listed, never drawn. `beside` says how many neighbours of each name are in sight.
    """

    names: tuple[str, ...]
    beside: Mapping[str, int]
    links: Mapping[str, Link]
    undrawn: Mapping[str, Link]
    filtered: Filtered
    legend: Legend


def seen(view: GraphView, ontology: Ontology, names: tuple[str, ...], focus: Iterable[str], state: CanvasState) -> Seen:
    """Return what is in sight of a picture that holds these names: every link among them that no filter leaves out.

    A name all of whose links here are left out is, too, unless it is in the focus. UsageError where there is too much to draw.
    """
    among = _among(view, names)
    filters = set(state.filters)
    typed = {id for id in names if Filter("type", view.entities[id].type) not in filters}
    passing = {id: link for id, link in among.links.items() if _passes(link, filters, state.years)}
    kept = {id: link for id, link in passing.items() if link.subject in typed and link.object in typed}
    if len(kept) > MOST_LINKS:
        raise UsageError(
            f"a picture holds at most {MOST_LINKS:,} links, this one has {len(kept):,}: leave out a relation or a standing "
            "(no=relation:reported), choose years, hide or collapse names, or undo the last step"
        )
    linked, still = _ends(among.links.values()), {*focus, *_ends(kept.values())}
    shown = tuple(id for id in names if id in typed and (id in still or id not in linked))
    there, whole = set(shown), shown == names
    drawn = {id: link for id, link in among.links.items() if is_drawn(link)}
    undated = sum(link.first is None for id, link in drawn.items() if id not in passing) if state.years else 0
    return Seen(
        names=shown,
        beside={id: len(among.beside[id] if whole else among.beside[id] & there) for id in shown},
        links={id: link for id, link in kept.items() if id in drawn},
        undrawn={id: link for id, link in kept.items() if id not in drawn},
        filtered=Filtered(len(names) - len(shown), sum(id not in kept for id in drawn), undated),
        legend=_legend(view, ontology, names, drawn.values(), filters),
    )


@dataclass(frozen=True, slots=True)
class _Among:
    """Every link among some names that stands somehow, by id, best first, and whom each name stands beside."""

    links: Mapping[str, Link]
    beside: Mapping[str, frozenset[str]]


@once_a_view
def _memory(view: GraphView) -> Kept[tuple[str, ...], _Among]:
    return Kept(_KEPT)


def _among(view: GraphView, names: tuple[str, ...]) -> _Among:
    """What is among these names, kept for the next picture of them; what nobody supports is no link."""
    kept = _memory(view)
    return kept.get(names) or kept.put(names, _found_among(view, names))


def _found_among(view: GraphView, names: tuple[str, ...]) -> _Among:
    place = {id: number for number, id in enumerate(names)}
    links = [
        link
        for id in names
        for link in view.links_of.get(id, ())
        if link.subject == id and link.object in place and link.standing in STANDINGS and link.support != "none"
    ]
    ordered = sorted(
        (STANDINGS.index(link.standing), -len(link.claims), place[link.subject], place[link.object], link.relation, link.id, link)
        for link in links
    )
    beside = {id: frozenset(shown_of(view, id, place)) for id in names}
    return _Among({row[-2]: row[-1] for row in ordered}, beside)


def _ends(links: Iterable[Link]) -> set[str]:
    return {id for link in links for id in (link.subject, link.object)}


def _passes(link: Link, filters: set[Filter], years: tuple[int, int] | None) -> bool:
    if filters and (Filter("relation", link.relation) in filters or Filter("standing", link.standing) in filters):
        return False
    if years is None:
        return True
    spanned = years_of(link)
    return spanned is not None and spanned[0] <= years[1] and spanned[1] >= years[0]


def years_of(link: Link) -> tuple[int, int] | None:
    """Return the first and last year that a link's claims are dated; None where none is, or none with a year."""
    found = [int(date[:4]) for date in (link.first, link.last or link.first) if date and date[:4].isdecimal() and len(date) >= 4]
    return (min(found), max(found)) if found else None


def _legend(view: GraphView, ontology: Ontology, names: tuple[str, ...], among: Collection[Link], filters: set[Filter]) -> Legend:
    spans = [span for link in among if (span := years_of(link)) is not None]
    return Legend(
        _rows("type", ENTITY_TYPES, Counter(view.entities[id].type for id in names), filters),
        _rows("relation", ontology.relations, Counter(link.relation for link in among), filters),
        _rows("standing", STANDINGS, Counter(link.standing for link in among), filters),
        (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
    )


def _rows(kind: FilterKind, order: Iterable[str], counts: Mapping[str, int], filters: set[Filter]) -> tuple[Row, ...]:
    """A row for each word that the picture holds or a filter leaves out, in this order."""
    rows = ((word, counts.get(word, 0), Filter(kind, word) not in filters) for word in order)
    return tuple(Row(word, count, on) for word, count, on in rows if count or not on)
