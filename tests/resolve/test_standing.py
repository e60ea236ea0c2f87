"""The table of standings, and what may never happen to it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import claim, document

from edgewise.model import Contest, Standing, Support
from edgewise.resolve.standing import (
    CONTESTS,
    STANDINGS,
    SUPPORTS,
    Weighed,
    contest_of,
    count_origins,
    may_overlap,
    standing_of,
    support_of,
    weakest,
)

DOC = document("Amazon pitched Rekognition to ICE in Redwood City, The Verge wrote.")


def weighed(tier: int = 3, origin: str = "a", *, party: bool = False, admission: bool = False, **fields: Any) -> Weighed:
    words = fields.pop("words", origin)
    doc = document(f"Amazon pitched Rekognition to ICE. {words}")
    return Weighed(claim(doc, "Amazon", "pitched_to", "ICE", **fields), tier, origin, party, admission)


@pytest.mark.parametrize(
    ("support", "contest", "word"),
    [
        ("none", "uncontested", "unknown"), ("none", "denied", "denied"), ("none", "contradicted", "denied"),
        ("none", "refuted", "refuted"),
        ("alleged", "uncontested", "alleged"), ("reported", "uncontested", "reported"), ("alleged", "denied", "disputed"),
        ("reported", "contradicted", "disputed"), ("reported", "refuted", "refuted"), ("confirmed", "uncontested", "confirmed"),
        ("confirmed", "denied", "confirmed"), ("confirmed", "contradicted", "disputed"), ("confirmed", "refuted", "disputed"),
    ],
)  # fmt: skip
def test_the_table(support: Support, contest: Contest, word: Standing) -> None:
    assert standing_of(support, contest) == word


def test_no_evidence_found_is_said_only_where_somebody_looked() -> None:
    assert standing_of("none", "uncontested", looked_for=True) == "no evidence found"


@pytest.mark.parametrize(
    ("claims", "support"),
    [
        ([], "none"),
        ([weighed(1)], "confirmed"),
        ([weighed(3)], "reported"),
        ([weighed(3, "a"), weighed(3, "b")], "confirmed"),
        ([weighed(3, "a", words="x"), weighed(3, "a", words="y")], "reported"),
        ([weighed(3, "a", words="same"), weighed(3, "b", words="same")], "reported"),
        ([weighed(2, "Amazon", party=True)], "reported"),
        ([weighed(2, "Amazon", party=True, admission=True)], "confirmed"),
        ([weighed(2, "Amazon", party=True), weighed(3, "b")], "reported"),
        ([weighed(3, "a", party=True), weighed(3, "b", party=True)], "reported"),
        ([weighed(2, "Huseman", party=True), weighed(3, "Huseman", words="its own words"), weighed(3, "b")], "reported"),
        ([weighed(2, "Huseman", party=True), weighed(3, "b"), weighed(3, "c")], "confirmed"),
        ([weighed(4, "a"), weighed(4, "b"), weighed(5, "c")], "alleged"),
        ([weighed(3, modality="alleged"), weighed(3, "b", modality="alleged")], "alleged"),
        ([weighed(1, modality="unconfirmed")], "none"),
        ([weighed(1, modality="planned")], "none"),
        ([weighed(1, modality="possible")], "none"),
        ([weighed(1, polarity="negated")], "none"),
        ([weighed(1, indirect=True)], "reported"),
        ([weighed(3, "a", indirect=True), weighed(3, "b", indirect=True)], "reported"),
    ],
)
def test_support(claims: list[Weighed], support: Support) -> None:
    assert support_of(claims) == support


@pytest.mark.parametrize(
    ("denial", "contest"),
    [
        (weighed(2, party=True, polarity="negated"), "denied"),
        (weighed(3, polarity="negated"), "contradicted"),
        (weighed(1, polarity="negated"), "refuted"),
        (weighed(4, polarity="negated"), "uncontested"),
        (weighed(2, party=True, polarity="negated", modality="unconfirmed"), "uncontested"),
        (weighed(3, polarity="negated", date="2020"), "uncontested"),
        (weighed(3, polarity="negated", date="2018"), "contradicted"),
        (weighed(3), "uncontested"),
    ],
)
def test_contest_of_a_link_of_june_2018(denial: Weighed, contest: Contest) -> None:
    assert contest_of(("2018-06", "2018-06"), [denial])[0] == contest


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("2018-06", "2018", True),
        ("2018", "2018-06-12", True),
        ("2018-06", "2018-07", False),
        (None, "2018", True),
        ("2018~", "2018-01", True),
    ],
)
def test_dates_overlap(one: str | None, other: str | None, overlap: bool) -> None:
    assert may_overlap((one, one), (other, other)) is overlap
    assert may_overlap((other, other), (one, one)) is overlap


many = st.lists(
    st.builds(
        weighed,
        st.integers(1, 5),
        st.sampled_from("abc"),
        party=st.booleans(),
        admission=st.booleans(),
        indirect=st.booleans(),
        polarity=st.sampled_from(["affirmed", "negated"]),
        modality=st.sampled_from(["confirmed", "reported", "alleged", "unconfirmed", "planned", "possible"]),
        words=st.sampled_from(["one", "two", "three"]),
    ),
    max_size=6,
)


@given(many, st.randoms())
def test_support_depends_on_no_order_and_on_no_repeat(claims: list[Weighed], random: Any) -> None:
    shuffled = claims * 2
    random.shuffle(shuffled)
    assert support_of(shuffled) == support_of(claims)
    assert contest_of((None, None), shuffled) == contest_of((None, None), claims)


@given(many)
def test_a_denial_never_raises_support_and_never_lowers_contest(claims: list[Weighed]) -> None:
    denial = weighed(3, "z", polarity="negated")
    assert support_of([*claims, denial]) == support_of(claims)
    before, after = (contest_of((None, None), some)[0] for some in (claims, [*claims, denial]))
    assert CONTESTS.index(after) >= CONTESTS.index(before)


@given(many)
def test_a_copy_of_an_origin_adds_nothing(claims: list[Weighed]) -> None:
    copies = [Weighed(w.claim, w.tier, "copy of " + w.origin, w.by_party, w.admission) for w in claims]
    assert support_of([*claims, *copies]) == support_of(claims)
    assert count_origins([*claims, *copies]) == count_origins(claims)


@given(many)
def test_negative_claims_alone_support_nothing(claims: list[Weighed]) -> None:
    assert support_of([w for w in claims if w.claim.polarity == "negated"]) == "none"


parts = st.tuples(st.sampled_from(SUPPORTS[1:]), st.sampled_from(CONTESTS), st.sampled_from(STANDINGS))


@given(st.lists(parts, min_size=1, max_size=5))
def test_a_route_is_never_better_than_its_worst_link(links: list[tuple[Support, Contest, Standing]]) -> None:
    support, contest, standing = weakest(links)
    assert all(SUPPORTS.index(support) <= SUPPORTS.index(s) for s, _, _ in links)
    assert all(CONTESTS.index(contest) >= CONTESTS.index(c) for _, c, _ in links)
    assert all(STANDINGS.index(standing) >= STANDINGS.index(s) for _, _, s in links)
