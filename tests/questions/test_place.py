"""Where a claim stands, in the graph or outside of it, and everything known of one."""

from __future__ import annotations

from typing import Any

import pytest
from making import claim, document, graph
from questions.pile import MemoryStore, amazon_and_ice, view_of

from edgewise.errors import NameUnknown
from edgewise.model import Claim, Judgement, Reading, Source
from edgewise.project import builtin
from edgewise.questions.candidates import candidates, claims_to_review
from edgewise.questions.claim import ClaimSeen, see_claim
from edgewise.questions.document import claims_of
from edgewise.questions.place import judged, place_of
from edgewise.questions.view import GraphView
from edgewise.resolve import Records, project

PROJECT = builtin()
TEXT = "AWS hosts ICM. ICE uses ICM. Palantir develops ICM. HSI uses ICM. ICE, whatever ICE says."


def store(*given: tuple[Claim, float, str], judgements: tuple[Judgement, ...] = (), read_by: tuple[str, ...] = ()) -> GraphView:
    """A view of claims with how sure they were read and by whom."""
    doc = document(TEXT)
    claims = tuple(one for one, _, _ in given)
    readings = tuple(Reading(one.id, reader, sure) for one, sure, reader in given)
    source = Source("a.txt", doc.id, read_by=read_by)
    records = Records((doc,), (), claims, readings, judgements, (source,))
    return view_of(MemoryStore(project(records, PROJECT), (doc, source, *claims, *readings, *judgements)))


def made(subject: str, relation: str, object: str, **fields: Any) -> Claim:
    return claim(document(TEXT), subject, relation, object, **fields)


def test_what_was_said_about_a_claim_supports_no_link() -> None:
    """Neither in the graph, where it is marked as what counts for nothing, nor as a candidate that one may accept."""
    declined = made("AWS", "declined_to_comment", "ICE")
    view = store((declined, 0.9, "rules@2"))
    place = place_of(view, PROJECT, declined, declined.id, judged(view))
    assert (place.sort, place.because) == ("idle", "it is what was said about a claim, which joins nobody")
    (marked,) = claims_of(view, PROJECT, declined.document)
    assert (marked.look, marked.place) == ("open", "idle")
    waiting = store((declined, 0.1, "rules@2"))
    (found,) = claims_to_review(waiting, PROJECT).items
    assert (found.effect, found.link) == ("it would be shown as what was said about a claim, which is never a link", None)


@pytest.mark.parametrize(
    ("sure", "reader", "verdicts", "sort", "because"),
    [
        (0.9, "rules@2", (), "supports", "it says that this is so"),
        (0.1, "rules@2", (), "candidate", "10 of 100 such readings hold, and the graph asks for 80"),
        (0.1, "rules@2", ("ACCEPTED",), "supports", "it says that this is so"),
        (0.9, "rules@2", ("REJECTED",), "rejected", "a reader rejected it: read it again"),
        (0.9, "rules@2", ("REJECTED", "UNSURE"), "supports", "it says that this is so"),
        (0.9, "rules@1", (), "unread", "a newer version of its reader has read the text again, and does not read this there"),
        (0.9, "rules@1", ("ACCEPTED",), "supports", "it says that this is so"),
    ],
)
def test_where_a_claim_stands(sure: float, reader: str, verdicts: tuple[Any, ...], sort: str, because: str) -> None:
    one = made("AWS", "hosts", "ICM")
    judgements = tuple(
        Judgement(verdict, "a reader", f"2026-01-0{n}", "read it again", claim=one.id) for n, verdict in enumerate(verdicts, 1)
    )
    view = store((one, sure, reader), judgements=judgements, read_by=("rules@2",))
    place = place_of(view, PROJECT, one, one.id, judged(view))
    assert (place.sort, place.because) == (sort, because)
    assert [link.claims for link in place.links] == ([(one.id,)] if sort == "supports" else [])
    assert (sort == "candidate") == (one.id in {shown.id for shown in candidates(view, PROJECT)})
    seen = see_claim(view, PROJECT, one.id)
    assert (seen.place, seen.because, seen.weight is None) == (sort, because, sort != "supports")
    assert [(d.verdict, d.holds) for d in seen.decisions] == [(v, n == 0) for n, v in enumerate(reversed(verdicts))]
    assert [(r.readers, r.counts) for r in seen.readings] == [((reader,), reader == "rules@2")]


def test_what_was_decided_after_the_graph_was_made_waits_for_the_next() -> None:
    one = made("AWS", "hosts", "ICM")
    view = store((one, 0.1, "rules@2"))
    decided = Judgement("ACCEPTED", "a reader", "2026-01-01", "", claim=one.id)
    assert place_of(view, PROJECT, one, one.id, {one.id: decided}).sort == "waiting"


def test_in_the_graph_and_yet_in_no_link() -> None:
    denied = made("ICE", "uses", "ICM", polarity="negated", said_by="ICE")
    planned = made("Palantir", "develops", "ICM", modality="planned")
    view = store((denied, 0.9, "rules@2"), (planned, 0.9, "rules@2"))
    assert not view.links
    places = {one.id: place_of(view, PROJECT, one, one.id, judged(view)) for one in (denied, planned)}
    assert places[denied.id].because == "it says that something is not so which nobody says is so, and a denial alone makes no link"
    assert places[planned.id].because == "it says only that this is planned, which supports nothing"
    assert {place.sort for place in places.values()} == {"idle"}


def test_one_denial_contests_several_links() -> None:
    denied = made("ICE", "uses", "ICM", polarity="negated", said_by="ICE")
    direct, indirect = made("ICE", "uses", "ICM"), made("ICE", "uses", "ICM", indirect=True)
    view = store(*((one, 0.9, "rules@2") for one in (denied, direct, indirect)))
    place = place_of(view, PROJECT, denied, denied.id, judged(view))
    assert place.sort == "contests"
    assert {link.id for link in place.links} == set(view.links)
    seen = see_claim(view, PROJECT, denied.id)
    assert seen.weight is not None
    assert (len(seen.links), seen.links_total, seen.weight.against) == (2, 2, "denied")


def test_a_claim_is_shown_with_its_ends_as_they_stand() -> None:
    view = view_of(amazon_and_ice())
    (id,) = (id for id in view.resolved if view.claim(id).said_by is not None and view.claim(id).relation == "uses")
    found = see_claim(view, PROJECT, id)
    assert [(end.role, end.text, end.entity.name if end.entity else None) for end in found.ends] == [
        ("subject", "FBI", "Federal Bureau of Investigation"), ("object", "Rekognition", "Amazon Rekognition"),
        ("said by", "DOJ", "Department of Justice"),
    ]  # fmt: skip
    text = view.document(found.claim.document).text
    assert all(text[end.start : end.end] == end.text for end in found.ends)


def test_every_claim_of_a_pile_has_its_place() -> None:
    view = view_of(amazon_and_ice())
    decisions = judged(view)
    for id in view.resolved:
        place = place_of(view, PROJECT, view.claim(id), id, decisions)
        supported = [link for link in view.links.values() if id in link.claims]
        contested = [link for link in view.links.values() if id in link.contesting]
        assert list(place.links) == supported if supported else place.sort in ("contests", "idle")
        assert (place.sort == "contests") == bool(contested)


def test_a_claim_that_is_not_there_or_not_current_is_no_page() -> None:
    doc, old = document("AWS hosts ICM."), document("AWS hosts ICM, it was said.")
    now, before = claim(doc, "AWS", "hosts", "ICM"), claim(old, "AWS", "hosts", "ICM")
    view = view_of(MemoryStore(graph(now, documents=(doc,)), (doc, old, now, before, Source("a.txt", doc.id))))
    assert isinstance(see_claim(view, PROJECT, now.id), ClaimSeen)
    with pytest.raises(NameUnknown, match="its source holds another text now"):
        see_claim(view, PROJECT, before.id)
    with pytest.raises(NameUnknown, match="no claim has the id 'nothing'"):
        see_claim(view, PROJECT, "nothing")
