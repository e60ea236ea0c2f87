"""Grounding: the one place where a proposal becomes a claim, for every extractor, or is refused with its reason.

Promise 1 is kept here: `document.text[start:end] == quote`, ends stand where they say, relation and types are declared.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..errors import EvidenceError, one_of
from ..model import MODALITIES, POLARITIES, Claim, Document, End, EntityType, Mention, Reading, fold
from ..project import Project
from ..proposed import Draft, Proposal, Refusal

_EDTF = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?[~?%]?(/(-?\d{4}(-\d{2}(-\d{2})?)?[~?%]?|\.\.)?)?")
_ARTICLES = frozenset(("the", "a", "an"))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Grounded:
    """What holds of a draft: mentions and claims sorted by place then id, one reading for each claim, and what was refused."""

    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    readings: tuple[Reading, ...]
    refused: tuple[Refusal, ...]


def ground(document: Document, draft: Draft, readers: tuple[str, ...], project: Project, *, masked: bool = False) -> Grounded:
    """Check every mention and proposal of a draft against its document. Never raises: what fails is in `refused`.

    `readers` are the extractor's. The same claim proposed twice is one, with the surer reading. `masked`: what is masked may be quoted.
    """
    says = _Says(document, project)
    mentions: dict[str, Mention] = {}
    claims: dict[str, tuple[Claim, float, tuple[str, ...]]] = {}
    refused = list(draft.refused)
    for mention in draft.mentions:
        try:
            _check_place(document, mention.start, mention.end, mention.text)
            says.check_name(mention.name, says.near(mention.start, mention.end))
            mentions[mention.id] = mention
        except EvidenceError as problem:
            refused.append(Refusal(str(problem), "mention", mention.text))
    for proposal in draft.proposals:
        try:
            claim = _claim(says, proposal, project, masked)
        except EvidenceError as problem:
            refused.append(Refusal(str(problem), proposal.rule, proposal.quote))
            continue
        known = claims.get(claim.id)
        if known is None or known[1] < proposal.confidence:
            claims[claim.id] = (claim, proposal.confidence, proposal.read_by or readers)
    together = cache(_together)
    ordered = sorted(claims.values(), key=lambda pair: (pair[0].start, pair[0].end, pair[0].id))
    return Grounded(
        tuple(sorted(mentions.values(), key=lambda m: (m.start, m.end, m.id))),
        tuple(claim for claim, _, _ in ordered),
        tuple(Reading(claim.id, together(by), round(confidence, 3)) for claim, confidence, by in ordered),
        tuple(refused),
    )


def _together(readers: tuple[str, ...]) -> str:
    return "+".join(sorted(readers))


def merged(one: Grounded, other: Grounded) -> Grounded:
    """Return what holds of one document by two who read it; what both read is one claim, read twice."""
    mentions = {m.id: m for m in (*other.mentions, *one.mentions)}
    claims = {c.id: c for c in (*other.claims, *one.claims)}
    return Grounded(
        tuple(sorted(mentions.values(), key=lambda m: (m.start, m.end, m.id))),
        tuple(sorted(claims.values(), key=lambda c: (c.start, c.end, c.id))),
        (*one.readings, *other.readings),
        (*one.refused, *other.refused),
    )


class _Says:
    """What one document says: its words, gathered once, when first asked for, and the names that were found in it."""

    def __init__(self, document: Document, project: Project) -> None:
        self.document = document
        self.id = document.id
        self._project = project
        self._words: frozenset[str] | None = None
        self._named: set[str] = set()

    def near(self, start: int, end: int) -> str:
        """Return what stands at a place, with a letter on either side, which tells where its words begin and end."""
        return self.document.text[max(start - 1, 0) : end + 1]

    def says(self, words: str, near: str) -> bool:
        """Say whether all of these words stand in the text, in any order; they are looked for first near where it says so."""
        if _stands(words, near):
            return True
        if self._words is None:
            self._words = frozenset(_WORD.findall(fold(self.document.text)))
        return self._words.issuperset(_WORD.findall(fold(words)))

    def check_name(self, name: str, near: str) -> None:
        """Refuse a name that the document does not say, in any order of its words, and that is no declared name for what it says."""
        if name in self._named:
            return
        if not name.strip():
            raise EvidenceError("a name is not empty")
        if fold(name) in _ARTICLES:
            raise EvidenceError(f"{name!r} names nothing")
        if not self.says(name, near):
            known = self._project.names.find(name)
            strings = (known.name, *known.aliases) if known is not None else ()
            if not any(self.says(string, near) for string in strings):
                raise EvidenceError(f"document {self.id[:8]} does not name {name!r}")
        self._named.add(name)


def _stands(words: str, near: str) -> bool:
    """Whether words stand in a stretch of text as they are, from the beginning of a word to the end of one."""
    at = near.find(words)
    return at >= 0 and _WORD.search(near[at - 1 : at] + near[at + len(words) : at + len(words) + 1]) is None


def _claim(says: _Says, proposal: Proposal, project: Project, masked: bool) -> Claim:
    """Return the claim of a checked proposal, or raise EvidenceError."""
    document = says.document
    if proposal.relation not in project.ontology.relations:
        raise EvidenceError(f"unknown relation {proposal.relation!r}; known: {one_of(project.ontology.relations)}")
    relation = project.ontology.relations[proposal.relation]
    if proposal.polarity not in POLARITIES or proposal.modality not in MODALITIES:
        raise EvidenceError(f"unknown polarity or modality: {proposal.polarity!r}, {proposal.modality!r}")
    if not 0 <= proposal.confidence <= 1:
        raise EvidenceError(f"a confidence is 0 to 1, not {proposal.confidence}")
    _check_place(document, proposal.start, proposal.end, proposal.quote)
    if not masked:
        _check_read(document, proposal)
    near = says.near(proposal.start, proposal.end)
    for role, end, types in (
        ("subject", proposal.subject, relation.subjects),
        ("object", proposal.object, relation.objects),
        ("about", proposal.about, relation.abouts),
        ("speaker", proposal.said_by, ("Organization", "Person", "Group", "Work")),
    ):
        if end is not None:
            _check_end(document, role, end, types, relation.name)
            says.check_name(end.name, near)
    if (proposal.subject.start, proposal.subject.name) == (proposal.object.start, proposal.object.name):
        raise EvidenceError(f"{proposal.subject.name!r} is both subject and object")
    if proposal.date is not None and not _EDTF.fullmatch(proposal.date):
        raise EvidenceError(f"{proposal.date!r} is no EDTF date such as 2018, 2018-06 or 2018-06-12")
    for detail in (proposal.place, proposal.amount, proposal.role, proposal.identifier):
        if detail is not None and not says.says(detail, near):
            raise EvidenceError(f"document {document.id[:8]} does not say {detail!r}")
    return Claim(
        says.id,
        proposal.start,
        proposal.end,
        proposal.quote,
        proposal.subject,
        proposal.relation,
        proposal.object,
        about=proposal.about,
        polarity=proposal.polarity,
        modality=proposal.modality,
        said_by=proposal.said_by,
        date=proposal.date,
        place=proposal.place,
        amount=proposal.amount,
        role=proposal.role,
        indirect=proposal.indirect,
        identifier=proposal.identifier,
    )


def _check_place(document: Document, start: int, end: int, text: str) -> None:
    """Refuse words that do not stand at their place."""
    if 0 <= start < end == start + len(text) and document.text.startswith(text, start):
        return
    span = document.span(start, end)
    if span.text != text:
        raise EvidenceError(f"document {document.id[:8]} does not say {text!r} at {start}; it says {span.text!r}")


def _check_read(document: Document, proposal: Proposal) -> None:
    """Refuse a quote from text that is masked; the document's title may be quoted from its front matter."""
    for mask in document.masks:
        if proposal.start < mask.end and mask.start < proposal.end and fold(proposal.quote) != fold(document.title or ""):
            raise EvidenceError(f"document {document.id[:8]} is masked at {proposal.start} ({mask.rule}): not read, not quoted")


def _check_end(document: Document, role: str, end: End, types: tuple[EntityType, ...], relation: str) -> None:
    _check_place(document, end.start, end.end, end.text)
    if end.type not in types:
        raise EvidenceError(f"the {role} of {relation} is {one_of(types)}, not {end.type} ({end.name!r})")
