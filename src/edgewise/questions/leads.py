"""Leads: sentences that name both of two things. A place to look, never a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ..extract.sentences import passages
from ..model import Entity, Mention, fold
from .nouns import ClaimShown, Lead
from .view import GraphView

AT_ONCE = 50  # documents whose mentions are fetched together


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
        places: dict[str, list[Mention]] = defaultdict(list)
        for mention in view.store.of_documents(Mention, batch):
            places[mention.document].append(mention)
        view.fetch_documents(batch)
        for document in batch:
            found = _in_document(view, document, places[document], a, b)
            leads.extend(lead for lead in found if quoted[document].isdisjoint(range(lead.start, lead.end)))
            if len(leads) >= limit:
                return tuple(leads[:limit])
    return tuple(leads)


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
