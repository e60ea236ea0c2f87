"""The extractor as a whole: pure, offsets of the document, masks left out, nothing that the ontology does not allow."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.model import Document, Mask
from edgewise.project import builtin
from edgewise.proposed import Draft

EXTRACTOR = RulesExtractor()
STORY = """---
title: Acme Systems sells software
---
Acme Systems meets Globex Labs

On March 3, 2020, Acme Systems officials met with Globex Labs in Boston, Massachusetts, to pitch its FaceTrace software. “We sell FaceTrace
software to police,” Jane Roe, a vice president at Acme Systems, said. Globex Labs paid Acme Systems $2 million in May. Does Globex Labs use
FaceTrace software?

🗞️ The Harbor Times reported that the Harbor Police Department uses FaceTrace software, hosted on Globex Labs.
Disclaimer: Acme Systems sued Globex Labs.
"""


def document(text: str = STORY, **fields: object) -> Document:
    made = Document(sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, kind="article", tier=3)
    return replace(made, **fields)  # type: ignore[arg-type]


def story() -> Document:
    furniture = STORY.index("Disclaimer")
    return document(
        masks=(Mask(0, STORY.index("Acme Systems meets"), "front matter"), Mask(furniture, len(STORY), "furniture")),
        event_date="2020-03-03",
    )


def triples(draft: Draft) -> set[tuple[str, str, str]]:
    return {(p.subject.name, p.relation, p.object.name) for p in draft.proposals}


def test_it_says_who_it_is() -> None:
    assert EXTRACTOR.readers == ("rules@2",)


def test_a_story_gives_its_claims() -> None:
    assert {
        ("Acme Systems", "met_with", "Globex Labs"),
        ("Acme Systems", "pitched_to", "Globex Labs"),
        ("Jane Roe", "works_for", "Acme Systems"),
        ("Globex Labs", "funds", "Acme Systems"),
        ("Harbor Times", "reported", "Harbor Police Department"),
        ("Harbor Police Department", "uses", "FaceTrace"),
        ("Globex Labs", "hosts", "FaceTrace"),
    } <= triples(EXTRACTOR.read(story()))


def test_qualifiers_are_those_of_the_sentence() -> None:
    proposals = {p.relation: p for p in EXTRACTOR.read(story()).proposals}
    assert (proposals["met_with"].date, proposals["met_with"].place) == ("2020-03-03", "Boston, Massachusetts")
    assert (proposals["funds"].date, proposals["funds"].amount) == ("2020-05", "$2 million")
    about = proposals["pitched_to"].about
    assert about is not None
    assert (about.name, about.type) == ("FaceTrace", "System")
    assert proposals["works_for"].role == "vice president"


def test_every_offset_is_one_of_the_document() -> None:
    read = story()
    draft = EXTRACTOR.read(read)
    assert draft.proposals
    for proposal in draft.proposals:
        assert read.text[proposal.start : proposal.end] == proposal.quote == proposal.quote.strip()
        for end in (proposal.subject, proposal.object, proposal.about, proposal.said_by):
            assert end is None or read.text[end.start : end.end] == end.text
    for mention in draft.mentions:
        assert read.text[mention.start : mention.end] == mention.text


def test_what_is_masked_and_what_is_asked_is_not_read() -> None:
    draft = EXTRACTOR.read(story())
    assert not [p for p in draft.proposals if p.relation == "legal_action" or "?" in p.quote]
    assert not [m for m in draft.mentions if m.start >= STORY.index("Disclaimer")]


def test_mentions_are_sorted_and_hold_every_end() -> None:
    draft = EXTRACTOR.read(story())
    assert list(draft.mentions) == sorted(draft.mentions, key=lambda m: m.start)
    spans = {(m.start, m.end, m.type) for m in draft.mentions}
    assert all((end.start, end.end, end.type) in spans for p in draft.proposals for end in (p.subject, p.object))


def test_reading_is_pure() -> None:
    first = EXTRACTOR.read(story())
    EXTRACTOR.read(document("Initech Labs sued Acme Systems."))
    assert EXTRACTOR.read(story()) == first == RulesExtractor().read(story())


def test_every_proposal_fits_the_ontology() -> None:
    ontology = builtin().ontology
    for proposal in EXTRACTOR.read(story()).proposals:
        relation = ontology.relation(proposal.relation)
        assert proposal.subject.type in relation.subjects
        assert proposal.object.type in relation.objects
        assert proposal.about is None or proposal.about.type in relation.abouts
        assert 0 < proposal.confidence <= 1
        assert proposal.rule


@pytest.mark.parametrize(
    "text", ["", "\n\n", "?", "….", "“”", "( ( (", "a" * 5000, "Acme " * 2000, "\u202e\u200b", "’s ’s ’s", "and and , and"]
)
def test_a_text_without_sense_gives_an_empty_draft_or_only_names(text: str) -> None:
    assert EXTRACTOR.read(document(text)).proposals == ()


def test_a_wholly_masked_text_gives_an_empty_draft() -> None:
    assert EXTRACTOR.read(document(masks=(Mask(0, len(STORY), "furniture"),))) == Draft()


def test_a_direct_link_is_told_from_an_indirect_one() -> None:
    direct, through = (
        EXTRACTOR.read(document(f"Acme Systems sold FaceTrace software to Globex Labs{how}.")).proposals
        for how in ("", " through a reseller")
    )
    assert [p.indirect for p in direct if p.relation == "supplies_to"] == [False]
    assert [p.indirect for p in through if p.relation == "supplies_to"] == [True]


def test_a_description_that_opens_a_sentence_is_no_name() -> None:
    text = "Advocates urged Amazon to end the sale. Amazon sold Rekognition to agencies."
    draft = RulesExtractor().read(Document("0" * 64, text, "text", 5))
    demand = next(p for p in draft.proposals if p.relation == "demands_of")
    assert (demand.subject.name, demand.subject.text, demand.object.name) == ("advocates", "Advocates", "Amazon")


def test_what_is_no_sentence_is_read_for_names_only() -> None:
    text = "Acme Systems sold cameras to Globex Labs and " * 2000
    draft = RulesExtractor().read(Document("0" * 64, text, "text", 5))
    assert draft.proposals == ()
    assert {m.name for m in draft.mentions} == {"Acme Systems", "Globex Labs"}
