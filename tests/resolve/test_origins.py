"""Whom a document's own words go back to: the agency, the first to print it, the publisher, or nobody named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import claim, document, graph
from resolve.stories import OTHER, SITES, STORY, five_sites, printed

from edgewise.model import Document
from edgewise.ontology import Names
from edgewise.project import builtin
from edgewise.resolve.origins import origins

NAMES = builtin().names


def of(*documents: Document, names: Names = NAMES) -> list[str]:
    found = origins({one.id: one for one in documents}, names)
    return [found[one.id] for one in documents]


def support(*documents: Document) -> str:
    """How far the link is supported that each of these documents states in its own words."""
    (link,) = graph(*(claim(one, "Palantir", "hosts", "ICM") for one in documents), documents=documents).links
    return str(link.support)


def test_copies_go_back_to_the_first_who_printed_them() -> None:
    assert of(*five_sites()) == ["bay courier"] * 5
    assert of(*five_sites()[1:]) == ["ellis daily"] * 4  # of two on one day the name that comes first
    assert of(*five_sites(), printed(head="Nobody knows when", publisher="Acorn")) == ["bay courier"] * 6


def test_five_copies_confirm_nothing_and_a_second_story_does() -> None:
    assert support(*five_sites()) == "reported"
    assert support(*five_sites(), printed(OTHER, publisher="The Gull")) == "confirmed"
    assert support(*five_sites()[1:], printed(OTHER, publisher="Ellis Daily")) == "reported"


@pytest.mark.parametrize(
    "head",
    [
        "PORT ELLIS, Oct. 3 (AP) — The test", "PORT ELLIS (AP) - A test", "Cameras\n\nBy Jane Roe, Associated Press", "By JANE ROE | AP",
        "Associated Press",
    ],
)  # fmt: skip
def test_copies_of_what_an_agency_wrote_are_the_agencys(head: str) -> None:
    copies = five_sites()
    wired = printed(head=head, publisher="The Gull", published="2025-10-09")
    assert of(*copies, wired) == ["The Associated Press"] * 6
    assert of(*copies, printed(publisher="AP")) == ["The Associated Press"] * 6


def test_two_stories_of_one_agency_on_two_sites_are_of_one_origin() -> None:
    one = printed(head="PORT ELLIS (Reuters) - A year", publisher=SITES[0])
    other = printed(OTHER, head="PORT ELLIS, Oct 8 (Reuters) – The port", publisher=SITES[1])
    assert of(one, other, document("AWS hosts ICM.", publisher="Reuters")) == ["Reuters"] * 3
    assert support(one, other) == "reported"
    assert support(printed(publisher=SITES[0]), printed(OTHER, publisher=SITES[1])) == "confirmed"


def test_an_agency_that_is_only_named_wrote_nothing() -> None:
    picture = printed(head="A year of faces\n\nReuters\n", publisher="The Gull")  # whose picture it is, perhaps
    named = printed(f"{STORY}\nThe Associated Press (AP) asked in vain.", publisher="The Gull")
    nation = printed(head="PORT ELLIS (Scotland) - A year", publisher="The Gull")
    for one in (picture, named, nation):
        assert of(one) == ["gull"]


def test_where_nobody_is_named_it_is_the_document_itself() -> None:
    copies = five_sites()
    nobody = [printed(head=head, published="2025-01-01") for head in ("One", "Two")]
    assert of(nobody[0], document("AWS hosts ICM.")) == [nobody[0].id, document("AWS hosts ICM.").id]
    assert of(*nobody) == [min(one.id for one in nobody)] * 2
    assert of(*nobody, *copies) == ["bay courier"] * 7  # what somebody saved has no publisher, and comes after what has


def test_a_publisher_that_is_known_goes_by_its_name() -> None:
    assert (
        of(document("AWS hosts ICM.", publisher="NYT"), document("AWS hosts ICM, too.", publisher="New York Times"))
        == ["The New York Times"] * 2
    )


@given(st.permutations(range(7)))
def test_the_order_does_not_matter(order: list[int]) -> None:
    pile = [*five_sites(), printed(OTHER, publisher="Gull"), printed(OTHER, "PORT ELLIS (AFP) - A port")]
    shuffled = [pile[at] for at in order]
    assert dict(zip(order, of(*shuffled), strict=True)) == dict(enumerate(of(*pile)))
