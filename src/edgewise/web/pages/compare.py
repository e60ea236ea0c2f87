"""Two names side by side."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import NameUnknown, UsageError
from ...questions import compare as side_by_side
from ...views import addresses
from ..answered import Off, off
from ..asked import Asked
from ..desk import Desk
from ..page import Page, Place
from .entity import links_table


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page that compares: the names as typed, and what they were answered with; both None where one is missing."""

    a: str
    b: str
    compared: side_by_side.Compared | None = None
    off: Off | None = None


def compare(desk: Desk, asked: Asked) -> Page:
    """Two names (`a`, `b`): what both are linked to, what one alone is, what is said and denied between them

    The shared names are shown from `offset` on.
    """
    typed = Comparison(asked.text("a"), asked.text("b"))
    if not (typed.a and typed.b):
        return Page("compare.html", "Compare two names", typed)
    view = desk.view()
    try:
        compared = side_by_side.compare(view, desk.project, typed.a, typed.b, offset=asked.number("offset", 0))
    except (NameUnknown, UsageError) as problem:
        trouble = off(view, desk.project, problem, lambda name, other: _instead(typed, name, other))
        return Page(
            "compare.html", "Compare two names", Comparison(typed.a, typed.b, off=trouble), status=trouble.status, twin=trouble.twin
        )
    found = Comparison(typed.a, typed.b, compared)
    return Page(
        "compare.html", f"{compared.a.entity.name} and {compared.b.entity.name}", found,
        lambda: links_table(side_by_side.compare_rows(view, desk.project, typed.a, typed.b), ("of", "leads_to", "shared")),
        name="edgewise-compared", twin=compared,
    )  # fmt: skip


def _instead(typed: Comparison, name: str, other: str) -> str:
    """The address with another name in place of the one that is off."""
    return addresses.compare(other, typed.b) if typed.a == name else addresses.compare(typed.a, other)


PLACES = (Place(addresses.COMPARE, compare, csv=True),)
