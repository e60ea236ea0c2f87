"""The nouns. Frozen, compared by content, identified by what they say.

Invariants, each refused at construction by whoever could break it:
- `document.text[start:end] == quote` for every claim and mention (`Document.span` is the one way to make a `Span`);
- an id is the sha256 of a canonical JSON array (`identity`), so two machines agree without talking;
- a claim never carries an entity id: names resolve later, and can be resolved again.

Offsets are Unicode code points of `Document.text`, `end` exclusive. Dates are EDTF strings ("2018-06", "2018-06-12").
"""

from __future__ import annotations

from ..identity import canonical, fold, identity, to_data
from .derived import Entity, Link, Projection, Resolved
from .records import (
    RECORD_KINDS,
    Citation,
    Claim,
    Document,
    End,
    Judgement,
    Key,
    Mask,
    Mention,
    Part,
    Problem,
    Reading,
    Record,
    Reference,
    Source,
    Span,
    from_data,
)
from .words import ENTITY_TYPES, FORMAT, MODALITIES, POLARITIES, Contest, EntityType, Modality, Polarity, Standing, Support

__all__ = [
    "ENTITY_TYPES",
    "FORMAT",
    "MODALITIES",
    "POLARITIES",
    "RECORD_KINDS",
    "Citation",
    "Claim",
    "Contest",
    "Document",
    "End",
    "Entity",
    "EntityType",
    "Judgement",
    "Key",
    "Link",
    "Mask",
    "Mention",
    "Modality",
    "Part",
    "Polarity",
    "Problem",
    "Projection",
    "Reading",
    "Record",
    "Reference",
    "Resolved",
    "Source",
    "Span",
    "Standing",
    "Support",
    "canonical",
    "fold",
    "from_data",
    "identity",
    "to_data",
]
