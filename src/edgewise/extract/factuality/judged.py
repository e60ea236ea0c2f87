"""How a claim stands, as it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from ...model import End, Modality, Polarity


@dataclass(frozen=True, slots=True)
class Judged:
    """How a claim stands, who says it (None: the document), why in words (the strongest first), and how sure that is, 0 to 1.

    `said_by` stands in the document, though not always in the claim's sentence, and is of a type that grounding takes for a speaker.
    """

    polarity: Polarity
    modality: Modality
    said_by: End | None
    reasons: tuple[str, ...]
    probability: float = 1.0
