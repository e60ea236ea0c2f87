"""The tools that answer a question: in plain words, or how two names are linked."""

from __future__ import annotations

from ..errors import UsageError
from ..questions import answer as questions
from ..questions.nouns import Answer
from ..views import addresses
from .asked import AskAsked, Paged, RoutesAsked
from .nouns import Found
from .paging import paged
from .served import Served
from .telling import Telling

_MOST_FACTS = 1_000  # of an answer


def ask(served: Served, asked: AskAsked) -> Found:
    """The answer to a question, section by section. UsageError with the forms that are understood where it is not."""
    telling = served.telling()
    answer = questions.ask(telling.view, asked.question, served.project, most=_MOST_FACTS)
    if answer.form is None:
        raise UsageError(f"this question is not understood; ask in one of these forms: {'; '.join(answer.forms)}")
    return _told(telling, asked, answer, addresses.ask(asked.question))


def routes(served: Served, asked: RoutesAsked) -> Found:
    """The routes between two names hop by hop, and what is denied or left open between them."""
    telling = served.telling()
    answer = questions.routes(
        telling.view, asked.start, asked.goal, served.project, max_hops=asked.max_hops, limit=asked.routes, relations=asked.relations
    )
    address = addresses.routes(asked.start, asked.goal, max_hops=asked.max_hops, limit=asked.routes, relation=asked.relations)
    return _told(telling, asked, answer, address)


def _told(telling: Telling, asked: Paged, answer: Answer, address: str) -> Found:
    told = telling.answer(answer)
    names = [telling.view.entity(name.id) for name in answer.names]
    left = [f"and {answer.left_out:,} more links: tool links"] if answer.left_out else []
    return paged(telling, asked, answer.question, told.items, names, [*told.notes, *left], address)
