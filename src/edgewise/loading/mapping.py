"""What a table's columns mean, as its profile declares it: which of them name things, and what each row states of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..declared import flag, mapping, text, texts
from ..errors import DeclarationError, one_of
from ..identity import identity
from ..model import ENTITY_TYPES, MODALITIES, POLARITIES, EntityType, Modality, Polarity
from ..ontology import Ontology

W = TypeVar("W", bound=str)
SOURCE = ("title", "url", "publisher", "published")
_DETAILS = ("date", "amount", "identifier", "place", "role")
_ENTITY_KEYS = ("type", "name", "key", "aliases", "split", "qualify", "when", "optional")
_ENDS = ("subject", "object", "about", "said_by")
_CLAIM_KEYS = (*_ENDS, "relation", *_DETAILS, "polarity", "modality", "indirect", "when")
_SPEAKERS: tuple[EntityType, ...] = ("Organization", "Person", "Group", "Work")


@dataclass(frozen=True, slots=True)
class When:
    """Columns and the values of which each must have one, case and spaces at their ends aside; none: always."""

    columns: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass(frozen=True, slots=True)
class EntityColumns:
    """Which columns name a thing. Of `name` the first that holds something does.

    `key` tells things apart that are spelt differently or alike; without one the name does. `aliases` are other names. `split` parts a
    cell that names several. `qualify` are columns whose values are put behind a name that many things have, as a town and a state.
    `optional`: a table may have none of these columns, and then states less.
    """

    type: EntityType
    name: tuple[str, ...]
    key: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    split: str = ""
    qualify: tuple[str, ...] = ()
    when: When = When()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ClaimColumns:
    """What a row states: the ends are names of entities, the details columns, of which the first that holds something counts.

    `formats` say how dates are written beside the forms that are read anyway, as `strptime` has it.
    """

    subject: str
    relation: str
    object: str
    about: str | None = None
    said_by: str | None = None
    date: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    amount: tuple[str, ...] = ()
    identifier: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    polarity: Polarity = "affirmed"
    modality: Modality = "confirmed"
    indirect: bool = False
    when: When = When()

    @property
    def ends(self) -> tuple[str, ...]:
        """The entities without which a row states nothing of this."""
        return (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the rows of a table say. `show` are columns that are kept in a row's passage though nothing else uses them.

    `source` is what is known of the table as a whole, for the fields of its documents. `nobody` are values that name nobody, beside
    those that every table has. `edition` tells mappings apart: a table is read anew by another.
    """

    entities: Mapping[str, EntityColumns] = field(default_factory=dict)
    claims: tuple[ClaimColumns, ...] = ()
    show: tuple[str, ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    nobody: tuple[str, ...] = ()
    edition: str = ""

    def uses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each key of the mapping that names columns, with these."""
        for name, one in self.entities.items():
            where = f"entities.{name}"
            yield f"{where}.name", one.name
            for key in ("key", "aliases", "qualify"):
                yield f"{where}.{key}", getattr(one, key)
            yield from ((f"{where}.when", (column,)) for column, _ in one.when.columns)
        for number, claim in enumerate(self.claims):
            for key in _DETAILS:
                yield f"claims[{number}].{key}", getattr(claim, key)
            yield from ((f"claims[{number}].when", (column,)) for column, _ in claim.when.columns)
        yield from ((f"show[{number}]", (column,)) for number, column in enumerate(self.show))


def table_mapping(value: Any, where: str, ontology: Ontology) -> TableMapping:
    """Return a checked mapping. Raises DeclarationError naming file and key, also for an end that its relation cannot have."""
    data = mapping(value, where, ("entities", "claims", "show", "source", "nobody"), ("entities",))
    entities = {
        name: _entity(one, f"{where}.entities.{name}") for name, one in mapping(data["entities"], f"{where}.entities").items()
    }  # fmt: skip
    if not entities:
        raise DeclarationError(f"{where}.entities: names nothing; give at least one, as vendor: {{type: Organization, name: Vendor}}")
    claims = data.get("claims") or []
    if not isinstance(claims, list):
        raise DeclarationError(f"{where}.claims: should be a list, is {claims!r}")
    source = mapping(data.get("source") or {}, f"{where}.source", SOURCE)
    return TableMapping(
        entities,
        tuple(_claim(one, f"{where}.claims[{number}]", entities, ontology) for number, one in enumerate(claims)),
        texts(data.get("show"), f"{where}.show"),
        {key: text(one, f"{where}.source.{key}") for key, one in source.items()},
        texts(data.get("nobody"), f"{where}.nobody"),
        identity("mapping", data)[:8],
    )


def _entity(value: Any, where: str) -> EntityColumns:
    data = mapping(value, where, _ENTITY_KEYS, ("type", "name"))
    return EntityColumns(
        type=_word(data["type"], ENTITY_TYPES, f"{where}.type"),
        name=columns(data["name"], f"{where}.name"),
        key=columns(data.get("key"), f"{where}.key"),
        aliases=columns(data.get("aliases"), f"{where}.aliases"),
        split=text(data["split"], f"{where}.split") if "split" in data else "",
        qualify=columns(data.get("qualify"), f"{where}.qualify"),
        when=_when(data.get("when"), f"{where}.when"),
        optional=flag(data.get("optional", False), f"{where}.optional"),
    )


def _claim(value: Any, where: str, entities: Mapping[str, EntityColumns], ontology: Ontology) -> ClaimColumns:
    data = mapping(value, where, _CLAIM_KEYS, ("subject", "relation", "object"))
    ends = {key: text(data[key], f"{where}.{key}") for key in _ENDS if key in data}
    for key, name in ends.items():
        if name not in entities:
            raise DeclarationError(f"{where}.{key}: {name!r} is not among the entities; known: {one_of(entities)}")
    name = text(data["relation"], f"{where}.relation")
    if name not in ontology.relations:
        raise DeclarationError(f"{where}.relation: {name!r} is not known; known: {one_of(ontology.relations)}")
    relation = ontology.relations[name]
    allowed = {"subject": relation.subjects, "object": relation.objects, "about": relation.abouts, "said_by": _SPEAKERS}
    for key, end in ends.items():
        if entities[end].type not in allowed[key]:
            raise DeclarationError(
                f"{where}.{key}: {end!r} is {entities[end].type}; the {key} of {name} can be: {one_of(allowed[key])}"
            )  # fmt: skip
    written, formats = _date(data.get("date"), f"{where}.date")
    amount, identifier, place, role = (columns(data.get(key), f"{where}.{key}") for key in _DETAILS if key != "date")
    return ClaimColumns(
        ends["subject"],
        name,
        ends["object"],
        ends.get("about"),
        ends.get("said_by"),
        written,
        formats,
        amount,
        identifier,
        place,
        role,
        polarity=_word(data.get("polarity", "affirmed"), POLARITIES, f"{where}.polarity"),
        modality=_word(data.get("modality", "confirmed"), MODALITIES, f"{where}.modality"),
        indirect=flag(data.get("indirect", False), f"{where}.indirect"),
        when=_when(data.get("when"), f"{where}.when"),
    )


def columns(value: Any, where: str) -> tuple[str, ...]:
    """Return one column or a list of them; none for None."""
    return () if value is None else texts(value, where) if isinstance(value, list) else (text(value, where),)


def _date(value: Any, where: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the columns of a date and how it is written there: a column, a list of them, or {column: ..., format: "%m/%d/%Y"}."""
    if not isinstance(value, Mapping):
        return columns(value, where), ()
    data = mapping(value, where, ("column", "format"), ("column", "format"))
    formats = columns(data["format"], f"{where}.format")
    for one in formats:
        if "%Y" not in one and "%y" not in one:
            raise DeclarationError(f"{where}.format: {one!r} has no year; write it as %m/%d/%Y")
    return columns(data["column"], f"{where}.column"), formats


def _when(value: Any, where: str) -> When:
    if value is None:
        return When()
    given = mapping(value, where)
    return When(
        tuple((column, frozenset(one.strip().casefold() for one in columns(v, f"{where}.{column}"))) for column, v in given.items())
    )


def _word(value: Any, known: tuple[W, ...], where: str) -> W:
    if value not in known:
        raise DeclarationError(f"{where}: {value!r} is not known; known: {one_of(known)}")
    return known[known.index(value)]
