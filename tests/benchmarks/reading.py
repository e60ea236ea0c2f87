"""What an extractor reads in the documents of a gold set, and how long that takes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gold_sets import GoldSet

from edgewise.extract.base import Extractor
from edgewise.extract.grounding import Grounded
from edgewise.extract.read import read
from edgewise.model import Claim
from edgewise.project import Project

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of each document, by its name in the gold set, and the CPU seconds of this process that it took."""

    grounded: Mapping[str, Grounded]
    seconds: float

    def rows(self, at_least: float = 0.0) -> list[Row]:
        """Return the claims with at least this confidence as the scorer takes them, document by document in order of the text."""
        sure = {r.claim: r.confidence for one in self.grounded.values() for r in one.readings}
        return [row(doc, claim) for doc, one in self.grounded.items() for claim in one.claims if sure[claim.id] >= at_least]


def read_all(gold: GoldSet, extractor: Extractor, project: Project) -> Read:
    """Read every document of the set."""
    started = time.process_time()
    grounded = {name: read(document, extractor, project) for name, document in gold.documents.items()}
    return Read(grounded, time.process_time() - started)


def row(doc: str, claim: Claim) -> Row:
    """Return a claim as `edgewise extract` prints it, as far as the scorer looks at it."""
    return {
        "doc": doc, "subject": claim.subject.name, "relation": claim.relation, "object": claim.object.name,
        "polarity": claim.polarity, "modality": claim.modality, "start": claim.start, "end": claim.end, "quote": claim.quote,
        "subject_surface": claim.subject.text, "object_surface": claim.object.text,
    }  # fmt: skip
