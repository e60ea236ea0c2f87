"""Questions in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import NameUnknown, UsageError
from ...questions import answer as questions
from ...questions.forms import known_forms
from ...questions.nouns import Answer
from ...views import addresses
from ...views.text import as_markdown
from ..answered import Answered, Off, answered, links_table, off
from ..asked import Asked
from ..desk import Desk
from ..page import File, Page, Place

AT_ONCE = 25  # facts of a page, where nothing else is asked
MOST = 1_000

UNDERSTOOD = {
    "linked": "how two names are linked",
    "known": "what is known about a name",
    "does": "whether somebody does something",
    "who": "who does something, or what somebody does",
    "confirmed": "whether somebody has confirmed something",
    "who_denied": "who denied something",
    "who_declined": "who would not say",
    "who_confirmed": "who acknowledged something",
    "who_said": "who says so",
}
"""How a question was understood, by its form."""


@dataclass(frozen=True, slots=True)
class Found:
    """The page of a question. `understood` says how it was, "" where it was not; `examples` are questions of every form.

    `walks` are the addresses at which the routes are walked, `more` that of more of the answer, "" where this is all.
    """

    question: str
    examples: tuple[str, ...]
    understood: str = ""
    answered: Answered | None = None
    off: Off | None = None
    walks: tuple[str, ...] = ()
    more: str = ""


def ask(desk: Desk, asked: Asked) -> Page:
    """A question in plain words (`q`) and its answer, with how it was understood and the sentences the answer rests on

    The page shows at most `most` facts, and as many of what stands beside them; the twins have all.
    """
    most = asked.number("most", AT_ONCE, 1, MOST)
    question, view = asked.text("q"), desk.view()
    examples = known_forms().described
    if not question:
        return Page("ask.html", "Ask", Found(question, examples))
    try:
        answer = questions.ask(view, question, desk.project, most=most)
    except (NameUnknown, UsageError) as problem:
        trouble = off(view, desk.project, problem, lambda name, other: _instead(question, name, other))
        return Page("ask.html", question, Found(question, examples, off=trouble), status=trouble.status, twin=trouble.twin)
    found = answered(view, answer, most)
    start, goal = answer.names[0].id if answer.names else "", answer.names[-1].id if answer.names else ""
    walks = tuple(addresses.walk(start, goal, number) for number in range(1, len(found.chains) + 1))
    cut = most < MOST and any(section.left_out for section in found.sections)
    more = addresses.address(addresses.ASK, q=question, most=MOST) if cut else ""
    page = Found(question, examples, UNDERSTOOD.get(answer.form or "", ""), found, walks=walks, more=more)

    def whole() -> Answer:
        return questions.ask(view, question, desk.project) if answer.left_out else answer

    return Page("ask.html", question, page, lambda: links_table(whole()), name="edgewise-answer", twin=whole)


def markdown(desk: Desk, asked: Asked) -> File:
    """The same answer as Markdown with numbered sources, as a file"""
    question = asked.text("q")
    if not question:
        raise UsageError("say what to ask: /ask.md?q=QUESTION")
    return File(as_markdown(questions.ask(desk.view(), question, desk.project)), "text/markdown", "edgewise-answer.md")


def _instead(question: str, name: str, other: str) -> str:
    """The address of the question with another name in place of the one that is off; of that name's page where it cannot be told."""
    words = " ".join(question.split())
    return addresses.ask(words.replace(name, other, 1)) if name and name in words else addresses.search(other)


PLACES = (Place(addresses.ASK, ask, csv=True), Place(f"{addresses.ASK}.md", markdown, twins=False))
