"""From a claim as a model words it to a proposal with offsets. What its sentence does not bear out is refused with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ...errors import EvidenceError, one_of
from ...model import MODALITIES, POLARITIES, Document, End, fold
from ...project import Project
from ...proposed import Proposal
from ..sentences import plain
from .requests import Request, Sentence
from .words import end_of, places, standing_in

RULE = "llm"  # what made the proposal, for the reader of a log
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal whose words all stand where it says, and the details that were left out because its sentence does not give them."""

    proposal: Proposal
    left_out: tuple[str, ...] = ()


def check(given: Any, request: Request, document: Document, project: Project) -> Checked:
    """Return the proposal that one claim of an answer makes. Raises EvidenceError with the reason where it makes none.

    The quote of the proposal is the whole sentence, so that "no evidence that" stays inside it whatever part the model copied.
    """
    if not isinstance(given, dict):
        raise EvidenceError(f"a claim is an object, not {str(given)[:80]!r}")
    sentence = _sentence(given.get("sentence"), request, "claims are read")
    if sentence.kind != "sentence":
        raise EvidenceError(f"{sentence.id} is a {sentence.kind}: no claims are read from it")
    standing_in(sentence, given.get("quote"), "the quote")
    name = given.get("relation")
    if not isinstance(name, str) or name not in project.ontology.relations:
        raise EvidenceError(f"unknown relation {str(name)[:80]!r}; known: {one_of(project.ontology.relations)}")
    relation = project.ontology.relations[name]
    for key, known in (("polarity", POLARITIES), ("modality", MODALITIES)):
        if given.get(key) not in known:
            raise EvidenceError(f"unknown {key} {str(given.get(key))[:80]!r}; known: {one_of(known)}")
    subject = end_of(given.get("subject"), "the subject", sentence, request, project.names, document)
    object = end_of(given.get("object"), "the object", sentence, request, project.names, document)
    if fold(subject.name) == fold(object.name) or (subject.start, subject.end) == (object.start, object.end):
        raise EvidenceError(f"{subject.name!r} is both subject and object")
    about = None
    if relation.abouts and given.get("about") is not None:
        about = end_of(given["about"], "what it is about", sentence, request, project.names, document)
    left_out = []
    details: dict[str, str | None] = {}
    for key in ("place", "amount", "role"):
        details[key] = _detail(given.get(key), sentence)
        if given.get(key) and details[key] is None:
            left_out.append(f"{key} {str(given[key])[:80]!r}: {sentence.id} does not say it")
    date = given.get("date")
    if date and not _says_date(sentence.text, date):
        left_out.append(f"date {str(date)[:80]!r}: {sentence.id} does not give it")
        date = None
    proposal = Proposal(
        sentence.start, sentence.end, sentence.text, subject, name, object,
        about=about, polarity=given["polarity"], modality=given["modality"],
        said_by=_speaker(given.get("speaker"), request, document, project),
        date=date or None, place=details["place"], amount=details["amount"], role=details["role"],
        indirect=given.get("indirect") is True, rule=RULE,
    )  # fmt: skip
    return Checked(proposal, tuple(left_out))


def _sentence(id: Any, request: Request, what: str) -> Sentence:
    sentence = request.by_id.get(id) if isinstance(id, str) else None
    if sentence is None:
        citable = [s.id for s in request.sentences if s.kind == "sentence"]
        raise EvidenceError(f"there is no sentence {str(id)[:20]!r} in this passage; {what} from {citable[0]} to {citable[-1]}")
    return sentence


def _speaker(given: Any, request: Request, document: Document, project: Project) -> End | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise EvidenceError("the speaker is an object or null")
    sentence = _sentence(given.get("sentence"), request, "a speaker is taken")
    return end_of(given, "the speaker", sentence, request, project.names, document)


def _detail(given: Any, sentence: Sentence) -> str | None:
    """Return the sentence's own words for a detail, None where it does not say it."""
    if not isinstance(given, str) or len(given) > len(sentence.text):
        return None
    found = places(sentence.text, given)
    return " ".join(sentence.text[found[0][0] : found[0][1]].split()) if found else None


def _says_date(text: str, date: Any) -> bool:
    """Say whether a sentence gives the year, and the month and day where the date has them."""
    parts = _DATE.fullmatch(date) if isinstance(date, str) else None
    if parts is None:
        return False
    year, month, day = parts[1], parts[2], parts[3]
    words = plain(text).lower()
    if not places(words, year) or (month is not None and not 1 <= int(month) <= 12):
        return False
    if month is not None and not re.search(rf"\b(?:{_MONTHS[int(month) - 1]}[a-z]*|0?{int(month)})\b", words):
        return False
    return day is None or re.search(rf"\b0?{int(day)}(?:st|nd|rd|th)?\b", words) is not None
