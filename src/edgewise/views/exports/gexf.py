"""GEXF 1.3, Gephi's own format. Written while it is taken, so that a large graph needs no memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from ..style import is_drawn
from .edges import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, edges, in_order, nodes, spelled
from .format import Format
from .selection import Selection
from .tables import ColumnType

_BETWEEN = "; "
_TYPES: Mapping[ColumnType, str] = {"text": "string", "whole": "integer", "flag": "boolean"}
_CLASSES = {"node": NODE_ATTRIBUTES, "edge": EDGE_ATTRIBUTES}


def as_gexf(selection: Selection) -> Iterator[str]:
    """Yield the lines of a GEXF file: nodes by the id of their entity, edges by that of their link, of the kind of its relation."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '  <graph defaultedgetype="directed" mode="static">\n'
    for kind, attributes in _CLASSES.items():
        yield f'    <attributes class="{kind}" mode="static">\n'
        for name, type in attributes.items():
            yield f'      <attribute id="{kind}-{name}" title="{name}" type="{_TYPES[type]}"/>\n'
        yield "    </attributes>\n"
    yield "    <nodes>\n"
    for node in nodes(selection, _BETWEEN):
        yield f'      <node id="{node.id}" label={quoteattr(node.label)}>{_values("node", node.attributes)}</node>\n'
    yield "    </nodes>\n    <edges>\n"
    for edge in edges(selection):
        what = f'id="{edge.id}" source="{edge.source}" target="{edge.target}" kind={quoteattr(edge.attributes["relation"])}'
        yield f"      <edge {what} label={quoteattr(edge.label)}>{_values('edge', edge.attributes)}</edge>\n"
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _values(kind: str, attributes: Mapping[str, Any]) -> str:
    values = in_order(attributes, _CLASSES[kind])
    inside = "".join(f'<attvalue for="{kind}-{name}" value={quoteattr(spelled(value))}/>' for name, value in values)
    return f"<attvalues>{inside}</attvalues>"


GEXF = Format(
    name="gexf",
    opens="Gephi",
    edges=is_drawn,
    text=as_gexf,
    cannot=(
        "Claims: of each link only the best one's words, speaker, document and address",
        "Denials, and what is refuted, unconfirmed or planned: left out",
        "Links without a direction: written from subject to object, with symmetric true, as networkx reads no mixed graphs",
        "Dates as Gephi's timeline: EDTF text in first and last",
    ),
)
