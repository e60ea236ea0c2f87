"""Leads: sentences that name both of two things, or one and whatever else. A place to look, never a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..extract.sentences import passages
from ..model import Entity, Mention, fold
from ..resolve.forms import is_described
from .names import named_in
from .nouns import ClaimShown, Lead, Some, Together
from .view import GraphView

AT_ONCE = 50  # documents whose mentions are fetched together
_EACH = 3  # sentences shown of those that name one and another


def find_leads(view: GraphView, a: Entity, b: Entity, shown: Iterable[ClaimShown] = (), *, limit: int = 10) -> tuple[Lead, ...]:
    """Return the passages that name both, in the order of where the documents were found and of their text; () when none does.

    Headings and questions count; a passage that one of the claims `shown` is quoted from does not. Cost: the documents that name both
    are read until the limit is reached.
    """
    leads: list[Lead] = []
    quoted: dict[str, set[int]] = defaultdict(set)
    for claim in shown:
        quoted[claim.document].add(claim.start)
    shared = sorted(set(view.naming.get(a.id, ())) & set(view.naming.get(b.id, ())), key=lambda d: (view.sources.get(d, ""), d))
    for first in range(0, len(shared), AT_ONCE):
        batch = shared[first : first + AT_ONCE]
        places = mentions_of(view, batch)
        view.fetch_documents(batch)
        for document in batch:
            found = _in_document(view, document, places[document], a, b)
            leads.extend(lead for lead in found if quoted[document].isdisjoint(range(lead.start, lead.end)))
            if len(leads) >= limit:
                return tuple(leads[:limit])
    return tuple(leads)


def mentions_of(view: GraphView, documents: Sequence[str]) -> Mapping[str, list[Mention]]:
    """Return the mentions of these documents, by document; an empty list for one without."""
    places: dict[str, list[Mention]] = defaultdict(list)
    for mention in view.store.of_documents(Mention, documents):
        places[mention.document].append(mention)
    return places


def named_with(view: GraphView, entity: Entity, documents: Sequence[str], but: Collection[str], *, limit: int = 25) -> Some[Together]:
    """Return what these documents name in one sentence with an entity, but for those given by id; what shares most sentences first.

    What is only described ("the agency") leads nowhere and is left out.

    Cost: every one of the documents is read.
    """
    view.fetch_documents(documents)
    sentences: dict[str, list[Lead]] = defaultdict(list)
    places = mentions_of(view, documents)
    for id in documents:
        ours = set(_starts(places[id], entity))
        others = [
            (mention.start, other)
            for mention in places[id]
            if (other := named_in(view, id, mention.name, mention.type)) and other.id not in but and not is_described(other.name)
        ]
        read = view.document(id) if ours and others else None
        for passage in passages(read) if read else ():
            if any(passage.start <= start < passage.end for start in ours):
                there = {other.id: other for start, other in others if passage.start <= start < passage.end and start not in ours}
                words = read.span(passage.start, passage.end).text if read and there else ""
                for other in there.values():
                    where = view.sources.get(id, "")
                    sentences[other.id].append(Lead(entity.name, other.name, words, id, where, passage.start, passage.end))
    best = sorted(sentences.items(), key=lambda found: (-len(found[1]), view.entities[found[0]].name, found[0]))
    found = ((view.entities[id], leads) for id, leads in best[:limit])
    return Some(tuple(Together(one.id, one.name, one.type, len(leads), tuple(leads[:_EACH])) for one, leads in found), len(best))


def _in_document(view: GraphView, document: str, mentions: list[Mention], a: Entity, b: Entity) -> Iterator[Lead]:
    ours, theirs = (_starts(mentions, entity) for entity in (a, b))
    read = view.document(document)
    for passage in passages(read):
        inside = range(passage.start, passage.end)
        if any(start in inside for start in ours) and any(start in inside for start in theirs):
            words = read.span(passage.start, passage.end).text
            yield Lead(a.name, b.name, words, document, view.sources.get(document, ""), passage.start, passage.end)


def _starts(mentions: list[Mention], entity: Entity) -> list[int]:
    """Where a document names the entity, by the names it has there."""
    keys = {fold(name) for name in (entity.name, *entity.aliases)}
    return [mention.start for mention in mentions if fold(mention.name) in keys or fold(mention.text) in keys]
