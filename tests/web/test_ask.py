"""Questions in plain words: understood or not, the answer is that of `edgewise ask`, with links to everything it names."""

from __future__ import annotations

import json

import pytest
from explorers import Asking

from edgewise.questions.answer import ask
from edgewise.questions.forms import FORM_NAMES, known_forms
from edgewise.questions.nouns import Answer, to_json
from edgewise.views.text import as_markdown, as_text
from edgewise.web.desk import Desk
from edgewise.web.pages.ask import UNDERSTOOD


def test_without_a_question_it_shows_what_can_be_asked(asking: Asking) -> None:
    page = asking("/ask").body
    assert "Questions that are understood" in page
    assert "/ask?q=Who+hosts+ICM%3F" in page


@pytest.mark.parametrize("question", known_forms().described)
def test_every_form_is_answered_with_the_sections_of_the_text(asking: Asking, desk: Desk, question: str) -> None:
    answer = ask(desk.view(), question, desk.project)
    page = asking(f"/ask?q={question}")
    assert page.status == 200
    assert "Understood as:" in page.body
    for heading in ("What is found", "Denied", "Not confirmed", "What is said about it", "The nearest that is said", "Named together"):
        assert (heading in page.body) == (heading in as_text(answer, 1000)), heading
    for link in answer.links():
        assert f"/links/{link.id}" in page.body
    assert asking(f"/ask.json?q={question}").json == to_json_data(answer)
    assert asking(f"/ask.md?q={question}").body == as_markdown(answer)


def to_json_data(answer: Answer) -> object:
    """The answer as its JSON is read back: tuples as lists."""
    return json.loads(json.dumps(to_json(answer)))


def test_it_says_how_it_understood_every_form() -> None:
    assert set(UNDERSTOOD) == set(FORM_NAMES)


def test_a_question_that_is_not_understood_is_answered_with_forms(asking: Asking) -> None:
    page = asking("/ask?q=why is the sky blue")
    assert page.status == 200
    assert "This question was not understood." in page.body
    assert "/ask?q=Who+hosts+ICM%3F" in page.body
    assert "Copy as Markdown" not in page.body
    assert asking("/ask.json?q=why is the sky blue").json["form"] is None


def test_an_unknown_name_is_replaced_in_the_question(asking: Asking) -> None:
    page = asking("/ask?q=who uses Rekogniton")
    assert page.status == 404
    assert "/ask?q=who+uses+Amazon+Rekognition" in page.body


def test_links_as_a_table(asking: Asking) -> None:
    rows = asking("/ask.csv?q=what does ICE use").body.splitlines()
    assert rows[0].startswith("sentence,subject,relation,object")
    assert len(rows) == 1 + len(asking("/ask.json?q=what does ICE use").json["facts"])


def test_routes_are_walked_from_the_answer(asking: Asking) -> None:
    page = asking("/ask?q=How is Amazon linked to ICE?").body
    address = page.partition('<p class="ways"><a href="/routes/walk')[2].partition('"')[0].replace("&amp;", "&")
    assert asking(f"/routes/walk{address}").status == 200


def test_a_long_answer_is_shown_in_part_and_kept_whole(asking: Asking, desk: Desk) -> None:
    question = "What is known about ICE?"
    whole = ask(desk.view(), question, desk.project)
    assert len(whole.facts) > 3
    assert len(whole.unconfirmed) > 3
    page = asking(f"/ask?q={question}&most=3").body
    assert f"3 of {len(whole.facts)} shown." in page
    assert f"3 of {len(whole.unconfirmed)} shown." in page
    assert "most=1000" in page
    assert f"/links/{whole.facts[2].id}" in page
    assert f"/links/{whole.facts[3].id}" not in page
    for address in ("/ask.json", "/ask.md", "/ask.csv"):
        assert whole.facts[-1].claims[0].quote[:20] in asking(f"{address}?q={question}&most=3").body
    assert "shown." not in asking(f"/ask?q={question}").body.partition("Searched")[0]
