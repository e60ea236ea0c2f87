"""A route as a chain of names: which way each link points as one walks it, and where its picture puts what."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ..questions.nouns import EntityShown, LinkShown, RouteShown
from .safe import named

Way = Literal["on", "back", "both"]

STEP = 84  # pixels from one name of a picture down to the next
LINE = 18  # pixels from one line of a name down to the next
_TOP = 22
_WIDE = 28  # characters of a line


@dataclass(frozen=True, slots=True)
class Hop:
    """One link of a route, walked from `start` to `end`. `way` is "on" where the link's subject is the start, "back" where it is the
    end, "both" where the link has no direction."""

    start: EntityShown
    end: EntityShown
    link: LinkShown
    way: Way


@dataclass(frozen=True, slots=True)
class Stop:
    """A name in the picture of a route, on at most two `lines`, the first at the height `text`. `y` is the middle of its shape, `now`
    says that the present hop touches it."""

    entity: EntityShown
    lines: tuple[str, ...]
    text: int
    y: int
    now: bool


@dataclass(frozen=True, slots=True)
class Rail:
    """A link in the picture of a route, from `top` to `bottom`; `now` says that it is the present hop."""

    hop: Hop
    top: int
    bottom: int
    now: bool

    @property
    def middle(self) -> int:
        return (self.top + self.bottom) // 2


@dataclass(frozen=True, slots=True)
class RoutePicture:
    """A route drawn from top to bottom, `height` pixels high."""

    stops: tuple[Stop, ...]
    rails: tuple[Rail, ...]
    height: int


def chain(route: RouteShown, start: str, entities: Iterable[EntityShown]) -> tuple[Hop, ...]:
    """Return the hops of a route walked from the entity of the id `start`; `entities` holds all its names."""
    known = {entity.id: entity for entity in entities}
    hops, here = [], start
    for link in route.links:
        onward = link.subject_id == here
        there = link.object_id if onward else link.subject_id
        hops.append(Hop(known[here], known[there], link, "both" if link.symmetric else "on" if onward else "back"))
        here = there
    return tuple(hops)


def picture(hops: tuple[Hop, ...], now: int) -> RoutePicture:
    """Return the picture of a route of at least one hop, of which hop `now`, from 0 on, is the present one."""
    names = (hops[0].start, *(hop.end for hop in hops))
    stops = tuple(_stop(entity, _TOP + STEP * place, place in (now, now + 1)) for place, entity in enumerate(names))
    rails = tuple(Rail(hop, stops[place].y + 15, stops[place + 1].y - 15, place == now) for place, hop in enumerate(hops))
    return RoutePicture(stops, rails, stops[-1].y + _TOP)


def _stop(entity: EntityShown, y: int, now: bool) -> Stop:
    lines = tuple(textwrap.wrap(named(entity.name), _WIDE, max_lines=2, placeholder=" …"))
    return Stop(entity, lines, y + 5 - LINE // 2 * (len(lines) - 1), y, now)
