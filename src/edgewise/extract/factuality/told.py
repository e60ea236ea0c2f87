"""How a claim stands whose telling word is known: what its cues say of that word, and what whose word it is adds to that."""

from __future__ import annotations

from ...model import End
from ...ontology import Relation
from ..rules.frames.cues import Standing, weaker
from ..rules.frames.ends import Ends
from ..rules.frames.syntax import Syntax
from .beside import WHY
from .judged import Judged
from .speakers import said_by, speaks_for


def told(syntax: Syntax, standing: Standing, ends: Ends, relation: Relation, subject: End, object: End, *, aside: bool = False) -> Judged:
    """Return how the claim stands. `aside`: its sentence stands beside the text (`beside`).

    That somebody reported or denied something is what the document itself tells. The word of somebody whom nobody can name, and what
    people are quoted with about others, is an allegation.
    """
    speaker = said_by(syntax, standing.speaker, quoted=standing.quoted, ends=ends)
    reasons = list(standing.reasons)
    modality = standing.modality
    if relation.kind == "speech" and (modality == "reported" or (modality == "unconfirmed" and standing.negated)):
        modality = "confirmed"
    unnamed = speaker is None and (standing.speaker is not None or standing.quoted)
    others = standing.quoted and modality == "reported" and not speaks_for(syntax, standing.speaker, (subject.name, object.name))
    if (unnamed and relation.kind != "speech") or others:
        modality = weaker(modality, "alleged")
        reasons.append("it is said of others" if others else "it is said by somebody unnamed")
    if aside:
        modality = weaker(modality, "unconfirmed")
        reasons.append(WHY)
    return Judged("negated" if standing.negated else "affirmed", modality, speaker, tuple(reasons))
