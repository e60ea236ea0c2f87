"""One name: what it is called and why, what it is linked to, what is denied or left open, when it was, and where it is named.

Links and what is no link are kept apart. Nothing here grows with a name: of its links and claims as many are shown as a page holds,
with how many there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Literal, get_args

from ..errors import NameUnknown
from ..model import Entity, Link, Standing, fold
from ..ontology import Kind
from ..project import Project
from ..resolve.standing import STANDINGS
from .aliases import Naming, naming
from .evidence import ACTS, gather
from .leads import named_with
from .names import label_of, units_of
from .nouns import ClaimShown, EntityShown, LinkLine, Some, Together
from .search import beside, drawn_links
from .shelf import DocumentLine, newest
from .show import link_row, show_claims, show_entity, show_lines
from .timeline import Timeline, timeline
from .view import GraphView

Part = Literal["links", "beside", "said", "documents", "timeline", "leads"]
PARTS: tuple[Part, ...] = get_args(Part)

EACH = 25  # links of a relation, documents, or claims that a page shows at once
_TOGETHER = 300  # links that a page of all relations shows; of a name with more of them only the first `_FEWER` of each
_FEWER = 10
BESIDE = 60  # claims that are no links, looked at together
_MOMENTS = 100  # of a page of the timeline
_A_YEAR = 5  # moments of a year beside the rest
_LOOKED = 25  # documents looked through for leads and for other names, at most
_FEW = 12  # documents that are looked through for leads without being asked


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """The links of one relation, best first, those from `links.offset` on. `standings` counts them all, the strongest first."""

    relation: str
    kind: Kind
    standings: Mapping[Standing, int]
    links: Some[LinkLine]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said of a name that is no link: `looked` of `total` claims, those from `offset` on, by what they are. Never an edge."""

    denials: tuple[ClaimShown, ...]
    unconfirmed: tuple[ClaimShown, ...]
    speech: tuple[ClaimShown, ...]
    looked: int
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Leads:
    """Names in one sentence with this one, between which nothing is claimed: places to look, in `looked` of `total` documents.

    `looked` 0: nobody looked; ask for them.
    """

    found: Some[Together]
    looked: int = 0
    total: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EntityKnown:
    """What is known of one name. A part that was not asked for is None.

    `label` is what `find_entity` takes for it alone; `where` is the place of the one document that it is a thing of, None for a thing of
    all. `part_of` and `units` are known beforehand (`graph/names.yaml`), not from documents. `neighbours` counts whom its links put
    beside it, not what they are about. `refuted` are links of which a record says otherwise: they are shown among what is no link.
    """

    entity: EntityShown
    label: str
    where: str | None
    part_of: tuple[EntityShown | str, ...]
    units: tuple[EntityShown, ...]
    links_total: int
    neighbours: int
    beside_total: int
    said_total: int
    documents_total: int
    naming: Naming | None = None
    links: tuple[LinkGroup, ...] | None = None
    refuted: tuple[LinkLine, ...] | None = None
    beside: Beside | None = None
    said: Some[ClaimShown] | None = None
    documents: Some[DocumentLine] | None = None
    timeline: Timeline | None = None
    leads: Leads | None = None


def entity_known(
    view: GraphView, project: Project, id: str, *, part: Part | None = None, relation: str | None = None, offset: int = 0
) -> EntityKnown:  # fmt: skip
    """Return what is known of the entity of an id, or of a former one; all parts, or one from `offset` on.

    Of the part "links" those of one `relation` can be asked for. Raises NameUnknown where nothing has the id, UsageError for an unknown
    relation.
    """
    if id not in view.entities and id not in view.former:
        raise NameUnknown(f"nothing in this store has the id {id[:12]!r}; look for it by name: what had it may be forgotten by now")
    entity = view.entity(id)
    one = _One(
        view,
        project,
        entity,
        drawn_links(view, entity.id),
        no_links(view, view.claims_of.get(entity.id, ()), view.links_of.get(entity.id, ())),
    )
    head = one.head()
    if relation is not None:
        project.ontology.relation(relation)
        return replace(head, links=one.groups(relation, offset))
    match part:
        case "links":
            return replace(head, links=one.groups(None, 0))
        case "beside":
            return replace(head, beside=one.beside(offset), refuted=one.refuted())
        case "said":
            return replace(head, said=one.said(offset))
        case "documents":
            return replace(head, documents=one.documents(offset))
        case "timeline":
            return replace(head, timeline=one.timeline(offset))
        case "leads":
            return replace(head, leads=one.leads(offset))
    leads = one.leads(0) if head.documents_total <= _FEW else Leads(Some(), total=head.documents_total)
    return replace(
        head, naming=one.naming(), links=one.groups(None, 0), refuted=one.refuted(), beside=one.beside(0), said=one.said(0),
        documents=one.documents(0), timeline=one.timeline(0, each=_A_YEAR), leads=leads,
    )  # fmt: skip


def link_rows(view: GraphView, project: Project, id: str, relation: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield all links of an entity, refuted ones too, of one relation where one is given, best first; of claims how many."""
    links = (link for link in view.links_of.get(id, ()) if link.relation not in ACTS and relation in (None, link.relation))
    for link in best_first(view, id, links):
        yield link_row(view, project, link)


def best_first(view: GraphView, id: str, links: Iterable[Link]) -> list[Link]:
    """Return links of an entity by standing, then most claims, then what it does before what is done to it, then by name."""
    return sorted(links, key=lambda link: (STANDINGS.index(link.standing), -len(link.claims), *_other(view, id, link)))


def _other(view: GraphView, id: str, link: Link) -> tuple[bool, str]:
    return (link.subject != id, view.entities[link.object if link.subject == id else link.subject].name)


def no_links(view: GraphView, claims: Iterable[str], links: Iterable[Link]) -> tuple[str, ...]:
    """Return those of some claims that support none of some links: first those that contest one, then by weight. None is fetched."""
    about = [link for link in links if link.relation not in ACTS]
    linked = {claim for link in about for claim in link.claims}
    contesting = {claim for link in about for claim in link.contesting}
    rest = (claim for claim in claims if claim not in linked)
    return tuple(sorted(rest, key=lambda claim: (claim not in contesting, view.resolved[claim].tier, claim)))


@dataclass(frozen=True, slots=True)
class _One:
    """An entity being looked at: its links, and the ids of the claims about it that are none."""

    view: GraphView
    project: Project
    entity: Entity
    drawn: tuple[Link, ...]
    aside: tuple[str, ...]

    def head(self) -> EntityKnown:
        view, entity, id = self.view, self.entity, self.entity.id
        parents = (_here(view, name) for name in self.project.names.parents(entity.name)) if self._is_well_known() else ()
        others = {other for link in self.drawn for other in beside(link, id)}
        return EntityKnown(
            entity=show_entity(entity), label=label_of(view, self.project, entity),
            where=view.sources.get(entity.scope, "a document") if entity.scope else None,
            part_of=tuple(parents), units=tuple(map(show_entity, units_of(view, self.project.names, entity))),
            links_total=len(self.drawn), neighbours=len(others), beside_total=len(self.aside), said_total=len(view.said_by.get(id, ())),
            documents_total=len(view.naming.get(id, ())),
        )  # fmt: skip

    def naming(self) -> Naming:
        looked = newest(self.view, self.view.naming.get(self.entity.id, ()), limit=_LOOKED)
        return naming(self.view, self.project, self.entity, [line.id for line in looked.items])

    def groups(self, relation: str | None, offset: int) -> tuple[LinkGroup, ...]:
        """The links by relation, in the order of the ontology; of one relation where one is named, an empty group where there is none."""
        by_relation: dict[str, list[Link]] = defaultdict(list)
        for link in self.drawn:
            by_relation[link.relation].append(link)
        wanted = [name for name in self.project.ontology.relations if name in by_relation] if relation is None else [relation]
        each = EACH if sum(min(EACH, len(by_relation[name])) for name in wanted) <= _TOGETHER else _FEWER
        some = {name: best_first(self.view, self.entity.id, by_relation[name])[offset : offset + each] for name in wanted}
        shown = iter(show_lines(self.view, self.project, (link for links in some.values() for link in links)))
        return tuple(
            self._group(name, by_relation[name], Some(tuple(islice(shown, len(some[name]))), len(by_relation[name]), offset))
            for name in wanted
        )

    def _group(self, relation: str, links: list[Link], shown: Some[LinkLine]) -> LinkGroup:
        counts = Counter(link.standing for link in links)
        standings = {standing: counts[standing] for standing in STANDINGS if counts[standing]}
        return LinkGroup(relation, self.project.ontology.relation(relation).kind, standings, shown)

    def refuted(self) -> tuple[LinkLine, ...]:
        links = (link for link in self.view.links_of.get(self.entity.id, ()) if link.standing == "refuted" and link.relation not in ACTS)
        return show_lines(self.view, self.project, best_first(self.view, self.entity.id, links)[:EACH])

    def beside(self, offset: int) -> Beside:
        page = self.aside[offset : offset + BESIDE]
        found = gather(self.view, self.project, page)
        return Beside(found.denials, found.unconfirmed, found.speech, len(page), len(self.aside), offset)

    def said(self, offset: int) -> Some[ClaimShown]:
        claims = sorted(self.view.said_by.get(self.entity.id, ()), key=lambda claim: (self.view.resolved[claim].tier, claim))
        return Some(show_claims(self.view, self.project, claims[offset : offset + EACH]), len(claims), offset)

    def documents(self, offset: int) -> Some[DocumentLine]:
        return newest(self.view, self.view.naming.get(self.entity.id, ()), offset=offset, limit=EACH)

    def timeline(self, offset: int, each: int | None = None) -> Timeline:
        """Its moments from `offset` on, or `each` of every year. Of the claims that are no links those of the first page are dated."""
        beside = self.beside(0)
        claims = (*beside.denials, *beside.unconfirmed, *beside.speech)
        if each is not None:
            return timeline(self.view, self.project, self.drawn, claims, each=each)
        return timeline(self.view, self.project, self.drawn, claims, offset=offset, limit=_MOMENTS)

    def leads(self, offset: int) -> Leads:
        looked = newest(self.view, self.view.naming.get(self.entity.id, ()), offset=offset, limit=_LOOKED)
        claims = (self.view.resolved[claim] for claim in self.view.claims_of.get(self.entity.id, ()))
        dealt_with = {end for one in claims for end in (one.subject, one.object, one.about, one.said_by) if end is not None}
        found = named_with(self.view, self.entity, [line.id for line in looked.items], dealt_with | {self.entity.id}, limit=EACH)
        return Leads(found, len(looked.items), looked.total, offset)

    def _is_well_known(self) -> bool:
        known = self.project.names.find(self.entity.name)
        return known is not None and known.type == self.entity.type and self.entity.scope is None


def _here(view: GraphView, name: str) -> EntityShown | str:
    """A well-known name as the entity that has it here, or as it is where no document names it."""
    found = [entity for entity in view.called(name) if entity.scope is None and entity.name_key == fold(name)]
    return show_entity(found[0]) if found else name
