"""What is exported: entities, links, claims and documents of a view, by id. A writer takes everything from here and nothing else.

Every selection is closed: with a link come its ends, what it is about and the claims for and against it; with a claim what it is
about, who says it and its document. What is not in it is in no export of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ...batched import batched
from ...errors import UsageError, one_of
from ...model import Entity, Link, Projection
from ...project import Project
from ...questions.answer import known, routes
from ...questions.names import find_entity
from ...questions.nouns import Answer, ClaimShown, LinkLine
from ...questions.saved import SavedQuery, load_queries, run
from ...questions.shelf import DocumentLine, shelf
from ...questions.show import show_claim, show_lines
from ...questions.view import GraphView, ends_of
from ...stores.base import Table
from ...stores.tokens import Token, tokenize

ROWS = 100_000  # of a query; what it gives beyond that is not exported, and is said to be missing
_AT_ONCE = 1_000  # links or claims that are fetched together
_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Ids of what a view holds, each kind sorted. `asked` are the entities asked for by themselves, all where it is `whole`.

    `answer` is what was answered, where a question was asked. `cut`: a query gave more rows than `ROWS`, so something is missing.
    """

    view: GraphView
    project: Project
    entities: Sequence[str]
    links: Sequence[str]
    claims: Sequence[str]
    documents: Sequence[str]
    asked: Sequence[str]
    whole: bool = False
    answer: Answer | None = None
    cut: bool = False

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many of each kind are selected."""
        kinds = {"name": self.entities, "link": self.links, "claim": self.claims, "document": self.documents}
        return {what: len(ids) for what, ids in kinds.items()}

    def entity_nouns(self) -> Iterator[Entity]:
        """Yield the entities, sorted by id."""
        return (self.view.entities[id] for id in self.entities)

    def nodes(self, wanted: Callable[[Link], bool]) -> Iterator[Entity]:
        """Yield the entities of a graph whose edges are the links that are wanted, sorted by id: their ends, and those asked for.

        Who only speaks, or is only what a link is about, is none of them.
        """
        ends = {end for link in self.link_nouns(wanted) for end in (link.subject, link.object)}
        return (self.view.entities[id] for id in sorted(ends.union(self.asked)))

    def link_nouns(self, wanted: Callable[[Link], bool] = lambda _: True) -> Iterator[Link]:
        """Yield the links that are wanted, sorted by id."""
        return filter(wanted, (self.view.links[id] for id in self.links))

    def link_lines(self, wanted: Callable[[Link], bool] = lambda _: True) -> Iterator[LinkLine]:
        """Yield the links that are wanted with their best claim, sorted by id; some are fetched at a time."""
        for some in batched(self.link_nouns(wanted), _AT_ONCE):
            yield from show_lines(self.view, self.project, some)

    def claims_shown(self) -> Iterator[ClaimShown]:
        """Yield the claims with their names and words, sorted by id; some are fetched at a time."""
        for some in batched(self.claims, _AT_ONCE):
            self.view.fetch_claims(some)
            self.view.fetch_documents(self.view.claim(id).document for id in some)
            yield from (show_claim(self.view, self.project, id) for id in some)

    def document_lines(self) -> Iterator[DocumentLine]:
        """Yield the documents without their texts, sorted by id."""
        lines = shelf(self.view)
        return (lines[id] for id in self.documents)

    def projection(self) -> Projection:
        """Return what is selected as a graph of its own; which names a document holds, where both are selected."""
        documents = frozenset(self.documents)
        return Projection(
            documents=tuple(self.documents),
            entities=tuple(self.entity_nouns()),
            links=tuple(self.link_nouns()),
            resolved=tuple(self.view.resolved[id] for id in self.claims),
            names=tuple(sorted((one, id) for id in self.entities for one in self.view.naming.get(id, ()) if one in documents)),
        )


def select(
    view: GraphView, project: Project, *, ends: tuple[str, str] | None = None, name: str | None = None, query: str | None = None,
    values: Mapping[str, str] | None = None, parameters: Mapping[str, Any] | None = None, max_hops: int = 4,
) -> Selection:  # fmt: skip
    """Select the routes between two names, what is around one, or what a query gives; without any of these the whole graph.

    `query` is the name of a saved question, which gets `values` as typed, or a statement, which gets `parameters`. Raises UsageError
    where more than one is asked for, else what these raise.
    """
    if sum(asked is not None for asked in (ends, name, query)) > 1:
        raise UsageError("give one of --routes A B, --around NAME and --query NAME, or none for the whole graph")
    if values and query is None:
        raise UsageError("--param is for a --query")
    if ends is not None:
        return between(view, project, *ends, max_hops=max_hops)
    if name is not None:
        return around(view, project, name)
    if query is None:
        return whole(view, project)
    if query.isidentifier():
        return of_saved(view, project, load_queries(*project.queries), query, values or {})
    return of_statement(view, project, query, parameters)


def whole(view: GraphView, project: Project) -> Selection:
    """Select the whole graph."""
    entities = tuple(view.entities)
    return Selection(view, project, entities, tuple(view.links), tuple(view.resolved), view.documents, entities, whole=True)


def around(view: GraphView, project: Project, name: str) -> Selection:
    """Select one name, its links of any kind, and the claims about it or said by it. Raises NameUnknown as `ask` does."""
    entity = find_entity(view, project, name)
    links = [link.id for link in view.links_of.get(entity.id, ())]
    claims = view.claims_between([entity.id], speaking=True)
    return replace(selected(view, project, entities=[entity.id], links=links, claims=claims), answer=known(view, name, project))


def between(view: GraphView, project: Project, a: str, b: str, max_hops: int = 4, limit: int = 10) -> Selection:
    """Select the links of the routes between two names, and the claims that stand beside them in the answer: denials, open ones, speech.

    Where there is no route no link is selected: the nearest thing to one is none. Raises what `routes` does.
    """
    answer = routes(view, a, b, project, max_hops=max_hops, limit=limit)
    links = [link.id for route in answer.routes for link in route.links]
    claims = [claim.id for claim in (*answer.denials, *answer.unconfirmed, *answer.speech)]
    return replace(selected(view, project, entities=[one.id for one in answer.names], links=links, claims=claims), answer=answer)


def of_statement(view: GraphView, project: Project, statement: str, parameters: Mapping[str, Any] | None = None) -> Selection:
    """Select what a read-only Cypher statement returns: nodes, relationships, paths, and the ids of any of these.

    Raises QueryError as `Store.cypher` does; UsageError where the rows hold none of them.
    """
    return _of_table(view, project, view.store.cypher(statement, parameters, limit=ROWS))


def of_saved(view: GraphView, project: Project, queries: Mapping[str, SavedQuery], name: str, values: Mapping[str, str]) -> Selection:
    """Select what the rows of a saved question are of: the links, claims or names whose ids order them.

    Raises what `saved.run` does, UsageError where its rows hold nothing that could be exported.
    """
    with_ids = {name: _with_ids(queries[name])} if name in queries else queries
    return _of_table(view, project, run(view, with_ids, name, values, project, limit=ROWS))


def selected(
    view: GraphView, project: Project, *,
    entities: Iterable[str] = (), links: Iterable[str] = (), claims: Iterable[str] = (), documents: Iterable[str] = (),
) -> Selection:  # fmt: skip
    """Select these and what belongs to them, all given by the ids that the view has for them."""
    asked = tuple(sorted(set(entities)))
    link_ids = sorted(set(links))
    nouns = [view.links[id] for id in link_ids]
    claim_ids = sorted(set(claims).union(*((*link.claims, *link.contesting) for link in nouns)))
    resolved = [view.resolved[id] for id in claim_ids]
    ends = chain.from_iterable((one.subject, one.object, one.about, one.said_by) for one in resolved)
    named = set(asked).union(end for end in ends if end is not None).union(*map(ends_of, nouns))
    view.fetch_claims(claim_ids)
    read = {view.claim(id).document for id in claim_ids}
    return Selection(
        view, project, entities=tuple(sorted(named)), links=tuple(link_ids), claims=tuple(claim_ids),
        documents=tuple(sorted(read.union(documents))), asked=asked,
    )  # fmt: skip


def _of_table(view: GraphView, project: Project, table: Table) -> Selection:
    ids = set(_ids(table.rows))
    documents = frozenset(view.documents)
    found = selected(
        view, project, entities=ids & view.entities.keys(), links=ids & view.links.keys(), claims=ids & view.resolved.keys(),
        documents=ids & documents,
    )  # fmt: skip
    if table.rows and not (found.entities or found.documents):
        raise UsageError(
            f"the query gives {one_of(table.columns)}, which holds no node, relationship or id of the graph; "
            "return some: MATCH (a:Entity)-[r:HOSTS]->(b:Entity) RETURN a, r, b"
        )
    return replace(found, cut=table.truncated)


def _ids(value: Any) -> Iterator[str]:
    """Whatever may be an id in the cells of a table, however deep it lies."""
    match value:
        case str() if _ID.fullmatch(value):
            yield value
        case list() | tuple():
            yield from chain.from_iterable(map(_ids, value))
        case dict():
            yield from chain.from_iterable(map(_ids, value.values()))


def _with_ids(query: SavedQuery) -> SavedQuery:
    """The question with a column more for each id that its rows are ordered by: that is what a row is of.

    A saved question shows names and orders its rows by the ids of what they are of, last: `ORDER BY subject, object, r.id`.
    """
    tokens = tokenize(query.text)
    order = max((at for at, token in enumerate(tokens) if token.is_word("ORDER") and token.depth == 0), default=len(tokens))
    ids = [name for item in _items(tokens[order:]) if (name := _id_in(item, query.columns)) is not None]
    added = "".join(f", {name} AS id_{number}" for number, name in enumerate(ids))
    before, after = ("".join(token.text for token in part) for part in (tokens[:order], tokens[order:]))
    return replace(query, text=f"{before.rstrip()}{added}\n{after}")


def _items(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """What stands between the commas of an ORDER BY, without spaces and direction."""
    item: list[Token] = []
    for token in tokens:
        if token.text == "," and token.depth == 0:
            yield item
            item = []
        elif token.kind != "space" and not token.is_word("ORDER", "BY", "ASC", "DESC"):
            item.append(token)
    yield item


def _id_in(item: Sequence[Token], columns: Sequence[str]) -> str | None:
    """The expression of an id: `r.id`, or a word that is no column and so was made for the order alone."""
    match [token.text for token in item]:
        case [name, ".", "id"]:
            return f"{name}.id"
        case [name] if item[0].kind == "word" and name not in columns:
            return name
    return None
