"""Who says a claim: whoever's words the sentence gives it as, or goes on giving from the sentence before."""

from __future__ import annotations

from ...model import End, Modality
from ..rules.frames.cues import nearer
from ..rules.frames.ends import SPEAKERS, Ends
from ..rules.frames.speech import Scope
from .signs import Around


def speaker(around: Around, ends: Ends, modality: Modality) -> End | None:
    """Return the speaker of a claim, as an end that stands in the document; None where the document itself says it, or nobody is named."""
    best: Scope | None = None
    at = around.trigger.at
    for scope in around.cues.scopes:
        if scope.speaker is None or not scope.first <= at < scope.last or scope.speaker.first <= at < scope.speaker.last:
            continue
        if best is None or nearer(scope, best):
            best = scope
    if best is not None and best.speaker is not None:
        return ends.end(around.syntax, best.speaker, SPEAKERS, first=True)
    thing = around.syntax.sentence.speaker
    if thing is not None and around.syntax.sentence.quoted[at]:
        return ends.named(thing, around.syntax.sentence.end)
    return None
