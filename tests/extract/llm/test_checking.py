"""A claim of a model stands where its words stand, or is refused with the reason."""

from __future__ import annotations

from typing import Any

import pytest
from llm_server import end, said
from making import document

from edgewise.errors import EvidenceError
from edgewise.extract.llm.checking import Checked, check
from edgewise.extract.llm.requests import requests_of
from edgewise.extract.llm.words import same_name
from edgewise.model import EntityType
from edgewise.project import builtin

PROJECT = builtin()
TEXT = (
    "The Harbor Police and Acme\n\n"
    "Jane Roe, an Acme Systems executive, said that Acme pitched FaceTrace to the Harbor Police on May 4, 2021 "
    "in Springfield for $2 million. "
    "It met Globex,\nGlobex and “Initech’s” staff through a reseller. Did the company pay? "
    "The company’s board and Amazon employees left. "
    "Immigration and Customs Enforcement (ICE) uses FaceTrace."
)
PITCH = "Acme pitched FaceTrace to the Harbor Police"
MEETING = 'It met Globex, Globex and "Initech\'s" staff'
BOARD = "The company's board and Amazon employees left"


def checked(claim: Any) -> Checked:
    doc = document(TEXT)
    (request,) = requests_of(doc, PROJECT.ontology)
    return check(claim, request, doc, PROJECT)


def pitch(**given: Any) -> dict[str, Any]:
    return said("S2", PITCH, end("Acme", occurrence=2), "pitched_to", end("Harbor Police"), about=end("FaceTrace", type="System"), **given)


def test_a_true_claim_gets_its_offsets_and_the_whole_sentence_as_quote() -> None:
    speaker = end("Jane Roe", type="Person", sentence="S2")
    claim = pitch(speaker=speaker, modality="reported", date="2021-05-04", place="Springfield", amount="$2 million", indirect=True)
    proposal = checked(claim).proposal
    doc = document(TEXT)
    assert doc.text[proposal.start : proposal.end] == proposal.quote
    assert proposal.quote.startswith("Jane Roe, an Acme")
    assert proposal.quote.endswith("$2 million.")
    assert (proposal.subject.start, proposal.subject.text) == (TEXT.index("Acme pitched"), "Acme")
    assert (proposal.object.start, proposal.object.end) == (TEXT.index("Harbor Police on"), TEXT.index(" on May"))
    assert proposal.about is not None
    assert proposal.about.start == TEXT.index("FaceTrace")
    assert proposal.said_by is not None
    assert (proposal.said_by.name, proposal.said_by.type) == ("Jane Roe", "Person")
    assert (proposal.date, proposal.place, proposal.amount, proposal.indirect) == ("2021-05-04", "Springfield", "$2 million", True)


def test_quotes_dashes_and_line_breaks_of_another_kind_are_the_same_words() -> None:
    proposal = checked(said("S3", MEETING, end("It", "Acme"), "met_with", end("Initech's", "Initech"))).proposal
    assert (proposal.subject.name, proposal.subject.text) == ("Acme", "It")
    assert (proposal.object.name, proposal.object.text) == ("Initech", "Initech")


def test_which_occurrence_counts_whole_words_from_left_to_right() -> None:
    second = checked(said("S3", MEETING, end("It", "Acme"), "met_with", end("Globex", occurrence=2))).proposal
    assert second.object.start == TEXT.index("Globex and")


@pytest.mark.parametrize(
    ("text", "name", "type", "found"),
    [
        ("company", "Acme Systems", "Organization", "Acme Systems"),
        ("Amazon employees", "Amazon", "Group", "Amazon employees"),  # doubtful: stands for itself
        ("company", "Initrode", "Organization", "company"),
        ("board", "board", "Group", "board"),
    ],
)
def test_a_description_stands_for_a_name_of_the_passage_or_for_itself(text: str, name: str, type: str, found: str) -> None:
    claim = said("S5", BOARD, end(text, name, type), "criticises", end("company" if text != "company" else "Amazon employees"))
    assert checked(claim).proposal.subject.name == found


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Acme", "Acme Systems", "Acme Systems"),
        ("Acme Systems", "Acme Systems Incorporated", "Acme Systems"),  # what the passage does not say is left
        ("ICE", "Immigration and Customs Enforcement", "Immigration and Customs Enforcement"),
        ("ICE", "U.S. Immigration and Customs Enforcement", "U.S. Immigration and Customs Enforcement"),  # a name that we know
    ],
)
def test_a_name_stands_for_a_form_of_itself(text: str, name: str, found: str) -> None:
    if text == "ICE":
        claim = said("S6", "uses FaceTrace", end(text, name), "uses", end("FaceTrace", type="System"))
    else:
        claim = said("S2", PITCH, end(text, name), "met_with", end("Harbor Police"))
    assert checked(claim).proposal.subject.name == found


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("ICE uses FaceTrace", "a claim is an object"),
        (None, "a claim is an object"),
        ({}, "there is no sentence 'None' in this passage; claims are read from S2 to S6"),
        (pitch() | {"sentence": "S9"}, "there is no sentence 'S9'"),
        (pitch() | {"sentence": ["S2"]}, "there is no sentence"),
        (pitch() | {"sentence": "S1"}, "S1 is a heading"),
        (pitch() | {"sentence": "S4"}, "S4 is a question"),
        (pitch() | {"sentence": "S3"}, "the quote does not stand in S3"),
        (pitch() | {"quote": "Acme purchased FaceTrace"}, "the quote does not stand in S2: 'Acme purchased FaceTrace'"),
        (pitch() | {"quote": ""}, "the quote is missing"),
        (pitch() | {"quote": None}, "the quote is missing"),
        (pitch() | {"quote": "Acme pitched " * 100_000}, "the quote does not stand"),
        (pitch() | {"relation": "bribed"}, "unknown relation 'bribed'"),
        (pitch() | {"relation": {}}, "unknown relation"),
        (pitch() | {"polarity": "maybe"}, "unknown polarity 'maybe'"),
        (pitch() | {"modality": ["confirmed"]}, "unknown modality"),
        (pitch() | {"subject": None}, "the subject is missing"),
        (pitch() | {"subject": end("Palantir")}, "the subject does not stand in S2: 'Palantir'"),
        (pitch() | {"subject": end("Police and Acme")}, "the subject does not stand in S2"),  # in the heading it does
        (pitch() | {"subject": end("cme")}, "the subject does not stand in S2"),  # a part of a word
        (pitch() | {"subject": end("acme")}, "the subject does not stand in S2"),
        (pitch() | {"subject": end("Acme", occurrence=3)}, "stands 2 times in S2, so there is no occurrence 3"),
        (pitch() | {"subject": end("Acme", occurrence=0)}, "no occurrence 0"),
        (pitch() | {"subject": end("Acme", occurrence=True)}, "no occurrence True"),
        (pitch() | {"subject": end("Acme", occurrence=10**400)}, "no occurrence"),
        (pitch() | {"subject": end("...")}, "the subject has no words"),
        (pitch() | {"subject": end("Acme", type="Company")}, "no known type: 'Company'"),
        (pitch() | {"subject": end("Acme", "Globex")}, "'Acme' does not stand for 'Globex'"),
        (pitch() | {"subject": end("Harbor Police")}, "'Harbor Police' is both subject and object"),
        (pitch() | {"about": end("Rekognition", type="System")}, "what it is about does not stand in S2"),
        (pitch() | {"speaker": end("Globex", sentence="S2")}, "the speaker does not stand in S2"),
        (pitch() | {"speaker": end("Jane Roe", type="Person")}, "there is no sentence 'None' in this passage; a speaker"),
        (pitch() | {"speaker": "Jane Roe"}, "the speaker is an object or null"),
        (said("S3", MEETING, end("It"), "met_with", end("Globex")), "'It' names nobody"),
        (said("S3", MEETING, end("It", "the market"), "met_with", end("Globex")), "the passage does not name 'the market'"),
        (said("S3", MEETING, end("It", "Jane Roe", "Person"), "met_with", end("Globex")), "'It' cannot stand for the Person 'Jane Roe'"),
        (said("S3", MEETING, end("It", "Initrode"), "met_with", end("Globex")), "the passage does not name 'Initrode'"),
        (said("S5", BOARD, end("Amazon", type="Person"), "criticises", end("board")), "known as Organization, not Person"),
        (said("S6", "uses FaceTrace", end("ICE", "Amazon"), "uses", end("FaceTrace", type="System")), "these are two"),
    ],
)
def test_a_lie_is_refused_with_its_reason(claim: Any, reason: str) -> None:
    with pytest.raises(EvidenceError, match=reason.replace("(", r"\(").replace("...", r"\.\.\.")):
        checked(claim)


@pytest.mark.parametrize(
    ("given", "left_out"),
    [
        ({"date": "2020-05"}, "date '2020-05': S2 does not give it"),
        ({"date": "2021-06"}, "date"),
        ({"date": "2021-05-05"}, "date"),
        ({"date": "2021-13"}, "date"),
        ({"date": "May 2021"}, "date"),
        ({"date": 2021}, "date"),
        ({"place": "Paris"}, "place 'Paris': S2 does not say it"),
        ({"amount": "$20 million"}, "amount"),
        ({"role": ["chief"]}, "role"),
    ],
)
def test_a_detail_that_the_sentence_does_not_give_is_left_out(given: dict[str, Any], left_out: str) -> None:
    found = checked(pitch(**given))
    assert len(found.left_out) == 1
    assert found.left_out[0].startswith(left_out)
    assert (found.proposal.date, found.proposal.place, found.proposal.amount, found.proposal.role) == (None,) * 4


@pytest.mark.parametrize("date", ["2021", "2021-05", "2021-05-04"])
def test_a_date_is_as_exact_as_the_sentence(date: str) -> None:
    assert checked(pitch(date=date)).proposal.date == date


@pytest.mark.parametrize(
    ("text", "name", "type", "same"),
    [
        ("Mr. Roe", "Jane Roe", "Person", True),
        ("Roe", "Jane Roe", "Person", True),
        ("Director Jane Roe", "Jane Roe", "Person", True),
        ("Mary Roe", "Jane Roe", "Person", False),
        ("HPA", "Harbor Police Authority", "Organization", True),
        ("HPA", "Harbor Authority", "Organization", False),
        ("Acme", "Acme Systems", "Organization", True),
        ("Acme", "Acme employees", "Group", False),
        ("Acme", "Acme employees", "Organization", False),
        ("", "Acme", "Organization", False),
    ],
)
def test_a_form_of_a_name_is_no_other_name(text: str, name: str, type: EntityType, same: bool) -> None:
    assert same_name(text, name, type) is same
    assert same_name(name, text, type) is same


def test_a_short_form_that_the_passage_introduces_stands_for_the_long_one() -> None:
    doc = document("Harbour Union Four (HU4) met Portus. HU4 sued Portus.")
    (request,) = requests_of(doc, PROJECT.ontology)
    claim = said("S2", "HU4 sued Portus", end("HU4", "Harbour Union Four"), "legal_action", end("Portus"))
    assert check(claim, request, doc, PROJECT).proposal.subject.name == "Harbour Union Four"


def test_a_matter_is_left_out_where_the_relation_has_none() -> None:
    claim = said("S6", "uses FaceTrace", end("ICE"), "uses", end("FaceTrace", type="System"), about=end("nowhere"))
    assert checked(claim).proposal.about is None
