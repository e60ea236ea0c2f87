"""An answer made ready for its page: its sections, its routes as chains, and what to choose where a name is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import EdgewiseError, NameUnknown
from ..questions.answer import entities_of
from ..questions.nouns import Answer
from ..questions.view import GraphView
from ..stores.base import Table
from ..views.chain import Hop, chain
from ..views.sections import Section, sections
from ..views.table import LINK_COLUMNS, link_rows
from . import addresses
from .asked import LONGEST

_MOST_DRAWN = 150  # links of an answer that the canvas is asked for


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as its page shows it. `chains` are its routes, in order;

    `graph` and `cypher` are the addresses of its links as a picture and as a statement, "" without a link or with too many.
    """

    answer: Answer
    sections: tuple[Section, ...]
    chains: tuple[tuple[Hop, ...], ...]
    graph: str
    cypher: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A name to ask with instead, and the address that does so."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Off:
    """Why there is no answer, and what to ask with instead of the name that is off; () where no name is."""

    error: str
    status: int
    choices: tuple[Choice, ...] = ()

    @property
    def twin(self) -> dict[str, object]:
        """What the JSON twin of the page says, as that of every error does."""
        return {"error": self.error, "nearest": [choice.name for choice in self.choices]}


def answered(view: GraphView, answer: Answer, most: int | None = None) -> Answered:
    """Return an answer made ready for its page, with at most `most` entries in a section of claims."""
    entities = (*answer.names, *entities_of(view, answer))
    chains = tuple(chain(route, answer.names[0].id, entities) for route in answer.routes)
    links = [link.id[:16] for link in answer.links() if link.standing != "refuted"]
    graph = addresses.graph(link=links[:_MOST_DRAWN]) if links else ""
    cypher = addresses.cypher(answer.cypher) if links and len(answer.cypher) <= LONGEST else ""
    return Answered(answer, tuple(sections(answer, most)), chains, graph, cypher)


def off(problem: EdgewiseError, instead: Callable[[str, str], str]) -> Off:
    """Return what a page says of an error; `instead` gives the address for the name that is off and the one to ask with."""
    if not isinstance(problem, NameUnknown):
        return Off(str(problem), 400)
    return Off(str(problem), 404, tuple(Choice(name, instead(problem.name, name)) for name in problem.nearest))


def links_table(answer: Answer) -> Table:
    """Return every link of an answer once, in its order."""
    return Table(LINK_COLUMNS, tuple(link_rows(answer.links())))
