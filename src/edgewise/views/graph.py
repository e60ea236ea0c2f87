"""Links as a networkx graph, for those who want to compute with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..questions.nouns import EntityShown, LinkShown
from .style import is_drawn

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(links: Iterable[LinkShown], entities: Iterable[EntityShown] = ()) -> nx.MultiDiGraph[str]:
    """Return a graph with an edge for each link, keyed by the link's id, from its subject to its object.

    A node is an entity's id, since two entities can share a name: `name`, and `type` and `aliases` where `entities` holds it; one that
    no link has an end at is a node, too. Edges carry `relation`, `about`, `indirect`, `symmetric`, `sentence`, `standing`, `support`,
    `contest`, `first`, `last`, how many `claims` it has and how many `contesting` it, and of its best claim `quote`, `said_by`, `title`
    and `url`. A symmetric link is one edge: walk it both ways (`graph.to_undirected()`). What is no line in a picture
    (`style.is_drawn`) is left out.
    """
    import networkx as nx  # too slow for a command that makes no graph

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in entities:
        graph.add_node(entity.id, name=entity.name, type=entity.type, aliases=entity.aliases)
    for link in filter(is_drawn, links):
        best = link.claims[0]
        graph.add_node(link.subject_id, name=link.subject)
        graph.add_node(link.object_id, name=link.object)
        graph.add_edge(
            link.subject_id, link.object_id, key=link.id, relation=link.relation, about=link.about, indirect=link.indirect,
            symmetric=link.symmetric, sentence=link.sentence, standing=link.standing, support=link.support, contest=link.contest,
            first=link.first, last=link.last, claims=len(link.claims), contesting=len(link.contesting),
            quote=best.quote, said_by=best.said_by, title=best.title, url=best.url,
        )  # fmt: skip
    return graph
