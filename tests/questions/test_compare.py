"""Two names side by side: what they share stays two links, and what is denied between them is none."""

from __future__ import annotations

import pytest
from questions.pile import amazon_and_ice, said, store_of, view_of

from edgewise.errors import NameUnknown, UsageError
from edgewise.project import builtin
from edgewise.questions.compare import compare, compare_rows
from edgewise.questions.view import GraphView

PROJECT = builtin()


@pytest.fixture(scope="module")
def view() -> GraphView:
    return view_of(amazon_and_ice())


def test_what_both_are_linked_to_has_the_links_of_each_side(view: GraphView) -> None:
    found = compare(view, PROJECT, "AWS", "Palantir")
    (icm,) = found.shared.items
    assert icm.name == "Investigative Case Management"
    assert [line.sentence for line in icm.a.items] == ["Amazon Web Services hosts Investigative Case Management"]
    assert [line.sentence for line in icm.b.items] == ["Palantir develops Investigative Case Management"]
    assert found.between.total == 0  # that both have to do with ICM links neither to the other
    assert {name.name for name in found.b.only.items} == {"Project on Government Oversight", "Jane Roe"}


def test_what_stands_between_the_two_is_no_shared_name(view: GraphView) -> None:
    found = compare(view, PROJECT, "AWS", "ICE")
    assert {line.relation for line in found.between.items} == {"pitched_to", "supplies_to"}
    assert [claim.relation for claim in found.beside.denials] == ["contracts_with"]
    assert "Amazon Rekognition" not in {one.name for one in found.shared.items}  # it is what the pitch between the two was about
    assert [one.name for one in found.shared.items] == ["Investigative Case Management"]


def test_what_a_link_is_about_is_not_what_its_ends_are_linked_to(view: GraphView) -> None:
    aws = compare(view, PROJECT, "AWS", "Palantir").a.only
    assert [one.name for one in aws.items] == ["Immigration and Customs Enforcement"]


def test_a_refuted_link_joins_nobody() -> None:
    view = view_of(
        store_of(
            said("ICE has a contract with AWS.", ("ICE", "contracts_with", "AWS")),
            said("On record ICE has none with AWS.", ("ICE", "contracts_with", "AWS", {"polarity": "negated"}), tier=1),
            said("POGO criticises AWS.", ("POGO", "criticises", "AWS")),
        )
    )
    assert compare(view, PROJECT, "ICE", "POGO").shared.items == ()
    found = compare(view, PROJECT, "ICE", "AWS")
    assert (found.between.total, found.refuted.total, found.refuted.items[0].standing) == (0, 1, "refuted")
    assert len(found.beside.denials) == 1


def test_the_strongest_on_both_sides_come_first_and_pages_hold_them_all() -> None:
    both = [said(f"{who} uses Tool {n:02}.", (who, "uses", f"Tool {n:02}")) for n in range(30) for who in ("ICE", "FBI")]
    admitted = said("ICE and FBI use Zeta.", ("ICE", "uses", "Zeta"), ("FBI", "uses", "Zeta"), tier=1)
    view = view_of(store_of(*both, admitted))
    first, rest = compare(view, PROJECT, "ICE", "FBI"), compare(view, PROJECT, "ICE", "FBI", offset=25)
    assert first.shared.items[0].name == "Zeta"
    assert (len(first.shared.items), len(rest.shared.items), first.shared.total) == (25, 6, 31)
    assert first.a.only.total == 0


def test_rows_hold_every_link_of_the_two(view: GraphView) -> None:
    rows = list(compare_rows(view, PROJECT, "AWS", "ICE"))
    assert [row["relation"] for row in rows if row["of"] == "both"] == ["pitched_to", "supplies_to"]
    shared = {(row["of"], row["leads_to"]) for row in rows if row["shared"]}
    assert shared == {
        ("Amazon Web Services", "Investigative Case Management"),
        ("Immigration and Customs Enforcement", "Investigative Case Management"),
    }


def test_one_name_twice_or_an_unknown_one_is_off(view: GraphView) -> None:
    with pytest.raises(UsageError, match="both names mean Immigration and Customs Enforcement"):
        compare(view, PROJECT, "ICE", "U.S. Immigration and Customs Enforcement")
    with pytest.raises(NameUnknown):
        compare(view, PROJECT, "ICE", "Palentir")
