"""A document as it was read: every claim, name, mask and reference at its place, whatever overlaps, however long it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import claim, document, end, graph, mention
from questions.pile import MemoryStore, amazon_and_ice, view_of

from edgewise.errors import NameUnknown
from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.model import Citation, Claim, Document, Mask, Part, Reading, Reference, Source
from edgewise.project import builtin
from edgewise.questions.document import DocumentSeen, claims_of, see_document
from edgewise.questions.runs import PART
from edgewise.questions.view import GraphView, build_view
from edgewise.stores import open_store

PROJECT = builtin()
TEXT = "\ufeffAWS \u202ehosts\u202c ICM 𝔸. ICE uses ICM [1].\n\nPalantir develops ICM, é \x1b[31m HSI.\n"


def view_with(doc: Document, *claims: Claim, sure: float = 0.9) -> GraphView:
    """A view of one document with its claims; every name of theirs is a mention."""
    readings = tuple(Reading(one.id, "rules@1", sure) for one in claims)
    mentions = tuple({m.id: m for one in claims for m in (mention(doc, one.subject.name), mention(doc, one.object.name))}.values())
    projection = graph(*claims, documents=(doc,), mentions=mentions)
    return view_of(MemoryStore(projection, (doc, Source("a.txt", doc.id), *claims, *readings, *mentions)))


def quoted(doc: Document, start: int, stop: int, number: int) -> Claim:
    """A claim with this quote; its number makes it another one than others with the same quote."""
    return Claim(doc.id, start, stop, doc.text[start:stop], end(doc, "AWS"), "hosts", end(doc, "ICM"), amount=str(number))


def is_whole(seen: DocumentSeen, text: str) -> None:
    """The runs are the text of the part, and every claim's are its quote."""
    assert "".join(run.text for run in seen.runs) == text[seen.part.start : seen.part.end]
    assert all(one.end == other.start for one, other in pairwise(seen.runs))
    for one in (*seen.claims, *seen.left_out):
        marked = "".join(run.text for run in seen.runs if one.number in run.claims)
        assert marked == text[max(one.claim.start, seen.part.start) : max(seen.part.start, min(one.claim.end, seen.part.end))]
        assert marked
        if seen.part.count == 1:
            assert marked == one.claim.quote
            assert sum(one.number in run.begins for run in seen.runs) == 1


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=10))
def test_overlapping_marks_are_all_whole(spans: list[tuple[int, int]]) -> None:
    doc = document(TEXT, masks=(Mask(0, 4, "front matter"),), references=(Reference(31, 34, 1),), cites=(Citation(title="A", number=1),))
    claims = [quoted(doc, min(span), max(span), number) for number, span in enumerate(spans) if span[0] != span[1]]
    is_whole(see_document(view_with(doc, *claims), PROJECT, doc.id), TEXT)


def test_marks_are_numbered_in_order_and_the_shortest_is_first() -> None:
    doc = document("AWS hosts ICM, says the emails.")
    long, short = quoted(doc, 0, len(doc.text), 1), quoted(doc, 0, 13, 2)
    seen = see_document(view_with(doc, long, short), PROJECT, doc.id)
    assert [(one.number, one.claim.quote) for one in seen.claims] == [(1, "AWS hosts ICM"), (2, doc.text)]
    assert [(run.text, run.claims) for run in seen.runs if run.claims] == [
        ("AWS", (1, 2)), (" hosts ", (1, 2)), ("ICM", (1, 2)), (", says the emails.", (2,)),
    ]  # fmt: skip
    assert seen.runs[0].begins == (1, 2)


def test_a_part_of_the_file_opens_where_it_begins_and_its_claims_say_so() -> None:
    text = "AWS hosts ICM.\n\nICE uses ICM."
    doc = document(text, parts=(Part(0, 14, "page 1"), Part(16, len(text), "page 2")))
    first = Claim(doc.id, 0, 14, text[:14], end(doc, "AWS"), "hosts", end(doc, "ICM"))
    second = Claim(doc.id, 16, 29, text[16:], end(doc, "ICE"), "uses", end(doc, "ICM"))
    seen = see_document(view_with(doc, first, second), PROJECT, doc.id)
    is_whole(seen, text)
    assert [(run.start, run.opens) for run in seen.runs if run.opens] == [(0, "page 1"), (16, "page 2")]
    assert [one.claim.part for one in seen.claims] == ["page 1", "page 2"]
    assert [doc.part_at(place) for place in (-1, 0, 13, 14, 15, 16, 28, 29)] == [
        None,
        "page 1",
        "page 1",
        None,
        None,
        "page 2",
        "page 2",
        None,
    ]
    assert document(text).part_at(0) is None


def test_a_mark_looks_as_its_claim_stands() -> None:
    view = view_of(amazon_and_ice())
    looks = {}
    for id in view.documents:
        looks.update({one.claim.quote: (one.look, one.place) for one in see_document(view, PROJECT, id).claims})
    assert looks["AWS hosts ICM, the contract shows."] == ("reported", "supports")
    assert looks["ICE uses ICM to build cases."] == ("confirmed", "supports")
    assert looks["ICE said it has no contract with AWS."] == ("negated", "idle")
    assert looks["Microsoft is expected to bid for a contract with ICE."] == ("open", "idle")


def test_names_masks_and_references_are_told_apart() -> None:
    text = "---\ntitle\n---\nICE uses ICM [1]. POGO [2]."
    doc = document(
        text, masks=(Mask(0, 14, "front matter"),), references=(Reference(text.index("[1]"), text.index("[1]") + 3, 1),),
        cites=(Citation("Records", "https://records.example/1", number=1), Citation("More", number=2)),
    )  # fmt: skip
    seen = see_document(view_with(doc, claim(doc, "ICE", "uses", "ICM")), PROJECT, doc.id)
    by_text = {run.text: run for run in seen.runs}
    assert by_text["---\ntitle\n---\n"].mask == "front matter"
    assert by_text["[1]"].cites == 1
    assert by_text["ICE"].name == seen.claims[0].ends[0].id
    assert [(one.rule, one.beginning) for one in seen.dropped] == [("front matter", "---\ntitle\n---\n")]
    assert [(one.title, one.places) for one in seen.cites] == [("Records", (text.index("[1]"),)), ("More", ())]
    assert [(one.name, one.places, one.total) for one in seen.names] == [
        ("Immigration and Customs Enforcement", (14,), 1), ("Investigative Case Management", (23,), 1),
    ]  # fmt: skip


def test_what_is_not_in_the_graph_is_left_out_and_says_why() -> None:
    doc = document("AWS hosts ICM. ICE uses ICM.")
    sure, unsure = claim(doc, "AWS", "hosts", "ICM"), claim(doc, "ICE", "uses", "ICM")
    projection = graph(sure, documents=(doc,))
    readings = (Reading(sure.id, "rules@1", 0.9), Reading(unsure.id, "rules@1", 0.2))
    view = view_of(MemoryStore(projection, (doc, Source("a.txt", doc.id), sure, unsure, *readings)))
    seen = see_document(view, PROJECT, doc.id, claim=unsure.id[:16])
    assert [(one.claim.id, one.look) for one in seen.claims] == [(sure.id, "reported")]
    assert [(one.claim.id, one.look, one.place, one.ends) for one in seen.left_out] == [(unsure.id, "out", "candidate", ())]
    assert seen.left_out[0].because == "20 of 100 such readings hold, and the graph asks for 80"
    assert seen.chosen == unsure.id[:16]
    is_whole(seen, doc.text)


def test_a_long_document_is_shown_in_parts_and_no_claim_is_cut() -> None:
    sentence = "AWS hosts ICM, and much is said of it on every day of the year. "
    text = (sentence * 20 + "\n") * 800
    doc = document(text)
    starts = range(0, len(text) - len(sentence), len(text) // 2000)
    claims = [quoted(doc, start, start + len(sentence), number) for number, start in enumerate(starts)]
    view = view_with(doc, *claims)
    assert len(text) > 1_000_000
    assert len(claims) >= 2000
    first = see_document(view, PROJECT, doc.id)
    at, shown, texts = first.part, [one.number for one in first.claims], [run.text for run in first.runs]
    while at.after is not None:
        seen = see_document(view, PROJECT, doc.id, at=at.after)
        assert seen.part.before == at.start
        assert seen.part.number == at.number + 1
        assert seen.part.end - seen.part.start <= 2 * PART
        at, shown, texts = seen.part, shown + [one.number for one in seen.claims], texts + [run.text for run in seen.runs]
        if at.number > 1:
            break
    assert text.startswith("".join(texts))
    assert first.claims_total == len(claims)
    assert shown == list(range(1, len(shown) + 1))  # each in one part
    wanted = claims[-1]
    last = see_document(view, PROJECT, doc.id, claim=wanted.id[:16], at=0)
    assert last.part.start <= wanted.start < wanted.end <= last.part.end
    is_whole(last, text)


def test_a_document_that_is_not_in_the_graph_is_no_page() -> None:
    view = view_of(amazon_and_ice())
    with pytest.raises(NameUnknown, match="no document of the graph has the id 'nothing'"):
        see_document(view, PROJECT, "nothing")


def test_every_document_of_the_example_is_whole_and_every_name_leads_to_its_entity(root: Path, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "example.db")) as store:
        ingest([str(root / "loaders" / "example")], store, PROJECT, extractor("rules", PROJECT))
        view = build_view(store)
        marked = 0
        for id in view.documents:
            seen = see_document(view, PROJECT, id)
            is_whole(seen, view.document(id).text)
            marked += len(seen.claims)
            assert all(one.entity is not None for one in seen.names)
            named = {entity for entity, documents in view.naming.items() if id in documents}
            assert {one.entity.id for one in seen.names if one.entity} == named
        assert marked == len(view.resolved)
        assert sum(len(claims_of(view, PROJECT, id)) for id in view.documents) >= marked
