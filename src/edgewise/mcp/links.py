"""The tools about links: those of a name, of two names or of the graph; and one link with every claim for it and against it."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import NameUnknown, UsageError
from ..model import Entity, Link
from ..questions.entity import best_first, no_links
from ..questions.evidence import ACTS
from ..questions.link import LinkGone, see_link
from ..questions.listed import links_listed
from ..questions.names import find_entity
from ..questions.search import drawn
from ..questions.show import show_lines
from ..questions.view import GraphView
from ..views import addresses
from .asked import LinkAsked, LinksAsked
from .nouns import Found
from .paging import page
from .served import Served
from .telling import Telling, id_in

_LEAST_DIGITS = 8  # of an id that is told by its beginning


def links(served: Served, asked: LinksAsked) -> Found:
    """Links, the best first, those that a record refutes only where they are asked for."""
    telling = served.telling()
    view, project = telling.view, served.project
    if asked.relation is not None:
        project.ontology.relation(asked.relation)
    if asked.name is None:
        if asked.other is not None:
            raise UsageError("other is given without name: give both, or name alone")
        some = links_listed(view, project, asked.relation, asked.standing, offset=asked.offset, limit=asked.limit).links
        items = (telling.line(line, line.relation) for line in some.items)
        return page(telling, asked, "Links of the whole graph, the best first", items, some.total, address=addresses.LINKS)
    one = find_entity(view, project, asked.name)
    if asked.other is not None:
        return _between(telling, one, find_entity(view, project, asked.other), asked)
    every = view.links_of.get(one.id, ())
    wanted = best_first(view, one.id, _wanted(every, asked))
    notes = ["What is denied or left open about it is no link: tool entity, part not_links."]
    refuted = sum(link.standing == "refuted" and link.relation not in ACTS for link in every)
    if refuted and asked.standing is None:
        notes.append(f"{refuted:,} more are refuted and no links: standing refuted")
    items = (telling.line(line, line.relation) for line in show_lines(view, project, wanted[asked.offset : asked.offset + asked.limit]))
    return page(telling, asked, f"Links of {one.name}", items, len(wanted), [one], notes, addresses.entity(one.id))


def _between(telling: Telling, one: Entity, other: Entity, asked: LinksAsked) -> Found:
    """The links that join two names, then what is denied, left open or said between them."""
    view, project = telling.view, telling.project
    if one.id == other.id:
        raise UsageError(f"{asked.name!r} and {asked.other!r} are one and the same here: {one.name}; ask for the links of two names")
    between = view.links_between((one.id,), (other.id,))
    wanted = best_first(view, one.id, _wanted(between, asked))
    aside = _aside(view, one, other, between, asked)
    lines = show_lines(view, project, wanted[asked.offset : asked.offset + asked.limit])
    items = [telling.line(line, line.relation) for line in lines]
    passed = max(0, asked.offset - len(wanted))
    items += telling.claims((id, "between them, no link") for id in aside[passed : passed + asked.limit - len(items)])
    notes = ["Over other names: tool routes."]
    if not wanted:
        notes.insert(0, f"No such link joins {one.name} and {other.name}. That nobody says so here does not mean that it is not so.")
    total = len(wanted) + len(aside)
    return page(
        telling, asked, f"Between {one.name} and {other.name}", items, total, [one, other], notes, addresses.compare(one.id, other.id)
    )


def _aside(view: GraphView, one: Entity, other: Entity, between: Iterable[Link], asked: LinksAsked) -> tuple[str, ...]:
    """The claims about two names that support no link between them, of the relation that is asked for."""
    if asked.standing is not None:
        return ()
    aside = no_links(view, view.claims_between([one.id], [other.id]), between)
    if asked.relation is None:
        return aside
    view.fetch_claims(aside)
    return tuple(id for id in aside if view.claim(id).relation == asked.relation)


def _wanted(links: Iterable[Link], asked: LinksAsked) -> Iterable[Link]:
    among = (link for link in links if link.relation not in ACTS) if asked.standing == "refuted" else drawn(links)
    return (link for link in among if asked.relation in (None, link.relation) and asked.standing in (None, link.standing))


def link(served: Served, asked: LinkAsked) -> Found:
    """One link, why it stands as it does, and its claims: those against it first, then those for it, then what counts for nothing."""
    telling = served.telling()
    view, project = telling.view, served.project
    seen = see_link(view, project, _id(view, asked.link))
    if isinstance(seen, LinkGone):
        now = f"; it is now {telling.permalink(addresses.link(seen.now.id))}" if seen.now is not None else ""
        raise NameUnknown(f"no link has the id {seen.id[:16]!r} here: {seen.because}{now}; look for it with the tool links")
    whole = view.links[seen.link.id]
    claims = [(id, "against it") for id in _weightiest(view, whole.contesting)]
    claims += [(id, "for it") for id in _weightiest(view, whole.claims)]
    claims += [(one.claim.id, f"counts for nothing here: {one.because}") for one in seen.idle.items]
    items = telling.claims(claims[asked.offset : asked.offset + asked.limit])
    stands = telling.link(seen.link, "", 0)
    notes = [f"{stands.kind}: {stands.standing}", seen.why.support_because, seen.why.contest_because]
    names = [view.entity(end.id) for end in (seen.subject, seen.object, seen.about) if end is not None]
    return page(telling, asked, stands.sentence, items, len(claims), names, filter(None, notes), addresses.link(seen.link.id))


def _weightiest(view: GraphView, claims: Iterable[str]) -> list[str]:
    return sorted(claims, key=lambda id: (view.resolved[id].tier, id))


def _id(view: GraphView, text: str) -> str:
    """The id of the one link that an id, its beginning or a permalink means; what was given where none or several do."""
    id = id_in(text)
    if id in view.links or len(id) < _LEAST_DIGITS:
        return id
    beginning = [one for one in view.links if one.startswith(id)]
    return beginning[0] if len(beginning) == 1 else id
