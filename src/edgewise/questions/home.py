"""What a store holds, to begin with: how much of what, what is new, what can be asked, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..errors import DeclarationError
from ..model import ENTITY_TYPES, Claim, EntityType, Problem, Standing
from ..ontology import Kind
from ..project import Project
from ..resolve.standing import STANDINGS
from .listed import sorts
from .nouns import Some
from .once import once_a_view
from .saved import Parameter, load_queries
from .search import Found, search
from .shelf import DocumentLine, shelf
from .view import GraphView


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many links of a relation there are, by standing."""

    relation: str
    kind: Kind
    total: int
    standings: Mapping[Standing, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question and what it must be given."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be read when that was last tried, and why."""

    locator: str
    reason: str


@dataclass(frozen=True, slots=True)
class Home:
    """What a store holds. `documents` are the newest by date of publication, else of the event; `names` those with most links.

    `relations` are in the order of the ontology, `standings` the strongest first; both count links that are drawn and refuted ones,
    no speech about other claims. `questions_problem` says why no saved question is known, where one of them is wrong.
    """

    claims: int
    types: Mapping[EntityType, int]
    relations: tuple[RelationCount, ...]
    standings: Mapping[Standing, int]
    names: Some[Found]
    documents: Some[DocumentLine]
    questions: tuple[Question, ...]
    questions_problem: str | None
    unread: Some[Unread]


@dataclass(frozen=True, slots=True)
class DocumentCounted:
    """A document, how many of its claims are in the graph, and why it could not be read again, where it could not."""

    document: DocumentLine
    claims: int
    problem: str | None


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents whose title, publisher or place holds every word of `query`, of a kind (None: any), the newest first."""

    query: str
    kind: str | None
    kinds: Mapping[str, int]
    documents: Some[DocumentCounted]


def home(view: GraphView, project: Project, *, limit: int = 10) -> Home:
    """Return what a store holds, of every list the first ones."""
    links = {sort: len(found) for sort, found in sorts(view).items()}
    stated = [relation for relation in project.ontology.relations if any((relation, word) in links for word in STANDINGS)]
    documents = tuple(shelf(view).values())
    try:
        queries, trouble = tuple(load_queries(*project.queries).values()), None
    except DeclarationError as problem:  # what is wrong with a question hides nothing else
        queries, trouble = (), str(problem)
    names = search(view, project, "", limit=limit)
    return Home(
        claims=len(view.resolved), types=_types(view),
        relations=tuple(_count(project, relation, links) for relation in stated),
        standings={word: total for word in STANDINGS if (total := sum(links.get((relation, word), 0) for relation in stated))},
        names=Some(names.entities, names.total), documents=Some(documents[:limit], len(documents)),
        questions=tuple(Question(query.name, query.title, query.parameters) for query in queries),
        questions_problem=trouble, unread=unread(view, limit=limit),
    )  # fmt: skip


def unread(view: GraphView, *, offset: int = 0, limit: int = 100) -> Some[Unread]:
    """Return what could not be read, by where it is."""
    return Some(tuple(map(_unread, view.problems[offset : offset + limit])), len(view.problems), offset)


def documents_listed(
    view: GraphView, query: str = "", kind: str | None = None, *, offset: int = 0, limit: int = 50
) -> Documents:  # fmt: skip
    """Return some of the documents. Cost: the claims of those that are returned are read."""
    words = query.casefold().split()
    lines = [line for line in shelf(view).values() if kind in (None, line.kind) and (not words or _holds(line, words))]
    some = lines[offset : offset + limit]
    claims = Counter(claim.document for claim in view.store.of_documents(Claim, [line.id for line in some]) if claim.id in view.resolved)
    reasons = {problem.locator: problem.reason for problem in view.problems}
    counted = tuple(DocumentCounted(line, claims[line.id], reasons.get(line.source)) for line in some)
    return Documents(query, kind, _kinds(view), Some(counted, len(lines), offset))


@once_a_view
def _types(view: GraphView) -> Mapping[EntityType, int]:
    counts = Counter(entity.type for entity in view.entities.values())
    return {type: counts[type] for type in ENTITY_TYPES if counts[type]}


@once_a_view
def _kinds(view: GraphView) -> Mapping[str, int]:
    return dict(sorted(Counter(line.kind for line in shelf(view).values()).items()))


def _count(project: Project, relation: str, links: Mapping[tuple[str, Standing], int]) -> RelationCount:
    standings = {word: links[relation, word] for word in STANDINGS if (relation, word) in links}
    return RelationCount(relation, project.ontology.relation(relation).kind, sum(standings.values()), standings)


def _unread(problem: Problem) -> Unread:
    return Unread(problem.locator, problem.reason or "")


def _holds(line: DocumentLine, words: Sequence[str]) -> bool:
    text = " ".join((line.title or "", line.publisher or "", line.source)).casefold()
    return all(word in text for word in words)
