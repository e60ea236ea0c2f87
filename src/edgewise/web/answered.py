"""An answer made ready for its page: its sections, its routes as chains, and what to choose where a name is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import EdgewiseError, NameUnknown
from ..model import EntityType
from ..project import Project
from ..questions.answer import entities_of
from ..questions.names import exactly
from ..questions.nouns import Answer
from ..questions.view import GraphView
from ..stores.base import Table
from ..views import addresses
from ..views.chain import Hop, chain
from ..views.sections import Section, sections
from ..views.table import LINK_COLUMNS, link_rows
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
    """A name to ask with instead (`label`), and the address that does so.

    `name` and `type` are those of what it means, `where` the one document that it is a thing of, None for a thing of all. A name that
    means several things has no type.
    """

    label: str
    address: str
    name: str
    type: EntityType | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Off:
    """Why there is no answer, and what to ask with instead of the name that is off; () where no name is."""

    error: str
    status: int
    choices: tuple[Choice, ...] = ()

    @property
    def twin(self) -> dict[str, object]:
        """What the JSON twin of the page says, as that of every error does."""
        return {"error": self.error, "nearest": [choice.label for choice in self.choices]}


def answered(view: GraphView, answer: Answer, most: int | None = None) -> Answered:
    """Return an answer made ready for its page, with at most `most` entries in a section of claims."""
    entities = (*answer.names, *entities_of(view, answer))
    chains = tuple(chain(route, answer.names[0].id, entities) for route in answer.routes)
    links = [link.id[:16] for link in answer.links() if link.standing != "refuted"]
    graph = addresses.graph(link=links[:_MOST_DRAWN]) if links else ""
    cypher = addresses.cypher(answer.cypher) if links and len(answer.cypher) <= LONGEST else ""
    return Answered(answer, tuple(sections(answer, most)), chains, graph, cypher)


def off(view: GraphView, project: Project, problem: EdgewiseError, instead: Callable[[str, str], str]) -> Off:
    """Return what a page says of an error; `instead` gives the address for the name that is off and the one to ask with."""
    if not isinstance(problem, NameUnknown):
        return Off(str(problem), 400)
    return Off(str(problem), 404, tuple(_choice(view, project, label, instead(problem.name, label)) for label in problem.nearest))


def _choice(view: GraphView, project: Project, label: str, address: str) -> Choice:
    found = exactly(view, project, label)
    if len(found) != 1:
        return Choice(label, address, label)
    [one] = found
    return Choice(label, address, one.name, one.type, view.sources.get(one.scope) if one.scope else None)


def links_table(answer: Answer) -> Table:
    """Return every link of an answer once, in its order."""
    return Table(LINK_COLUMNS, tuple(link_rows(answer.links())))
