"""Routes by brute force: every simple path is tried, and the rules are put as they are told to readers. And the small graphs to try."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from unittest.mock import patch

import networkx as nx
from hypothesis import strategies as st
from questions.pile import MemoryStore, view_of

from edgewise.model import Entity, EntityType, Link, Projection
from edgewise.project import builtin
from edgewise.questions.routes import find_routes
from edgewise.questions.routing import network as priced
from edgewise.questions.routing import search
from edgewise.questions.view import GraphView
from edgewise.resolve.standing import STANDINGS

RELATIONS = ("contracts_with", "hosts", "uses")
OTHER = "criticises"
TYPES: tuple[EntityType, ...] = ("Organization", "Organization", "Organization", "Person", "System", "Place", "Group")
NAMES = ("AWS", "aws", "Palantir", "ICM", "ICE", "HSI", "FBI", "Reuters", "Émile Zola", "مختبر", "公司", "the company")
LEVELS = (0, 1, 3)


@dataclass(frozen=True)
class Case:
    """A graph, two of its entities, and what is asked."""

    entities: tuple[Entity, ...]
    links: tuple[Link, ...]
    start: Entity
    goal: Entity
    max_hops: int
    limit: int

    def view(self) -> GraphView:
        """The graph as questions walk it."""
        entities = tuple(sorted(self.entities, key=lambda one: one.id))
        return view_of(MemoryStore(Projection(entities=entities, links=tuple(sorted(self.links, key=lambda one: one.id)))))


@contextmanager
def as_in_a_pile(*, few_hops_first: bool) -> Iterator[None]:
    """Hubs and prices in graphs of a dozen as in a pile of thousands, where going round can be better; and either way to look."""
    with (
        patch.multiple(priced, HUB=5, FREE=2, DEARER=1.5),
        patch.object(search, "_MUCH", -1 if few_hops_first else search._MUCH),
    ):
        yield


@st.composite
def cases(draw: st.DrawFn, most_links: int = 40) -> Case:
    """Graphs of a few entities, of which some have one name, with links side by side; some links are about a third thing."""
    named = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(TYPES)), min_size=2, max_size=14, unique=True))
    entities = {one.id: one for one in (Entity(name, type) for name, type in named)}
    if len(entities) < 2:
        entities |= {one.id: one for one in (Entity("AWS", "System"), Entity("ICE", "Organization"))}
    ids = st.sampled_from(sorted(entities))
    links: dict[str, Link] = {}
    for _ in range(draw(st.integers(0, most_links))):
        subject, object = draw(ids), draw(ids)
        standing = draw(st.sampled_from(STANDINGS))
        link = Link(
            subject, draw(st.sampled_from((*RELATIONS, OTHER))), object, draw(st.none() | ids), draw(st.booleans()), standing,
            "reported", "uncontested", tuple(str(number) for number in range(draw(st.integers(1, 3)))),
        )  # fmt: skip
        links[link.id] = link
    start, goal = draw(st.permutations(sorted(entities)))[:2]
    asked = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    return Case(tuple(entities.values()), tuple(links.values()), entities[start], entities[goal], *asked)


def routes_by_brute_force(case: Case) -> list[tuple[str, ...]]:
    """The links of each route, by id, in order."""
    entities = {one.id: one for one in case.entities}
    best: dict[frozenset[str], Link] = {}
    for link in sorted(case.links, key=_quality):
        if link.relation in RELATIONS and link.standing != "refuted" and link.subject != link.object:
            best.setdefault(frozenset((link.subject, link.object)), link)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((link.subject, link.object) for link in best.values())
    graph.add_nodes_from(entities)
    linked = sum(1 for _, degree in graph.degree if degree)

    def price(id: str) -> float:
        degree = graph.degree[id]
        hub = degree > max(priced.HUB, priced.HUB_SHARE * linked)
        known = builtin().names.find(entities[id].name)
        if hub or entities[id].type in ("Place", "Group") or (known is not None and known.trade == "newsroom"):
            return math.inf
        return round(1000 * math.log10(max(degree, priced.FREE) / priced.FREE) / math.log10(priced.DEARER))

    first, last = sorted((case.start, case.goal), key=lambda one: (one.name_key, one.id))
    found = []
    for path in nx.all_simple_paths(graph, first.id, last.id, cutoff=case.max_hops):
        hops = [best[frozenset(pair)] for pair in pairwise(path)]
        worst = [STANDINGS.index(hop.standing) for hop in hops]
        cost = sum(1000 + standing for standing in worst) + sum(map(price, path[1:-1]))
        if cost < math.inf:
            key = cost, [entities[id].name_key for id in path[1:]], path[1:]
            found.append((key, max(worst), tuple(hop.id for hop in hops)))
    found.sort()
    front = [next(((hops,) for _, worst, hops in found if worst <= level), ()) for level in LEVELS]
    listed = dict.fromkeys([*(hops for some in front for hops in some), *(hops for _, _, hops in found)])
    turned = first is not case.start
    return [hops[::-1] if turned else hops for hops in list(listed)[: case.limit]]


def routes_found(case: Case, relations: Sequence[str] = RELATIONS) -> list[tuple[str, ...]]:
    """The same from the index."""
    found = find_routes(
        case.view(), builtin().names, case.start, case.goal, relations, max_hops=case.max_hops, limit=case.limit
    )  # fmt: skip
    return [tuple(hop.id for hop in hops) for hops in found]


def _quality(link: Link) -> tuple[int, bool, int, str, str]:
    return STANDINGS.index(link.standing), link.indirect, -len(link.claims), link.relation, link.id
