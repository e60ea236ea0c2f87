"""What a picture shows, as the query of its address and nothing else: where it starts, what was done to it, what is left out of sight.

    around=ID ... | from=NAME&to=NAME | cypher=STATEMENT | query=NAME&p.KEY=VALUE ... | link=ID ... | nothing
    step=+ID expand, -ID collapse, xID hide, oID show again, aID add, rID~ID add the routes between two
    pin=ID:X:Y:N  where a name stands since N steps were done; without N since all were
    no=type:Person, no=relation:hosts, no=standing:alleged, years=2015-2019, chosen=ID

An id may be cut to 16 hex digits; in a state it always is, so the same picture has one address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast, get_args
from urllib.parse import urlencode

from ...errors import UsageError
from ...model import ENTITY_TYPES
from ...resolve.standing import STANDINGS

StepKind = Literal["+", "-", "x", "o", "a", "r"]
FilterKind = Literal["type", "relation", "standing"]
Pairs = tuple[tuple[str, str], ...]

CUT = 16  # hex digits of an id that are enough to know it by
LONGEST = 4_000  # characters of one value
MOST_STEPS = 500
MOST_PINS = 3_000
FARTHEST = 1_000_000  # pixels from the middle
STARTS = ("around", "from", "to", "cypher", "query", "link")
PARAMETERS = (*STARTS, "step", "pin", "no", "years", "chosen")
OF_QUERY = "p."  # before the name of a saved question's parameter
_KINDS: tuple[StepKind, ...] = get_args(StepKind)
_ID = re.compile(r"[0-9a-f]{16,64}")
_PIN = re.compile(r"([0-9a-f]{16,64}):(-?\d{1,7}):(-?\d{1,7})(?::(\d{1,3}))?")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_RELATION = re.compile(r"[a-z][a-z0-9_]{0,60}")
_SHAPES: Mapping[FilterKind, re.Pattern[str]] = {
    "type": re.compile("|".join(ENTITY_TYPES)),
    "relation": _RELATION,
    "standing": re.compile("|".join(STANDINGS)),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a picture; `ids` are two for routes, else one, each cut."""

    kind: StepKind
    ids: tuple[str, ...]

    def __str__(self) -> str:
        return self.kind + "~".join(self.ids)


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a name stands, in whole pixels, since `after` steps were done: what later ones add finds it there."""

    id: str
    x: int
    y: int
    after: int = 0

    def __str__(self) -> str:
        return f"{self.id}:{self.x}:{self.y}:{self.after}"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is left out of sight: a type of names, a relation, or a standing of links."""

    kind: FilterKind
    word: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.word}"


@dataclass(frozen=True, slots=True)
class CanvasState:
    """One picture. Starts round some entities, with routes (`ends`), with what Cypher or a saved question gives, with links, or,
    where none of these is given, with the best-linked names. `filters` are sorted, `pins` in order of their steps.
    """

    around: tuple[str, ...] = ()
    ends: tuple[str, str] | None = None
    cypher: str = ""
    query: str = ""
    values: Pairs = ()
    links: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    pins: tuple[Pin, ...] = ()
    filters: tuple[Filter, ...] = ()
    years: tuple[int, int] | None = None
    chosen: str = ""

    @property
    def start(self) -> CanvasState:
        """The picture before anything was done to it."""
        return CanvasState(self.around, self.ends, self.cypher, self.query, self.values, self.links)

    def pairs(self) -> Pairs:
        """Return the canonical query: one that `state_of` reads as this state."""
        found = [("around", id) for id in self.around]
        found += zip(("from", "to"), self.ends, strict=True) if self.ends else ()
        found += [("cypher", self.cypher)] if self.cypher else []
        found += [("query", self.query)] if self.query else []
        found += [(OF_QUERY + name, value) for name, value in self.values]
        found += [("link", id) for id in self.links]
        found += [("step", str(step)) for step in self.steps]
        found += [("pin", str(pin)) for pin in self.pins]
        found += [("no", str(one)) for one in self.filters]
        found += [("years", f"{self.years[0]:04}-{self.years[1]:04}")] if self.years else []
        found += [("chosen", self.chosen)] if self.chosen else []
        return tuple(found)

    @property
    def address(self) -> str:
        """The canonical query as it stands in an address after the question mark; "" for the best-linked names."""
        return urlencode(self.pairs())

    def then(self, kind: StepKind, *ids: str) -> CanvasState:
        """Return the picture after one more step."""
        return replace(self, steps=(*self.steps, Step(kind, tuple(map(cut, ids)))))

    def undone(self) -> CanvasState:
        """Return the picture before its last step; as it is where there is none."""
        left = len(self.steps) - 1
        return replace(self, steps=self.steps[:-1], pins=tuple(pin for pin in self.pins if pin.after <= left))

    def pinned(self, id: str, x: float, y: float) -> CanvasState:
        """Return the picture with a name held at a place."""
        pin = Pin(cut(id), round(x), round(y), len(self.steps))
        return replace(self, pins=_ordered((*self.pins, pin)))

    def unpinned(self, id: str) -> CanvasState:
        """Return the picture with a name where the layout has it."""
        return replace(self, pins=tuple(pin for pin in self.pins if pin.id != cut(id)))

    def toggled(self, kind: FilterKind, word: str) -> CanvasState:
        """Return the picture with a kind of names or links out of sight, or in sight again."""
        return replace(self, filters=tuple(sorted({*self.filters} ^ {Filter(kind, word)}, key=str)))

    def within(self, years: tuple[int, int] | None) -> CanvasState:
        """Return the picture with the links of some years only, first and last; of all for None. UsageError where they are turned round."""
        if years and years[0] > years[1]:
            raise UsageError(f"years is {years[0]}-{years[1]}; give the first and the last year, like 2015-2019")
        return replace(self, years=years)

    def choosing(self, id: str) -> CanvasState:
        """Return the picture with a name or link chosen, none for ""."""
        return replace(self, chosen=cut(id))


def cut(id: str) -> str:
    """Return as much of an id as an address needs."""
    return id[:CUT]


def state_of(query: Mapping[str, Sequence[str]]) -> CanvasState:
    """Return the state that the query of an address describes. UsageError that names the parameter which is off."""
    given = {name: values for name, values in ((name, _values(name, some)) for name, some in query.items()) if values}
    unknown = [name for name in given if name not in PARAMETERS and not name.startswith(OF_QUERY)]
    if unknown:
        raise UsageError(f"{_quoted(unknown[0])} is no parameter of a picture; known: {', '.join(PARAMETERS)}, {OF_QUERY}KEY")
    starts = [name for name in STARTS if name in given and name != "to"]
    if len(starts) > 1:
        raise UsageError(f"{starts[0]} and {starts[1]} are both given: a picture starts from one of {', '.join(STARTS)}")
    if ("from" in given) != ("to" in given):
        raise UsageError("from and to are given together: routes need two names")
    values = tuple((name.removeprefix(OF_QUERY), some[-1]) for name, some in sorted(given.items()) if name.startswith(OF_QUERY))
    if values and "query" not in given:
        raise UsageError(f"{OF_QUERY}{values[0][0]} is a parameter of a saved question: give query, too")
    steps = tuple(_step(one) for one in given.get("step", ()))
    pins = tuple(_pin(one, len(steps)) for one in given.get("pin", ()))
    for name, some, most in (("step", steps, MOST_STEPS), ("pin", pins, MOST_PINS)):
        if len(some) > most:
            raise UsageError(
                f"{name} is given {len(some):,} times, at most {most:,} are read: start a new picture from what is of interest"
            )
    state = CanvasState(
        around=_ids("around", given),
        ends=(given["from"][-1], given["to"][-1]) if "from" in given else None,
        cypher=given["cypher"][-1] if "cypher" in given else "",
        query=given["query"][-1] if "query" in given else "",
        values=values,
        links=_ids("link", given),
        steps=steps,
        pins=_ordered(pins),
        filters=tuple(sorted({_filter(one) for one in given.get("no", ())}, key=str)),
        chosen=_id("chosen", given["chosen"][-1]) if "chosen" in given else "",
    )
    return state.within(_years(given["years"][-1])) if "years" in given else state


def _values(name: str, some: Sequence[str]) -> list[str]:
    """The values that hold something; a plus that an address turned into a space is one again."""
    for value in some:
        if len(value) > LONGEST:
            raise UsageError(f"{_quoted(name)} has {len(value):,} characters; give at most {LONGEST:,}")
    plus = "+" if name == "step" else ""
    return [plus * value.startswith(" ") + value.strip() for value in some if value.strip()]


def _ids(name: str, given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_id(name, one) for one in given.get(name, ())))


def _id(name: str, text: str) -> str:
    if not _ID.fullmatch(text):
        raise UsageError(f"{name} is {_quoted(text)}; give the id of a name or link, {CUT} to 64 hex digits")
    return cut(text)


def _step(text: str) -> Step:
    kind = text[:1]
    if kind not in _KINDS:
        raise UsageError(f"step is {_quoted(text)}; it starts with one of {' '.join(_KINDS)} (a plus is written %2B in an address)")
    ids = text[1:].split("~")
    if len(ids) != (2 if kind == "r" else 1) or len(set(map(cut, ids))) != len(ids):
        raise UsageError(f"step is {_quoted(text)}; r takes two different ids, rID~ID, every other step one")
    return Step(kind, tuple(_id("step", id) for id in ids))


def _pin(text: str, steps: int) -> Pin:
    found = _PIN.fullmatch(text)
    if found is None or max(abs(int(found[2])), abs(int(found[3]))) > FARTHEST:
        raise UsageError(f"pin is {_quoted(text)}; give ID:X:Y in whole pixels, at most {FARTHEST:,} from the middle")
    after = min(int(found[4] or steps), steps)
    return Pin(cut(found[1]), int(found[2]), int(found[3]), after)


def _ordered(pins: Sequence[Pin]) -> tuple[Pin, ...]:
    """The pins in the order in which they hold, of several for one name and step the last."""
    last = {(pin.id, pin.after): pin for pin in pins}
    return tuple(sorted(last.values(), key=lambda pin: (pin.after, pin.id)))


def _filter(text: str) -> Filter:
    kind, _, word = text.partition(":")
    if kind not in _SHAPES:
        raise UsageError(f"no is {_quoted(text)}; give type:WORD, relation:WORD or standing:WORD")
    one = Filter(cast("FilterKind", kind), word)
    if not _SHAPES[one.kind].fullmatch(word):
        known = {"type": ENTITY_TYPES, "standing": STANDINGS}.get(kind, ("hosts", "pitched_to", "..."))
        raise UsageError(f"no is {_quoted(text)}; {kind} is one of {', '.join(known)}")
    return one


def _years(text: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(text)
    if found is None:
        raise UsageError(f"years is {_quoted(text)}; give the first and the last year, like 2015-2019")
    return int(found[1]), int(found[2] or found[1])


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
