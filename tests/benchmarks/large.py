"""Make a store as large as a newsroom's archive, the same for one seed: python tests/benchmarks/large.py FILE [--entities N] [--links M]

    python tests/benchmarks/large.py large.db                                     100,000 entities and 500,000 links
    python tests/benchmarks/large.py small.db --entities 1000 --links 5000 --hub 300

Documents of some 3,000 characters state a dozen things each, about invented names: what a claim quotes stands there. A link rests on one
claim or several, of which some are hedged; one link in forty is contested, and as many things are only denied or left open. Degrees are
uneven: most names have a few links, some thousands, and one is the hub. What is written goes straight through `add` and `project`; only
the entities are given, as a thing of each name, where `resolve` would have found them, and each link gets the standing that it would give.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from edgewise.model import (
    Claim,
    Contest,
    Document,
    End,
    Entity,
    EntityType,
    Link,
    Mention,
    Modality,
    Projection,
    Reading,
    Record,
    Resolved,
    Source,
    Support,
    fold,
)
from edgewise.project import builtin
from edgewise.resolve.standing import standing_of
from edgewise.stores.base import Store
from edgewise.stores.sqlite import SqliteStore
from edgewise.testing.world import document

STATED = 13  # things that a document states, as a rule
BATCH = 200  # documents a transaction


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLACES = _words("""
    Harlow Merrin Tarn Oakmere Velden Corrib Ashby Lunt Pellworm Drax Sorrel Tybee Quill Rennick Ostrava Halden Mistral Kestrel Brannock
    Calder Dunmore Eskdale Farrow Glenmoor Hexley Inver Jarrow Kelso Larkin Moffat Norley Orford Penrith Rothbury Selkirk Tarland Ullock
    Wexcombe Yarrow Zennor Altona Bremen Cadiz Derwent Elgin Fulda Girona Huelva Izmir Jena
""")
_FIELDS = _words("""
    Data Signal Border Coastal Harbor Records Freight Optical Civic Rural Transit Water Grid Census Field Relay Archive Patrol Cloud
    Metrics Vision Ledger Route Beacon Custody Permit Survey Tax Pension Forest
""")
_BODIES = _words("""
    Systems Bureau Group Agency Institute Partners Office Council Labs Authority Trust Works Holdings Service Network Directorate Alliance
    Analytics Board Company
""")
_FIRST = _words("""
    Ada Bram Cleo Dov Esme Finn Greta Hugo Ines Jonas Kaya Levi Mara Nils Orla Piet Rosa Stan Tess Uma Viktor Wren Xenia Yara Zeno Alma
    Boris Celia Dario Edda
""")
_SYSTEMS = _words("""
    Tracker Index Match Gateway Portal Sentinel Atlas Compass Register Engine Console Lens
""")
_TYPES: tuple[EntityType, ...] = ("Organization", "Organization", "Organization", "Organization", "Person", "Person", "Person", "System",
                                  "System", "Place")  # fmt: skip
_RELATIONS: dict[tuple[EntityType, EntityType], tuple[str, ...]] = {
    ("Organization", "Organization"): ("contracts_with", "supplies_to", "funds", "partners_with", "pitched_to", "owns", "criticises"),
    ("Organization", "System"): ("uses", "develops", "hosts", "tested"),
    ("Person", "Organization"): ("works_for", "leads", "met_with", "criticises"),
    ("Person", "Person"): ("met_with", "contacted"),
    ("Organization", "Person"): ("met_with", "appointed"),
}
_SAID: tuple[Modality, ...] = ("confirmed", "reported", "alleged")
_OPEN: tuple[Modality, ...] = ("unconfirmed", "possible", "planned")
_LEADS: dict[Modality, str] = {
    "confirmed": "", "reported": "It is reported that ", "alleged": "Critics allege that ", "unconfirmed": "There is no proof yet that ",
    "possible": "It may be that ", "planned": "There are plans that say that ",
}  # fmt: skip
_FILLER = (
    "The file runs to several hundred pages, most of them blank but for a stamp.", "Nobody at the hearing objected to the date.",
    "Two members of the panel asked for more time.", "The minutes were published late, and without the annex.",
    "A second reading is expected in spring.", "The figures are given without the year that they belong to.",
    "What was said in the corridor is not on record.", "Copies were sent to everyone who had asked.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a document is to state: which link it is of (None: of none), and how it is put."""

    subject: int
    relation: str
    object: int
    about: int | None = None
    link: int | None = None
    modality: Modality = "confirmed"
    denied: bool = False
    said_by: int | None = None


class Pile:
    """The names, links and statements of one seed, and the documents that state them."""

    def __init__(self, entities: int, links: int, hub: int, seed: int) -> None:
        self._draw = random.Random(seed)
        self._ontology = builtin().ontology
        self.entities = self._named(entities)
        self._ids = [one.id for one in self.entities]
        self._by_type: dict[EntityType, list[int]] = defaultdict(list)
        for number, one in enumerate(self.entities):
            self._by_type[one.type].append(number)
        self.links = self._drawn(links, hub)
        self.said = self._stated()
        self._claims: list[list[str]] = [[] for _ in self.links]  # of each link, by id
        self._contesting: list[list[str]] = [[] for _ in self.links]
        self._supports: list[list[Support]] = [[] for _ in self.links]
        self._resolved: list[Resolved] = []
        self._documents: list[str] = []
        self._names: set[tuple[str, str]] = set()

    def records(self) -> Iterator[list[Record]]:
        """Yield what a store is to hold, a batch of documents at a time; after the last, `projection` is complete."""
        statements = iter(self.said)
        batch: list[Record] = []
        number = 0
        while some := list(islice(statements, self._draw.randint(STATED - 5, STATED + 5))):
            batch += self._document(number, some)
            number += 1
            if number % BATCH == 0:
                yield batch
                batch = []
        yield batch

    def projection(self) -> Projection:
        """Return the graph of all that `records` has yielded."""
        links = (self._link(number) for number in range(len(self.links)))
        return Projection(
            tuple(sorted(self._documents)), tuple(sorted(self.entities, key=lambda one: one.id)),
            tuple(sorted(links, key=lambda one: one.id)), tuple(sorted(self._resolved, key=lambda one: one.claim)),
            tuple(sorted(self._names)),
        )  # fmt: skip

    def _named(self, count: int) -> list[Entity]:
        draw, found = self._draw, dict[str, Entity]()
        while len(found) < count:
            type = _TYPES[len(found) % len(_TYPES)]
            place, other = draw.choice(_PLACES), draw.choice(_PLACES)
            short: tuple[str, ...] = ()
            if type == "Person":
                name = f"{draw.choice(_FIRST)} {draw.choice(_FIRST)[0]}. {place}{other.lower()[:3]}"
            elif type == "Organization":
                name = f"{place} {draw.choice(_FIELDS)} {draw.choice(_FIELDS)} {draw.choice(_BODIES)}"
                short = ("".join(word[0] for word in name.split()) + str(len(found)),) if draw.random() < 0.2 else ()
            else:
                name = f"{place} {draw.choice(_SYSTEMS)} {draw.randint(1, 99_999)}" if type == "System" else f"{place} {other} {len(found)}"
            found.setdefault(fold(name), Entity(name, type, short))
        return list(found.values())

    def _drawn(self, count: int, hub: int) -> list[Said]:
        """Draw the links: each another one, the first `hub` of them from the first organization."""
        found = dict[tuple[int, str, int, int | None], Said]()
        pairs, systems = tuple(_RELATIONS), self._by_type["System"]
        while len(found) < count:
            ends = self._draw.choice(pairs) if len(found) >= hub else ("Organization", self._draw.choice(("Organization", "System")))
            some, others = (self._by_type[type] for type in ends)
            a = some[0] if len(found) < hub else self._uneven(some)
            b = self._uneven(others) if len(found) >= hub else self._draw.choice(others)
            relation = self._draw.choice(_RELATIONS[ends])
            about = self._uneven(systems) if self._ontology.relation(relation).abouts and self._draw.random() < 0.3 else None
            if self._ontology.relation(relation).symmetric and self._ids[a] > self._ids[b]:
                a, b = b, a
            if a != b:
                found.setdefault((a, relation, b, about), Said(a, relation, b, about, len(found)))
        return list(found.values())

    def _uneven(self, among: Sequence[int]) -> int:
        """Draw one of them, the first ones far more often."""
        return among[int(len(among) * self._draw.random() ** 2)]

    def _stated(self) -> list[Said]:
        draw, said = self._draw, list[Said]()
        people = self._by_type["Person"]
        for link in self.links:
            for _ in range(1 if draw.random() < 0.85 else draw.randint(2, 5)):
                modality = draw.choices(_SAID, (6, 2, 2))[0]
                said_by = self._uneven(people) if draw.random() < 0.15 else None
                said.append(Said(link.subject, link.relation, link.object, link.about, link.link, modality, said_by=said_by))
            if draw.random() < 0.025:
                said.append(Said(link.subject, link.relation, link.object, link.about, link.link, denied=True))
        for link in draw.sample(self.links, len(self.links) // 20):
            other = draw.choice(self._by_type[self.entities[link.object].type])
            if other != link.subject:
                modality = draw.choice(_OPEN)
                said.append(Said(link.subject, link.relation, other, link.about, None, modality, denied=draw.random() < 0.5))
        draw.shuffle(said)
        return said

    def _document(self, number: int, statements: list[Said]) -> Iterator[Record]:
        draw = self._draw
        tier = draw.choices((1, 3, 4), (1, 6, 3))[0]
        text, placed = f"Notes, page {number}.\n\n", list[tuple[Said, int, int]]()
        for one in statements:
            sentence = self._sentence(one)
            placed.append((one, len(text), len(text) + len(sentence)))
            text += sentence + " " + " ".join(draw.sample(_FILLER, 2)) + "\n\n"
        publisher = f"The {_PLACES[number % len(_PLACES)]} {('Gazette', 'Courier', 'Post', 'Observer')[number % 4]}"
        published = f"{2008 + number % 17}-{1 + number % 12:02}-{1 + number % 28:02}"
        doc = document(text, title=f"Notes, page {number}", publisher=publisher, published=published, tier=tier)
        id = doc.id
        self._documents.append(id)
        mentions: dict[tuple[int, int], Mention] = {}
        yield doc
        for one, start, end in placed:
            claim, ends = self._claim(one, doc, id, start, end)
            yield claim
            yield Reading(claim.id, draw.choice(("rules@2", "reader@1", "reader@1+rules@2")), round(draw.uniform(0.8, 1), 3))
            for name in ends:
                mentions[name.start, name.end] = Mention(id, name.start, name.end, name.text, name.type, name.name)
            self._keep(claim, one, tier, fold(publisher))
        yield from mentions.values()
        yield Source(f"notes/{number // 1000:03}/{number}.txt", id, read_by=("reader@1", "rules@2"))

    def _sentence(self, one: Said) -> str:
        subject, object = (self.entities[end].name for end in (one.subject, one.object))
        about = self.entities[one.about].name if one.about is not None else None
        sentence = self._ontology.relation(one.relation).sentence(subject, object, about, indirect=False)
        lead = "It is not true that " if one.denied else _LEADS[one.modality]
        return f"{lead}{sentence}{f', {self.entities[one.said_by].name} said' if one.said_by is not None else ''}."

    def _claim(self, one: Said, doc: Document, id: str, start: int, end: int) -> tuple[Claim, list[End]]:
        def found(number: int) -> End:
            entity = self.entities[number]
            at = doc.text.index(entity.name, start, end)
            return End(entity.name, entity.type, at, at + len(entity.name), entity.name)

        subject, object = found(one.subject), found(one.object)
        about, said_by = (found(number) if number is not None else None for number in (one.about, one.said_by))
        date = f"{2005 + (one.subject + one.object) % 20}" if (one.subject + one.object) % 3 else None
        claim = Claim(
            id, start, end, doc.text[start:end], subject, one.relation, object, about,
            "negated" if one.denied else "affirmed", one.modality, said_by, date,
        )  # fmt: skip
        return claim, [one for one in (subject, object, about, said_by) if one is not None]

    def _keep(self, claim: Claim, one: Said, tier: int, origin: str) -> None:
        id = claim.id
        about, said_by = (self._ids[end] if end is not None else None for end in (one.about, one.said_by))
        weight = 4 if one.said_by is not None else tier
        self._resolved.append(Resolved(id, self._ids[one.subject], self._ids[one.object], about, said_by, weight, said_by or origin))
        self._names |= {(claim.document, end) for end in (self._ids[one.subject], self._ids[one.object], about, said_by) if end}
        if one.link is None:
            return
        if not one.denied:
            self._claims[one.link].append(id)
            alleged = one.modality == "alleged" or weight >= 4
            self._supports[one.link].append("alleged" if alleged else "confirmed" if weight == 1 else "reported")
        elif weight <= 3:
            self._contesting[one.link].append(id)

    def _link(self, number: int) -> Link:
        """The link with its standing: of two reported claims the origins are taken to differ, of a denial the time to be the same."""
        one, claims, contesting = self.links[number], self._claims[number], self._contesting[number]
        found = self._supports[number]
        support: Support = "alleged"
        if "confirmed" in found or found.count("reported") > 1:
            support = "confirmed"
        elif "reported" in found:
            support = "reported"
        contest: Contest = "contradicted" if contesting else "uncontested"
        years = (str(2005 + (one.subject + one.object) % 20),) * 2 if (one.subject + one.object) % 3 else (None, None)
        about = self._ids[one.about] if one.about is not None else None
        return Link(
            self._ids[one.subject], one.relation, self._ids[one.object], about, False, standing_of(support, contest), support, contest,
            tuple(sorted(claims)), tuple(sorted(contesting)), *years,
        )  # fmt: skip


def fill(store: Store, entities: int = 100_000, links: int = 500_000, hub: int = 10_000, seed: int = 7) -> Projection:
    """Write the pile of a seed into an empty store and return its graph."""
    pile = Pile(entities, links, hub, seed)
    for batch in pile.records():
        store.add(batch)
    graph = pile.projection()
    store.project(graph)
    return graph


@contextmanager
def store_of(address: str | None) -> Iterator[str]:
    """Give the address of a store: the one named, or else a small one (2,000 names, 6,000 links) that is gone afterwards."""
    if address is not None:
        yield address
        return
    with TemporaryDirectory() as folder:
        small = Path(folder) / "small.db"
        with SqliteStore(small) as store:
            fill(store, 2_000, 6_000, 500)
        yield str(small)


def main() -> None:
    """Make a store and say what is in it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=500_000)
    parser.add_argument("--hub", type=int, default=10_000, help="links of one name")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    if given.file.exists():
        parser.error(f"{given.file} is there already; name a new file")
    started = time.perf_counter()
    with SqliteStore(given.file) as store:
        graph = fill(store, given.entities, given.links, given.hub, given.seed)
    what = (
        f"{len(graph.documents):,} documents, {len(graph.entities):,} entities, {len(graph.links):,} links, {len(graph.resolved):,} claims"
    )
    sys.stdout.write(f"{given.file}: {what} in {time.perf_counter() - started:.0f} s\n")


if __name__ == "__main__":
    main()
