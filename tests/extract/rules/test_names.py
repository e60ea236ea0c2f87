"""Names: which words are one, what it is by its form, and what a title before it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.extract.rules.nouns import Analysis, Name
from edgewise.model import Document
from edgewise.project import builtin

Analyse = Callable[[str], Analysis]


def names(analysis: Analysis) -> list[Name]:
    return [name for sentence in analysis.sentences for name in sentence.names]


def texts(analysis: Analysis) -> list[str]:
    return [name.text for name in names(analysis)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor told Immigration and Customs Enforcement about it.", ["Immigration and Customs Enforcement"]),
        ("A clerk at the Department of Public Works called.", ["Department of Public Works"]),
        ("He gave to the Center for Open Roads and left.", ["Center for Open Roads"]),
        ("It sued Amazon and Google over Rekognition.", ["Amazon", "Google", "Rekognition"]),
        ("They asked the Office of Management and Budget.", ["Office of Management and Budget"]),
        ("He praised The Daily Beast for it.", ["The Daily Beast"]),
        ("It met the Trump administration in June.", ["Trump administration"]),
        ("The bureau ran Project 2000 for years.", ["Project 2000"]),
        ("A sale to ICE, on Monday, by the CEO, in French.", ["ICE"]),
        ("She sent AI-powered cameras to Oslo.", ["Oslo"]),
        ("A tool by Clearview AI was bought.", ["Clearview AI"]),
        ("The Amazon AI tools were bought.", ["Amazon"]),
        ("It met the Israeli Mossad and the Biden White House.", ["Mossad", "White House"]),
        ("It is NOT so, the Amazon PR desk said to WHO and US buyers.", ["Amazon", "WHO", "US"]),
        ("A Freedom of Information Act request by civil‑rights groups and Civil‑rights fans.", ["Freedom of Information Act"]),
        ("The Act and the Department are old, Officials said.", []),
        ("It was bought by MAGA-friendly buyers.", []),
        ("It met the National Development and Reform Commission.", ["National Development and Reform Commission"]),
        ("The Ministry of Health and the Office of Trade paid.", ["Ministry of Health", "Office of Trade"]),
        ("A letter by Dana van der Lund and Rui d'Alva came.", ["Dana van der Lund", "Rui d'Alva"]),
        ("The sheriff’s office paid Moody’s twice.", ["Moody"]),
        ("It sued Hemlogic, Inc. and Borlund Labs, LLC, over it.", ["Hemlogic, Inc.", "Borlund Labs, LLC"]),
        ("It is a tool of Hemlogic, Inc. Borlund Police uses it.", ["Hemlogic, Inc.", "Borlund Police"]),
        ("Officers of Denver, Co. met Hemlogic, AG Jane Roe and Hemlogic, too.", ["Denver", "Hemlogic", "Jane Roe", "Hemlogic"]),
    ],
)
def test_a_name_is_a_run_of_capitals_with_the_small_words_inside_it(analysed: Analyse, text: str, expected: list[str]) -> None:
    assert texts(analysed(text)) == expected


def test_a_common_word_that_opens_a_sentence_is_no_name_and_an_uncommon_one_is(analysed: Analyse) -> None:
    analysis = analysed("Officials paid for cameras. Reporting by the desk found cameras. Cameras were sold. Hemlogic sold them.")
    assert texts(analysis) == ["Hemlogic"]


def test_a_heading_in_capitals_names_only_what_the_text_names(analysed: Analyse) -> None:
    text = "County Pays Hemlogic For Secret Cameras\n\nThe county paid Hemlogic for cameras. A clerk said so. Nobody asked."
    analysis = analysed(text)
    assert [name.text for name in analysis.sentences[0].names] == ["Hemlogic"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He sued Acme Holdings LLC over it.", "Acme Holdings LLC", "Organization"),
        ("It cites the Clean Roads Act twice.", "Clean Roads Act", "Work"),
        ("It began with Operation Glass Door then.", "Operation Glass Door", "Event"),
        ("The deal was made in Redwood City then.", "Redwood City", "Place"),
        ("The clerk ran Hemlock software on it.", "Hemlock", "System"),
        ("It was Priya Natarajan who paid.", "Priya Natarajan", "Person"),
        ("It was Qorbex X. Zell who paid.", "Qorbex X. Zell", "Person"),
        ("It was paid by QZK then.", "QZK", "Organization"),
        ("It was bought by buyitnow on Hemlock.com then.", "Hemlock.com", "Organization"),
        ("It asked ProPublica about it.", "ProPublica", "Organization"),
        ("It asked Amazon Rekognition to do it.", "Amazon Rekognition", "System"),
        ("They saw Vell there.", "Vell", "unknown"),
        ("It sued Shelby County over it.", "Shelby County", "Place"),
        ("It asked the Department of War about it.", "Department of War", "Organization"),
        ("It cites Executive Order 99 twice.", "Executive Order 99", "Work"),
        ("It began with World War II then.", "World War II", "Event"),
        ("It paid Qorbex & Zell twice.", "Qorbex & Zell", "Organization"),
        ("It asked Borlund Democrats about it.", "Borlund Democrats", "Group"),
        ("It began with COVID-19 then.", "COVID-19", "unknown"),
        ("They saw GLIMMERGLASS there.", "GLIMMERGLASS", "unknown"),
        ("They saw the GLIMMERGLASS surveillance program there.", "GLIMMERGLASS", "System"),
        ("It was Dana O’Dell who paid.", "Dana O'Dell", "Person"),
        ("It cared for George Borlund Hospital patients.", "George Borlund Hospital", "Organization"),
    ],
)
def test_a_type_shows_in_the_form(analysed: Analyse, text: str, name: str, expected: str) -> None:
    assert [(n.text, n.type) for n in names(analysed(text))] == [(name, expected)]


def test_a_title_makes_a_person_and_its_owner_an_organisation(analysed: Analyse) -> None:
    bureau, person = names(analysed("It was FBI Director Kash Patel who signed it."))
    assert (bureau.text, bureau.type) == ("FBI", "Organization")
    assert (person.text, person.type, person.title, person.title_of) == ("Kash Patel", "Person", "Director", bureau)
    assert person.thing is not None
    assert person.thing.employer is bureau.thing


def test_a_title_in_lower_case_does_the_same(analysed: Analyse) -> None:
    firm, person = names(analysed("It was Amazon vice president Brian Huseman who signed it."))
    assert (person.text, person.title, person.title_of) == ("Brian Huseman", "vice president", firm)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chief of Staff Dana Lund paid.", "Chief of Staff"),
        ("It was Chief Dana Lund who paid.", "Chief"),
        ("It was Vice Chief of Staff General Dana Lund who paid.", "Vice Chief of Staff General"),
        ("It was attorney Dana Lund who paid.", "attorney"),
        ("It was vice president Dana Lund who paid.", "vice president"),
        ("It was the chief executive Dana Lund who paid.", "chief executive"),
        ("It was Borlund Police Chief Dana Lund who paid.", "Chief"),
    ],
)
def test_a_title_may_be_long_or_an_everyday_word(analysed: Analyse, text: str, title: str) -> None:
    person = names(analysed(text))[-1]
    assert (person.text, person.title) == ("Dana Lund", title)


def test_a_first_name_before_a_last_name_that_is_a_title_is_kept(analysed: Analyse) -> None:
    assert texts(analysed("It was Erik Prince who paid.")) == ["Erik Prince"]


def test_a_title_without_an_owner_is_only_a_title(analysed: Analyse) -> None:
    analysis = analysed("It was Deputy Attorney General Dana Lund and former Senator Ruiz, with the Attorney General.")
    assert [(n.text, n.type, n.title) for n in names(analysis)] == [
        ("Dana Lund", "Person", "Deputy Attorney General"),
        ("Ruiz", "Person", "Senator"),
    ]


@pytest.mark.parametrize("adjective", ["Swiss", "Republican", "Former", "Norwegian"])
def test_an_adjective_before_a_title_is_no_organisation(analysed: Analyse, adjective: str) -> None:
    assert texts(analysed(f"It was {adjective} Senator Dana Lund who signed it.")) == ["Dana Lund"]


def test_an_organisation_whose_name_begins_like_a_title_stays_one(analysed: Analyse) -> None:
    analysis = analysed("It paid General Dynamics and the Executive Office for it.")
    assert [(n.text, n.type) for n in names(analysis)] == [("General Dynamics", "Organization"), ("Executive Office", "Organization")]


def test_names_given_as_data_are_found_whole() -> None:
    text = "A letter by Neighbors against Cameras was read."
    document = Document(sha256="0" * 64, text=text, kind="timeline_event", tier=4, names=("Neighbors against Cameras (group)", "the mayor"))
    assert texts(analyse(document, load_lexicon(), builtin().names)) == ["Neighbors against Cameras"]
