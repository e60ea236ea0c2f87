"""Claims weighed again, document by document, and the links drawn again of which one of the claims changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..batched import batched
from ..identity import canonical_noun
from ..model import Claim, Document, End, Entity, EntityType, Resolved, from_data
from ..project import Project
from ..resolve.links import links_of, pair_of
from ..resolve.weight import Around, Weigher
from ..stores.base import Store
from .changes import Changes
from .entities import organization
from .workings import Workings, number_of, number_of_document

CHUNK = 100  # documents, or pairs of entities at most, of which the claims are in memory at a time
MANY = 2_000  # claims in memory at a time, where those of one pair are not more


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of the documents as they are weighed, and their links."""

    store: Store
    project: Project
    workings: Workings
    changes: Changes

    def weigh(self, documents: Iterable[int]) -> set[int]:
        """Weigh the claims of these documents; return the pairs of entities between which that changes something."""
        pairs: set[int] = set()
        for numbers in batched(sorted(documents), CHUNK):
            among = "IN (SELECT value FROM json_each(?))"
            rows = self.workings.among(f"SELECT id, origin FROM document WHERE n {among}", numbers)
            origins: dict[str, str] = dict(rows)
            known = self.workings.among(f"SELECT id, pair, resolved FROM claim WHERE document {among}", numbers)
            before = {id: (pair, resolved) for id, pair, resolved in known}
            of_document: dict[str, list[Claim]] = {id: [] for id in origins}
            for claim in self.store.some(Claim, before):
                of_document[claim.document].append(claim)
            for document in self.store.some(Document, origins):
                pairs |= self._weigh(document, of_document[document.id], origins[document.id], before)
            self.changes.give_if_large()
        return pairs

    def _weigh(self, document: Document, claims: list[Claim], origin: str, before: Mapping[str, tuple[int | None, str | None]]) -> set[int]:
        number, pairs = number_of_document(document.id), set[int]()
        means = self._meanings(number)
        self._name(document.id, number, {entity.id for entity in means.values()})

        def entity(end: End) -> Entity:
            return means[end.name, end.type]

        weigher = Weigher(document, claims, Around(entity, origin, self._organization), self.project)
        for claim in claims:
            resolved = weigher.resolve(claim)
            ends = pair_of(claim, resolved, self.project.ontology)
            pair, text = number_of(*ends) if ends is not None else None, canonical_noun(resolved)
            if before[claim.id] != (pair, text):
                self.workings.run("UPDATE claim SET pair = ?, resolved = ? WHERE id = ?", pair, text, claim.id)
                self.changes.put_resolved(resolved)
                pairs.update(one for one in (before[claim.id][0], pair) if one is not None)
        return pairs

    def _meanings(self, document: int) -> Mapping[tuple[str, EntityType], Entity]:
        """Which entity each name of a document is there; none of them with its aliases."""
        sql = (
            "SELECT n.name, n.type, t.called, t.of_type, t.of_scope FROM given g JOIN name n ON n.n = g.name JOIN node t ON t.n = g.node "
            "WHERE g.document = ?"
        )
        rows = self.workings.all(sql, document)
        return {(name, type): Entity(called, of_type, (), scope) for name, type, called, of_type, scope in rows}

    def _name(self, id: str, document: int, after: Collection[str]) -> None:
        """Keep which entities a document names."""
        before = {entity for (entity,) in self.workings.all("SELECT entity FROM names WHERE document = ?", document)}
        for entity in before - set(after):
            self.workings.run("DELETE FROM names WHERE document = ? AND entity = ?", document, entity)
            self.changes.take_name(id, entity)
        for entity in sorted(set(after) - before):
            self.workings.run("INSERT INTO names VALUES(?, ?)", document, entity)
            self.changes.put_name(id, entity)

    def _organization(self, key: str) -> Entity | None:
        found = organization(self.workings, key)
        return Entity(found[1], "Organization") if found is not None else None

    def draw(self, pairs: Iterable[int]) -> None:
        """Draw the links of these pairs anew."""
        for numbers in self._few(pairs):
            among = "WHERE pair IN (SELECT value FROM json_each(?))"
            resolved = dict(self.workings.among(f"SELECT id, resolved FROM claim {among}", numbers))
            links = dict(self.workings.among(f"SELECT id, record FROM link {among}", numbers))
            said: dict[tuple[str, str, str], list[tuple[Claim, Resolved]]] = {}
            for claim in self.store.some(Claim, resolved):
                one = from_data(Resolved, json.loads(resolved[claim.id]))
                ends = pair_of(claim, one, self.project.ontology)
                if ends is not None:
                    said.setdefault(ends, []).append((claim, one))
            left = set(links)
            for ends, claims in said.items():
                for link in links_of(ends, claims):
                    left.discard(link.id)
                    record = canonical_noun(link)
                    if links.get(link.id) != record:
                        self.workings.run("INSERT OR REPLACE INTO link VALUES(?, ?, ?)", link.id, number_of(*ends), record)
                        self.workings.add("links", link.id not in links)
                        self.changes.put_link(link)
            for id in left:
                self.workings.run("DELETE FROM link WHERE id = ?", id)
                self.workings.add("links", -1)
                self.changes.take_link(id)
            self.changes.give_if_large()

    def _few(self, pairs: Iterable[int]) -> Iterator[list[int]]:
        """Yield the pairs in order, so many at a time as have few claims."""
        sql = "SELECT pair, count(*) FROM claim WHERE pair IN (SELECT value FROM json_each(?)) GROUP BY pair"
        for some in batched(sorted(pairs), CHUNK):
            claims = dict(self.workings.among(sql, some))
            few, many = list[int](), 0
            for pair in some:
                if few and many + claims.get(pair, 0) > MANY:
                    yield few
                    few, many = [], 0
                few.append(pair)
                many += claims.get(pair, 0)
            yield few
