"""Entities and links in vis-network's words: the same for links with their claims and without."""

from __future__ import annotations

import pytest
from canvases import link
from showing import CONTRACT, PITCHED

from edgewise.views.drawing import LABEL_LENGTH, bends, entity_drawn, link_drawn, short


def test_a_type_is_a_shape_and_a_colour_and_what_is_asked_about_is_larger() -> None:
    icm = entity_drawn("ICM", "System")
    assert (icm["label"], icm["shape"], icm["title"]) == ("ICM", "hexagon", "ICM (System)")
    asked = entity_drawn("ICM", "System", asked=True)
    assert asked["size"] > icm["size"]
    assert asked["borderWidth"] > icm["borderWidth"]


def test_a_link_looks_the_same_with_its_claims_and_without() -> None:
    bare = link("Amazon Web Services", "pitched_to", "ICE", "confirmed", about="Rekognition")
    shown = link_drawn(PITCHED, PITCHED.sentence, "confirmed", symmetric=False)
    assert link_drawn(bare, PITCHED.sentence, "confirmed", symmetric=False) == shown
    assert (shown["label"], shown["arrows"], shown["dashes"]) == ("pitched to", "to", False)
    assert link_drawn(CONTRACT, "a", "disputed", symmetric=True)["arrows"] == ""
    assert link_drawn(link("AWS", "supplies_to", "ICE", indirect=True), "a", "b", symmetric=False)["label"] == "indirectly: supplies to"


def test_labels_are_one_short_line() -> None:
    assert short("a\nb\x00\u202ec") == "a bc"
    assert len(short("x" * 200)) == LABEL_LENGTH
    assert entity_drawn("\u2028", "Person")["label"] == "(no name)"


@pytest.mark.parametrize("count", [2, 3, 5])
def test_links_between_the_same_two_never_lie_on_one_another(count: int) -> None:
    pairs = [(0, 1), (1, 0)] * count
    bent = bends(pairs[:count], [(0.0, 0.0), (300.0, 0.0)])
    sides = set()
    for (start, _), one in zip(pairs, bent, strict=False):
        smooth = one.get("smooth")
        turn = 0.0 if smooth is None else smooth["roundness"] * (1 if (smooth["type"] == "curvedCW") == (start == 0) else -1)
        sides.add(turn)
    assert len(sides) == count
