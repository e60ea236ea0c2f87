"""A picture as SVG: what a picture holds, in the same places, and nothing in it that runs or asks for anything."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from canvases import around, drawn, entity, link, view, world

from edgewise.views.canvas import CanvasState
from edgewise.views.svg import as_svg

SVG = "{http://www.w3.org/2000/svg}"
ATTACK = "<img src=x onerror=\"alert('name')\"></script><script>alert('name')</script>"
HOSTILE = (
    ATTACK, f"{ATTACK} href ", "__proto__", "constructor", "\u2028", "👻", "1",
    "red}</style><script>", "]]><x>", "\x00\x1b[31m\ufffe\ud800z", "http://evil.example/beacon.png", "&amp;&lt;",
    "javascript:alert(1)",
)  # fmt: skip


def parsed(state: CanvasState) -> ET.Element:
    return ET.fromstring(as_svg(drawn(world(), state)))


def test_every_name_and_every_line_is_in_it() -> None:
    found = drawn(world(), around("AWS"))
    root = ET.fromstring(as_svg(found))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[0] == found.title
    assert set(titles[1:]) == {node["title"] for node in found.nodes} | {edge["title"] for edge in found.edges}
    assert "AWS pitched Rekognition to ICE (confirmed)" in titles
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert "Jane Roe" in words
    assert "pitched to" in words
    described = root.find(f"{SVG}desc")
    assert described is not None
    assert described.text == "4 names and 5 links."


def test_standings_are_lines_and_words() -> None:
    root = parsed(around("AWS"))
    dashes = {path.get("stroke-dasharray") for path in root.iter(f"{SVG}path") if path.get("fill") == "none"}
    assert dashes == {None, "2 5"}
    words = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert "disputed: said by some and denied or contradicted by others" in words
    assert not any(word.startswith("alleged:") for word in words)  # none in it


def test_what_is_hidden_or_filtered_is_not_in_it_but_said() -> None:
    text = as_svg(drawn(world(), around("AWS").then("x", entity("ICE").id).toggled("relation", "works_for")))
    assert "ICE" not in text
    assert "Jane Roe" not in text
    assert "1 name hidden" in text
    assert "1 name and 1 link left out by filters" in text


@pytest.mark.parametrize("asked", HOSTILE)
def test_hostile_text_is_text(asked: str) -> None:
    hostile = view([link(asked, "hosts", "ICM"), link("AWS", "hosts", asked, "disputed")], asked, "ICM", "AWS")
    text = as_svg(drawn(hostile, around(asked)))
    root = ET.fromstring(text)
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {"svg", "title", "desc", "rect", "g", "path", "circle", "text", "tspan"}
    attributes = {name for one in root.iter() for name in one.attrib}
    assert not {name for name in attributes if name.lower().startswith("on") or "href" in name.lower() or name in ("style", "src")}
    values = " ".join(value for one in root.iter() for value in one.attrib.values())
    assert not re.search(r"url\(|https?:|javascript|evil|<", values)


def test_an_empty_picture_and_a_link_to_itself() -> None:
    alone = view([link("AWS", "partners_with", "AWS")], "AWS")
    assert ET.fromstring(as_svg(drawn(alone, around("AWS")))).find(f".//{SVG}circle") is not None
    nobody = ET.fromstring(as_svg(drawn(alone, around("AWS").then("x", entity("AWS").id))))
    assert nobody.find(f".//{SVG}g") is None
    assert all("nan" not in value for one in nobody.iter() for value in one.attrib.values())
