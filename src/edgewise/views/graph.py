"""Links as a networkx graph, for those who want to compute with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..questions.nouns import EntityShown, LinkShown
from .style import is_drawn

if TYPE_CHECKING:
    import networkx as nx


def to_networkx(links: Iterable[LinkShown], entities: Iterable[EntityShown] = ()) -> nx.MultiDiGraph[str]:
    """Return a graph with an edge for each link, keyed by the link's id, from its subject to its object.

    A node is a name; where two entities share one, it is the name and the start of the id ("Amazon (3fa91c02)"). Nodes carry
    `id`, and `type` and `aliases` where `entities` holds them; edges `relation`, `about`, `indirect`, `symmetric`, `sentence`,
    `standing`, `support`, `contest`, `first`, `last`, and `quotes`, a tuple of texts. A symmetric link is one edge: walk it both
    ways (`graph.to_undirected()`). What is no line in a picture (`style.is_drawn`) is left out.
    """
    import networkx as nx  # too slow for a command that makes no graph

    shown = [link for link in links if is_drawn(link)]
    known = {entity.id: entity for entity in entities}
    names = {id: name for link in shown for id, name in ((link.subject_id, link.subject), (link.object_id, link.object))}
    names |= {entity.id: entity.name for entity in known.values()}
    times = Counter(names.values())
    node = {id: name if times[name] == 1 else f"{name} ({id[:8]})" for id, name in names.items()}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id, name in node.items():
        more = {"type": known[id].type, "aliases": known[id].aliases} if id in known else {}
        graph.add_node(name, id=id, **more)
    for link in shown:
        graph.add_edge(
            node[link.subject_id], node[link.object_id], key=link.id, relation=link.relation, about=link.about, indirect=link.indirect,
            symmetric=link.symmetric, sentence=link.sentence, standing=link.standing, support=link.support, contest=link.contest,
            first=link.first, last=link.last, quotes=tuple(claim.quote for claim in link.claims),
        )  # fmt: skip
    return graph
