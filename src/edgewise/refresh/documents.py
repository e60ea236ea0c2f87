"""Which documents changed, and what each of them says by itself: its names, its claims that are sure enough, its text's sketch."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass

from ..batched import batched
from ..identity import canonical, to_data
from ..model import Claim, Document, Judgement, Mention, Reading, Source, from_data
from ..project import Project
from ..resolve.facts import Use, definitions, uses_of
from ..resolve.origins import printed
from ..resolve.reading import Sureness
from ..resolve.weight import publisher_key
from ..stores.base import Store
from .changes import Changes
from .names import Names, uses_from, uses_text
from .texts import Texts
from .workings import Workings, number_of_document

CHUNK = 100  # documents in memory at a time


def changed_documents(store: Store, workings: Workings, mark: str | None) -> set[str]:
    """Take in what was added to the records since a mark (None: ever) and return the documents, current or not, that it is about."""
    found: set[str] = set()
    for some in batched(store.since(Source, mark), CHUNK):
        before = workings.among("SELECT document FROM source WHERE id IN (SELECT value FROM json_each(?))", (one.id for one in some))
        found.update(document for (document,) in before if document is not None)
        found.update(one.document for one in some if one.document is not None)
        rows = ((one.id, one.document, one.locator, json.dumps(one.read_by)) for one in some)
        workings.many("INSERT OR REPLACE INTO source VALUES(?, ?, ?, ?)", rows)
    claims = _take_readings(store, workings, mark)
    for judgements in batched(store.since(Judgement, mark), CHUNK):
        texts = ((one.id, one.claim, canonical(to_data(one))) for one in judgements)
        workings.many("INSERT OR REPLACE INTO judgement VALUES(?, ?, ?)", texts)
        claims.update(one.claim for one in judgements if mark is not None and one.claim is not None)
    if mark is not None:  # else all that some source holds are among them already
        found.update(one.id for one in store.since(Document, mark))
        found.update(one.document for one in store.since(Mention, mark))
        found.update(one.document for one in store.since(Claim, mark))
        found.update(one.document for one in store.some(Claim, claims))
    return found


def _take_readings(store: Store, workings: Workings, mark: str | None) -> set[str]:
    """Take in the readings since a mark and return the claims that they are of; none for all readings, of which there may be many."""
    claims: set[str] = set()
    for some in batched(store.since(Reading, mark), CHUNK):
        workings.many("INSERT OR REPLACE INTO reading VALUES(?, ?, ?)", ((one.claim, one.extractor, one.confidence) for one in some))
        claims.update(one.claim for one in some if mark is not None)
    return claims


@dataclass(frozen=True, slots=True)
class Said:
    """What one current document says: how it uses names, which of its claims are sure enough, and how many others wait for a person."""

    document: Document
    uses: Counter[Use]
    claims: frozenset[str]
    candidates: int


class Counting:
    """Counts documents into the workings, or out of them."""

    def __init__(self, store: Store, project: Project, workings: Workings, names: Names, texts: Texts, changes: Changes, mark: str) -> None:
        self._store = store
        self._project = project
        self._workings = workings
        self._names = names
        self._texts = texts
        self._changes = changes
        self._mark = mark
        self.weigh: set[int] = set()  # documents whose claims have to be weighed again
        self.pairs: set[int] = set()  # of which a claim is gone

    def count(self, documents: Iterable[str]) -> None:
        """Bring what is known of these documents up with the records, each by itself; nothing for one that is neither known nor current."""
        for ids in batched(sorted(documents), CHUNK):
            said = {one.document.id: one for one in self._read(ids)}
            for id in ids:
                self._count(id, said.get(id))
            self._names.write()
            self._changes.give_if_large()

    def _read(self, ids: Sequence[str]) -> Iterator[Said]:
        """Read what the current ones of these documents say."""
        among = "WHERE document IN (SELECT value FROM json_each(?))"
        rows = self._workings.among(f"SELECT locator, document, read_by FROM source {among}", ids)
        sources = [Source(locator, document, 1, tuple(json.loads(readers))) for locator, document, readers in rows]
        documents = {one.id: one for one in self._store.some(Document, {one.document for one in sources if one.document is not None})}
        claims: dict[str, dict[str, Claim]] = defaultdict(dict)
        for claim in self._store.of_documents(Claim, list(documents)):
            self._project.ontology.relation(claim.relation)  # raises where this is not the project that they were read with
            claims[claim.document][claim.id] = claim
        sureness = Sureness(*self._about({id for of in claims.values() for id in of}, sources))
        mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._store.of_documents(Mention, list(documents)):
            mentions[mention.document].append(mention)
        for id, document in documents.items():
            sure = {one: sureness.of(claim) for one, claim in claims[id].items()}
            inside = frozenset(one for one, of in sure.items() if of is not None and of >= self._project.min_precision)
            uses = uses_of(mentions[id], (claims[id][one] for one in inside)).get(id, Counter())
            yield Said(document, uses, inside, sum(of is not None for of in sure.values()) - len(inside))

    def _about(self, claims: Collection[str], sources: Iterable[Source]) -> tuple[list[Reading], Iterable[Source], list[Judgement]]:
        _take_readings(self._store, self._workings, self._mark)  # of claims that another added since: one without a reading would be sure
        among = "WHERE claim IN (SELECT value FROM json_each(?))"
        readings = self._workings.among(f"SELECT claim, extractor, confidence FROM reading {among}", claims)
        judged = self._workings.among(f"SELECT record FROM judgement {among}", claims)
        return [Reading(*row) for row in readings], sources, [from_data(Judgement, json.loads(record)) for (record,) in judged]

    def _count(self, id: str, said: Said | None) -> None:
        number, known_before = number_of_document(id), None
        for row in self._workings.all("SELECT uses, candidates FROM document WHERE n = ?", number_of_document(id)):
            known_before = row
        before = uses_from(known_before[0]) if known_before is not None else Counter()
        waiting = known_before[1] if known_before is not None else 0
        after = said.uses if said is not None else Counter()
        if before != after:
            self._names.change(number, before, after)
        self._count_claims(number, said.claims if said is not None else frozenset())
        self._workings.add("candidates", (said.candidates if said is not None else 0) - waiting)
        if said is None:
            if known_before is not None:
                self._leave(number, id)
            return
        self.weigh.add(number)
        text = uses_text(after)
        defines = canonical(definitions(after))
        if known_before is not None:
            self._workings.run(
                "UPDATE document SET uses = ?, defines = ?, candidates = ? WHERE n = ?", text, defines, said.candidates, number
            )
            return
        prints = json.dumps(asdict(printed(said.document, self._project.names)))
        shingles, sketch = self._texts.add(number, said.document)
        self._workings.run(
            "INSERT INTO document VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
            number, id, text, defines, said.candidates, publisher_key(said.document), prints, shingles, sketch,
        )  # fmt: skip
        self._changes.put_document(id)

    def _count_claims(self, number: int, after: Collection[str]) -> None:
        before: dict[str, int | None] = dict(self._workings.all("SELECT id, pair FROM claim WHERE document = ?", number))
        for id in before.keys() - set(after):
            if (pair := before[id]) is not None:
                self.pairs.add(pair)
            self._workings.run("DELETE FROM claim WHERE id = ?", id)
            self._changes.take_resolved(id)
        self._workings.many("INSERT INTO claim VALUES(?, ?, NULL, NULL)", ((id, number) for id in sorted(set(after) - before.keys())))

    def _leave(self, number: int, id: str) -> None:
        """Take out what else there is of a document that is not current any more."""
        self.weigh.discard(number)
        self._texts.remove(number)
        for (entity,) in self._workings.all("SELECT entity FROM names WHERE document = ?", number):
            self._changes.take_name(id, entity)
        self._workings.run("DELETE FROM names WHERE document = ?", number)
        self._workings.run("DELETE FROM document WHERE n = ?", number)
        self._changes.take_document(id)
