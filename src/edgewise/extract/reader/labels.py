"""What the model's numbers mean, in the order of its outputs: types, relations, standings; and what it is told of each token."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ...model import EntityType, Modality, Polarity

TYPES: tuple[EntityType, ...] = ("Organization", "Person", "System", "Group", "Place", "Event", "Work")

ABOUT, SAYS = "about", "says"  # of a claim's object and its matter, and of who says it and its subject; no relations of the graph
RELATIONS: tuple[str, ...] = (
    "acknowledged", "appointed", "contacted", "contracts_with", "convened", "criticises", "declined_to_comment", "demands_of", "denied",
    "develops", "dismissed", "founded", "funds", "hosts", "investigates", "issued_policy", "leads", "legal_action", "met_with", "owns",
    "part_of", "partners_with", "pitched_to", "regulates", "reported", "supplies_to", "supports", "tested", "testified_before", "uses",
    "works_for", ABOUT, SAYS,
)  # fmt: skip
SYMMETRIC = frozenset(("contracts_with", "met_with", "partners_with"))

STANDINGS: tuple[tuple[Polarity, Modality], ...] = (
    ("affirmed", "confirmed"), ("affirmed", "reported"), ("affirmed", "unconfirmed"), ("affirmed", "alleged"), ("affirmed", "possible"),
    ("affirmed", "planned"), ("negated", "confirmed"), ("negated", "reported"), ("negated", "unconfirmed"), ("negated", "alleged"),
    ("negated", "possible"), ("negated", "planned"),
)  # fmt: skip

SHAPES: tuple[str, ...] = ("none", "lower", "Title", "UPPER", "miXed", "digits", "mark", "Title within a word")
LONGEST = 192  # tokens of a sentence that are read; what is longer is cut
LENGTHS = 12  # lengths of spans told apart; the last is for all longer ones
DISTANCES = 20


def shape(text: str, *, begins: bool) -> int:
    """Return the index in `SHAPES` of a token as it stands in the text; `begins`: it is the beginning of a word."""
    if not text:
        return 0
    if text.isdigit():
        return 5
    if not any(c.isalpha() for c in text):
        return 6
    if text.islower():
        return 1
    if not begins:
        return 7
    if text.isupper() and len(text) > 1:
        return 3
    return 2 if text[0].isupper() and not any(c.isupper() for c in text[1:]) else 4


def distance(subject: tuple[int, int], object: tuple[int, int]) -> int:
    """Return how far apart two token spans are, in 20 bins: 0 to 9 where the subject stands first, 10 to 19 where the object does."""
    gap = object[0] - subject[1] if object[0] > subject[1] else subject[0] - object[1]
    size = min(9, abs(gap) // 2 if abs(gap) < 8 else 3 + abs(gap) // 8)
    return size if object[0] > subject[1] else 10 + size


def pair_rows(row: int, spans: Sequence[tuple[int, int]], types: Sequence[int]) -> npt.NDArray[np.int64]:
    """Return the rows [n * (n - 1), 8] that the network scores for all ordered pairs of the token spans of one sentence, subjects first."""
    rows = [
        (row, *spans[a], *spans[b], types[a], types[b], distance(spans[a], spans[b]))
        for a in range(len(spans))
        for b in range(len(spans))
        if a != b
    ]
    return np.array(rows, np.int64).reshape(-1, 8)
