"""What a sentence says beside its claim, for the relations where that is worth keeping: date, place, sum of money, through whom."""

from __future__ import annotations

from dataclasses import dataclass

from ....model import Document
from .speech import Scope
from .syntax import Syntax
from .when import TIMELESS, date_of, indirect, place_of, sum_beside

# matters whose amount is worth keeping
_PRICED = frozenset(("funds", "contracts_with", "owns", "legal_action", "supplies_to"))
_PLACED = frozenset(("met_with", "convened", "contacted", "tested", "testified_before", "supplies_to", "uses", "pitched_to"))
_THROUGH_OTHERS = frozenset(("supplies_to", "contracts_with", "uses", "funds", "partners_with", "pitched_to", "owns", "contacted"))


@dataclass(frozen=True, slots=True)
class Details:
    """The qualifiers of one claim, as `Claim` has them."""

    date: str | None = None
    place: str | None = None
    amount: str | None = None
    indirect: bool = False


def details(document: Document, syntax: Syntax, scopes: list[Scope], at: int, relation: str, *, lead: bool, dated: bool = True) -> Details:
    """Return what the sentence says beside what its word at `at` tells.

    `lead` is true of the title and the first sentence of a document, `dated` where what is said of time and money is said of this claim.
    """
    return Details(
        date_of(document, syntax, scopes, at, lead=lead) if dated and relation not in TIMELESS else None,
        place_of(syntax, at) if relation in _PLACED else None,
        sum_beside(document, syntax, at) if dated and relation in _PRICED else None,
        relation in _THROUGH_OTHERS and indirect(syntax, at),
    )
