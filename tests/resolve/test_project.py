"""From claims to links: what follows, and above all what does not."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from making import claim, document, graph

from edgewise.model import End, Entity, Judgement, Link, Projection

PITCH = document("AWS pitched Rekognition to ICE.", publisher="The Verge")
HOST = document("ICM is hosted on AWS.")
USE = document("ICE uses ICM, built by Palantir.")


def names(projection: Projection) -> dict[str, str]:
    return {e.id: e.name for e in projection.entities}


def links(projection: Projection) -> list[tuple[str, str, str, str]]:
    by_id = names(projection)
    return sorted((by_id[link.subject], link.relation, by_id[link.object], link.standing) for link in projection.links)


def test_pitched_is_not_supplied_and_hosted_is_not_contracted() -> None:
    made = graph(
        claim(PITCH, "AWS", "pitched_to", "ICE", about="Rekognition"),
        claim(HOST, "AWS", "hosts", "ICM"),
        claim(USE, "ICE", "uses", "ICM"),
        claim(USE, "Palantir", "develops", "ICM"),
        documents=(PITCH, HOST, USE),
    )
    ice, aws, icm = "Immigration and Customs Enforcement", "Amazon Web Services", "Investigative Case Management"
    assert links(made) == [
        (aws, "hosts", icm, "reported"),
        (aws, "pitched_to", ice, "reported"),
        (ice, "uses", icm, "reported"),
        ("Palantir", "develops", icm, "reported"),
    ]


@pytest.mark.parametrize("modality", ["unconfirmed", "possible", "planned"])
def test_what_is_not_said_to_be_so_makes_no_link(modality: str) -> None:
    made = graph(claim(USE, "ICE", "uses", "ICM", modality=modality), documents=(USE,))
    assert made.links == ()
    assert len(made.resolved) == 1  # the claim is kept and shown


def test_a_denial_alone_makes_no_link() -> None:
    doc = document("ICE has no contract with AWS, ICE said.")
    made = graph(claim(doc, "ICE", "contracts_with", "AWS", polarity="negated", said_by="ICE"), documents=(doc,))
    assert made.links == ()


def test_a_denial_by_a_party_disputes_a_reported_link_whichever_way_round_it_is_said() -> None:
    says, denies = document("AWS has a contract with ICE."), document("ICE has no contract with AWS, ICE said.")
    made = graph(
        claim(says, "AWS", "contracts_with", "ICE"),
        claim(denies, "ICE", "contracts_with", "AWS", polarity="negated", said_by="ICE"),
        documents=(says, denies),
    )
    (link,) = made.links
    assert (link.standing, link.support, link.contest, len(link.contesting)) == ("disputed", "reported", "denied", 1)


def test_a_denial_about_one_system_leaves_the_others_alone() -> None:
    says, denies = document("Amazon supplies Rekognition to ICE."), document("Amazon does not supply ICM to ICE, Amazon said.")
    made = graph(
        claim(says, "Amazon", "supplies_to", "ICE", about="Rekognition"),
        claim(denies, "Amazon", "supplies_to", "ICE", about="ICM", polarity="negated", said_by="Amazon"),
        documents=(says, denies),
    )
    assert [link.contest for link in made.links] == ["uncontested"]


def test_an_indirect_claim_makes_an_indirect_link_at_most_reported() -> None:
    doc = document("Indirectly, Amazon supplies ICE.", tier=1)
    made = graph(claim(doc, "Amazon", "supplies_to", "ICE", indirect=True), documents=(doc,))
    assert [(link.indirect, link.standing) for link in made.links] == [(True, "reported")]


def test_a_parent_admitting_its_units_use_confirms_it() -> None:
    doc = document("The FBI uses Rekognition, the DOJ disclosed.", tier=4)
    made = graph(claim(doc, "FBI", "uses", "Rekognition", said_by="DOJ", modality="reported"), documents=(doc,))
    assert [(link.standing, made.resolved[0].tier) for link in made.links] == [("confirmed", 2)]


@pytest.mark.parametrize(("post", "standing"), [("engineer", "confirmed"), ("former engineer", "alleged"), ("ex-engineer", "alleged")])
def test_only_those_who_work_for_a_party_now_admit_something_for_it(post: str, standing: str) -> None:
    doc = document(f"Jane Roe, {post} at Palantir, said Palantir met with ICE.")
    made = graph(
        claim(doc, "Palantir", "met_with", "ICE", said_by="Jane Roe", modality="reported"),
        claim(doc, "Jane Roe", "works_for", "Palantir", role=post),
        documents=(doc,),
    )
    assert [link.standing for link in made.links if link.relation == "met_with"] == [standing]


def test_employees_do_not_speak_for_their_company() -> None:
    doc = document("Amazon employees said Amazon met with ICE.")
    says = claim(doc, "Amazon", "met_with", "ICE", modality="reported")
    staff = End("Amazon employees", "Group", 0, 16, "Amazon employees")
    employed = replace(claim(doc, "Amazon", "works_for", "Amazon"), subject=staff)
    made = graph(replace(says, said_by=staff), employed, documents=(doc,))
    assert [link.standing for link in made.links if link.relation == "met_with"] == ["alleged"]


def test_a_vendor_praising_its_sales_is_reported_not_confirmed() -> None:
    doc = document("Amazon supplies Rekognition to government agencies, Amazon said.")
    made = graph(claim(doc, "Amazon", "supplies_to", "government agencies", about="Rekognition", said_by="Amazon"), documents=(doc,))
    assert [link.standing for link in made.links] == ["reported"]


def test_critics_and_event_files_only_allege() -> None:
    said, filed = document("ICE uses ICM, critics said."), document("ICE uses ICM.", tier=4)
    assert [link.standing for link in graph(claim(said, "ICE", "uses", "ICM", said_by="critics"), documents=(said,)).links] == ["alleged"]
    assert [link.standing for link in graph(claim(filed, "ICE", "uses", "ICM"), documents=(filed,)).links] == ["alleged"]


def test_emails_lend_a_document_no_better_tier() -> None:
    doc = document("ICE uses ICM, the emails show.", tier=4)
    assert [link.standing for link in graph(claim(doc, "ICE", "uses", "ICM", said_by="the emails"), documents=(doc,)).links] == ["alleged"]


def test_two_newsrooms_confirm_and_one_source_told_twice_does_not() -> None:
    one, two = document("ICE uses ICM. One."), document("ICE uses ICM. Two.")
    pair = (claim(one, "ICE", "uses", "ICM"), claim(two, "ICE", "uses", "ICM"))
    assert [link.standing for link in graph(*pair, documents=(one, two)).links] == ["confirmed"]
    one, two = document("ICE uses ICM, POGO found. One."), document("ICE uses ICM, POGO found. Two.")
    pair = tuple(claim(d, "ICE", "uses", "ICM", said_by="POGO") for d in (one, two))  # type: ignore[assignment]
    assert [link.standing for link in graph(*pair, documents=(one, two)).links] == ["reported"]


def test_a_document_that_names_its_source_adds_no_origin_of_its_own() -> None:
    doc = document("ICE uses ICM, POGO found. So ICE uses ICM.")
    made = graph(claim(doc, "ICE", "uses", "ICM", said_by="POGO"), claim(doc, "ICE", "uses", "ICM"), documents=(doc,))
    assert [link.standing for link in made.links] == ["reported"]


@pytest.mark.parametrize(("publisher", "standing"), [("Palantir", "reported"), ("The Verge", "confirmed"), (None, "confirmed")])
def test_what_a_party_publishes_of_itself_is_no_newsroom(publisher: str | None, standing: str) -> None:
    page, story = (
        document("Palantir supplies ICM to ICE. Our blog.", publisher=publisher),
        document("Palantir supplies ICM to ICE. A story."),
    )
    pair = tuple(claim(one, "Palantir", "supplies_to", "ICE", about="ICM") for one in (page, story))
    assert [link.standing for link in graph(*pair, documents=(page, story)).links] == [standing]


def test_what_a_party_publishes_against_it_is_a_partys_denial() -> None:
    story = document("Palantir supplies ICM to ICE.", publisher="The Verge")
    page = document("Palantir never supplied ICM to ICE.", publisher="Palantir")
    said = (
        claim(story, "Palantir", "supplies_to", "ICE", about="ICM"),
        claim(page, "Palantir", "supplies_to", "ICE", about="ICM", polarity="negated"),
    )
    assert [link.contest for link in graph(*said, documents=(story, page)).links] == ["denied"]


def test_the_order_of_records_does_not_matter() -> None:
    claims = (
        claim(PITCH, "AWS", "pitched_to", "ICE", about="Rekognition"), claim(HOST, "AWS", "hosts", "ICM"), claim(USE, "ICE", "uses", "ICM"),
    )  # fmt: skip
    orders = itertools.permutations(claims)
    made = {repr(graph(*order, documents=docs)) for order in orders for docs in ((PITCH, HOST, USE), (USE, PITCH, HOST))}
    assert len(made) == 1


def test_a_rejected_claim_is_out_and_an_accepted_candidate_in() -> None:
    one = claim(USE, "ICE", "uses", "ICM")

    def decide(verdict: Any) -> tuple[Link, ...]:
        made: Projection = graph(one, documents=(USE,), judgements=(Judgement(verdict, "ana", "2026-01-01", "read it", claim=one.id),))
        return made.links

    assert decide("REJECTED") == ()
    assert len(decide("ACCEPTED")) == 1


def test_a_link_to_itself_is_none() -> None:
    doc = document("ICE praised Immigration and Customs Enforcement.")
    assert graph(claim(doc, "ICE", "supports", "Immigration and Customs Enforcement"), documents=(doc,)).links == ()


def test_nothing_in_nothing_out() -> None:
    assert graph(documents=()) == Projection()


def test_old_ids_are_still_known() -> None:
    ice = Entity("Immigration and Customs Enforcement", "Organization", ("ICE",))
    assert Entity("ICE", "Organization").id in ice.former_ids
