"""Routes between two entities: links end to end, walked either way, at most so many hops, no entity twice.

Invariants: a refuted link is never walked; newsrooms, places and groups never stand in between ("Amazon employees" who met somebody
need not be those who wrote a letter), nor what is only described ("the company"), nor a hub, through which everybody is linked to
everybody; the routes from A to B are those from B to A, turned round. Which links may be walked is a matter of standing alone; how
good a route is among those, of its length: a hop costs `HOP`, an entity in between costs more the more neighbours it has, and of
routes alike the better standing is the shorter one.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from ..errors import UsageError
from ..model import Entity, Link
from ..ontology import Names
from .routing.held import network
from .routing.search import best_paths
from .view import GraphView

LONGEST = 8  # hops; what is further apart than this is not linked in any sense that a reader could use

Hops = tuple[Link, ...]


def find_routes(
    view: GraphView, names: Names, start: Entity, goal: Entity, relations: Collection[str], *, max_hops: int = 4, limit: int = 5
) -> tuple[Hops, ...]:
    """Return routes over links of these relations, at most `limit`; () when there is none.

    First the shortest over confirmed links, then the shortest if reported ones count, then if alleged or disputed ones do, each only
    where it is shorter than those before; then the next ones by length. Raises UsageError for equal ends or a bound out of range.
    """
    if start.id == goal.id:
        raise UsageError(f"both names mean {start.name}; a route needs two different ends")
    if not 1 <= max_hops <= LONGEST:
        raise UsageError(f"a route of at most {max_hops} hops cannot be asked for; ask for 1 to {LONGEST}")
    if limit < 1:
        raise UsageError(f"{limit} routes cannot be asked for; ask for 1 or more")
    walked = network(view, names, relations)
    first, last = (walked.index.number(end.id) for end in sorted((start, goal), key=lambda end: (end.name_key, end.id)))
    turned = walked.index.number(start.id) != first
    return tuple(
        tuple(view.links[walked.link_id(a, b)] for a, b in pairwise(reversed(path) if turned else path))
        for path in best_paths(walked, first, last, max_hops, limit)
    )  # fmt: skip
