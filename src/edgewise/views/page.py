"""The shareable page: one HTML file that asks nothing of any network and runs nothing that a document says.

pyvis holds the network; the template, its script and the drawing library are ours to check. Three walls keep hostile text inert:
the template escapes everything, the script makes text nodes only, and a policy in the page allows no script and no style but
those whose hash it lists, no request, and no text made into markup.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model import ENTITY_TYPES
from ..questions.evidence import ACTS
from . import style
from .drawing import bends, entity_drawn, link_drawn
from .layout import Point, positions
from .picture import Picture
from .safe import one_line
from .templating import environment

if TYPE_CHECKING:
    from pyvis.network import Network

FIRST_SHOWN = 150  # entities that a page draws when it opens
MORE_SHOWN = 25  # entities that one step adds
_EARLY = 'document.documentElement.classList.add("js");'  # before the body, so that what is not chosen is never laid out
_HERE = Path(__file__).parent


def page(picture: Picture, where: Mapping[str, Point] | None = None) -> str:
    """Return the picture as one self-contained HTML file; `where` as in `network`."""
    net = network(picture, where)
    nodes, edges, _, _, _, options = net.get_network_data()
    scripts, sheet = (_EARLY, _library(), _static("page.js")), _sheet()
    links = [*picture.drawn(), *picture.undrawn()]
    number = {entity.id: index for index, entity in enumerate(picture.ranked())}
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(sheet)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    data = {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "light": asdict(style.LIGHT),
        "dark": asdict(style.DARK),
        "more": MORE_SHOWN,
        "aliases": [[one_line(alias) for alias in entity.aliases] for entity in picture.ranked()],
    }
    return environment(_HERE / "templates").get_template("page.html").render(
        picture=picture, entities=picture.ranked(), links=links, number=number, beside=_beside(picture, number),
        types=_type_legend(picture), standings=_standing_legend(picture), first_shown=FIRST_SHOWN,
        policy=policy, sheet=sheet, scripts=scripts, data=data,
    )  # fmt: skip


def network(picture: Picture, where: Mapping[str, Point] | None = None) -> Network:
    """Return the picture as a pyvis network: node and edge ids are n0, n1 and e0, e1 in the picture's order, positions are set: those
    that `where` has for the ids of its entities, else those of a layout of its own.

    Text in it is not escaped: show it through `page` or `notebook_view`, not through pyvis's own template.
    """
    from pyvis.network import Network  # it loads IPython: too slow for a command that draws nothing

    net = Network(directed=True, cdn_resources="in_line")
    ranked = picture.ranked()
    number = {entity.id: index for index, entity in enumerate(ranked)}
    drawn = picture.drawn()
    pairs = [(number[link.subject_id], number[link.object_id]) for link in drawn]
    focus = [number[id] for id in picture.focus if id in number]
    ends = (focus[0], focus[1]) if len(focus) == 2 else None
    points = positions(len(ranked), pairs, ends) if where is None else [where[entity.id] for entity in ranked]
    for index, (entity, (x, y)) in enumerate(zip(ranked, points, strict=True)):
        drawn_as = entity_drawn(entity.name, entity.type, asked=index in focus)
        net.add_node(f"n{index}", x=x, y=y, hidden=index >= FIRST_SHOWN, kind=entity.type, **drawn_as)
    for index, (link, pair, bend) in enumerate(zip(drawn, pairs, bends(pairs, points), strict=True)):
        drawn_as = link_drawn(link, link.sentence, style.standing_words(link), symmetric=link.symmetric)
        net.add_edge(f"n{pair[0]}", f"n{pair[1]}", id=f"e{index}", **drawn_as, **bend)
    net.set_options(json.dumps(_OPTIONS))
    return net


@dataclass(frozen=True, slots=True)
class NotebookView:
    """A page that a notebook shows in place, shut off from the notebook around it. `height` is in pixels."""

    html: str = field(repr=False)
    height: int

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox" '
            f'title="Picture of links" width="100%" height="{self.height}" frameborder="0"></iframe>'
        )

    def save(self, path: str | PathLike[str]) -> None:
        """Write it as one file, over a file that was there. Raises UsageError over a database, EdgewiseError when it cannot be written."""
        from .exports.writing import write_file  # who only shows a picture needs no exports

        write_file(Path(path), [self.html])


def notebook_view(picture: Picture, height: int = 600) -> NotebookView:
    """Return the page for the last line of a notebook cell. `height` is in pixels."""
    return NotebookView(page(picture), int(height))


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "tooltipDelay": 200, "multiselect": False, "selectConnectedEdges": False},
    "nodes": {
        "font": {"size": 19, "strokeWidth": 5},
        "widthConstraint": {"maximum": 195},
        "scaling": {"label": {"drawThreshold": 5}},
        "labelHighlightBold": False,
    },
    "edges": {
        "font": {"size": 15, "strokeWidth": 5, "align": "horizontal"},
        "scaling": {"label": {"drawThreshold": 5}},
        "arrows": {"to": {"scaleFactor": 0.7}},
        "selectionWidth": 2,
        "hoverWidth": 1,
        "widthConstraint": {"maximum": 180},
        "smooth": {"enabled": False},
    },
}


def _beside(picture: Picture, number: dict[str, int]) -> list[list[tuple[int, str, str]]]:
    """Return for each entity its links as (number of the link, its sentence, its standing in words), in the order of the page."""
    links: list[list[tuple[int, str, str]]] = [[] for _ in number]
    for index, link in enumerate((*picture.drawn(), *picture.undrawn())):
        for end in {number[link.subject_id], number[link.object_id]}:
            links[end].append((index, link.sentence, style.standing_words(link)))
    return links


def _type_legend(picture: Picture) -> list[tuple[style.TypeLook, int]]:
    counts = Counter(entity.type for entity in picture.entities)
    return [(style.type_look(type), counts[type]) for type in ENTITY_TYPES if counts[type]]


def _standing_legend(picture: Picture) -> list[tuple[str, style.StandingLook, int]]:
    counts = Counter(link.standing for link in picture.links if link.relation not in ACTS)
    return [(s, style.standing_look(s), counts[s]) for s in sorted(counts, key=lambda s: style.standing_look(s).rank)]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _sheet() -> str:
    """Return the style sheet: the colours of `style`, so that page and canvas agree, then the rules."""
    return style.scheme_css() + _static("page.css")


def _static(name: str) -> str:
    return (_HERE / "static" / name).read_text(encoding="utf-8")


def _library() -> str:
    """Return vis-network without the pointer to its source map, which a browser's tools would ask for."""
    return _static("vendor/vis-network.min.js").rpartition("//# sourceMappingURL=")[0]
