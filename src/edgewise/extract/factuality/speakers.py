"""Who says a claim: whoever's words the sentence gives it as, or goes on giving from the sentence before."""

from __future__ import annotations

from collections.abc import Container, Iterable

from ...model import End
from ..rules.frames.cues import nearer
from ..rules.frames.ends import SPEAKERS, Ends
from ..rules.frames.speech import Scope, source
from ..rules.frames.syntax import Filler, Syntax


def speaking(scopes: Iterable[Scope], at: int, *, flat: bool) -> Filler | None:
    """Return who says the word at `at`, of all whose words it is within the nearest.

    `flat`: the claim is stated flatly all the same, so that only who admits it counts as its speaker.
    """
    best: Scope | None = None
    for scope in scopes:
        speaker = scope.speaker
        if speaker is None or (flat and scope.modality is not None):
            continue
        if scope.first <= at < scope.last and not speaker.first <= at < speaker.last:
            best = scope if best is None or nearer(scope, best) else best
    return best.speaker if best is not None else None


def sayer(syntax: Syntax, at: int) -> Filler | None:
    """Return who does the nearest verb of saying before the word at `at`, else after it; None where that is nobody known by name."""
    verbs = [k for k in syntax.verbs if k != at and syntax.lemma(k) in syntax.says and not syntax.passive(k)]
    before = [k for k in verbs if k < at]
    nearest = before[-1] if before else next(iter(verbs), None)
    found = source(syntax, nearest) if nearest is not None else None
    return found if found is not None and found.thing is not None else None


def said_by(syntax: Syntax, speaker: Filler | None, *, quoted: bool, ends: Ends) -> End | None:
    """Return a speaker as an end; of a quotation without one whoever the sentences before name. None where nobody can be named."""
    if speaker is not None:
        if speaker.phrase.kind == "pronoun" and speaker.thing is None:
            return None
        return ends.end(syntax, speaker, SPEAKERS, first=True)
    thing = syntax.sentence.speaker
    return ends.named(thing, syntax.sentence.end) if thing is not None and quoted else None


def speaks_for(syntax: Syntax, speaker: Filler | None, names: Container[str]) -> bool:
    """Return whether the speaker, or of a quotation whoever the sentences before name, is one of the names or works for one."""
    thing = speaker.thing if speaker is not None else syntax.sentence.speaker
    return thing is not None and (thing.name in names or (thing.employer is not None and thing.employer.name in names))
