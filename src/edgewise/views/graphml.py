"""Links as GraphML, which Gephi, yEd, Cytoscape and networkx read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..questions.nouns import EntityShown, LinkShown
from .graph import to_networkx
from .safe import xml_text

if TYPE_CHECKING:
    import networkx as nx

_BETWEEN = "; "  # several values of one attribute


def as_graphml(links: Iterable[LinkShown], entities: Iterable[EntityShown] = ()) -> str:
    """Return what `to_networkx` gives as GraphML: nodes by the id of their entity, edges by that of their link, so that parallel ones
    stay apart. Attributes are text, numbers and truth values; what there is none of is left out, and so is what XML cannot hold.
    """
    import networkx as nx

    graph = to_networkx(links, entities)
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for id, data in graph.nodes(data=True):
        made.add_node(id, **_plain({"label": data["name"], **data}))
    for subject, object, id, data in graph.edges(keys=True, data=True):
        made.add_edge(subject, object, key=id, **_plain({"label": data["sentence"], **data}))
    kept = io.BytesIO()
    nx.write_graphml_xml(made, kept)
    return kept.getvalue().decode()


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in data.items() if value is not None and value != ()}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return _BETWEEN.join(map(xml_text, value))
    return xml_text(value) if isinstance(value, str) else value
