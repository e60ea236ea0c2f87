"""A canvas as one SVG file: the same places and looks, no script, nothing that it would have to ask for."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from . import style
from .canvas import Canvas
from .layout import Point
from .safe import xml_text

_NAMESPACE = "http://www.w3.org/2000/svg"
_NAME, _WORD, _SMALL = 19, 15, 16  # font sizes in pixels: of names, of the words on lines, of title and legend
_ACROSS = 22  # characters of a label's line
_MARGIN = 60
_HEAD = 11.0  # length of an arrow's head
_LETTER = 0.55  # width of a letter, on average, in font sizes
_LINE = 1.2  # of the font size


def as_svg(canvas: Canvas) -> str:
    """Return the picture as SVG in the light colours, its title and what was left out below it in words."""
    look = style.LIGHT
    where = {node["id"]: (float(node["x"]), float(node["y"])) for node in canvas.nodes}
    left, top, width, height = _box(canvas, where)
    under = _under(canvas)
    total = height + (len(under) + 1) * _SMALL * 1.5
    root = ET.Element(
        "svg", {"xmlns": _NAMESPACE, "viewBox": f"{_n(left)} {_n(top)} {_n(width)} {_n(total)}", "width": _n(width), "height": _n(total),
                "font-family": "sans-serif", "role": "img"},
    )  # fmt: skip
    _add(root, "title", canvas.title)
    _add(root, "desc", ". ".join((f"{len(canvas.nodes)} names and {len(canvas.edges)} links", *canvas.notes)) + ".")
    _add(root, "rect", x=left, y=top, width=width, height=total, fill=look.ground)
    sizes = {node["id"]: float(node["size"]) for node in canvas.nodes}
    for edge in canvas.edges:
        _edge(root, edge, where, sizes)
    for node in canvas.nodes:
        _node(root, node)
    for number, (line, words) in enumerate(under):
        _legend(root, line, words, left + _MARGIN / 2, top + height + (number + 0.5) * _SMALL * 1.5)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _box(canvas: Canvas, where: Mapping[str, Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in where.values()] or [0.0], [y for _, y in where.values()] or [0.0]
    left, top = min(xs) - 2 * _MARGIN, min(ys) - 2 * _MARGIN
    return left, top, max(max(xs) - left + 2 * _MARGIN, 400.0), max(ys) - top + 2 * _MARGIN


def _edge(root: ET.Element, edge: Mapping[str, Any], where: Mapping[str, Point], sizes: Mapping[str, float]) -> None:
    """A line with its words; the sentence and the standing are what it is called."""
    start, end = where[edge["from"]], where[edge["to"]]
    colour = style.LIGHT.disputed if edge["standing"] == "disputed" else style.LIGHT.line
    group = _add(root, "g")
    _add(group, "title", edge["title"])
    drawn = {"fill": "none", "stroke": colour, "stroke-width": edge["width"]}
    if edge["dashes"]:
        drawn["stroke-dasharray"] = " ".join(map(str, edge["dashes"]))
    if "selfReference" in edge:
        radius = float(edge["selfReference"]["size"])
        middle = (start[0] + radius * 0.8, start[1] - radius * 0.8)
        _add(group, "circle", cx=middle[0], cy=middle[1], r=radius, **drawn)
        _words(group, edge["label"], middle[0], middle[1] - radius, _WORD, style.LIGHT.faint)
        return
    via = _via(start, end, edge.get("smooth"))
    tip = _toward(end, via, sizes[edge["to"]] + 3)
    head = _toward(tip, via, _HEAD) if edge["arrows"] else tip
    tail = _toward(start, via, sizes[edge["from"]] + 1)
    _add(group, "path", d=f"M{_p(tail)}Q{_p(via)} {_p(head)}", **drawn)
    if edge["arrows"]:
        angle = math.atan2(tip[1] - via[1], tip[0] - via[0])
        wings = [(head[0] + turn * _HEAD * 0.45 * math.sin(angle), head[1] - turn * _HEAD * 0.45 * math.cos(angle)) for turn in (1, -1)]
        _add(group, "path", d=f"M{_p(tip)}L{_p(wings[0])}L{_p(wings[1])}Z", fill=colour)
    x, y = ((a + 2 * v + b) / 4 for a, v, b in zip(start, via, end, strict=True))
    _words(group, edge["label"], x, y, _WORD, style.LIGHT.faint)


def _via(start: Point, end: Point, smooth: Mapping[str, Any] | None) -> Point:
    """The point that pulls a curve, as vis-network places it; the middle of a straight line."""
    if smooth is None:
        return ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    factor = smooth["roundness"] if smooth["type"] == "curvedCW" else -smooth["roundness"]
    angle = math.atan2(start[1] - end[1], end[0] - start[0]) + (factor * 0.5 + 0.5) * math.pi
    reach = (smooth["roundness"] * 0.5 + 0.5) * math.dist(start, end)
    return (start[0] + reach * math.sin(angle), start[1] + reach * math.cos(angle))


def _toward(start: Point, goal: Point, far: float) -> Point:
    length = math.dist(start, goal) or 1.0
    share = min(far / length, 1.0)
    return (start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share)


def _node(root: ET.Element, node: Mapping[str, Any]) -> None:
    look, size = style.type_look(node["type"]), node["size"] / 10
    group = _add(root, "g")
    _add(group, "title", node["title"])
    place = f"translate({_n(node['x'] - 10 * size)} {_n(node['y'] - 10 * size)}) scale({_n(size)})"
    border = {"stroke": style.LIGHT.border, "stroke-width": node["borderWidth"] / size}
    _add(group, "path", d=look.outline, fill=look.colour, transform=place, **border)
    _words(group, node["label"], node["x"], node["y"] + node["size"] + _NAME, _NAME, style.LIGHT.text)


def _words(group: ET.Element, text: str, x: float, y: float, size: int, colour: str) -> None:
    """Words round a point, with the ground behind them so that no line runs through."""
    halo: dict[str, Any] = {"paint-order": "stroke", "stroke": style.LIGHT.ground, "stroke-width": 5, "stroke-linejoin": "round"}
    made = _add(group, "text", None, fill=colour, **{"text-anchor": "middle", "font-size": str(size)}, **halo)
    for number, line in enumerate(textwrap.wrap(xml_text(text), _ACROSS) or [""]):
        _add(made, "tspan", line, x=x, y=y + number * size * _LINE)


def _under(canvas: Canvas) -> list[tuple[Mapping[str, Any], str]]:
    """The lines below the picture: its title, what each type and each standing in it looks like, what was left out."""
    lines: list[tuple[Mapping[str, Any], str]] = [({}, canvas.title)]
    types = {node["type"] for node in canvas.nodes}
    lines += [({"type": row.word}, row.word) for row in canvas.legend.types if row.word in types]
    standings = {edge["standing"] for edge in canvas.edges}
    lines += [({"standing": word}, f"{word}: {style.standing_look(word).meaning}") for word in style.standings() if word in standings]
    return lines + [({}, note) for note in canvas.notes]


def _legend(root: ET.Element, line: Mapping[str, Any], words: str, x: float, y: float) -> None:
    if "type" in line:
        look = style.type_look(line["type"])
        _add(root, "path", d=look.outline, fill=look.colour, transform=f"translate({_n(x)} {_n(y - 14)}) scale(0.8)")
    if "standing" in line:
        drawn = style.standing_look(line["standing"])
        how: dict[str, Any] = {"stroke-width": drawn.width}
        if drawn.dashes:
            how["stroke-dasharray"] = " ".join(map(str, drawn.dashes))
        colour = style.LIGHT.disputed if line["standing"] == "disputed" else style.LIGHT.line
        _add(root, "path", d=f"M{_n(x)} {_n(y - 5)}H{_n(x + 40)}", fill="none", stroke=colour, **how)
    _add(root, "text", words, x=x + (50 if line else 0), y=y, fill=style.LIGHT.text, **{"font-size": _SMALL})


def _add(parent: ET.Element, tag: str, text: str | None = None, **values: Any) -> ET.Element:
    made = ET.SubElement(parent, tag, {name: _n(value) if isinstance(value, int | float) else str(value) for name, value in values.items()})
    if text is not None:
        made.text = xml_text(text)
    return made


def _p(point: Sequence[float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
