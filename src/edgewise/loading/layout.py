"""Where a mapping's columns are in one table: looked up once, so that a row is read by places alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ..errors import DocumentError
from ..model import EntityType
from .mapping import ClaimColumns, EntityColumns, TableMapping, When
from .sheets import column_key, unnamed

Places = tuple[int, ...]
Conditions = tuple[tuple[int, frozenset[str]], ...]
BETWEEN = " | "  # the cells of a row, where they are shown
_SPARE = (".key", ".aliases")  # without these less is known, and nothing is left out
_MANY = 12  # columns that a message names
_NOWHERE = -1  # the place of a column that the table does not have


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity's columns, as places among those that are shown."""

    name: str
    type: EntityType
    names: Places
    key: Places
    aliases: Places
    split: str
    qualify: Places
    when: Conditions
    optional: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim's columns, as places among those that are shown. `of` is what the mapping says, `rule` names it for a log."""

    of: ClaimColumns
    rule: str
    subject: Entity
    object: Entity
    about: Entity | None
    said_by: Entity | None
    date: Places
    amount: Places
    identifier: Places
    place: Places
    role: Places
    when: Conditions


@dataclass(frozen=True, slots=True)
class Layout:
    """What of a table is shown and read.

    `shown` are the places of columns in a row, in the order of the table, `labels` what is put before their values, and `lengths` how long
    that is with what parts them; all other places are among these. `width` is how many cells a row has, and `closed` that the last of them
    has a name, so that an empty one more is no sign that a row has slipped. `notes` say what the table lacks, and what is left out of it.
    """

    width: int
    closed: bool
    shown: Places
    labels: tuple[str, ...]
    lengths: tuple[int, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    notes: tuple[str, ...]


def layout(columns: Sequence[str], mapping: TableMapping, profile: str) -> Layout:
    """Lay a mapping over a table's columns.

    Raises DocumentError, which names the mapping's keys and the columns close to theirs, where a claim cannot be made for want of a
    column that is not optional.
    """
    by_key = {column_key(name): place for place, name in reversed(list(enumerate(columns)))}

    def places(names: Sequence[str]) -> Places:
        return tuple(by_key[key] for name in names if (key := column_key(name)) in by_key)

    lost = {key: names for key, names in mapping.uses() if names and not places(names)}
    lacks = {key: f"table.{key}: there is no column {_either(names)}{close_columns(names, columns)}" for key, names in lost.items()}
    unstated = {number: without for number, claim in enumerate(mapping.claims) if (without := _unstated(claim, number, lost))}
    needed = any(not end or not mapping.entities[end].optional for without in unstated.values() for end in without)
    if needed or all(f"entities.{name}.name" in lost for name in mapping.entities):
        raise DocumentError(
            f"the profile {profile!r} is not made for this table: {'; '.join(lacks.values())}; its columns: {listed(columns)}"
        )
    shown = sorted({place for _, names in mapping.uses() for place in places(names)})
    slots = {place: slot for slot, place in enumerate(shown)}

    def slots_of(names: Sequence[str]) -> Places:
        return tuple(slots[place] for place in places(names))

    def conditions(when: When) -> Conditions:
        return tuple((next(iter(slots_of((column,))), _NOWHERE), values) for column, values in when.columns)

    def entity(name: str, one: EntityColumns) -> Entity:
        names, key, aliases, qualify = map(slots_of, (one.name, one.key, one.aliases, one.qualify))
        return Entity(name, one.type, names, key, aliases, one.split, qualify, conditions(one.when), one.optional)

    entities = {name: entity(name, one) for name, one in mapping.entities.items()}

    def statement(number: int, one: ClaimColumns) -> Statement:
        ends = entities[one.subject], entities[one.object], entities.get(one.about or ""), entities.get(one.said_by or "")
        date, amount, identifier, place, role = map(slots_of, (one.date, one.amount, one.identifier, one.place, one.role))
        return Statement(one, f"{profile}: claims[{number}]", *ends, date, amount, identifier, place, role, conditions(one.when))

    labels = tuple(f"{columns[place]}: " for place in shown)
    left = [name for place, name in enumerate(columns) if place not in slots]
    unused = (f"columns that the profile {profile!r} does not use, left out: {listed(left, _MANY)}",) if left else ()
    return Layout(
        len(columns),
        bool(columns) and columns[-1] != unnamed(len(columns) - 1),
        tuple(shown),
        labels,
        tuple(len(BETWEEN) + len(label) for label in labels),
        tuple(entities.values()),
        tuple(statement(number, one) for number, one in enumerate(mapping.claims) if number not in unstated),
        (
            *(f"profile {profile!r}: {lack}" for key, lack in lacks.items() if not key.startswith("show") and not key.endswith(_SPARE)),
            *unused,
        ),
    )


def holds(when: Conditions, values: Sequence[str]) -> bool:
    """Say whether a row has, in each of the columns, one of the values."""
    return all(place != _NOWHERE and values[place].casefold() in wanted for place, wanted in when)


def _unstated(claim: ClaimColumns, number: int, lost: Collection[str]) -> list[str]:
    """Return the entities without whose columns a claim cannot be made at all; "" for its own condition."""
    ends = [end for end in (claim.subject, claim.object, claim.said_by) if end is not None]
    unnamed = [end for end in ends if f"entities.{end}.name" in lost or f"entities.{end}.when" in lost]
    return [*unnamed, ""] if f"claims[{number}].when" in lost else unnamed


def close_columns(names: Sequence[str], columns: Sequence[str]) -> str:
    """Return in brackets the columns that are called nearly as one of these names; "" where none is."""
    keys = {column_key(name): name for name in columns}
    close = dict.fromkeys(keys[key] for name in names for key in get_close_matches(column_key(name), keys, 2, 0.6))
    return f" (close to it: {listed(list(close))})" if close else ""


def _either(names: Sequence[str]) -> str:
    return " or ".join(map(repr, names))


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Return names for a message, each in quotes; of more than `most` the first ones and how many more."""
    more = f" and {len(names) - most} more" if most is not None and len(names) > most else ""
    return (", ".join(map(repr, names[:most])) or "(none)") + more
