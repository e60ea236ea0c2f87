"""The closed lists: what a claim, a link and an entity can be."""

from __future__ import annotations

from typing import Literal

FORMAT = 1  # of records, stores and dumps; a newer edgewise reads every older one

EntityType = Literal["Organization", "Person", "System", "Group", "Place", "Event", "Work"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["confirmed", "reported", "unconfirmed", "alleged", "possible", "planned"]
Support = Literal["confirmed", "reported", "alleged", "none"]
Contest = Literal["uncontested", "denied", "contradicted", "refuted"]
Standing = Literal["confirmed", "reported", "alleged", "disputed", "refuted", "denied", "unknown", "no evidence found"]

ENTITY_TYPES: tuple[EntityType, ...] = ("Organization", "Person", "System", "Group", "Place", "Event", "Work")
POLARITIES: tuple[Polarity, ...] = ("affirmed", "negated")
MODALITIES: tuple[Modality, ...] = ("confirmed", "reported", "unconfirmed", "alleged", "possible", "planned")
