"""What a page is before any browser opens it: one file, escaped, under a policy that fits it, within bounds."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from showing import AWS, ICE, ICM, LINKS, NO_CONTRACT, PICTURE, PITCHED, REKOGNITION, ROUTES, claim, entities_of, entity, link

from edgewise.errors import UsageError
from edgewise.views import page as page_module
from edgewise.views.page import network, notebook_view, page
from edgewise.views.picture import MOST_ENTITIES, MOST_LINKS, Picture, picture_of

VENDOR = Path(page_module.__file__).parent / "static" / "vendor"


def test_the_page_is_the_same_each_time() -> None:
    assert page(PICTURE) == page(PICTURE)


def test_the_policy_lists_the_hash_of_each_script_and_style_and_nothing_else() -> None:
    html = page(PICTURE)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#39;", "'").split(";"))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        found = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in found]
        assert rules[rule] == " ".join(hashes)
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == rules["trusted-types"] == "'none'"
    assert "unsafe" not in policy[1]


def test_the_page_names_nothing_that_it_would_have_to_ask_for() -> None:
    html = page(PICTURE)
    assert re.findall(r'\s(?:src|srcset|data|action|poster)="', html) == []
    assert re.findall(r"<link|@import|url\(|sourceMappingURL", html) == []


def test_text_is_escaped_in_markup_and_in_data() -> None:
    html = page(replace(PICTURE, title="</title><script>1</script>\u2028", note="a < b & c"))
    assert "<title>&lt;/title&gt;&lt;script&gt;1&lt;/script&gt;</title>" in html
    assert "a &lt; b &amp; c" in html
    name = "</script><!--"
    one = link(claim(name, "hosts", ICM, "It hosts ICM."))
    html = page(Picture("x", entities_of(one), (one,)))
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    assert "<" not in data[1]
    assert json.loads(data[1])["nodes"][0]["label"] == name


def test_each_quote_says_who_read_it_apart_from_its_standing() -> None:
    html = page(PICTURE)
    assert html.count('<span class="read">read by reader and rules; 94 of 100 such readings hold</span>') == html.count("<blockquote>")


def test_the_vendored_library_is_what_its_note_says() -> None:
    for part in json.loads((VENDOR / "VENDOR.json").read_text()):
        assert hashlib.sha256((VENDOR / part["file"]).read_bytes()).hexdigest() == part["sha256"]
        assert (VENDOR / part["license_file"]).is_file()
        assert part["version"] in (VENDOR / part["file"]).read_text(encoding="utf-8")
    noted = {name for part in json.loads((VENDOR / "VENDOR.json").read_text()) for name in (part["file"], part["license_file"])}
    assert {file.name for file in VENDOR.iterdir()} == noted | {"VENDOR.json"}


def test_ids_are_opaque_and_directions_are_drawn() -> None:
    net = network(PICTURE)
    assert [node["id"] for node in net.nodes] == [f"n{number}" for number in range(len(PICTURE.entities))]
    arrows = {edge["label"]: edge["arrows"] for edge in net.edges}
    assert arrows["pitched to"] == "to"
    assert arrows["contracts with"] == arrows["met with"] == ""
    names = {node["id"]: node["label"] for node in net.nodes}
    pitched = next(edge for edge in net.edges if edge["label"] == "pitched to")
    assert (names[pitched["from"]], names[pitched["to"]]) == (AWS, ICE)


def test_links_between_the_same_two_fan_out() -> None:
    pitched, contract, met = LINKS[0], LINKS[3], LINKS[18]
    edges = network(Picture("x", entities_of(pitched, contract, met), (pitched, contract, met))).edges
    # As seen from AWS: the contract, from ICE to AWS, lies in the middle; the other two to either side.
    assert [edge.get("smooth", {}).get("type") for edge in edges] == ["curvedCCW", None, "curvedCW"]
    two = network(Picture("x", entities_of(pitched, contract), (pitched, contract))).edges
    assert two[0]["smooth"]["type"] == two[1]["smooth"]["type"]  # opposite ways, so the same turn parts them


def test_a_standing_is_a_line_of_its_own() -> None:
    lines = {edge["standing"]: (edge["width"], bool(edge["dashes"])) for edge in network(PICTURE).edges}
    assert lines["confirmed"][0] > lines["reported"][0]
    assert [lines[s][1] for s in ("confirmed", "reported", "alleged", "disputed")] == [False, False, True, True]


def test_a_link_to_itself_is_drawn() -> None:
    one = link(claim(AWS, "partners_with", AWS, "AWS works with itself."))
    assert network(Picture("x", entities_of(one), (one,))).edges[0]["selfReference"]["size"] > 0


def test_too_much_is_refused_with_what_to_do_instead() -> None:
    many = tuple(entity(f"Charity {n}") for n in range(MOST_ENTITIES + 1))
    with pytest.raises(UsageError, match=r"at most 3,000 names and 7,500 links, this one has 3,001 and 0: ask for one name"):
        Picture("x", many, ())
    with pytest.raises(UsageError, match="7,501"):
        Picture("x", entities_of(PITCHED), (PITCHED,) * (MOST_LINKS + 1))


def test_a_link_without_its_end_is_refused() -> None:
    with pytest.raises(UsageError, match="Amazon Web Services pitched Amazon Rekognition"):
        Picture("x", (entity(AWS),), (PITCHED,))


def test_the_focus_comes_first_then_the_most_linked() -> None:
    ranked = [one.name for one in PICTURE.ranked()]
    assert ranked[:4] == ["Amazon", ICE, AWS, REKOGNITION]


def test_an_answer_becomes_a_picture_of_its_links() -> None:
    shown = picture_of(ROUTES, (*entities_of(*LINKS), entity("Nobody")))
    assert {one.name for one in shown.entities} == {AWS, ICE, ICM}
    assert [one.name for one in shown.ranked()][:2] == [AWS, ICE]
    assert (shown.title, shown.denials) == (ROUTES.question, (NO_CONTRACT,))
    assert shown.note == "Known beforehand, not from these documents: Homeland Security Investigations is part of " + f"{ICE}."


def test_a_notebook_gets_a_frame_of_its_own() -> None:
    frame = notebook_view(replace(PICTURE, title='"><script>1</script>'), height=432)._repr_html_()
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in frame
    assert 'height="432"' in frame
    assert "<script" not in frame
