"""The weight of one claim: its tier, the origin it goes back to, whether a party said it.

A named speaker's claim takes the speaker's tier; without one it takes its document's, and is its publisher's word. The head of a mail
is a record of who wrote to whom, whoever wrote what below it: what is quoted from there has tier 1. A document lends no claim more than
its own tier because it cites something better: "emails show" in an article stays an article's claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..model import Claim, Document, End, Entity, Resolved, fold
from ..project import Project
from ..proposed import RECORD
from .standing import Weighed

RECORDED, PARTY, NAMED, ANONYMOUS = 1, 2, 3, 4
_PAST = re.compile(r"\b(?:former|formerly|ex|onetime|one-time|retired|fired|dismissed)\b", re.I)  # a post that speaks for nobody any more


@dataclass(frozen=True, slots=True)
class Around:
    """What the pile says around one document: which entity an end of its claims is, whom its own words go back to (`origins`), and
    which organization of all documents, if any, a folded name is an alias of."""

    entity: Callable[[End], Entity]
    origin: str
    organization: Callable[[str], Entity | None]


class Weigher:
    """Weighs the claims of one document, all of them given. Who works for whom its own claims say."""

    def __init__(self, document: Document, claims: Iterable[Claim], around: Around, project: Project) -> None:
        self._document = document
        self._around = around
        self._project = project
        self._employers: dict[str, set[str]] = defaultdict(set)
        self._speakers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for claim in claims:
            if self._speaks_for_object(claim):
                self._employers[self._entity(claim.subject).id].add(self._entity(claim.object).name)
            if claim.said_by is not None and claim.polarity == "affirmed" and has_own_voice(claim.said_by):
                self._speakers[self._said(claim)].add(self._entity(claim.said_by).id)

    def resolve(self, claim: Claim) -> Resolved:
        """Return which entities the claim's ends are, and its weight."""
        weighed = self.weigh(claim)
        return Resolved(
            claim.id,
            self._entity(claim.subject).id,
            self._entity(claim.object).id,
            about=self._entity(claim.about).id if claim.about else None,
            said_by=self._entity(claim.said_by).id if claim.said_by else None,
            tier=weighed.tier,
            origin=weighed.origin,
            by_party=weighed.by_party,
            admission=weighed.admission,
        )

    def weigh(self, claim: Claim) -> Weighed:
        """Return the claim with its weight."""
        spoken = claim.said_by is not None and has_own_voice(claim.said_by)
        party = self._is_party(claim, self._voices(claim))
        admission = (
            party
            and spoken
            and not claim.indirect
            and claim.polarity == "affirmed"
            and claim.modality in ("confirmed", "reported")
            and self._project.ontology.relations[claim.relation].admission
        )
        return Weighed(claim, self._tier(claim, party), self._origin(claim), party, admission)

    def _entity(self, end: End) -> Entity:
        return self._around.entity(end)

    @staticmethod
    def _speaks_for_object(claim: Claim) -> bool:
        """Whether a claim says that its subject works for or leads its object now; "a former engineer" speaks for nobody but himself."""
        if claim.relation not in ("works_for", "leads") or claim.polarity != "affirmed" or claim.modality != "confirmed":
            return False
        return claim.role is None or not _PAST.search(claim.role)

    def _voices(self, claim: Claim) -> set[str]:
        """Whose word a claim is: its speaker's and whom that works for by this document's word; where nobody speaks, its publisher's."""
        speaker = claim.said_by
        if speaker is None or not has_own_voice(speaker):
            publisher = self._around.organization(publisher_key(self._document))
            return {publisher.name} if publisher is not None else set()
        if speaker.type == "Group":
            return set()  # "Amazon employees" do not speak for Amazon
        said_by = self._entity(speaker)
        return {said_by.name, *self._employers.get(said_by.id, ())}

    def _is_party(self, claim: Claim, voices: Collection[str]) -> bool:
        """Whether one of these is an end of the claim, or its unit or parent."""
        for end in (claim.subject, claim.object):
            name = self._entity(end).name
            kin = {name, *self._parents(name)}
            if any(voice in kin or name in self._parents(voice) for voice in voices):
                return True
        return False

    def _tier(self, claim: Claim, party: bool) -> int:
        document = self._document
        if any(mask.rule == RECORD and mask.start <= claim.start and claim.end <= mask.end for mask in document.masks):
            return RECORDED
        speaker = claim.said_by
        if speaker is None or not has_own_voice(speaker):
            return PARTY if party and document.tier == NAMED else document.tier  # a firm's own page is no newsroom about itself
        if party:
            return PARTY
        said_by = self._entity(speaker)
        if said_by.type == "Organization" and said_by.scope is None:
            return NAMED
        if any(self._trade(employer) for employer in self._employers.get(said_by.id, ())):
            return NAMED
        return ANONYMOUS

    def _parents(self, name: str) -> tuple[str, ...]:
        return self._project.names.parents(name) if self._is_declared(name) else ()

    def _trade(self, name: str) -> str | None:
        known = self._project.names.find(name)
        return known.trade if known is not None and self._is_declared(name) else None

    def _is_declared(self, name: str) -> bool:
        """Whether the entity of this name is the declared one; an alias is the name of an entity only where a person parted them."""
        known = self._project.names.find(name)
        return known is not None and known.name == name

    def _origin(self, claim: Claim) -> str:
        """The named source; else, where the document names one source for the same thing, that one; else whom its text goes back to."""
        if claim.said_by is not None and has_own_voice(claim.said_by):
            return self._entity(claim.said_by).id
        named = self._speakers.get(self._said(claim))
        if named:
            return min(named)
        known = self._around.organization(fold(self._around.origin))
        return known.id if known is not None else self._around.origin  # one origin with what it is named as saying

    def _said(self, claim: Claim) -> tuple[str, str, str]:
        return (self._entity(claim.subject).id, claim.relation, self._entity(claim.object).id)


def organizations(entities: Iterable[Entity]) -> Mapping[str, Entity]:
    """Return the organizations of all documents by what they are called, a name before an alias."""
    calls = (((by_name, one.id), key, one) for one in entities for key, by_name in called(one))
    ranked = sorted(calls, key=lambda call: call[0])
    return {key: one for _, key, one in ranked}


def called(entity: Entity) -> Iterator[tuple[str, bool]]:
    """Yield what an organization of all documents is called, folded, and whether that is its name; nothing for any other entity.

    Of several that are called so it means the one whose name it is, else that of the greatest id.
    """
    if entity.type == "Organization" and entity.scope is None:
        yield from ((fold(alias), False) for alias in entity.aliases)
        yield entity.name_key, True


def publisher_key(document: Document) -> str:
    """Return the key under which a document's publisher is looked for among the organizations; "" where it has none."""
    return fold(document.publisher or "")


def has_own_voice(speaker: End) -> bool:
    """Say whether a claim is its speaker's: a work ("the emails") speaks with its document's voice, as nobody does."""
    return speaker.type != "Work"
