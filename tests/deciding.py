"""A pile whose names and claims a person has to decide on, in our own words: three firms that may be one, a board and its initials."""

from __future__ import annotations

from pathlib import Path

from making import claim, document, mention

from edgewise.model import EntityType, Reading, Record, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores import open_store
from edgewise.stores.base import Store

PROJECT = builtin().at(0.8)
BUYS = document("Acme Data supplies cameras to Springfield Transit.", publisher="The Verge")
OWNS = document("Acme Analytics owns Borealis. Powell leads Acme Analytics.", publisher="POGO")
RUNS = document("Acme Insight owns Borealis. Powell works for ICE.", publisher="Mijente")
BOARD = document("The Metro Transit Board uses Borealis. It met on Monday.", title="The board", publisher="The Verge")
SHORT = document(
    "Nobody asked. MTB uses Borealis. Palantir does not own Borealis, it said. MTB hired Bill Roe.",
    title="Short <b>minutes</b>", publisher="Mijente",
)  # fmt: skip
LONG = document("William Roe works for Palantir. Palantir owns Borealis.", publisher="POGO")
TEXTS = (BUYS, OWNS, RUNS, BOARD, SHORT, LONG)

SUPPLIES = claim(BUYS, "Acme Data", "supplies_to", "Springfield Transit")
OWNED = claim(OWNS, "Acme Analytics", "owns", "Borealis")
ALSO_OWNED = claim(RUNS, "Acme Insight", "owns", "Borealis")
BOARD_USES = claim(BOARD, "Metro Transit Board", "uses", "Borealis")
SHORT_USES = claim(SHORT, "MTB", "uses", "Borealis")
LONG_OWNS = claim(LONG, "Palantir", "owns", "Borealis")
DOUBTED = claim(BUYS, "Springfield Transit", "contracts_with", "Acme Data")  # no link of the graph says so
DOUBTED_TOO = claim(LONG, "Palantir", "owns", "Borealis", date="2019")  # a link of the graph says so
DENIED = claim(SHORT, "Palantir", "owns", "Borealis", polarity="negated")  # a link of the graph says the opposite
CLAIMS = (SUPPLIES, OWNED, ALSO_OWNED, BOARD_USES, SHORT_USES, LONG_OWNS, DOUBTED, DOUBTED_TOO, DENIED)
SURE = {DOUBTED: 0.5, DOUBTED_TOO: 0.7, DENIED: 0.6}

_NAMES: tuple[tuple[int, str, EntityType], ...] = (
    (0, "Acme Data", "Organization"), (1, "Acme Analytics", "Organization"), (2, "Acme Insight", "Organization"),
    (1, "Powell", "Person"), (2, "Powell", "Person"), (2, "ICE", "Organization"), (3, "Metro Transit Board", "Organization"),
    (4, "MTB", "Organization"), (4, "Bill Roe", "Person"), (5, "William Roe", "Person"), (4, "Palantir", "Organization"),
    (5, "Palantir", "Organization"),
)  # fmt: skip
RECORDS: tuple[Record, ...] = (
    *TEXTS, *(Source(f"{number}.txt", doc.id) for number, doc in enumerate(TEXTS)), *CLAIMS,
    *(Reading(one.id, "rules@1", SURE.get(one, 0.9)) for one in CLAIMS),
    *(mention(TEXTS[at], name, type) for at, name, type in _NAMES),
)  # fmt: skip


def fill(store: Store) -> Store:
    """Put the pile into an empty store, and make its graph."""
    store.add(RECORDS)
    refresh(store, PROJECT)
    return store


def filled(path: Path) -> str:
    """Make a store with the pile at a path, and return its address."""
    with open_store(str(path)) as store:
        fill(store)
    return str(path)
