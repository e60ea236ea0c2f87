"""GraphML, which Gephi, yEd, Cytoscape, igraph and networkx read. Written while it is taken, so that a large graph needs no memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from ..style import is_drawn
from .edges import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, edges, in_order, nodes, spelled
from .format import Format
from .selection import Selection
from .tables import ColumnType

_BETWEEN = "; "
_TYPES: Mapping[ColumnType, str] = {"text": "string", "whole": "int", "flag": "boolean"}
_KEYS: Mapping[str, Mapping[str, ColumnType]] = {
    "node": {"label": "text", **NODE_ATTRIBUTES},
    "edge": {"label": "text", **EDGE_ATTRIBUTES},
}


def as_graphml(selection: Selection) -> Iterator[str]:
    """Yield the lines of a GraphML file: nodes by the id of their entity, edges by that of their link. What has no value is left out."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, keys in _KEYS.items():
        for name, type in keys.items():
            yield f'  <key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="{_TYPES[type]}"/>\n'
    yield '  <graph edgedefault="directed">\n'
    for node in nodes(selection, _BETWEEN):
        yield f'    <node id="{node.id}">{_data("node", node.label, node.attributes)}</node>\n'
    for edge in edges(selection):
        data = _data("edge", edge.label, edge.attributes)
        yield f'    <edge id="{edge.id}" source={quoteattr(edge.source)} target={quoteattr(edge.target)}>{data}</edge>\n'
    yield "  </graph>\n</graphml>\n"


def _data(kind: str, label: str, attributes: Mapping[str, Any]) -> str:
    values = in_order({"label": label, **attributes}, _KEYS[kind])
    return "".join(f'<data key="{kind}-{name}">{escape(spelled(value))}</data>' for name, value in values)


GRAPHML = Format(
    name="graphml",
    opens="Gephi, yEd, Cytoscape, igraph, networkx",
    edges=is_drawn,
    text=as_graphml,
    cannot=(
        "Claims: of each link only the best one's words, speaker, document and address",
        "Denials, and what is refuted, unconfirmed or planned: left out",
        "Links without a direction: written from subject to object, with symmetric true, as networkx reads no mixed graphs",
        "What a link is about as a third end: its name is an attribute",
    ),
)
