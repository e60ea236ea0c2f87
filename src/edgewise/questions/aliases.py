"""Where the names of a thing come from: from documents, from what is known beforehand, or from what a person decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Entity, Judgement, Key, fold
from ..project import Project
from ..resolve.forms import standard
from ..resolve.judged import holding
from .leads import mentions_of
from .once import once_a_view
from .shelf import DocumentLine, shelf
from .view import GraphView

_SHOWN = 3  # documents named beside a name


@dataclass(frozen=True, slots=True)
class Decided:
    """That a person said that two names are one: with which other name, who, when and why."""

    other: str
    by: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class NameOrigin:
    """One name of a thing and where it comes from: the first few of `used` documents that use it, of those looked at.

    `beforehand`: `graph/names.yaml` says that it means this thing. `decided` holds what people said of it.
    """

    name: str
    beforehand: bool
    used: int
    documents: tuple[DocumentLine, ...]
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """All names of a thing, its own first, then those that most documents use; found in `looked` of `total` documents."""

    names: tuple[NameOrigin, ...]
    looked: int
    total: int


def naming(view: GraphView, project: Project, entity: Entity, documents: Sequence[str]) -> Naming:
    """Return the names of an entity with where they come from, as far as these documents say. Cost: their mentions are read."""
    using: dict[str, list[str]] = defaultdict(list)
    places = mentions_of(view, documents)
    for document in documents:
        names = {name for mention in places.get(document, ()) for name in (mention.name, mention.text)}
        for key in {fold(spelling) for name in names for spelling in (name, standard(name, entity.type))}:
            using[key].append(document)
    origins = [_origin(view, project, entity, name, using.get(fold(name), ())) for name in (entity.name, *entity.aliases)]
    own, *others = origins
    others.sort(key=lambda origin: (-origin.used, fold(origin.name)))
    return Naming((own, *others), len(documents), len(view.naming.get(entity.id, ())))


def _origin(view: GraphView, project: Project, entity: Entity, name: str, using: Sequence[str]) -> NameOrigin:
    known = project.names.find(name)
    beforehand = known is not None and known.type == entity.type and entity.scope is None and fold(known.name) == entity.name_key
    held = shelf(view)
    shown = tuple(held[id] for id in using[:_SHOWN] if id in held)
    return NameOrigin(name, beforehand, len(using), shown, _decided(view, entity, name))


def _decided(view: GraphView, entity: Entity, name: str) -> tuple[Decided, ...]:
    """The decisions that a name is one with another name of this entity."""
    ours = {fold(one) for one in (entity.name, *entity.aliases)}
    return tuple(
        Decided(other.name, judgement.by, judgement.at, judgement.why)
        for other, judgement in _joined(view).get(fold(name), ())
        if fold(other.name) in ours and other.type == entity.type
    )


@once_a_view
def _joined(view: GraphView) -> Mapping[str, list[tuple[Key, Judgement]]]:
    """What people said is one, by each of the two names: the other name, and the judgement that holds."""
    joined: dict[str, list[tuple[Key, Judgement]]] = defaultdict(list)
    for judgement in holding(view.store.records(Judgement)).values():
        if judgement.verdict == "SAME" and judgement.left is not None and judgement.right is not None:
            joined[fold(judgement.left.name)].append((judgement.right, judgement))
            joined[fold(judgement.right.name)].append((judgement.left, judgement))
    return joined
