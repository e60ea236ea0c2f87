"""What of a picture is in sight: its names and the links among them, without what the filters leave out, which is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...errors import UsageError
from ...model import ENTITY_TYPES, Link
from ...ontology import Ontology
from ...questions.view import GraphView
from ...resolve.standing import STANDINGS
from ..picture import MOST_LINKS
from .neighbours import DRAWN
from .state import CanvasState, Filter, FilterKind


@dataclass(frozen=True, slots=True)
class Row:
    """One word of the legend: how many of the picture it counts, filtered or not, and whether those are in sight."""

    word: str
    count: int
    on: bool


@dataclass(frozen=True, slots=True)
class Legend:
    """What a picture holds before filters. `years` are the first and last that a link is dated, None where none is.

    A refuted link is counted and listed, never drawn.
    """

    types: tuple[Row, ...]
    relations: tuple[Row, ...]
    standings: tuple[Row, ...]
    years: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Filtered:
    """How many names and links of a picture the filters leave out of sight; of these links, how many have no date."""

    names: int
    links: int
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in sight, links by id, best first: by standing, then most claims, then those of the most important names; `refuted` ones
    are listed, never drawn.
    """

    names: tuple[str, ...]
    links: Mapping[str, Link]
    refuted: Mapping[str, Link]
    filtered: Filtered
    legend: Legend


def seen(view: GraphView, ontology: Ontology, names: tuple[str, ...], focus: Iterable[str], state: CanvasState) -> Seen:
    """Return what is in sight of a picture that holds these names: every link among them that no filter leaves out.

    A name all of whose links here are left out is, too, unless it is in the focus. UsageError where there is too much to draw.
    """
    among = _among(view, names)
    filters = set(state.filters)
    typed = {id for id in names if Filter("type", view.entities[id].type) not in filters}
    kept = [link for link in among if _passes(link, filters, state.years) and link.subject in typed and link.object in typed]
    linked = {id for link in among for id in (link.subject, link.object)}
    still = {*focus, *(id for link in kept for id in (link.subject, link.object))}
    shown = tuple(id for id in names if id in typed and (id in still or id not in linked))
    if len(kept) > MOST_LINKS:
        raise UsageError(
            f"a picture holds at most {MOST_LINKS:,} links, this one has {len(kept):,}: leave out a relation or a standing "
            "(no=relation:reported), choose years, hide or collapse names, or undo the last step"
        )
    gone = [link for link in among if not _passes(link, filters, state.years)] if state.years else []
    undated = sum(link.first is None for link in gone)
    ordered = _best_first(kept, names)
    drawn = {id: link for id, link in ordered if link.standing in DRAWN}
    refuted = {id: link for id, link in ordered if link.standing not in DRAWN}
    filtered = Filtered(len(names) - len(shown), len(among) - len(kept), undated)
    return Seen(shown, drawn, refuted, filtered, _legend(view, ontology, names, among, filters))


def _among(view: GraphView, names: tuple[str, ...]) -> list[Link]:
    """Every link among these names that stands somehow; what nobody supports is none."""
    there = set(names)
    return [
        link
        for id in names
        for link in view.links_of.get(id, ())
        if link.subject == id and link.object in there and link.standing in STANDINGS and link.support != "none"
    ]


def _best_first(links: Iterable[Link], names: tuple[str, ...]) -> list[tuple[str, Link]]:
    place = {id: number for number, id in enumerate(names)}
    ordered = sorted(
        (STANDINGS.index(link.standing), -len(link.claims), place[link.subject], place[link.object], link.relation, link.id, link)
        for link in links
    )
    return [(row[-2], row[-1]) for row in ordered]


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


def _legend(view: GraphView, ontology: Ontology, names: tuple[str, ...], among: list[Link], filters: set[Filter]) -> Legend:
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
