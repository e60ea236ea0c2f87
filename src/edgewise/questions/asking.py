"""One question put to one view: what each form of question is answered with.

Denials, claims that leave it open and speech stand beside the links, never among them. What the declared units of somebody do (AWS
for Amazon) is shown under the unit's own name, and `background` says that it is a unit where no document does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise, product

from ..model import Entity, Link, Resolved
from ..project import Project
from ..resolve.standing import STANDINGS
from .evidence import ACTS, Evidence, gather
from .leads import find_leads
from .names import units_of
from .nouns import Answer, Background, ClaimShown, LinkShown, Searched
from .parse import Question
from .routes import Hops, find_routes
from .show import show_entity, show_link, show_links, show_route
from .view import GraphView, ends_of

NEAREST = 10  # links, and leads, offered where there is no route or no fact
_UNIT_PAIRS = 25  # pairs of units between which a route is looked for where those asked about have none
_Wanted = tuple[tuple[tuple[str, ...], frozenset[str]], ...]  # for each name of a question: its possible roles, its kin


def searched(view: GraphView) -> Searched:
    """Return how much a view holds."""
    return Searched(len(view.documents), len(view.resolved))


def query_of(ids: Iterable[str]) -> str:
    """Return a Cypher query for the links of these ids, the same text whatever their order; without any, one that gives no rows."""
    listed = ", ".join(f"'{id}'" for id in sorted(set(ids)))
    return (
        f"MATCH (a:Entity)-[r]->(b:Entity) WHERE r.id IN [{listed}] "
        "RETURN a.name AS subject, type(r) AS relation, b.name AS object, r.about AS about, r.standing AS standing, r.id AS id ORDER BY id"
    )


@dataclass(frozen=True, slots=True)
class Asking:
    """A question's view and the entities it names, in its order. Each method gives an answer that `finished` completes.

    `most` is how many facts an answer shows, None for all.
    """

    view: GraphView
    project: Project
    named: tuple[Entity, ...]
    most: int | None = None

    def linked(self, start: Entity, goal: Entity, *, max_hops: int, limit: int, relations: Sequence[str] = ()) -> Answer:
        """Routes, or else the nearest weaker relation and the leads; what was denied or left open between the two in any case."""
        walked = tuple(relations) or self.project.ontology.of_kind("dealing")
        found = find_routes(self.view, self.project.names, start, goal, walked, max_hops=max_hops, limit=limit)
        answer = _beside(Answer("", None), self._evidence_between((start, goal)))
        if found:
            return replace(answer, routes=tuple(show_route(self.view, self.project, hops) for hops in found))
        hops = self._route_of_units(start, goal, walked, max_hops)
        nearest = [*(show_link(self.view, self.project, hop) for hop in hops), *self._links_among((start, goal))]
        return self._with_leads(replace(answer, nearest=_first(nearest)))

    def known(self, entity: Entity) -> Answer:
        """All links of one entity, and the claims about it or said by it that are none."""
        claims = self.view.claims_between([entity.id], speaking=True)
        return _beside(self._found(self.view.links_of.get(entity.id, ())), self._gather(claims))

    def dealings(self, asked: Question) -> Answer:
        """The links that say what is asked, those of units after the others.

        Indirect and refuted ones are only the nearest thing to it; where there is nothing better, so is whatever else links the names.
        """
        wanted = self._wanted(asked)
        fitting = {link for link in self._links_of(asked.names[0].entity) if self._fits(link, link.relation, asked.relations, wanted)}
        facts = {link for link in fitting if not link.indirect and link.standing != "refuted"}
        own = {link for link in facts if all(named.entity.id in ends_of(link) for named in asked.names)}
        nearest = self._shown(fitting - facts)
        answer = _beside(self._found(own, facts - own), self._evidence_of(asked))
        if facts:
            return replace(answer, nearest=_first(nearest))
        return self._with_leads(replace(answer, nearest=_first([*nearest, *self._links_among(self.named)])))

    def said(self, form: str) -> Answer:
        """Who said, denied, confirmed or would not say it: the claims about all that is named, or said by one of those."""
        claims = self.view.claims_between(*map(self._kin, self.named), speaking=True)
        beside = self._gather(claims)
        if form == "who_denied":
            return Answer("", None, denials=beside.denials)
        if form == "who_declined":
            return Answer("", None, speech=tuple(c for c in beside.speech if c.relation == "declined_to_comment"))
        told = frozenset(claims)
        subjects = {self.view.resolved[claim].subject for claim in told}
        links = {link for subject in subjects for link in self.view.links_of.get(subject, ()) if not told.isdisjoint(link.claims)}
        answer = self._found(links)
        if form == "who_confirmed":
            return replace(answer, speech=tuple(c for c in beside.speech if c.relation == "acknowledged"))
        return _beside(answer, beside)

    def finished(self, answer: Answer) -> Answer:
        """The answer with whom it names, what we know of them beforehand, how much was searched, and the query for its links."""
        return replace(
            answer,
            names=tuple(show_entity(entity) for entity in self.named),
            background=tuple(dict.fromkeys(self._background(answer))),
            searched=searched(self.view),
            cypher=query_of(link.id for link in answer.links()),
        )

    def _with_leads(self, answer: Answer) -> Answer:
        """The answer with the sentences that name two of the names, but for those it quotes anyway."""
        shown = [*_beside_links(answer), *(claim for link in answer.links() for claim in (*link.claims, *link.contesting))]
        leads = (lead for a, b in combinations(self.named, 2) for lead in find_leads(self.view, a, b, shown, limit=NEAREST))
        return replace(answer, leads=tuple(islice(leads, NEAREST)))

    def _kin(self, entity: Entity) -> tuple[str, ...]:
        """The entity and its declared units, by id."""
        return (entity.id, *(unit.id for unit in units_of(self.view, self.project.names, entity)))

    def _shown(self, links: Iterable[Link]) -> tuple[LinkShown, ...]:
        """Links, best first, without what is shown as speech."""
        return show_links(self.view, self.project, (link for link in links if link.relation not in ACTS))

    def _found(self, *groups: Iterable[Link]) -> Answer:
        """An answer with these links as its facts, those of a group before those of the next, without what is shown as speech."""
        told = [[link for link in group if link.relation not in ACTS] for group in groups]
        facts: tuple[LinkShown, ...] = ()
        for group in told:
            facts += show_links(self.view, self.project, group, None if self.most is None else self.most - len(facts))
        return Answer("", None, facts=facts, left_out=sum(map(len, told)) - len(facts))

    def _links_of(self, entity: Entity) -> Iterator[Link]:
        return (link for id in self._kin(entity) for link in self.view.links_of.get(id, ()))

    def _links_among(self, entities: Sequence[Entity]) -> tuple[LinkShown, ...]:
        """Links of any relation and standing that join two of these or their units: first those that join most, then the best."""
        found: Counter[Link] = Counter()
        for one, other in combinations(entities, 2):
            found.update(self.view.links_between(self._kin(one), self._kin(other)))
        shown = self._shown(found)
        return tuple(sorted(shown, key=lambda link: -found[self.view.links[link.id]]))

    def _route_of_units(self, start: Entity, goal: Entity, walked: Sequence[str], max_hops: int) -> Hops:
        """The best route between a unit of one and the other or its unit; () when there is none."""
        pairs = [(a, b) for a, b in product(self._kin(start), self._kin(goal)) if a != b and (a, b) != (start.id, goal.id)]
        found = [
            hops
            for a, b in islice(pairs, _UNIT_PAIRS)
            for hops in find_routes(
                self.view, self.project.names, self.view.entity(a), self.view.entity(b), walked, max_hops=max_hops, limit=1
            )
        ]
        return min(found, key=lambda hops: (max(STANDINGS.index(hop.standing) for hop in hops), len(hops)), default=())

    def _wanted(self, asked: Question) -> _Wanted:
        return tuple((named.roles, frozenset(self._kin(named.entity))) for named in asked.names)

    def _fits(self, ends: Link | Resolved, relation: str, relations: Sequence[str], wanted: _Wanted) -> bool:
        """Whether a link or claim is of one of the relations and has every name of a question, or its unit, in a role it has there."""
        if relation not in relations:
            return False
        ways = [{"subject": ends.subject, "object": ends.object, "about": ends.about}]
        if self.project.ontology.relation(relation).symmetric:
            ways.append({"subject": ends.object, "object": ends.subject, "about": ends.about})
        return any(all(any(way[role] in kin for role in roles) for roles, kin in wanted) for way in ways)

    def _gather(self, claims: Iterable[str]) -> Evidence:
        return gather(self.view, self.project, self._unlinked(claims))

    def _unlinked(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Those of some claims that support no link of those asked about, speech aside: what does stands among the links already."""
        links = (link for entity in self.named for link in self._links_of(entity) if link.relation not in ACTS)
        linked = {claim for link in links for claim in link.claims}
        return tuple(claim for claim in claims if claim not in linked)

    def _evidence_between(self, entities: Sequence[Entity]) -> Evidence:
        return self._gather(self.view.claims_between(*map(self._kin, entities)))

    def _evidence_of(self, asked: Question) -> Evidence:
        """What stands beside the links asked for: between the ends named; with one end only, the claims that say what is asked."""
        ends = [named.entity for named in asked.names if named.roles != ("about",)]
        if len(asked.names) == 1:
            wanted = self._wanted(asked)
            told = self.view.claims_between(self._kin(asked.names[0].entity))
            self.view.fetch_claims(told)
            claims = ((id, self.view.claim(id).relation) for id in told)
            return self._gather(id for id, relation in claims if self._fits(self.view.resolved[id], relation, asked.relations, wanted))
        if len(ends) < 2:
            return self._evidence_between(self.named)
        about = {id for named in asked.names if named.roles == ("about",) for id in self._kin(named.entity)}
        between = self.view.claims_between(*map(self._kin, ends))
        return self._gather(id for id in between if not about or self.view.resolved[id].about in (None, *about))

    def _background(self, answer: Answer) -> Iterator[Background]:
        """What the names asked about, and their units that the answer shows, are part of, where no document says so."""
        parts: tuple[LinkShown | ClaimShown, ...] = (*answer.links(), *_beside_links(answer))
        shown = {name for part in parts for name in (part.subject, part.object, part.about)}
        for entity in self.named:
            units = [unit.name for unit in units_of(self.view, self.project.names, entity) if unit.name in shown]
            for chain in ((entity.name, *self.project.names.parents(entity.name)), *((u, *self.project.names.parents(u)) for u in units)):
                yield from (Background(name, whole) for name, whole in pairwise(chain) if not self._is_stated(name, whole))

    def _is_stated(self, part: str, whole: str) -> bool:
        parts, wholes = ({entity.id for entity in self.view.called(name)} for name in (part, whole))
        links = (link for id in parts for link in self.view.links_of.get(id, ()))
        return any(
            link.relation == "part_of" and link.subject in parts and link.object in wholes and link.standing != "refuted" for link in links
        )


def _beside(answer: Answer, evidence: Evidence) -> Answer:
    return replace(answer, denials=evidence.denials, unconfirmed=evidence.unconfirmed, speech=evidence.speech)


def _beside_links(answer: Answer) -> tuple[ClaimShown, ...]:
    return (*answer.denials, *answer.unconfirmed, *answer.speech)


def _first(links: Iterable[LinkShown]) -> tuple[LinkShown, ...]:
    """The first of these links, each once."""
    return tuple(islice({link.id: link for link in links}.values(), NEAREST))
