"""What may exist (`graph/ontology.yaml`) and what is known beforehand (`graph/names.yaml`), checked when loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from .declared import flag, load_yaml, mapping, text, texts
from .errors import DeclarationError, UsageError, one_of
from .model import ENTITY_TYPES, EntityType, fold

Kind = Literal["dealing", "position", "speech"]
Trade = Literal["newsroom", "ngo", "research"]
_RELATION_KEYS = (
    "kind", "symmetric", "from", "to", "about", "reads", "bare", "plural", "inverse", "never_implies", "admission", "example",
)  # fmt: skip
_NAME_KEYS = ("type", "aliases", "part_of", "trade")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: what its ends may be, how a link of it reads, and what it must never be taken to mean."""

    name: str
    kind: Kind
    subjects: tuple[EntityType, ...]
    objects: tuple[EntityType, ...]
    abouts: tuple[EntityType, ...]
    reads: str
    bare: str
    plural: str | None
    inverse: str
    symmetric: bool
    admission: bool
    never_implies: tuple[str, ...]
    example: str

    @property
    def label(self) -> str:
        """Its Cypher relationship type."""
        return self.name.upper()

    def sentence(self, subject: str, object: str, about: str | None = None, *, indirect: bool = False, many: bool = False) -> str:
        """Return the link as a plain sentence without its full stop: "AWS hosts ICM"; `many`: "local police departments use ICM"."""
        pattern = self.reads if about else self.bare
        if many and self.plural is not None:
            lead, _, rest = pattern.partition("{subject} ")
            pattern = f"{lead}{{subject}} {self.plural} {rest.partition(' ')[2]}"
        words = pattern.format(subject=subject, object=object, about=about or "")
        return f"indirectly, {words}" if indirect else words


@dataclass(frozen=True, slots=True)
class Ontology:
    """The closed lists of types and relations, in the order of the file."""

    relations: Mapping[str, Relation]

    def relation(self, name: str) -> Relation:
        """Return the relation of that name. Raises UsageError that lists the known ones."""
        try:
            return self.relations[name]
        except KeyError:
            raise UsageError(f"unknown relation {name!r}; known: {one_of(self.relations)}") from None

    def of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        """Return the names of the relations of these kinds, in the order of the file."""
        return tuple(r.name for r in self.relations.values() if r.kind in kinds)


@dataclass(frozen=True, slots=True)
class WellKnown:
    """A name we know beforehand: knowledge of ours, never a claim of a document."""

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    trade: Trade | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The well-known names, found by any of their strings, case and accents aside. Loaded once and compared by identity."""

    known: tuple[WellKnown, ...] = ()
    _by_key: Mapping[str, WellKnown] = field(default_factory=dict)

    def find(self, name: str) -> WellKnown | None:
        """Return what is known by this name or alias, or None."""
        return self._by_key.get(fold(name))

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the names this one is part of, nearest first: ("Immigration and Customs Enforcement", ...); () when none is known."""
        chain: list[str] = []
        here = self.find(name)
        while here is not None and here.part_of is not None and here.part_of not in chain:
            chain.append(here.part_of)
            here = self.find(here.part_of)
        return tuple(chain)


def load_ontology(path: Path) -> Ontology:
    """Read and check `ontology.yaml`. Raises DeclarationError naming file and key."""
    data = mapping(load_yaml(path), str(path), ("types", "kinds", "relations"), ("types", "kinds", "relations"))
    types = mapping(data["types"], f"{path}: types", ENTITY_TYPES, ENTITY_TYPES)
    kinds = mapping(data["kinds"], f"{path}: kinds", ("dealing", "position", "speech"))
    named = mapping(data["relations"], f"{path}: relations")
    relations: dict[str, Relation] = {}
    for name, value in named.items():
        where = f"{path}: relations.{name}"
        entry = mapping(value, where, _RELATION_KEYS, ("kind", "from", "to", "reads", "bare", "inverse", "example"))
        if not name.isidentifier() or name != name.lower():
            raise DeclarationError(f"{where}: a relation's name is lower_snake_case")
        kind = text(entry["kind"], f"{where}.kind")
        if kind not in kinds:
            raise DeclarationError(f"{where}.kind: {kind!r} is not known; known: {one_of(kinds)}")
        ends = {end: cast("tuple[EntityType, ...]", texts(entry.get(end), f"{where}.{end}", types)) for end in ("from", "to", "about")}
        for key in ("reads", "bare", "inverse"):
            _check_pattern(text(entry[key], f"{where}.{key}"), f"{where}.{key}", about=bool(ends["about"]) and key != "bare")
        relations[name] = Relation(
            name=name, kind=cast("Kind", kind), subjects=ends["from"], objects=ends["to"], abouts=ends["about"],
            reads=entry["reads"], bare=entry["bare"], inverse=entry["inverse"],
            plural=text(entry["plural"], f"{where}.plural") if "plural" in entry else None,
            symmetric=flag(entry.get("symmetric", False), f"{where}.symmetric"),
            admission=flag(entry.get("admission", False), f"{where}.admission"),
            never_implies=texts(entry.get("never_implies"), f"{where}.never_implies", named),
            example=text(entry["example"], f"{where}.example"),
        )  # fmt: skip
    return Ontology(relations)


def _check_pattern(pattern: str, where: str, *, about: bool) -> None:
    known = {"subject": "", "object": "", "about": ""} if about else {"subject": "", "object": ""}
    try:
        pattern.format(**known)
    except (KeyError, IndexError, ValueError) as problem:
        raise DeclarationError(f"{where}: {pattern!r} has the placeholder {problem}; known: {one_of(known)}") from problem


def load_names(path: Path) -> Names:
    """Read and check `names.yaml`. Raises DeclarationError naming file and key, also where a string means two things."""
    data = mapping(load_yaml(path), str(path), ("names",), ("names",))
    known: list[WellKnown] = []
    by_key: dict[str, WellKnown] = {}
    for name, value in mapping(data["names"], f"{path}: names").items():
        where = f"{path}: names.{name}"
        entry = mapping(value, where, _NAME_KEYS, ("type",))
        if entry["type"] not in ENTITY_TYPES:
            raise DeclarationError(f"{where}.type: {entry['type']!r} is not known; known: {one_of(ENTITY_TYPES)}")
        if entry.get("trade") not in (None, "newsroom", "ngo", "research"):
            raise DeclarationError(f"{where}.trade: {entry['trade']!r} is not known; known: newsroom, ngo, research")
        one = WellKnown(name, entry["type"], texts(entry.get("aliases"), f"{where}.aliases"), entry.get("part_of"), entry.get("trade"))
        known.append(one)
        for string in (name, *one.aliases):
            other = by_key.setdefault(fold(string), one)
            if other is not one:
                raise DeclarationError(f"{where}: {string!r} already means {other.name!r}; a string means one thing")
    names = Names(tuple(known), by_key)
    for one in known:
        if one.part_of is not None and names.find(one.part_of) is None:
            raise DeclarationError(f"{path}: names.{one.name}.part_of: {one.part_of!r} is not in this file; add it")
    return names
