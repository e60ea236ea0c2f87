"""A link with all that stands behind it, against it and beside it; and what is told of one that is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from making import claim, document, graph
from questions.pile import MemoryStore, amazon_and_ice, said, store_of, view_of

from edgewise.model import Claim, Document, Judgement, Key, Link, Reading, Source
from edgewise.project import builtin
from edgewise.questions.context import context_of
from edgewise.questions.link import LinkGone, LinkSeen, see_link
from edgewise.questions.view import GraphView

PROJECT = builtin()


def the_link(view: GraphView, relation: str, subject: str, object: str, about: str | None = None) -> Link:
    """The one link that says so."""
    ids = [view.called(name)[0].id if name is not None else None for name in (subject, object, about)]
    (found,) = (one for one in view.links.values() if [one.subject, one.object, one.about] == ids and one.relation == relation)
    return found


def seen(view: GraphView, id: str, offset: int = 0) -> LinkSeen:
    found = see_link(view, PROJECT, id, offset)
    assert isinstance(found, LinkSeen)
    return found


def gone(view: GraphView, id: str) -> LinkGone:
    found = see_link(view, PROJECT, id)
    assert isinstance(found, LinkGone)
    return found


def judged(documents: tuple[Document, ...], claims: tuple[Claim, ...], *judgements: Judgement) -> GraphView:
    """The view of a store in which people have decided."""
    records: list[Any] = [*documents, *claims, *judgements, *(Reading(one.id, "rules@1", 0.9) for one in claims)]
    sources = [Source(f"{number}.txt", one.id) for number, one in enumerate(documents)]
    return view_of(MemoryStore(graph(*claims, documents=documents, judgements=judgements), (*records, *sources)))


def test_a_link_has_its_claims_with_their_weight_and_its_ends() -> None:
    view = view_of(amazon_and_ice())
    found = seen(view, the_link(view, "pitched_to", "AWS", "ICE", "Rekognition").id)
    assert found.link.sentence == "Amazon Web Services pitched Amazon Rekognition to Immigration and Customs Enforcement"
    assert {one.claim.quote for one in found.supporting.items} == {
        "In June 2018 AWS met ICE to sell it Rekognition.", "AWS offered Rekognition to ICE.",
    }  # fmt: skip
    assert [one.weight.alone for one in found.supporting.items] == ["reported", "reported"]
    assert (found.supporting.total, found.contesting.total, found.why.standing) == (2, 0, "confirmed")
    assert found.about is not None
    assert [found.subject.name, found.about.name] == ["Amazon Web Services", "Amazon Rekognition"]


def test_claims_for_and_against_stand_apart_and_what_counts_for_nothing_by_itself() -> None:
    view = view_of(store_of(
        said("ICE has a contract with AWS.", ("ICE", "contracts_with", "AWS", {"date": "2018"})),
        said("ICE said it has no contract with AWS.", ("ICE", "contracts_with", "AWS", {"polarity": "negated", "said_by": "ICE"})),
        said("ICE plans a contract with AWS.", ("ICE", "contracts_with", "AWS", {"modality": "planned"})),
        said("In 2001 ICE had no contract with AWS, ICE said.",
             ("ICE", "contracts_with", "AWS", {"polarity": "negated", "said_by": "ICE", "date": "2001"})),
        said("AWS sells to ICE.", ("AWS", "supplies_to", "ICE")),
    ))  # fmt: skip
    found = seen(view, next(link.id for link in view.links.values() if link.relation == "contracts_with"))
    assert [one.claim.quote for one in found.supporting.items] == ["ICE has a contract with AWS."]
    assert [one.claim.quote for one in found.contesting.items] == ["ICE said it has no contract with AWS."]
    assert [one.weight.against for one in found.contesting.items] == ["denied"]
    assert {one.claim.quote: one.because for one in found.idle.items} == {
        "ICE plans a contract with AWS.": "it says only that this is planned, which supports nothing",
        "In 2001 ICE had no contract with AWS, ICE said.": "it is of another time than the claims of this link",
    }
    assert [link.relation for link in found.reverse + found.parallel] == ["supplies_to"]
    assert found.link.standing == found.why.standing == "disputed"


def test_links_the_other_way_round_are_told_from_those_the_same_way() -> None:
    view = view_of(store_of(
        said("AWS pays ICE.", ("AWS", "funds", "ICE")), said("ICE pays AWS.", ("ICE", "funds", "AWS")),
        said("AWS met ICE.", ("AWS", "met_with", "ICE")), said("AWS sued ICE.", ("AWS", "legal_action", "ICE")),
    ))  # fmt: skip
    for subject, object in (("AWS", "ICE"), ("ICE", "AWS")):
        found = seen(view, the_link(view, "funds", subject, object).id)
        assert "met_with" in {link.relation for link in found.parallel}  # it has no direction
        assert "funds" in {link.relation for link in found.reverse}
        assert ("legal_action" in {link.relation for link in found.parallel}) == (subject == "AWS")


def test_what_was_said_about_a_claim_is_none_of_the_other_links() -> None:
    doc = document("AWS hosts ICE. AWS sued ICE. AWS declined to comment on ICE.")
    said_so = tuple(claim(doc, "AWS", relation, "ICE") for relation in ("hosts", "legal_action", "declined_to_comment"))
    view = judged((doc,), said_so)
    found = seen(view, the_link(view, "hosts", "Amazon Web Services", "ICE").id)
    assert [link.relation for link in found.parallel + found.reverse] == ["legal_action"]
    assert found.more_links == 0


def test_a_page_of_many_claims() -> None:
    view = view_of(store_of(*(said(f"AWS hosts ICM, number {n}.", ("AWS", "hosts", "ICM"), publisher=f"Paper {n}") for n in range(30))))
    link = the_link(view, "hosts", "AWS", "ICM")
    first, second, beyond = (seen(view, link.id, offset) for offset in (0, 25, 100))
    assert (len(first.supporting.items), len(second.supporting.items), beyond.supporting.items) == (25, 5, ())
    assert {one.claim.id for one in first.supporting.items + second.supporting.items} == set(link.claims)
    assert first.why == second.why
    assert first.why.support_because.startswith("30 independent named sources say so: ")
    assert first.why.support_because.endswith(" and 25 more")
    assert len(first.link.claims) == 25


def test_a_link_whose_name_is_another_now_is_found_there() -> None:
    doc = document("Jane Roe leads Palantir. Jane Rowe leads Palantir.")
    claims = (claim(doc, "Jane Roe", "leads", "Palantir"), claim(doc, "Jane Rowe", "leads", "Palantir"))
    claims = (claims[0], _with_type(claims[1]))
    before = judged((doc,), claims)
    ids = {link.id for link in before.links.values()}
    assert len(ids) == 2
    same = Judgement("SAME", "a reader", "2026-01-01", "one spelling is off", Key("Jane Roe", "Person"), Key("Jane Rowe", "Person"))
    after = judged((doc,), claims, same)
    (now,) = after.links
    (old,) = ids - {now}
    found = gone(after, old)
    assert found.now is not None
    assert found.now.id == now
    assert "one thing now" in found.because
    assert [one.name for one in found.ends] == [after.entity(after.links[now].subject).name, "Palantir"]


def _with_type(one: Claim) -> Claim:
    """The same claim with a person for its subject."""
    return replace(one, subject=replace(one.subject, type="Person"))


def test_a_link_whose_claim_was_rejected_says_so_and_whom_it_joined() -> None:
    doc = document("AWS hosts ICM. Palantir develops ICM. AWS met Palantir.")
    claims = tuple(
        claim(doc, *ends) for ends in (("AWS", "hosts", "ICM"), ("Palantir", "develops", "ICM"), ("AWS", "met_with", "Palantir"))
    )
    before = judged((doc,), claims)
    for place, relation in ((0, "hosts"), (2, "met_with")):
        (old,) = (link.id for link in before.links.values() if link.relation == relation)
        after = judged((doc,), claims, Judgement("REJECTED", "a reader", "2026-01-01", "not said", claim=claims[place].id))
        found = gone(after, old)
        assert found.now is None
        assert "was rejected by a reader" in found.because
        assert "Amazon Web Services" in {one.name for one in found.ends}


def test_an_id_of_nothing_is_said_to_be_that() -> None:
    found = gone(view_of(amazon_and_ice()), "no such link")
    assert (found.now, found.ends) == (None, ())


def test_the_sentences_around_a_quote() -> None:
    doc = document("A heading\n\nICE uses ICM. AWS hosts ICM, it is said. Palantir wrote it.\n\nAnother day.")
    start = doc.text.index("AWS")
    end = start + len("AWS hosts ICM, it is said.")
    found = context_of(doc, start, end)
    assert (found.before, found.after) == ("ICE uses ICM.", "Palantir wrote it.")
    assert context_of(doc, 0, len(doc.text)).before == context_of(doc, 0, len(doc.text)).after == ""


def test_a_sentence_around_a_quote_that_is_too_long_is_cut_and_says_so() -> None:
    doc = document("word " * 500 + "then. AWS hosts ICM. After it " + "word " * 500 + ".")
    start = doc.text.index("AWS")
    found = context_of(doc, start, start + len("AWS hosts ICM."))
    assert found.before.startswith("… ")
    assert found.before.endswith("then.")
    assert found.after.startswith("After it")
    assert found.after.endswith(" …")
    assert len(found.before) + len(found.after) < 1300
