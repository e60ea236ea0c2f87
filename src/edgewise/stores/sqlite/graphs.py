"""The graph of a file: replaced, patched and read in all the tables that hold a part of it, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import apsw

from ...batched import batched
from ...model import Claim, Document, Entity, Link, Projection, Resolved, fold
from ..base import Known
from ..derived import Derived, text_of
from ..graph import elements, named_claims, named_entities, others_behind, refuse_unknown
from ..patch import Patch
from ..ranking import names_of, words
from .drawing import draw, redraw
from .file import record_table

N = TypeVar("N", Entity, Link, Resolved)

_GIVEN = "(SELECT value FROM json_each(?))"
_AT_ONCE = 5_000  # ids looked up


def replace_graph(connection: apsw.Connection, projection: Projection, documents: Iterable[Document], claims: Iterable[Claim]) -> None:
    """Replace the graph by a projection whose records are given."""
    _refuse_unknown(connection, projection)
    draw(connection, elements(projection, documents, claims))
    for table in ("document", "entity", "link", "resolved", "names", "search", "found"):
        connection.execute(f"DELETE FROM graph_{table}")
    _keep(connection, projection)


def patch_graph(
    connection: apsw.Connection,
    patch: Patch,
    documents: Callable[[Collection[str]], Iterable[Document]],
    claims: Callable[[Collection[str]], Iterable[Claim]],
) -> None:
    """Change the graph by a patch; `documents` and `claims` give the records of ids."""
    put, gone = patch.put, patch.gone
    _refuse_unknown(connection, put)
    said = list(claims(named_claims(put)))
    named = {one.document for one in said} | {document for document, _ in put.names} | set(put.documents)
    held = _ids(connection, "SELECT id FROM graph_document WHERE id IN " + _GIVEN, named)
    pairs = "SELECT document, entity FROM json_each(?) j CROSS JOIN graph_names ON document = j.value ->> 0 AND entity = j.value ->> 1"
    new = replace(
        put,
        documents=tuple(id for id in put.documents if id not in held),
        names=tuple(sorted(set(put.names).difference(connection.execute(pairs, (json.dumps(put.names),))))),
    )
    sql = f"SELECT id, data FROM graph_entity WHERE id IN {_GIVEN}"
    others = named_entities(put) - {one.id for one in put.entities} - gone.entities
    beside = Projection(
        documents=tuple(held - gone.documents),
        entities=tuple(Derived().nouns(Entity, connection.execute(sql, (json.dumps(sorted(others)),)), {})),
    )
    redraw(connection, new, gone, list(elements(new, documents(new.documents), said, beside)))
    _forget(connection, patch)
    _keep(connection, new)


def read_graph(connection: apsw.Connection, known: Known) -> Projection:
    """Return the graph that is there."""
    derived = Derived()

    def part(kind: type[N], name: str, known: Mapping[str, N]) -> tuple[N, ...]:
        return tuple(derived.nouns(kind, connection.execute(f"SELECT id, data FROM graph_{name} ORDER BY id"), known))

    return Projection(
        documents=tuple(derived.once(id) for (id,) in connection.execute("SELECT id FROM graph_document ORDER BY id")),
        entities=part(Entity, "entity", known.entities),
        links=part(Link, "link", known.links),
        resolved=part(Resolved, "resolved", known.resolved),
        names=tuple(derived.pairs(connection.execute("SELECT document, entity FROM graph_names ORDER BY document, entity"))),
    )


def _refuse_unknown(connection: apsw.Connection, put: Projection) -> None:
    """Raise StoreError where links rest on claims that nobody has read: they are told by their ids, for a link can have very many."""
    for some in batched(sorted(others_behind(put.links, named_claims(put))), _AT_ONCE):
        sql = f"SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM {record_table('Claim')})"
        refuse_unknown("claim", [id for (id,) in connection.execute(sql, (json.dumps(some),))])


def _keep(connection: apsw.Connection, put: Projection) -> None:
    """Keep the parts of a graph, each in the place of what has its id, and what its entities are found by."""
    for part, nouns in (("entity", put.entities), ("link", put.links), ("resolved", put.resolved)):
        rows = ((noun.claim if isinstance(noun, Resolved) else noun.id, text_of(noun)) for noun in nouns)
        connection.executemany(f"INSERT OR REPLACE INTO graph_{part} VALUES(?, ?)", rows)
    connection.executemany("INSERT INTO graph_document VALUES(?)", ((id,) for id in put.documents))
    connection.executemany("INSERT INTO graph_names VALUES(?, ?)", put.names)
    first = connection.execute("SELECT rowid FROM graph_search ORDER BY rowid DESC LIMIT 1").get or 0
    named = enumerate(((name, one.id) for one in put.entities for name in names_of(one)), first + 1)
    found = [(number, " ".join(words(name)), len(fold(name)), id) for number, (name, id) in named]
    connection.executemany("INSERT INTO graph_search(rowid, words, length, entity) VALUES(?, ?, ?, ?)", found)
    connection.executemany("INSERT INTO graph_found VALUES(?, ?)", sorted((id, number) for number, _, _, id in found))


def _forget(connection: apsw.Connection, patch: Patch) -> None:
    """Take away what a patch takes out of the graph, and how the entities that it puts were found before."""
    gone = patch.gone
    for part, ids in (("document", gone.documents), ("entity", gone.entities), ("link", gone.links), ("resolved", gone.resolved)):
        connection.execute(f"DELETE FROM graph_{part} WHERE id IN {_GIVEN}", (json.dumps(sorted(ids)),))
    connection.executemany("DELETE FROM graph_names WHERE document = ? AND entity = ?", gone.names)
    entities = json.dumps(sorted({*gone.entities, *(one.id for one in patch.put.entities)}))
    found = f"SELECT number FROM graph_found WHERE entity IN {_GIVEN}"
    connection.execute(f"DELETE FROM graph_search WHERE rowid IN ({found})", (entities,))
    connection.execute(f"DELETE FROM graph_found WHERE entity IN {_GIVEN}", (entities,))


def _ids(connection: apsw.Connection, sql: str, ids: Iterable[str]) -> set[str]:
    return {id for (id,) in connection.execute(sql, (json.dumps(sorted(ids)),))}
