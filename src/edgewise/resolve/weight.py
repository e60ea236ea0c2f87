"""The weight of one claim: its tier, the origin it goes back to, whether a party said it.

A named speaker's claim takes the speaker's tier; without one it takes its document's, and is its publisher's word. The head of a mail
is a record of who wrote to whom, whoever wrote what below it: what is quoted from there has tier 1. A document lends no claim more than
its own tier because it cites something better: "emails show" in an article stays an article's claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from ..model import Claim, Document, End, Entity, fold
from ..project import Project
from ..proposed import RECORD
from .names import Resolution
from .origins import origins
from .standing import Weighed

RECORDED, PARTY, NAMED, ANONYMOUS = 1, 2, 3, 4
_PAST = re.compile(r"\b(?:former|formerly|ex|onetime|one-time|retired|fired|dismissed)\b", re.I)  # a post that speaks for nobody any more


class Weigher:
    """Weighs the claims of one pile. Who works for whom is known per document: its own claims say so."""

    def __init__(self, documents: Mapping[str, Document], resolution: Resolution, claims: Iterable[Claim], project: Project) -> None:
        self._documents = documents
        self._resolution = resolution
        self._project = project
        self._origins = origins(documents, project.names)
        self._organizations = _organizations(resolution.entities)
        self._employers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._speakers: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
        for claim in claims:
            if self._speaks_for_object(claim):
                self._employers[claim.document, self._entity(claim, claim.subject).id].add(self._entity(claim, claim.object).name)
            if claim.said_by is not None and claim.polarity == "affirmed" and has_own_voice(claim.said_by):
                self._speakers[self._said(claim)].add(self._entity(claim, claim.said_by).id)

    def weigh(self, claim: Claim) -> Weighed:
        """Return the claim with its weight."""
        document = self._documents[claim.document]
        spoken = claim.said_by is not None and has_own_voice(claim.said_by)
        party = self._is_party(claim, self._voices(claim, document))
        admission = (
            party
            and spoken
            and not claim.indirect
            and claim.polarity == "affirmed"
            and claim.modality in ("confirmed", "reported")
            and self._project.ontology.relations[claim.relation].admission
        )
        return Weighed(claim, self._tier(claim, document, party), self._origin(claim), party, admission)

    def _entity(self, claim: Claim, end: End) -> Entity:
        return self._resolution.entity(end.name, end.type, claim.document)

    @staticmethod
    def _speaks_for_object(claim: Claim) -> bool:
        """Whether a claim says that its subject works for or leads its object now; "a former engineer" speaks for nobody but himself."""
        if claim.relation not in ("works_for", "leads") or claim.polarity != "affirmed" or claim.modality != "confirmed":
            return False
        return claim.role is None or not _PAST.search(claim.role)

    def _voices(self, claim: Claim, document: Document) -> set[str]:
        """Whose word a claim is: its speaker's and whom that works for by this document's word; where nobody speaks, its publisher's."""
        speaker = claim.said_by
        if speaker is None or not has_own_voice(speaker):
            publisher = self._organizations.get(fold(document.publisher or ""))
            return {publisher.name} if publisher is not None else set()
        if speaker.type == "Group":
            return set()  # "Amazon employees" do not speak for Amazon
        said_by = self._entity(claim, speaker)
        return {said_by.name, *self._employers.get((claim.document, said_by.id), ())}

    def _is_party(self, claim: Claim, voices: Collection[str]) -> bool:
        """Whether one of these is an end of the claim, or its unit or parent."""
        for end in (claim.subject, claim.object):
            name = self._entity(claim, end).name
            kin = {name, *self._parents(name)}
            if any(voice in kin or name in self._parents(voice) for voice in voices):
                return True
        return False

    def _tier(self, claim: Claim, document: Document, party: bool) -> int:
        if any(mask.rule == RECORD and mask.start <= claim.start and claim.end <= mask.end for mask in document.masks):
            return RECORDED
        speaker = claim.said_by
        if speaker is None or not has_own_voice(speaker):
            return PARTY if party and document.tier == NAMED else document.tier  # a firm's own page is no newsroom about itself
        if party:
            return PARTY
        said_by = self._entity(claim, speaker)
        if said_by.type == "Organization" and said_by.scope is None:
            return NAMED
        if any(self._trade(employer) for employer in self._employers.get((claim.document, said_by.id), ())):
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
            return self._entity(claim, claim.said_by).id
        named = self._speakers.get(self._said(claim))
        if named:
            return min(named)
        origin = self._origins[claim.document]
        known = self._organizations.get(fold(origin))
        return known.id if known is not None else origin  # one origin with what it is named as saying

    def _said(self, claim: Claim) -> tuple[str, str, str, str]:
        return (claim.document, self._entity(claim, claim.subject).id, claim.relation, self._entity(claim, claim.object).id)


def _organizations(entities: Iterable[Entity]) -> Mapping[str, Entity]:
    """The organizations of all documents by what they are called, a name before an alias."""
    ones = [entity for entity in entities if entity.type == "Organization" and entity.scope is None]
    found = {fold(alias): one for one in ones for alias in one.aliases}
    return found | {one.name_key: one for one in ones}


def has_own_voice(speaker: End) -> bool:
    """Say whether a claim is its speaker's: a work ("the emails") speaks with its document's voice, as nobody does."""
    return speaker.type != "Work"
