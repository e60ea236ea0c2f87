"""What the rules read of a sentence takes the weight from what a model reads otherwise, and never adds to its standing."""

from __future__ import annotations

from typing import Any

import pytest
from llm_server import end, said
from making import document

from edgewise.errors import EvidenceError
from edgewise.extract.llm.checking import check
from edgewise.extract.llm.confidence import AGREED, ALONE, DOUBTED, WEAKENED
from edgewise.extract.llm.requests import requests_of
from edgewise.extract.llm.second import SecondReader, Weighed
from edgewise.project import builtin

PROJECT = builtin()
MODEL = ("llm:test@1",)


def weighed(second: SecondReader, text: str, subject: Any, relation: str, object: Any, sentence: str = "S1", **given: Any) -> Weighed:
    doc = document(text)
    (request,) = requests_of(doc, PROJECT.ontology)
    claim = said(sentence, request.by_id[sentence].text, subject, relation, object, **given)
    return second.read(doc).weigh(check(claim, request, doc, PROJECT).proposal, MODEL)


ICM = end("ICM", type="System")
REKOGNITION = end("Rekognition", type="System")
PITCH = "Amazon pitched Rekognition to ICE in June 2018."


def test_what_the_rules_read_too_is_read_by_both(second: SecondReader) -> None:
    proposal = weighed(second, PITCH, end("Amazon"), "pitched_to", end("ICE"), about=REKOGNITION).proposal
    assert proposal.confidence == AGREED
    assert proposal.read_by == ("llm:test@1", *second.rules.readers)


def test_what_the_rules_do_not_read_stands_at_the_bar(second: SecondReader) -> None:
    proposal = weighed(
        second, "With ICE, Amazon has had its eye on Rekognition trials.", end("Amazon"), "partners_with", end("ICE")
    ).proposal
    assert (proposal.confidence, proposal.read_by) == (ALONE, MODEL)
    assert ALONE == 0.80  # the bar of the graph: what any doubt touches is below it
    assert DOUBTED < WEAKENED < ALONE < AGREED


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object", "reason"),
    [
        (PITCH, end("ICE"), "pitched_to", end("Amazon"), "the other way round: Amazon pitched_to ICE"),
        (PITCH, end("Amazon"), "supplies_to", end("ICE"), "says Amazon pitched_to ICE, which never means supplies_to"),
        (PITCH, end("ICE"), "contracts_with", end("Amazon"), "says Amazon pitched_to ICE, which never means contracts_with"),
        ("ICM is hosted on AWS.", ICM, "hosts", end("AWS"), "the other way round: AWS hosts ICM"),
        ("ICE tested Rekognition in 2018.", end("ICE"), "uses", REKOGNITION, "never means uses"),
        ("Jane Roe sued Globex Labs in May.", end("Globex Labs"), "legal_action", end("Jane Roe", type="Person"), "the other way round"),
    ],
)  # fmt: skip
def test_a_claim_that_the_rules_contradict_is_refused(
    second: SecondReader, text: str, subject: Any, relation: str, object: Any, reason: str
) -> None:
    with pytest.raises(EvidenceError, match=reason):
        weighed(second, text, subject, relation, object)


def test_a_sentence_may_say_two_things_of_two_parties(second: SecondReader) -> None:
    both = weighed(
        second, "AWS officials met ICE in Redwood City to pitch Rekognition.", end("AWS"), "pitched_to", end("ICE"), about=REKOGNITION
    )
    assert both.proposal.confidence >= ALONE


def test_what_was_pitched_to_it_is_no_use_by_it(second: SecondReader) -> None:
    doubtful = weighed(second, PITCH, end("ICE"), "uses", REKOGNITION)
    assert doubtful.proposal.confidence == DOUBTED
    assert doubtful.reasons == ("the sentence says Amazon pitched_to ICE, which never means uses",)


@pytest.mark.parametrize(
    ("text", "subject", "relation", "object", "standing"),
    [
        ("There is no evidence that ICE uses Rekognition.", end("ICE"), "uses", REKOGNITION, ("affirmed", "unconfirmed")),
        ("ICE does not use Rekognition.", end("ICE"), "uses", REKOGNITION, ("negated", "confirmed")),
        ("ICE plans to use Rekognition.", end("ICE"), "uses", REKOGNITION, ("affirmed", "planned")),
    ],
)
def test_what_the_cues_contradict_takes_the_weaker_standing(
    second: SecondReader, text: str, subject: Any, relation: str, object: Any, standing: tuple[str, str]
) -> None:
    found = weighed(second, text, subject, relation, object)
    assert (found.proposal.polarity, found.proposal.modality) == standing
    assert found.proposal.confidence == WEAKENED
    assert found.reasons[0].startswith(f"affirmed confirmed by the model, {' '.join(standing)} by the words around it: ")


@pytest.mark.parametrize("modality", ["planned", "possible", "unconfirmed", "alleged"])
def test_a_weaker_standing_of_the_model_is_never_made_surer(second: SecondReader, modality: str) -> None:
    found = weighed(second, PITCH, end("Amazon"), "pitched_to", end("ICE"), modality=modality)
    assert found.proposal.modality == modality
    assert found.proposal.confidence == AGREED
    assert found.reasons == ()


def test_a_pronoun_that_the_rules_read_otherwise_makes_a_candidate(second: SecondReader) -> None:
    text = "Jane Roe met Amazon. She sued ICE. Mary Doe came later."
    found = weighed(second, text, end("She", "Mary Doe", "Person"), "legal_action", end("ICE"), "S2")
    assert found.proposal.confidence == DOUBTED
    assert "'She' stands for 'Jane Roe' rather than 'Mary Doe'" in found.reasons
    right = weighed(second, text, end("She", "Jane Roe", "Person"), "legal_action", end("ICE"), "S2")
    assert right.proposal.confidence == AGREED


def test_a_pronoun_is_not_the_other_end_even_where_the_rules_say_so(second: SecondReader) -> None:
    text = "AWS met ICE to pitch Rekognition, but there is no evidence that ICE bought it."
    found = weighed(second, text, end("ICE", occurrence=2), "uses", end("it", "Rekognition", "System"), modality="unconfirmed")
    assert not any("stands for" in reason for reason in found.reasons)


def test_what_is_said_both_ways_round_is_a_candidate_both_times(second: SecondReader) -> None:
    text = "In the matter of Globex Labs and Initrode Partners an order came."
    doc = document(text)
    (request,) = requests_of(doc, PROJECT.ontology)
    reading = second.read(doc)
    ends = (end("Globex Labs"), end("Initrode Partners"))
    both = [
        reading.weigh(check(said("S1", text, a, "regulates", b), request, doc, PROJECT).proposal, MODEL).proposal
        for a, b in (ends, ends[::-1])
    ]
    assert [p.confidence for p in reading.doubt_both_ways(both)] == [DOUBTED, DOUBTED]
    assert [p.confidence for p in reading.doubt_both_ways(both[:1])] == [ALONE]
