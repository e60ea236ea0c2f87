"""What points back: "it", "the company", "its", and "we" in a quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.extract.rules.nouns import Analysis, Phrase

Analyse = Callable[[str], Analysis]


def last(analysis: Analysis, head: str) -> Phrase:
    return [p for sentence in analysis.sentences for p in sentence.phrases if p.head == head][-1]


def name(phrase: Phrase) -> str | None:
    return phrase.thing.name if phrase.thing is not None else None


def test_the_company_is_the_company_that_the_text_is_about(analysed: Analyse) -> None:
    analysis = analysed("Amazon sold it. Amazon paid. The FBI asked Amazon and Acme Inc. about it. The company declined.")
    assert name(last(analysis, "company")) == "Amazon"


def test_the_company_is_the_last_one_where_none_stands_out(analysed: Analyse) -> None:
    assert name(last(analysed("Amazon met Acme Inc. in Oslo. The company declined."), "company")) == "Acme Inc"


def test_the_agency_is_no_company(analysed: Analyse) -> None:
    analysis = analysed("The FBI met Amazon. Amazon paid. Amazon left. The agency declined.")
    assert name(last(analysis, "agency")) == "FBI"


def test_a_company_points_back_only_when_it_is_definite(analysed: Analyse) -> None:
    assert name(last(analysed("Amazon paid. A company declined."), "company")) is None


def test_it_is_the_subject_of_its_sentence(analysed: Analyse) -> None:
    assert name(last(analysed("Amazon told the FBI that it had paid."), "it")) == "FBI"
    assert name(last(analysed("Amazon, after talks with the FBI, said it had paid."), "it")) == "Amazon"


def test_she_is_the_last_person_and_not_a_company(analysed: Analyse) -> None:
    assert name(last(analysed("It was Priya Natarajan who met Amazon. Then she left."), "she")) == "Priya Natarajan"
    assert name(last(analysed("Amazon paid. Then she left."), "she")) is None


def test_the_software_is_the_last_system(analysed: Analyse) -> None:
    assert name(last(analysed("ICE uses Rekognition. The software is fast."), "software")) == "Rekognition"


def test_its_software_is_made_by_the_subject(analysed: Analyse) -> None:
    maker = last(analysed("Palantir sold its tracking software."), "software").maker
    assert maker is not None
    assert maker.name == "Palantir"


def test_we_in_a_quotation_is_the_speakers_employer(analysed: Analyse) -> None:
    analysis = analysed("“We sell it to the county every year,” said Amazon vice president Brian Huseman.")
    assert name(last(analysis, "we")) == "Amazon"
    assert analysis.sentences[0].speaker is analysis.things["Brian Huseman"]


def test_the_employer_may_be_told_in_another_sentence(analysed: Analyse) -> None:
    analysis = analysed("It was Priya Natarajan, a director of Amazon, who called. “We sell it to every county,” Natarajan said.")
    assert name(last(analysis, "we")) == "Amazon"


def test_we_without_a_quotation_is_nobody(analysed: Analyse) -> None:
    assert name(last(analysed("Amazon paid, we think."), "we")) is None


def test_we_is_the_speaker_where_no_employer_is_known(analysed: Analyse) -> None:
    assert name(last(analysed("“We never bought any of it,” ICE said."), "we")) == "ICE"


def test_a_quotation_goes_on_with_the_same_speaker(analysed: Analyse) -> None:
    analysis = analysed("“We never bought any of it,” ICE said. “We never will buy any of it.”")
    assert name(last(analysis, "we")) == "ICE"


def test_a_title_of_the_council_is_one_of_the_council_in_the_text(analysed: Analyse) -> None:
    analysis = analysed("It asked the Borlund City Council twice. A letter by council Speaker Dana Lund says so.")
    (lund,) = analysis.sentences[1].names
    assert lund.title_of is not None
    assert lund.title_of.thing is analysis.things["Borlund City Council"]
    assert lund.title_of.text == "council"
    assert analysis.things["Dana Lund"].employer is analysis.things["Borlund City Council"]


def test_a_title_of_a_company_is_one_of_the_company_that_the_text_is_about(analysed: Analyse) -> None:
    analysis = analysed("It asked Amazon twice. A letter by company spokeswoman Dana Lund says so.")
    assert analysis.things["Dana Lund"].employer is analysis.things["Amazon"]


def test_a_title_of_a_body_that_is_not_named_is_nobodys(analysed: Analyse) -> None:
    assert analysed("A letter by council Speaker Dana Lund says so.").things["Dana Lund"].employer is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jane Roe runs Acme Inc. She met Globex Inc.", "Jane Roe"),
        ("Jane Roe fired John Doe. She met Globex Inc.", None),
        ("A woman accused John Doe. She told Globex Inc.", None),
        ("Jane Roe said she met Globex Inc.", "Jane Roe"),
        ("The board met. She told Globex Inc.", None),
    ],
)
def test_she_is_the_one_person_it_can_be_or_nobody(analysed: Analyse, text: str, who: str | None) -> None:
    assert name(last(analysed(text), "she")) == who


def test_it_at_the_start_is_the_body_that_the_sentence_before_is_about(analysed: Analyse) -> None:
    assert name(last(analysed("Acme Inc. met the FBI. It paid."), "it")) == "Acme Inc"
    assert name(last(analysed("Jane Roe met the FBI. It paid."), "it")) is None


def test_it_as_an_object_is_nobody_in_particular(analysed: Analyse) -> None:
    assert name(last(analysed("Amazon said that the FBI denied it."), "it")) is None


def test_the_company_by_its_town_is_the_company(analysed: Analyse) -> None:
    analysis = analysed("Amazon paid. The Seattle-based company left. The merged company stayed.")
    companies = [p for sentence in analysis.sentences for p in sentence.phrases if p.head == "company"]
    assert [name(p) for p in companies] == ["Amazon", None]
