"""What is made from the records, and can be made again: the graph."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..identity import fold, identity, worked_out
from .words import Contest, EntityType, Standing, Support


@dataclass(frozen=True, slots=True)
class Entity:
    """Derived: the mentions judged to be one thing. `aliases` are its other names, sorted; its id comes from name, type and scope.

    `scope` is a document id where the name means this thing in that document only, else None; where a person said that things of
    several documents are one, it is that of one of them.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    scope: str | None = None
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self._id or worked_out(self, "entity", fold(self.name), self.type, self.scope)

    @property
    def name_key(self) -> str:
        return fold(self.name)

    @property
    def former_ids(self) -> tuple[str, ...]:
        """The ids this entity would have under its other names, so that an id once given out is still found."""
        return tuple(identity("entity", fold(alias), self.type, self.scope) for alias in self.aliases)


@dataclass(frozen=True, slots=True)
class Link:
    """Derived: subject, relation, object, about (entity ids) and whether indirect, with its standing and the claims behind it.

    `claims` are the ids of the supporting claims (at least one), `contesting` of those that deny it; both sorted. `first` and
    `last` are the earliest and latest EDTF dates of the supporting claims, None when no claim has one.
    """

    subject: str
    relation: str
    object: str
    about: str | None
    indirect: bool
    standing: Standing
    support: Support
    contest: Contest
    claims: tuple[str, ...]
    contesting: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        return self._id or worked_out(self, "link", self.subject, self.relation, self.object, self.about, self.indirect)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Derived: which entities the ends of one claim are, by id, and what weight it has.

    `tier` is 1 (a record) to 5 (unknown); `origin` names who it goes back to: claims of one origin count once. `by_party`: a party to
    it says it; `admission`: and would rather not.
    """

    claim: str
    subject: str
    object: str
    about: str | None = None
    said_by: str | None = None
    tier: int = 5
    origin: str = ""
    by_party: bool = False
    admission: bool = False


@dataclass(frozen=True, slots=True)
class Projection:
    """Derived: the graph. What `resolve` makes of the records and a store keeps beside them; every tuple is sorted by id.

    `documents` are the current ones (superseded and forgotten ones are outside); `names` says which document names which
    entity, as (document id, entity id) pairs.
    """

    documents: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
