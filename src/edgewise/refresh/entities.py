"""Things joined to entities again where something of them changed, each with all that may be one thing with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..identity import canonical_noun
from ..model import Entity, from_data
from ..resolve.naming import Form, Naming, Node
from ..resolve.weight import called
from .changes import Changes
from .nodes import Nodes
from .workings import Workings, number_of

_Called = tuple[str, str] | None  # the id and name of an organization


@dataclass(slots=True)
class Joining:
    """Joins what changed. `weigh` are documents in which a name means another entity now, or an organization is called otherwise."""

    workings: Workings
    nodes: Nodes
    naming: Naming
    changes: Changes
    weigh: set[int] = field(default_factory=set)
    _left: set[str] = field(default_factory=set)  # ids of entities of which a thing went elsewhere
    _called: dict[str, _Called] = field(default_factory=dict)  # whom a name that documents go back to meant before

    def join(self, changed: Iterable[int]) -> None:
        """Make the entities of these things, and of all that may be one with them, anew."""
        seen: set[int] = set()
        for number in changed:
            if number not in seen:
                group = self._together(number)
                seen |= group.keys()
                self._make(group)
        for id in self._left:
            if self.workings.one("SELECT 1 FROM node WHERE entity = ?", id) is None:
                self._drop(id)
        for key, before in self._called.items():
            if organization(self.workings, key) != before:
                sql = "SELECT n FROM document WHERE publisher = ? UNION SELECT n FROM document WHERE origin_key = ?"
                self.weigh.update(n for (n,) in self.workings.all(sql, key, key))

    def _together(self, number: int) -> dict[int, tuple[Node, int] | None]:
        """Everything that may be one thing with a thing, itself too, and how often it is used; None for what nothing means."""
        found: dict[int, tuple[Node, int] | None] = {}
        waiting = [number]
        while waiting:
            number = waiting.pop()
            if number in found:
                continue
            found[number] = None
            for key, type, scope, used in self.workings.all("SELECT key, type, scope, used FROM node WHERE n = ?", number):
                node = (key, type, scope)
                found[number] = node, used
                waiting += (number_of(*other) for other in self.naming.said_one(node))
            for form in self.nodes.forms(number):
                waiting += self.nodes.of_form(*form)
        return found

    def _make(self, group: dict[int, tuple[Node, int] | None]) -> None:
        there = {node[0]: (number, node[1]) for number, node in group.items() if node is not None}
        used = {node: times for node, (_, times) in there.items() if times}
        strings: dict[Node, dict[str, int]] = {}
        forms: dict[Form, set[Node]] = defaultdict(set)
        for node in used:
            number = there[node][0]
            strings[node] = dict(self.workings.all("SELECT string, times FROM string WHERE node = ?", number))
            for form in self.nodes.forms(number):
                forms[form].add(node)
        made = self.naming.entities(used, strings, forms)
        for node, (number, _) in there.items():
            self._keep(number, made.get(node))
        for entity in set(made.values()):
            self._put(entity)

    def _keep(self, number: int, entity: Entity | None) -> None:
        """Keep which entity a thing is; None for one that nothing means any more."""
        ((before, name),) = self.workings.all("SELECT entity, called FROM node WHERE n = ?", number)
        after = (entity.id, entity.name) if entity is not None else (None, None)
        if (before, name) == after and entity is not None:
            return
        if before is not None:
            self._left.add(before)
        if entity is None:
            self.workings.run("DELETE FROM node WHERE n = ?", number)
            return
        values = (entity.id, entity.name, entity.type, entity.scope, number)
        self.workings.run("UPDATE node SET entity = ?, called = ?, of_type = ?, of_scope = ? WHERE n = ?", *values)
        if not self.workings.fresh:
            self.weigh.update(n for (n,) in self.workings.all("SELECT document FROM given WHERE node = ?", number))

    def _put(self, entity: Entity) -> None:
        before, after = self.workings.one("SELECT record FROM entity WHERE id = ?", entity.id), canonical_noun(entity)
        if before == after:
            return
        self._call(_parsed(before), entity)
        self.workings.run("INSERT OR REPLACE INTO entity VALUES(?, ?)", entity.id, after)
        self.workings.add("entities", before is None)
        self.changes.put_entity(entity)
        self.changes.give_if_large()

    def _drop(self, id: str) -> None:
        before = _parsed(self.workings.one("SELECT record FROM entity WHERE id = ?", id))
        if before is not None:
            self._call(before, None)
            self.workings.run("DELETE FROM entity WHERE id = ?", id)
            self.workings.add("entities", -1)
            self.changes.take_entity(id)

    def _call(self, before: Entity | None, after: Entity | None) -> None:
        """Keep what an organization is called, and whom that meant before where a document goes back to somebody called so."""
        old, new = ({(*call, one.id, one.name) for call in called(one)} if one is not None else set() for one in (before, after))
        if old == new:
            return
        if not self.workings.fresh:
            for key in {row[0] for row in old ^ new} - self._called.keys():
                sql = "SELECT EXISTS(SELECT 1 FROM document WHERE publisher = ?) OR EXISTS(SELECT 1 FROM document WHERE origin_key = ?)"
                if self.workings.one(sql, key, key):
                    self._called[key] = organization(self.workings, key)
        self.workings.many("DELETE FROM called WHERE key = ? AND by_name = ? AND id = ?", (row[:3] for row in old - new))
        self.workings.many("INSERT OR REPLACE INTO called VALUES(?, ?, ?, ?)", new - old)


def organization(workings: Workings, key: str) -> _Called:
    """Return the id and name of the organization that a folded name means in all documents, as `resolve.weight.called` says."""
    for id, name in workings.all("SELECT id, name FROM called WHERE key = ? ORDER BY by_name DESC, id DESC LIMIT 1", key):
        return id, name
    return None


def _parsed(record: str | None) -> Entity | None:
    return from_data(Entity, json.loads(record)) if record is not None else None
