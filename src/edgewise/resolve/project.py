"""From all current records to one projection: a pure function, the same whatever order the records come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Claim, Document, End, Judgement, Link, Mention, Projection, Reading, Resolved, Source
from ..ontology import Ontology
from ..project import Project
from .names import Resolution
from .reading import Sureness
from .standing import Weighed, concerns, contest_of, standing_of, support_of, supports, times_of
from .weight import Weigher

_Pair = tuple[str, str, str]  # subject, relation, object


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
    weigher = Weigher(documents, resolution, claims, project)
    weighed = {claim.id: weigher.weigh(claim) for claim in claims}
    resolved = {claim.id: _resolve(claim, resolution, weighed[claim.id]) for claim in claims}
    names = {(m.document, resolution.entity(m.name, m.type, m.document).id) for m in mentions}
    for claim in claims:
        ends = resolved[claim.id]
        names |= {(claim.document, end) for end in (ends.subject, ends.object, ends.about, ends.said_by) if end is not None}
    return Projection(
        documents=tuple(sorted(documents)),
        entities=resolution.entities,
        links=tuple(sorted(_links(weighed, resolved, project.ontology), key=lambda link: link.id)),
        resolved=tuple(sorted(resolved.values(), key=lambda r: r.claim)),
        names=tuple(sorted(names)),
    )


def _resolve(claim: Claim, resolution: Resolution, weighed: Weighed) -> Resolved:
    def entity(end: End) -> str:
        return resolution.entity(end.name, end.type, claim.document).id

    return Resolved(
        claim.id,
        entity(claim.subject),
        entity(claim.object),
        about=entity(claim.about) if claim.about else None,
        said_by=entity(claim.said_by) if claim.said_by else None,
        tier=weighed.tier,
        origin=weighed.origin,
        by_party=weighed.by_party,
        admission=weighed.admission,
    )


def _links(weighed: Mapping[str, Weighed], resolved: Mapping[str, Resolved], ontology: Ontology) -> Iterable[Link]:
    """Group the claims by what they say, and give each group that has support its standing; ends that are one thing make no link."""
    affirmed: dict[tuple[_Pair, str | None, bool], list[Weighed]] = defaultdict(list)
    negated: dict[_Pair, list[tuple[str | None, Weighed]]] = defaultdict(list)
    for id, one in weighed.items():
        ends, claim = resolved[id], one.claim
        if ends.subject == ends.object:
            continue
        first, last = ends.subject, ends.object
        if ontology.relations[claim.relation].symmetric:
            first, last = sorted((first, last))
        pair = (first, claim.relation, last)
        if claim.polarity == "negated":
            negated[pair].append((ends.about, one))
        elif supports(one):
            affirmed[pair, ends.about, claim.indirect].append(one)
    for (pair, about, indirect), group in affirmed.items():
        support = support_of(group)
        dates = sorted(w.claim.date for w in group if w.claim.date is not None)
        first_date, last_date = (dates[0], dates[-1]) if dates else (None, None)
        denials = [w for denied, w in negated[pair] if concerns(w, denied, about, indirect=indirect)]
        contest, contesting = contest_of(times_of(group), denials)
        yield Link(
            *pair, about, indirect, standing_of(support, contest), support, contest,
            claims=tuple(sorted(w.claim.id for w in group)), contesting=contesting, first=first_date, last=last_date,
        )  # fmt: skip


def current_documents(documents: Iterable[Document], held: Iterable[str | None]) -> tuple[Document, ...]:
    """Return the documents that some source holds now, sorted by id; superseded and forgotten ones are left out."""
    wanted = set(held)
    return tuple(sorted((d for d in documents if d.id in wanted), key=lambda d: d.id))
