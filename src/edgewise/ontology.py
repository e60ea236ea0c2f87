"""What may exist (`graph/ontology.yaml`) and what is known beforehand (`graph/names.yaml`), checked when loaded."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from .declared import flag, load_yaml, mapping, one_part, text, texts
from .errors import DeclarationError, UsageError, one_of
from .model import ENTITY_TYPES, EntityType, fold

Kind = Literal["dealing", "position", "speech"]
Trade = Literal["newsroom", "ngo", "research"]
_RELATION_KEYS = (
    "kind", "symmetric", "from", "to", "about", "reads", "bare", "plural", "inverse", "never_implies", "admission", "example",
)  # fmt: skip
_RELATION_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_TAKEN = ("SUBJECT", "OBJECT", "ABOUT", "SAID_BY", "IN", "NAMES")  # other relationship types of a store
_NAME_KEYS = ("type", "aliases", "sometimes", "part_of", "trade", "wire")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: what its ends may be, how a link of it reads, and what it must never be taken to mean.

    `own`: an overlay declares it, so that no extractor that learnt beforehand knows it.
    """

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
    own: bool = False

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
            own = "one of a project of your own needs --project DIR"
            raise UsageError(f"unknown relation {name!r}; known: {one_of(self.relations)}; {own}") from None

    def of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        """Return the names of the relations of these kinds, in the order of the file."""
        return tuple(r.name for r in self.relations.values() if r.kind in kinds)


@dataclass(frozen=True, slots=True)
class WellKnown:
    """A name we know beforehand: knowledge of ours, never a claim of a document. `wire`: others print what it writes.

    `aliases` always mean it; what is called so `sometimes` a person has to look at.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    trade: Trade | None = None
    wire: bool = False
    sometimes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The well-known names, found by any of their strings, case and accents aside. Loaded once and compared by identity."""

    known: tuple[WellKnown, ...] = ()
    _by_key: Mapping[str, WellKnown] = field(default_factory=dict)

    def find(self, name: str) -> WellKnown | None:
        """Return what is known by this name or alias, or None."""
        return self._by_key.get(fold(name))

    def keys_of(self, trade: Trade) -> tuple[str, ...]:
        """Return every folded name and alias of those of a trade."""
        return tuple(key for key, known in self._by_key.items() if known.trade == trade)

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the names this one is part of, nearest first: ("Immigration and Customs Enforcement", ...); () when none is known."""
        chain: list[str] = []
        here = self.find(name)
        while here is not None and here.part_of is not None and here.part_of not in chain:
            chain.append(here.part_of)
            here = self.find(here.part_of)
        return tuple(chain)


def load_ontology(path: Path, base: Ontology | None = None) -> Ontology:
    """Read and check `ontology.yaml`. Raises DeclarationError naming file and key.

    With a `base` the file has `relations` only, and they come after those of the base, of which it cannot change any: what is stored
    under a name means one thing.
    """
    keys = ("types", "kinds", "relations") if base is None else ("relations",)
    data = mapping(load_yaml(path), str(path), keys, keys)
    if base is None:
        mapping(data["types"], f"{path}: types", ENTITY_TYPES, ENTITY_TYPES)
        mapping(data["kinds"], f"{path}: kinds", get_args(Kind), get_args(Kind))
    named = mapping(data["relations"], f"{path}: relations")
    relations = dict(base.relations) if base is not None else {}
    known = {**relations, **named}
    for name, value in named.items():
        with one_part():
            where = f"{path}: relations.{name}"
            if name in relations:
                raise DeclarationError(f"{where}: there is a built-in relation of that name; give this one another")
            relations[name] = _relation(name, value, where, known, own=base is not None)
    return Ontology(relations)


def _relation(name: str, value: Any, where: str, relations: Collection[str], *, own: bool) -> Relation:
    entry = mapping(value, where, _RELATION_KEYS, ("kind", "from", "to", "reads", "bare", "inverse", "example"))
    if not _RELATION_NAME.fullmatch(name):
        raise DeclarationError(f"{where}: a relation's name is lower_snake_case")
    if name.upper() in _TAKEN:
        raise DeclarationError(f"{where}: {name.upper()} is in Cypher what ties a claim to its evidence; give the relation another name")
    kind = text(entry["kind"], f"{where}.kind")
    if kind not in get_args(Kind):
        raise DeclarationError(f"{where}.kind: {kind!r} is not known; known: {one_of(get_args(Kind))}")
    ends = {end: cast("tuple[EntityType, ...]", texts(entry.get(end), f"{where}.{end}", ENTITY_TYPES)) for end in ("from", "to", "about")}
    for end in ("from", "to"):
        if not ends[end]:
            raise DeclarationError(f"{where}.{end}: names no type; known: {one_of(ENTITY_TYPES)}")
    for key in ("reads", "bare", "inverse"):
        _check_pattern(text(entry[key], f"{where}.{key}"), f"{where}.{key}", about=bool(ends["about"]) and key != "bare")
    return Relation(
        name=name, kind=cast("Kind", kind), subjects=ends["from"], objects=ends["to"], abouts=ends["about"],
        reads=entry["reads"], bare=entry["bare"], inverse=entry["inverse"],
        plural=text(entry["plural"], f"{where}.plural") if "plural" in entry else None,
        symmetric=flag(entry.get("symmetric", False), f"{where}.symmetric"),
        admission=flag(entry.get("admission", False), f"{where}.admission"),
        never_implies=texts(entry.get("never_implies"), f"{where}.never_implies", relations),
        example=text(entry["example"], f"{where}.example"),
        own=own,
    )  # fmt: skip


def _check_pattern(pattern: str, where: str, *, about: bool) -> None:
    known = {"subject": "", "object": "", "about": ""} if about else {"subject": "", "object": ""}
    try:
        pattern.format(**known)
    except (KeyError, IndexError, ValueError, AttributeError) as problem:
        raise DeclarationError(f"{where}: {pattern!r} has the placeholder {problem}; known: {one_of(known)}") from problem
    for end in ("subject", "object"):
        if f"{{{end}}}" not in pattern:
            raise DeclarationError(f"{where}: {pattern!r} says nothing of {{{end}}}")


def load_names(path: Path, base: Names | None = None) -> Names:
    """Read and check `names.yaml`. Raises DeclarationError naming file and key, also where a string means two things.

    With a `base` the file holds names of its own, and adds to those of the base under their own names: aliases, and another `part_of` or
    `trade`. A string means what the file says it does, so an alias of the base that it gives to another thing is none there any more;
    what the base *names* so stays.
    """
    data = mapping(load_yaml(path), str(path), ("names",), ("names",))
    before = {one.name: one for one in base.known} if base is not None else {}
    own: dict[str, WellKnown] = {}
    by_key: dict[str, WellKnown] = {}
    for name, value in mapping(data["names"], f"{path}: names").items():
        with one_part():
            where = f"{path}: names.{name}"
            one = _well_known(name, value, where)
            if (known := before.get(name)) is not None:
                one = _extended(known, one, where)
            for string in (name, *one.aliases):
                other = by_key.setdefault(fold(string), one)
                if other is not one:
                    raise DeclarationError(f"{where}: {string!r} already means {other.name!r}; a string means one thing")
                headed = base.find(string) if base is not None else None
                if headed is not None and headed.name != name and fold(headed.name) == fold(string):
                    raise DeclarationError(f"{where}: {string!r} is the name of what is built in; add to it under {headed.name!r}")
            own[name] = one
    for name, known in before.items():
        if name not in own:
            kept = tuple(alias for alias in known.aliases if by_key.get(fold(alias)) is None)
            own[name] = known if kept == known.aliases else replace(known, aliases=kept)
            for string in (name, *kept):
                by_key.setdefault(fold(string), own[name])
    every = [own[name] for name in before] + [one for name, one in own.items() if name not in before]
    names = Names(tuple(every), by_key)
    for one in every:
        with one_part():
            if one.part_of is not None and names.find(one.part_of) is None:
                raise DeclarationError(f"{path}: names.{one.name}.part_of: {one.part_of!r} is not in this file; add it")
    return names


def _well_known(name: str, value: Any, where: str) -> WellKnown:
    entry = mapping(value, where, _NAME_KEYS, ("type",))
    if entry["type"] not in ENTITY_TYPES:
        raise DeclarationError(f"{where}.type: {entry['type']!r} is not known; known: {one_of(ENTITY_TYPES)}")
    if entry.get("trade") not in (None, *get_args(Trade)):
        raise DeclarationError(f"{where}.trade: {entry['trade']!r} is not known; known: {one_of(get_args(Trade))}")
    part_of = text(entry["part_of"], f"{where}.part_of") if "part_of" in entry else None
    wire = flag(entry.get("wire", False), f"{where}.wire")
    aliases, sometimes = (texts(entry.get(key), f"{where}.{key}") for key in ("aliases", "sometimes"))
    return WellKnown(name, entry["type"], aliases, part_of, entry.get("trade"), wire, sometimes)


def _extended(known: WellKnown, own: WellKnown, where: str) -> WellKnown:
    """What is built in with what an overlay adds to it."""
    if own.type != known.type:
        raise DeclarationError(f"{where}.type: what is built in under this name is a {known.type}; give another thing another name")
    aliases, sometimes = (tuple(dict.fromkeys(both)) for both in ((*known.aliases, *own.aliases), (*known.sometimes, *own.sometimes)))
    part_of, trade, wire = own.part_of or known.part_of, own.trade or known.trade, own.wire or known.wire
    return WellKnown(known.name, known.type, aliases, part_of, trade, wire, sometimes)
