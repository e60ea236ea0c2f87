"""Edges that a hasty reader would draw and the sentence does not: each with what it says instead."""

from __future__ import annotations

import hashlib

import pytest

from edgewise.extract.rules.extractor import RulesExtractor
from edgewise.model import Document
from edgewise.proposed import Proposal

EXTRACTOR = RulesExtractor()


def read(text: str) -> tuple[Proposal, ...]:
    return EXTRACTOR.read(Document(sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, kind="article", tier=3)).proposals


def claims(text: str) -> set[str]:
    return {f"{p.subject.name} > {p.relation} > {p.object.name}" for p in read(text)}


def one(text: str, relation: str) -> Proposal:
    (found,) = [p for p in read(text) if p.relation == relation]
    return found


@pytest.mark.parametrize(
    ("sentence", "said", "wrong"),
    [
        (
            "Acme Systems, Inc. sold FaceTrace to the Borlund Police Department.",
            "Acme Systems, Inc > supplies_to > Borlund Police Department",
            "Inc > supplies_to > Borlund Police Department",
        ),
        (
            "Activists called on the FBI to investigate Acme Systems.",
            "FBI > investigates > Acme Systems",
            "Activists > investigates > Acme Systems",
        ),
        (
            "The governor nominates Jane Roe, a former top lobbyist, to lead Globex Labs.",
            "",
            "governor > leads > Globex Labs",
        ),
        (
            "Jane Roe fired John Doe over his decision to investigate Acme Systems.",
            "Jane Roe > dismissed > John Doe",
            "Jane Roe > investigates > Acme Systems",
        ),
        (
            "The Harbor Times wrote to Acme Systems asking Globex Labs to reply.",
            "Harbor Times > contacted > Acme Systems",
            "Acme Systems > demands_of > Globex Labs",
        ),
        (
            "Jane Roe received an email revealing that Acme Systems sold data.",
            "",
            "Jane Roe > reported > Acme Systems",
        ),
        (
            "Whole Foods and other Amazon employees demanded that Amazon stop the sale.",
            "Amazon employees > demands_of > Amazon",
            "Whole Foods > demands_of > Amazon",
        ),
        (
            "The mayor pressured Globex Labs into investigating Acme Systems.",
            "Globex Labs > investigates > Acme Systems",
            "mayor > investigates > Acme Systems",
        ),
        ("Acme Systems won lucrative Afghanistan contracts.", "", "Acme Systems > contracts_with > Afghanistan"),
        ("Acme Systems sold Initech Labs to Globex Labs.", "", "Acme Systems > supplies_to > Globex Labs"),
        ("Acme Systems distributed $3 million to Globex Labs.", "", "Acme Systems > supplies_to > Globex Labs"),
        ("The paper met the Gulf fund Acme Systems.", "", "Gulf > funds > Acme Systems"),
        ("The Senate denied Acme Systems's motion.", "", "Senate > denied > Acme Systems"),
        ("Somali President Jane Roe met Acme Systems.", "Jane Roe > met_with > Acme Systems", "Jane Roe > leads > Somali"),
        ("Home Secretary Jane Roe met Acme Systems.", "Jane Roe > met_with > Acme Systems", "Jane Roe > leads > Home"),
        ("Jane Roe's EPA met Acme Systems.", "", "Jane Roe > leads > EPA"),
        ("Former FBI Director Jane Roe spoke.", "Jane Roe > works_for > FBI", "Jane Roe > leads > FBI"),
        ("The report names incoming FBI Director Jane Roe.", "", "Jane Roe > leads > FBI"),
        ("Acme Systems's Global Head of Research spoke.", "", "Global Head of Research > part_of > Acme Systems"),
        ("Jane Roe's relationship with John Doe ended.", "", "Jane Roe > partners_with > John Doe"),
        (
            "Acme Systems agreed to pay AU$240 million to Globex Labs.",
            "Acme Systems > funds > Globex Labs",
            "Acme Systems > funds > AU",
        ),
        (
            "Acme Systems and Hemlogic Labs sold cameras to Globex Labs and the FBI, respectively.",
            "Hemlogic Labs > supplies_to > FBI",
            "Acme Systems > supplies_to > FBI",
        ),
        ("The company that sold cameras to Globex Labs was acquired by Acme Systems.", "", "Acme Systems > owns > Globex Labs"),
        ("A Globex Labs contractor uses Rekognition.", "Globex Labs contractor > uses > Rekognition", "Globex Labs > uses > Rekognition"),
        ("Rebels fund Trump supporters.", "", "rebels > funds > Trump"),
        ("The agency that oversees Globex Labs uses Rekognition.", "", "Globex Labs > uses > Rekognition"),
        ("Lawyers suing Globex Labs met with Acme Systems.", "lawyers > met_with > Acme Systems", "Globex Labs > met_with > Acme Systems"),
        ("The company suing Amazon over patents sold software to ICE.", "", "Amazon > supplies_to > ICE"),
        ("Everyone except ICE uses Rekognition.", "", "ICE > uses > Rekognition"),
        ("ICE, the FBI said, uses Rekognition.", "ICE > uses > Rekognition", "FBI > uses > Rekognition"),
        (
            "Not only did Amazon sell Rekognition to ICE, it also hosts ICM.",
            "Amazon > hosts > ICM",
            "ICE > hosts > ICM",
        ),
        (
            "It was known as Hemlogic Ltd. Jane Roe, an early Globex Labs investor, chairs it.",
            "Jane Roe > funds > Globex Labs",
            "Hemlogic Ltd. Jane Roe > funds > Globex Labs",
        ),
    ],
)
def test_a_hasty_edge_is_not_drawn(sentence: str, said: str, wrong: str) -> None:
    found = claims(sentence)
    assert wrong not in found
    assert not said or said in found


def test_they_who_wrote_are_the_group_of_the_sentence_before() -> None:
    text = "A group of Amazon workers signed a letter. “ICE relies on Palantir for its work,” they wrote."
    relies = one(text, "uses")
    assert relies.said_by is not None
    assert relies.said_by.name == "Amazon employees"
    assert (relies.said_by.type, relies.modality) == ("Group", "alleged")


def test_a_quotation_that_goes_over_sentences_is_one() -> None:
    text = "A group of Amazon workers signed a letter. “Palantir runs on AWS. And ICE relies on Palantir for its work,” they wrote."
    found = {p.object.name: p for p in read(text) if p.relation == "uses"}
    assert {p.modality for p in found.values()} == {"alleged"}
    assert found["Palantir"].said_by is not None


def test_what_stands_after_a_quotation_is_the_documents_own() -> None:
    assert one("“We like it. It works,” they wrote. ICE uses Rekognition.", "uses").modality == "confirmed"


def test_what_nobody_named_says_is_alleged() -> None:
    assert one("“ICE relies on Palantir for its work,” they wrote.", "uses").modality == "alleged"


@pytest.mark.parametrize(
    ("text", "relation", "date"),
    [
        ("The Daily Beast reported in October 2018 that Amazon had pitched its software to ICE.", "pitched_to", None),
        ("The Daily Beast reported in October 2018 that Amazon had pitched its software to ICE.", "reported", "2018-10"),
        ("In May 2019 the Daily Beast reported that Amazon pitched its software to ICE in June 2018.", "pitched_to", "2018-06"),
        ("In 1990, Jane Roe founded Acme Systems, which Globex Labs bought in 1996.", "founded", "1990"),
        ("In 1990, Jane Roe founded Acme Systems, and Globex Labs bought Acme Systems in 1996.", "owns", "1996"),
        ("Acme Systems fired Jane Roe, who had joined in 2014.", "dismissed", None),
        ("Acme Systems fired Jane Roe after a weak July report.", "dismissed", None),
    ],
)
def test_a_date_is_of_the_clause_that_it_stands_in(text: str, relation: str, date: str | None) -> None:
    assert one(text, relation).date == date


def test_indirect_is_said_of_one_dealing() -> None:
    found = {
        p.relation: p for p in read("Amazon supplies ICE indirectly, through companies such as Palantir that have contracts with ICE.")
    }
    assert found["supplies_to"].indirect
    assert (found["contracts_with"].subject.name, found["contracts_with"].indirect) == ("Palantir", False)


def test_neither_directly_nor_indirectly_is_not_indirect() -> None:
    assert not one("Acme Systems has never sold FaceTrace software to Globex Labs, directly or indirectly.", "supplies_to").indirect


def test_a_sum_is_of_the_verb_that_it_follows() -> None:
    found = {
        p.object.name: p for p in read("Globex Labs, funded by Jane Roe, invested $200 million in Acme Systems.") if p.relation == "funds"
    }
    assert (found["Acme Systems"].amount, found["Globex Labs"].amount) == ("$200 million", None)


def test_what_is_put_to_somebody_is_not_settled() -> None:
    words = "“So I, in my question, began by saying, ‘You affirmed that Acme Systems provides cameras to Globex Labs,’” Jane Roe continued."
    found = one(words, "supplies_to")
    assert found.modality == "unconfirmed"


@pytest.mark.parametrize("verb", ["plans", "hopes", "wants", "aims"])
def test_who_only_plans_to_sell_has_pitched_to_nobody(verb: str) -> None:
    (found,) = read(f"Acme Systems {verb} to supply cameras to Globex Labs.")
    assert (found.relation, found.modality) == ("supplies_to", "planned")


def test_who_seeks_to_sell_pitches() -> None:
    assert one("Acme Systems sought to sell cameras to Globex Labs.", "pitched_to").modality == "confirmed"


@pytest.mark.parametrize(
    "sentence",
    [
        "No contract was awarded to Acme Systems by Globex Labs.",
        "Neither contract was awarded to Acme Systems by Globex Labs.",
        "No cameras were sold to Globex Labs by Acme Systems.",
        "No data was shared with Globex Labs by Acme Systems.",
        "No cameras, maps or data were sold to Globex Labs by Acme Systems.",
        "No Acme Systems or Globex Labs officials met with ICE.",
        "Hemlogic but not Amazon sold software to ICE.",
        "Not one contract was awarded to Acme Systems by Globex Labs.",
        "Not a single camera was sold to Globex Labs by Acme Systems.",
        "None of Acme's offices use Rekognition.",
        "In no case was Rekognition used by Acme Systems.",
        "No official confirmed that Acme Systems uses Rekognition.",
        "None of the emails says that Acme Systems uses Rekognition.",
        "Hardly anyone says Acme Systems uses Rekognition.",
        "It is not the case that Acme Systems has a contract with Globex Labs.",
        "Acme Systems was cleared of selling cameras to Globex Labs.",
        "False: Acme Systems uses Rekognition.",
        "Claim: Acme Systems uses Rekognition.",
        "Acme Systems was not awarded a contract by Globex Labs.",
    ],
)
def test_what_nobody_did_or_said_is_no_edge(sentence: str) -> None:
    found = read(sentence)
    assert found
    assert not [(p.relation, p.modality) for p in found if p.polarity == "affirmed" and p.modality in ("confirmed", "reported")]


@pytest.mark.parametrize(
    "sentence",
    ["No fewer than ten cameras were sold to Globex Labs by Acme Systems.", "No doubt Acme Systems sold cameras to Globex Labs."],
)
def test_a_word_like_no_that_takes_nothing_away(sentence: str) -> None:
    assert one(sentence, "supplies_to").polarity == "affirmed"


def test_to_offer_is_to_pitch_and_no_sale() -> None:
    assert one("Acme Systems offered its FaceTrace software to Globex Labs.", "pitched_to").modality == "confirmed"
    assert "Acme Systems > supplies_to > Globex Labs" not in claims("Acme Systems offered its FaceTrace software to Globex Labs.")


def test_one_or_the_other_is_possible_and_neither_is_denied() -> None:
    found = read("Acme Systems sold cameras to Globex Labs or the FBI.")
    assert {p.modality for p in found if p.relation == "supplies_to"} == {"possible"}
    found = read("Acme Systems did not sell cameras to Globex Labs or the FBI.")
    assert {(p.polarity, p.modality) for p in found if p.relation == "supplies_to"} == {("negated", "confirmed")}


@pytest.mark.parametrize(
    "sentence",
    [
        "ICE, the FBI said, uses Rekognition.",
        "In 2019, the FBI said, ICE used Rekognition.",
        "ICE uses Rekognition, the FBI said.",
    ],
)
def test_what_somebody_says_in_an_aside_is_theirs(sentence: str) -> None:
    found = one(sentence, "uses")
    assert (found.subject.name, found.modality, found.said_by and found.said_by.name) == ("ICE", "reported", "FBI")
