"""A made-up graph with a hub of many neighbours, as a store: for tests of pictures that cannot show it all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from making import claim, document, graph

from edgewise.model import Claim, Document, Reading
from edgewise.stores import open_store

VENDORS = 200
FIVE = ("pitched_to", "supplies_to", "partners_with", "met_with", "funds")
CHARITIES = 160
Said = tuple[Document, Claim]


def said(subject: str, relation: str, object: str, tier: int = 3, date: str | None = None) -> Said:
    """One document of one sentence, and its claim."""
    text = f"{subject} {relation.replace('_', ' ')} {object}, it was said in {date or 'a paper'}."
    read = document(text, tier=tier, title=f"{subject} and {object}")
    return read, claim(read, subject, relation, object, date=date)


def hub(count: int = VENDORS) -> list[Said]:
    """ICE with that many vendors and a few others; five links between AWS and ICE; a vendor with many charities; two who are apart."""
    vendors = [said("ICE", "contracts_with", f"Vendor {n:03}", 1 + 2 * (n % 3), str(2010 + n % 12)) for n in range(count)]
    five = [said("AWS", relation, "ICE", 1, "2018") for relation in FIVE]
    others = [
        said("AWS", "hosts", "ICM", 3), said("ICE", "uses", "ICM", 1), said("Palantir", "develops", "ICM", 5),
        said("Jane Roe", "works_for", "ICE", 5, "2012"), said("Mijente", "partners_with", "POGO", 3),
    ]  # fmt: skip
    charities = [said("Vendor 001", "funds", f"Charity {n:03}", 3) for n in range(CHARITIES)]
    return [*vendors, *five, *others, *charities]


def row_of(names: Iterable[str]) -> list[Said]:
    """Each name hosts the next."""
    return [said(a, "hosts", b) for a, b in pairwise(names)]


def stored(path: Path, some: list[Said]) -> Path:
    """Write a store that holds them, with its graph."""
    documents, claims = tuple(read for read, _ in some), tuple(one for _, one in some)
    with open_store(str(path)) as store:
        store.add([*documents, *claims, *(Reading(one.id, "rules@1", 0.9) for one in claims)])
        store.project(graph(*claims, documents=documents))
    return path
