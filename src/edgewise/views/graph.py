"""A selection as a networkx graph, for those who want to compute with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .exports.selection import Selection
from .exports.tables import best_claim
from .style import is_drawn

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(selection: Selection) -> nx.MultiDiGraph[str]:
    """Return a graph with an edge for each link, keyed by the link's id, from its subject to its object.

    A node is an entity's id, since two entities can share a name: `name`, `type` and `aliases`; who was asked for is one, also without
    a link. Edges carry `relation`, `about`, `indirect`, `symmetric`, `sentence`, `standing`, `support`, `contest`, `first`, `last`, how
    many `claims` it has and how many `contesting` it, and of its best claim `quote`, `said_by`, `title` and `url`. A symmetric link is
    one edge: walk it both ways (`graph.to_undirected()`). What is no line in a picture (`style.is_drawn`) is left out. Nodes and edges
    are sorted by id.
    """
    import networkx as nx  # too slow for a command that makes no graph

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in selection.nodes(is_drawn):
        graph.add_node(entity.id, name=entity.name, type=entity.type, aliases=entity.aliases)
    for link in selection.link_lines(is_drawn):
        best = best_claim(link)
        graph.add_edge(
            link.subject_id, link.object_id, key=link.id, relation=link.relation, about=link.about, indirect=link.indirect,
            symmetric=link.symmetric, sentence=link.sentence, standing=link.standing, support=link.support, contest=link.contest,
            first=link.first, last=link.last, claims=link.count, contesting=len(link.contesting),
            quote=best.quote, said_by=best.said_by, title=best.title, url=best.url,
        )  # fmt: skip
    return graph
