"""From all current records to one projection: a pure function, the same whatever order the records come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Claim, Document, Judgement, Link, Mention, Projection, Reading, Resolved, Source
from ..ontology import Ontology
from ..project import Project
from .links import Pair, links_of, pair_of
from .names import Resolution
from .origins import origins
from .reading import Sureness
from .weight import Around, Weigher, organizations


@dataclass(frozen=True, slots=True)
class Records:
    """All that the graph is made from. `documents` are the current ones; records of others are left aside.

    `sources` say who has read which document; of one that none of them holds every reading counts.
    """

    documents: tuple[Document, ...]
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    judgements: tuple[Judgement, ...]
    sources: tuple[Source, ...] = ()

    @property
    def sureness(self) -> Sureness:
        """How sure each claim is; made anew at each call."""
        return Sureness(self.readings, self.sources, self.judgements)


def project(records: Records, project: Project) -> Projection:
    """Return the graph of these records: of their claims those that are as sure as the project asks.

    Cost: one pass over the mentions and claims, plus sorting; nothing in, nothing out. Raises UsageError where a claim is of a relation
    that the project does not declare.
    """
    documents = {d.id: d for d in records.documents}
    mentions = [m for m in records.mentions if m.document in documents]
    sureness = records.sureness
    for relation in sorted({claim.relation for claim in records.claims}):
        project.ontology.relation(relation)  # raises where this is not the project that they were read with
    current = sorted((c for c in records.claims if c.document in documents), key=lambda c: c.id)
    claims = [c for c in current if sureness.reaches(c, project.min_precision)]
    resolution = Resolution(mentions, claims, records.judgements, project.names)
    resolved = list(_resolved(documents, claims, resolution, project))
    return Projection(
        documents=tuple(sorted(documents)),
        entities=resolution.entities,
        links=tuple(sorted(_links(claims, resolved, project.ontology), key=lambda link: link.id)),
        resolved=tuple(sorted(resolved, key=lambda r: r.claim)),
        names=tuple(sorted(resolution.names)),
    )


def _resolved(documents: Mapping[str, Document], claims: Iterable[Claim], resolution: Resolution, project: Project) -> Iterable[Resolved]:
    """Resolve and weigh the claims, document by document."""
    of_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_document[claim.document].append(claim)
    goes_back_to = origins(documents, project.names)
    called = organizations(resolution.entities)
    for id, ones in of_document.items():
        around = Around(lambda end, id=id: resolution.entity(end.name, end.type, id), goes_back_to[id], called.get)  # type: ignore[misc]
        weigher = Weigher(documents[id], ones, around, project)
        yield from map(weigher.resolve, ones)


def _links(claims: Iterable[Claim], resolved: Iterable[Resolved], ontology: Ontology) -> Iterable[Link]:
    """Group the claims by the ends of which they say what, and draw the links of each group."""
    known = {claim.id: claim for claim in claims}
    of_pair: dict[Pair, list[tuple[Claim, Resolved]]] = defaultdict(list)
    for one in resolved:
        pair = pair_of(known[one.claim], one, ontology)
        if pair is not None:
            of_pair[pair].append((known[one.claim], one))
    for pair, said in of_pair.items():
        yield from links_of(pair, said)


def current_documents(documents: Iterable[Document], held: Iterable[str | None]) -> tuple[Document, ...]:
    """Return the documents that some source holds now, sorted by id; superseded and forgotten ones are left out."""
    wanted = set(held)
    return tuple(sorted((d for d in documents if d.id in wanted), key=lambda d: d.id))
