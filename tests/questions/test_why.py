"""The explanation of a standing gives the very standing that the graph has, whatever the claims, and says which rule holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import claim, document
from questions.pile import MemoryStore, amazon_and_ice, said, store_of, view_of
from resolve.stories import OTHER, five_sites, printed

from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.model import MODALITIES, POLARITIES, Link
from edgewise.project import builtin
from edgewise.questions.view import GraphView, graph_view
from edgewise.questions.why import Why, beside, idle_because, weight, why
from edgewise.stores import open_store

PROJECT = builtin()
NAMES = ("AWS", "ICE", "HSI", "POGO", "Palantir", "Jane Roe", "critics", "the emails")


def link_of(view: GraphView, subject: str, relation: str, object: str) -> Link:
    """The one link that says so."""
    (found,) = (
        link
        for link in view.links.values()
        if (view.entity(link.subject), link.relation, view.entity(link.object))
        == (view.called(subject)[0], relation, view.called(object)[0])
    )
    return found


def explained(store: MemoryStore, subject: str, relation: str, object: str) -> Why:
    view = view_of(store)
    return why(view, PROJECT, link_of(view, subject, relation, object))


def short(words: str | None) -> str | None:
    """Words with the names of the tests for what they are short for."""
    for name in ("AWS", "ICE", "HSI", "POGO", "ICM", "Rekognition"):
        known = PROJECT.names.find(name)
        assert known is not None
        words = words.replace(known.name, name) if words is not None else None
    return words


def agrees(view: GraphView, link: Link) -> bool:
    found = why(view, PROJECT, link)
    assert found.as_drawn
    row = next(row for row in found.table if row.support == found.support)
    assert found.standing in row.standings
    return (found.support, found.contest, found.standing) == (link.support, link.contest, link.standing)


def test_two_independent_sources_are_named() -> None:
    found = explained(amazon_and_ice(), "ICE", "uses", "ICM")
    assert found.support_because.startswith("two independent named sources say so: ")
    assert sorted(short(name) or "" for name in found.origins) == ["POGO", "The Verge"]
    assert found.contest_because == "nobody whose word counts says otherwise"
    assert found.standing == "confirmed"


def test_one_wire_story_in_two_papers_is_one_source() -> None:
    words = "ICE uses ICM to build cases."
    store = store_of(
        said(words, ("ICE", "uses", "ICM"), publisher="The Verge"), said(words + "\n", ("ICE", "uses", "ICM"), publisher="POGO")
    )
    found = explained(store, "ICE", "uses", "ICM")
    assert found.standing == "reported"
    assert found.same_words == 1
    assert "2 named" not in found.support_because
    assert "two named sources say so, which count as one, for their words are the same" in found.support_because


def test_one_story_on_five_sites_is_one_source() -> None:
    sites = [(one, [claim(one, "Palantir", "hosts", "ICM")]) for one in five_sites()]
    store = store_of(*sites)
    found = explained(store, "Palantir", "hosts", "ICM")
    assert found.support_because == "one named source says so, whose text 5 documents print: Bay Courier"
    assert (found.standing, found.origins) == ("reported", ("Bay Courier",))
    view = view_of(store)
    weights = [weight(view, PROJECT, id) for id in link_of(view, "Palantir", "hosts", "ICM").claims]
    assert sorted((one.origin, one.origin_because) for one in weights) == [
        ("Bay Courier", "who published the document"),
        *[("Bay Courier", "whose text the document prints: copies of one text count once")] * 4,
    ]


def test_what_an_agency_wrote_is_its_own_wherever_it_is_printed() -> None:
    stories = printed(head="PORT ELLIS (AFP) - A", publisher="Gull"), printed(OTHER, head="PORT ELLIS (AFP) - B", publisher="Tern")
    store = store_of(*((one, [claim(one, "Palantir", "hosts", "ICM")]) for one in stories))
    found = explained(store, "Palantir", "hosts", "ICM")
    assert found.support_because == "one named source says so, whose text two documents print: Agence France-Presse"


def test_a_paper_and_another_that_quotes_it_are_one_source() -> None:
    store = store_of(
        said("AWS hosts ICM.", ("AWS", "hosts", "ICM"), publisher="the Verge"),
        said("AWS hosts ICM, The Verge reported.", ("AWS", "hosts", "ICM", {"said_by": "The Verge"}), publisher="Mijente"),
    )
    found = explained(store, "AWS", "hosts", "ICM")
    assert (found.standing, found.origins) == ("reported", ("The Verge",))
    view = view_of(store)
    weights = [weight(view, PROJECT, id) for id in link_of(view, "AWS", "hosts", "ICM").claims]
    assert {(one.origin, one.origin_because) for one in weights} == {
        ("The Verge", "who says it"), ("The Verge", "who published the document"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sentences", "support", "contest"),
    [
        ([("AWS hosts ICM, the contract says.", {}, 1)], "a record says so: one", "nobody whose word counts says otherwise"),
        ([("ICM is hosted by AWS, AWS said.", {"said_by": "AWS"}, 3)], "a party to it says so, which is no admission: AWS", "nobody"),
        ([("AWS hosts ICM, critics say.", {"said_by": "critics"}, 3)], "it is only alleged, or said by nobody of known weight", "nobody"),
        (
            [("AWS hosts ICM.", {}, 3), ("AWS denied that it hosts ICM.", {"polarity": "negated", "said_by": "AWS"}, 3)],
            "one named source says so: one",
            "a party to it denies it: AWS",
        ),
        (
            [("AWS hosts ICM.", {}, 3), ("AWS does not host ICM, POGO found.", {"polarity": "negated", "said_by": "POGO"}, 3)],
            "one named source says so: one",
            "an independent source says otherwise: POGO",
        ),
        (
            [("AWS hosts ICM.", {}, 3), ("AWS does not host ICM.", {"polarity": "negated"}, 1)],
            "one named source says so: one",
            "a record says otherwise: two",
        ),
        (
            [("AWS hosts ICM.", {}, 3), ("AWS does not host ICM, critics say.", {"polarity": "negated", "said_by": "critics"}, 3)],
            "one named source says so: one",
            "nobody whose word counts says otherwise (1 denial shown below counts for nothing here)",
        ),
        ([("AWS hosts ICM.", {"indirect": True}, 1)], "it is an indirect link, which is reported at most; a record says so: one", "nobody"),
    ],
)
def test_the_rule_that_holds_is_said(sentences: list[tuple[str, dict[str, Any], int]], support: str, contest: str) -> None:
    titles = ("one", "two")
    piled = [
        said(text, ("AWS", "hosts", "ICM", fields), tier=tier, title=title)
        for (text, fields, tier), title in zip(sentences, titles, strict=False)
    ]
    found = explained(store_of(*piled), "AWS", "hosts", "ICM")
    assert (short(found.support_because) or "").startswith(support)
    assert (short(found.contest_because) or "").startswith(contest)


def test_an_admission_is_told_from_another_word_of_a_party() -> None:
    text = "ICE has come to use ICM, ICE said."
    store = store_of(said(text, ("ICE", "uses", "ICM", {"said_by": "ICE"})))
    view = view_of(store)
    link = link_of(view, "ICE", "uses", "ICM")
    assert short(why(view, PROJECT, link).support_because) == "a party to it admits it: ICE"
    own = weight(view, PROJECT, link.claims[0])
    assert (own.tier, own.by_party, own.admission, own.alone, own.against) == (2, True, True, "confirmed", "uncontested")
    assert short(own.tier_because) == "ICE is itself an end of the link"
    assert (short(own.origin), own.origin_because) == ("ICE", "who says it")


def test_the_weight_of_a_claim_is_said_in_words() -> None:
    store = store_of(
        said("ICE uses ICM, HSI said.", ("ICE", "uses", "ICM", {"said_by": "HSI"})),
        said("ICE uses ICM, POGO found.", ("ICE", "uses", "ICM", {"said_by": "POGO"})),
        said("ICE uses ICM, critics say.", ("ICE", "uses", "ICM", {"said_by": "critics"})),
        said("ICE uses ICM, the emails show.", ("ICE", "uses", "ICM", {"said_by": "the emails"}), title="Emails"),
        said("ICE uses ICM.", ("ICE", "uses", "ICM"), publisher="The Verge"),
    )
    view = view_of(store)
    weights = [weight(view, PROJECT, id) for id in link_of(view, "ICE", "uses", "ICM").claims]
    told = {(one.tier, short(one.tier_because), short(one.origin), one.origin_because) for one in weights}
    assert told == {
        (2, "HSI is part of ICE, so HSI is a party to it", "HSI", "who says it"),
        (3, "POGO is a named organization, and no party to it", "POGO", "who says it"),
        (4, "critics is nobody whom edgewise knows as a named source", "critics", "who says it"),
        (3, "the emails speaks with the voice of the document it stands in (article)", "Emails", "the document itself: "
         "neither speaker nor publisher is named"),
        (3, "nobody is named as saying it, so it weighs what its document does (article)", "The Verge", "who published the document"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"modality": "planned"}, "it says only that this is planned, which supports nothing"),
        ({"polarity": "negated", "modality": "possible", "said_by": "ICE"}, "it says only that it is possible that this is not so"),
        ({"polarity": "negated", "said_by": "critics"}, "it is said by nobody named and by no party to it, which contests nothing"),
        ({"polarity": "negated", "indirect": True, "said_by": "ICE"}, "it denies an indirect link alone, and this one is direct"),
        ({"polarity": "negated", "date": "2001", "said_by": "ICE"}, "it is of another time than the claims of this link"),
        ({"polarity": "negated", "about": "ICM", "said_by": "ICE"}, "it denies it of ICM alone, and this link is about Rekognition"),
        ({"polarity": "negated", "said_by": "ICE"}, None),
    ],
)
def test_a_claim_that_counts_for_nothing_says_why(fields: dict[str, Any], because: str | None) -> None:
    pitch = said("In 2018 AWS pitched Rekognition to ICE.", ("AWS", "pitched_to", "ICE", {"about": "Rekognition", "date": "2018"}))
    other = said("It was not so that AWS pitched Rekognition or ICM to ICE, ICE or critics say.", ("AWS", "pitched_to", "ICE", fields))
    view = view_of(store_of(pitch, other))
    link = link_of(view, "AWS", "pitched_to", "ICE")
    (id,) = beside(view, PROJECT, link)
    assert short(idle_because(view, link, id)) == because
    assert bool(link.contesting) == (because is None)


@st.composite
def piles(draw: st.DrawFn) -> MemoryStore:
    """Up to eight sentences that say something of the same few names, each in its own way."""
    piled = []
    for number in range(draw(st.integers(1, 8))):
        words = draw(st.sampled_from((f"Number {number}.", "The same words.")))
        doc = document(
            f"{words} AWS and HSI, then ICE, POGO, Palantir, Jane Roe and critics; the emails; ICM. {' ' * number}",
            tier=draw(st.integers(1, 5)), publisher=draw(st.sampled_from((None, "The Verge", "Mijente"))),
        )  # fmt: skip
        fields: dict[str, Any] = {
            "polarity": draw(st.sampled_from(POLARITIES)), "modality": draw(st.sampled_from(MODALITIES)),
            "said_by": draw(st.sampled_from((None, *NAMES))), "date": draw(st.sampled_from((None, "2018", "2019-05"))),
            "about": draw(st.sampled_from((None, "ICM"))), "indirect": draw(st.booleans()),
        }  # fmt: skip
        subject, object = draw(st.sampled_from((("AWS", "ICE"), ("ICE", "AWS"))))
        relation = draw(st.sampled_from(("contracts_with", "supplies_to", "acknowledged", "partners_with")))
        piled.append((doc, [claim(doc, subject, relation, object, **fields)]))
    return store_of(*{doc.id: (doc, claims) for doc, claims in piled}.values())


@settings(max_examples=150)
@given(piles())
def test_the_explanation_yields_the_standing_of_every_made_up_link(store: MemoryStore) -> None:
    view = view_of(store)
    for link in view.links.values():
        assert agrees(view, link)
        for id in beside(view, PROJECT, link):
            one, because = view.claim(id), idle_because(view, link, id)
            if one.polarity == "negated":
                assert (because is None) == (id in link.contesting)
            elif because is None:
                assert any(id in other.claims for other in view.links.values())
        for id in (*link.claims, *link.contesting):
            own = weight(view, PROJECT, id)
            assert (own.alone != "none") == (id in link.claims)
            assert (own.against != "uncontested") == (id in link.contesting)


def test_the_explanation_yields_the_standing_of_every_link_of_the_example(root: Path, tmp_path: Path) -> None:
    assert _all_agree(root / "loaders" / "example", tmp_path) > 20


@pytest.mark.shared
def test_the_explanation_yields_the_standing_of_every_link_of_the_seeds(shared: Path, tmp_path: Path) -> None:
    assert _all_agree(shared / "seeds", tmp_path) > 20


def _all_agree(folder: Path, place: Path) -> int:
    """How many links there are of the documents of a folder, read by rule; each is explained rightly."""
    with open_store(str(place / "why.db")) as store:
        ingest([str(folder)], store, PROJECT, extractor("rules", PROJECT))
        view = graph_view(store)
        assert all(agrees(view, link) for link in view.links.values())
        return len(view.links)
