"""The tools about names: which there are, and what is known of one."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Entity
from ..questions.entity import EntityKnown, entity_known, no_links
from ..questions.names import find_entity
from ..questions.search import search
from ..questions.view import GraphView
from ..views import addresses
from .asked import EntityAsked, SearchAsked
from .nouns import Found, Names, Page
from .paging import heading_of, page, paged
from .served import Served
from .telling import Telling

_OPEN = 5  # claims that are no links, shown with what a name is


def search_names(served: Served, asked: SearchAsked) -> Names:
    """The names that fit what was typed."""
    telling = served.telling()
    found = search(telling.view, served.project, asked.text, asked.type, offset=asked.offset, limit=asked.limit)
    heading = heading_of(f"Names like {asked.text}") if asked.text else "All names, those with most links first"
    some = Page(asked.offset, len(found.entities), found.total, found.counted, "")
    return Names(heading, some, tuple(map(telling.found_name, found.entities)), found.nearest)


def entity(served: Served, asked: EntityAsked) -> Found:
    """What is known of a name, or one part of it."""
    telling = served.telling()
    view = telling.view
    one = find_entity(view, served.project, asked.name)
    match asked.part:
        case "overview":
            return _overview(telling, one, asked)
        case "not_links":
            return _claims(telling, one, asked, _aside(view, one), f"What is said of {one.name} that is no link", "no link")
        case "said":
            said = sorted(view.said_by.get(one.id, ()), key=lambda claim: (view.resolved[claim].tier, claim))
            return _claims(telling, one, asked, said, f"What {one.name} says", "said by it")
        case "documents":
            return _documents(telling, one, asked)
        case "leads":
            return _leads(telling, one, asked)


def _overview(telling: Telling, one: Entity, asked: EntityAsked) -> Found:
    """What it is, how many links of each relation it has with the best of each, and the first of what is no link."""
    known = entity_known(telling.view, telling.project, one.id, part="links")
    groups, aside = known.links or (), _aside(telling.view, one)
    items = [telling.line(group.links.items[0], f"{group.relation}, the best of {group.links.total:,}") for group in groups]
    items += telling.claims((id, f"no link, of {len(aside):,}") for id in aside[:_OPEN])
    return paged(telling, asked, one.name, items, [one], _notes(known), addresses.entity(one.id))


def _notes(known: EntityKnown) -> list[str]:
    notes = [f"part of {part if isinstance(part, str) else part.name} (known beforehand, not from documents)" for part in known.part_of]
    if known.units:
        notes.append(f"its units: {', '.join(unit.name for unit in known.units)} (known beforehand, not from documents)")
    for group in known.links or ():
        counted = ", ".join(f"{count:,} {standing}" for standing, count in group.standings.items())
        notes.append(f"{group.relation}: {group.links.total:,} ({counted})")
    return [
        *notes,
        f"{known.links_total:,} links to {known.neighbours:,} names: tool links",
        f"{known.beside_total:,} claims about it are no links: part not_links; {known.said_total:,} claims it says itself: part said",
        f"{known.documents_total:,} documents name it: part documents; whom they name beside it: part leads",
    ]


def _claims(telling: Telling, one: Entity, asked: EntityAsked, claims: Sequence[str], heading: str, section: str) -> Found:
    """A page of claims by themselves."""
    items = telling.claims((id, section) for id in claims[asked.offset : asked.offset + asked.limit])
    return page(telling, asked, heading, items, len(claims), [one], address=addresses.entity(one.id))


def _documents(telling: Telling, one: Entity, asked: EntityAsked) -> Found:
    known = entity_known(telling.view, telling.project, one.id, part="documents", offset=asked.offset)
    lines = known.documents.items[: asked.limit] if known.documents is not None else ()
    heading = f"Documents that name {one.name}, the newest first"
    return page(telling, asked, heading, map(telling.document, lines), known.documents_total, [one], address=addresses.entity(one.id))


def _leads(telling: Telling, one: Entity, asked: EntityAsked) -> Found:
    leads = entity_known(telling.view, telling.project, one.id, part="leads").leads
    found = leads.found.items if leads is not None else ()
    items = [telling.lead(lead, f"named together with {other.name}") for other in found for lead in other.leads]
    looked = f"Looked through {leads.looked:,} of {leads.total:,} documents, the newest." if leads is not None else ""
    notes = [f"{looked} Places to look, not links."]
    return paged(telling, asked, f"Names in one sentence with {one.name}", items, [one], notes, addresses.entity(one.id))


def _aside(view: GraphView, one: Entity) -> tuple[str, ...]:
    """The claims about a name that support none of its links."""
    return no_links(view, view.claims_of.get(one.id, ()), view.links_of.get(one.id, ()))
