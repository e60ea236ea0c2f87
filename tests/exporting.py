"""A graph to export with a link of every sort: the small world of the contract suites, in which one link is refuted instead of denied."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from edgewise.model import Link, Resolved
from edgewise.stores import open_store
from edgewise.stores.base import Store
from edgewise.testing.world import DENIED, ENTITIES, LINKS, PITCHED, PROJECTION, RECORDS, claim, document

ALLEGATION = document("Critics say that AWS has a contract with ICE.", title="What critics say", url="javascript:alert(1)")
ALLEGED = claim(ALLEGATION, ALLEGATION.text, "AWS", "contracts_with", "ICE")
AWS, ICE = (ENTITIES[name].id for name in ("AWS", "ICE"))
REFUTED = Link(
    min(AWS, ICE), "contracts_with", max(AWS, ICE), None, False, "refuted", "alleged", "refuted", (ALLEGED.id,), (DENIED.id,)
)  # fmt: skip
BESIDE = Link(AWS, "contacted", ICE, None, False, "alleged", "alleged", "uncontested", (PITCHED.id,))
"""Between the two that a pitch links, too."""
GRAPH = replace(
    PROJECTION,
    documents=tuple(sorted((*PROJECTION.documents, ALLEGATION.id))),
    links=tuple(sorted((*(link for link in LINKS if link.support != "none"), REFUTED, BESIDE), key=lambda link: link.id)),
    resolved=tuple(sorted((*PROJECTION.resolved, Resolved(ALLEGED.id, AWS, ICE, tier=4)), key=lambda one: one.claim)),
)
LINK = {link.relation: link.id for link in GRAPH.links}


def world_store(path: Path) -> Store:
    """Return a new store at the path with that graph; the caller closes it."""
    store = open_store(str(path))
    store.add((*RECORDS, ALLEGATION, ALLEGED))
    store.project(GRAPH)
    return store
