"""Which entity a name of a document is, in a pile that fits in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ..model import Claim, Entity, EntityType, Judgement, Mention
from ..ontology import Names
from .facts import PileFacts, Use, uses_of
from .known import known
from .naming import Form, Naming, Node


class Resolution:
    """Answers which entity a name of a document is. Built once from all current mentions and claims; order-free."""

    def __init__(self, mentions: Iterable[Mention], claims: Iterable[Claim], judgements: Iterable[Judgement], names: Names) -> None:
        uses = uses_of(mentions, claims)
        self._of_use = _entities(uses, Naming(PileFacts(uses, known(names)), judgements, names))

    def entity(self, name: str, type: EntityType, document: str) -> Entity:
        """Return the entity that this name of this type is in this document. KeyError for a name that no record has."""
        return self._of_use[document, name, type]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity, sorted by id."""
        return tuple(sorted(set(self._of_use.values()), key=lambda e: e.id))

    @property
    def names(self) -> frozenset[tuple[str, str]]:
        """Which document names which entity, by their ids."""
        return frozenset((document, entity.id) for (document, _, _), entity in self._of_use.items())


def _entities(uses: Mapping[str, Counter[Use]], naming: Naming) -> Mapping[tuple[str, str, EntityType], Entity]:
    """Make every entity once, and say which one each name of each type is in each document."""
    nodes: dict[tuple[str, str, EntityType], Node] = {}
    used: Counter[Node] = Counter()
    strings: dict[Node, Counter[str]] = defaultdict(Counter)
    forms: dict[Form, set[Node]] = defaultdict(set)
    for document, by in uses.items():
        placed = {(name, type): naming.place(name, type, document) for name, type, _ in by}
        for (name, type), one in placed.items():
            nodes[document, name, type] = one.node
            if one.form is not None:
                forms[one.form, one.node[1]].add(one.node)
        for (name, type, text), times in by.items():
            one = placed[name, type]
            used[one.node] += times
            strings[one.node] += naming.strings(name, type, text, one.full, times)
    entities = naming.entities(used, strings, forms)
    return {use: entities[node] for use, node in nodes.items()}
