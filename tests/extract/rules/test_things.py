"""Things: one under several names, and types learnt over the whole text."""

from __future__ import annotations

from collections.abc import Callable

from edgewise.extract.rules.nouns import Analysis

Analyse = Callable[[str], Analysis]


def kinds(analysis: Analysis) -> dict[str, str]:
    return {thing.name: thing.type for thing in analysis.things.values()}


def test_a_defined_acronym_and_its_long_form_are_one_thing(analysed: Analyse) -> None:
    analysis = analysed("The county bought the Borlund Intake Register (BIR). A clerk likes BIR. The BIR database is slow.")
    assert analysis.acronyms == {"BIR": "Borlund Intake Register"}
    assert [(t.name, sorted(t.names), t.type) for t in analysis.things.values()] == [("BIR", ["BIR", "Borlund Intake Register"], "System")]


def test_a_well_known_name_and_its_alias_are_one_thing_and_a_unit_is_not_its_parent(analysed: Analyse) -> None:
    analysis = analysed("It met Amazon Web Services. It thanked AWS and Amazon for Rekognition. ICE called, HSI did not, DHS did.")
    assert sorted(analysis.things) == ["Amazon", "Amazon Web Services", "DHS", "HSI", "ICE", "Rekognition"]
    assert analysis.things["Amazon Web Services"].names == {"Amazon Web Services", "AWS"}


def test_a_last_name_stands_for_the_one_person_who_bears_it(analysed: Analyse) -> None:
    analysis = analysed("It was Priya Natarajan who paid. A letter by Natarajan says so.")
    assert sorted(analysis.things) == ["Priya Natarajan"]
    assert analysis.things["Priya Natarajan"].count == 2


def test_a_last_name_that_two_bear_stands_for_neither(analysed: Analyse) -> None:
    analysis = analysed("It was Priya Lund and Martha Lund who paid. A letter by Lund says so.")
    assert sorted(analysis.things) == ["Lund", "Martha Lund", "Priya Lund"]


def test_a_bare_last_name_is_not_the_junior(analysed: Analyse) -> None:
    assert sorted(analysed("It was Robert Lund Jr. who paid. A letter by Lund says so.").things) == ["Lund", "Robert Lund Jr."]


def test_what_stands_around_a_name_tells_its_type_wherever_it_stands(analysed: Analyse) -> None:
    analysis = analysed(
        "They saw Qorbex there. The county paid the vendor Qorbex. It bought the tool Glimr. "
        "A deal on Glimr was made by Zell Varn, who left."
    )
    assert kinds(analysis) == {"Qorbex": "Organization", "Glimr": "System", "Zell Varn": "Person"}


def test_agencies_and_newsrooms_are_told_from_companies(analysed: Analyse) -> None:
    analysis = analysed("It asked the Borlund Police Department, the Borlund Gazette, POGO and Acme Inc. about Acme Inc.")
    told = {thing.name: (thing.agency, thing.newsroom) for thing in analysis.things.values()}
    assert told == {
        "Borlund Police Department": (True, False),
        "Borlund Gazette": (False, True),
        "POGO": (False, True),
        "Acme Inc": (False, False),
    }
    assert analysis.main_company is analysis.things["Acme Inc"]


def test_a_text_without_companies_has_no_main_company(analysed: Analyse) -> None:
    assert analysed("It rained in Oslo.").main_company is None
    assert analysed("").sentences == []


def test_a_short_form_that_is_only_defined_is_no_name(analysed: Analyse) -> None:
    assert sorted(analysed("The county bought the Borlund Intake Register (BIR).").things) == ["Borlund Intake Register"]


def test_a_famous_last_name_stands_for_its_bearer_where_the_document_names_him(analysed: Analyse) -> None:
    assert sorted(analysed("It was Bezos who paid.").things) == ["Bezos"]
    assert sorted(analysed("It was Mark Bezos who paid. A letter by Bezos says so.").things) == ["Bezos", "Mark Bezos"]
    assert sorted(analysed("It was Jeff Bezos and Mark Bezos who paid. Bezos said so.").things) == ["Jeff Bezos", "Mark Bezos"]


def test_a_last_name_with_several_famous_bearers_is_the_one_in_the_text(analysed: Analyse) -> None:
    assert sorted(analysed("It was Hillary Clinton who paid. A letter by Clinton says so.").things) == ["Hillary Clinton"]
    assert kinds(analysed("It was Clinton who paid.")) == {"Clinton": "Person"}


def test_a_name_with_and_without_the_dot_of_its_suffix_is_one_thing(analysed: Analyse) -> None:
    assert sorted(analysed("It met Acme Inc. there. It paid Acme Inc.").things) == ["Acme Inc"]


def test_a_name_that_nothing_explains_is_what_it_does(analysed: Analyse) -> None:
    assert kinds(analysed("Yesterday Quillon denied it. They met in Varnhem."))["Quillon"] == "Organization"
    assert kinds(analysed("The town has used Quillon for years."))["Quillon"] == "System"
    assert kinds(analysed("They met in Varnhem on Monday."))["Varnhem"] == "Place"
    assert kinds(analysed("They spoke of Quillon."))["Quillon"] == "unknown"


def test_a_land_can_be_a_party_and_a_city_cannot(analysed: Analyse) -> None:
    things = analysed("Norway sued Acme Inc. in Oslo.").things
    assert [(t.name, t.type, t.role, t.acts) for t in things.values() if t.type == "Place"] == [
        ("Norway", "Place", "Organization", True),
        ("Oslo", "Place", "Place", False),
    ]
