"""When it was: the dated links and claims of one name, by year. A denial among them stays a denial."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ..model import Link, Standing
from ..project import Project
from .nouns import ClaimShown, Some
from .show import link_sentence
from .view import GraphView

_YEAR = re.compile(r"\d{4}")
UNKNOWN = "year unknown"


@dataclass(frozen=True, slots=True)
class Moment:
    """A dated link, or a dated claim that is none. `first` and `last` are EDTF dates, alike where there is one only.

    Of a link `id`, `sentence` and `standing` are given and `claim` is None; of a claim that is no link `claim` alone.
    """

    first: str
    last: str
    id: str | None = None
    sentence: str | None = None
    standing: Standing | None = None
    claim: ClaimShown | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """What began in a year (four digits, or `UNKNOWN` where a date names none), in order of time."""

    year: str
    moments: Some[Moment]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Years, the earliest first, with `shown` of `total` moments, those from `offset` on."""

    years: tuple[Year, ...]
    total: int
    shown: int
    offset: int = 0


def timeline(
    view: GraphView,
    project: Project,
    links: Iterable[Link],
    claims: Iterable[ClaimShown],
    *,
    each: int = 100,
    offset: int = 0,
    limit: int | None = None,
) -> Timeline:
    """Return the dated ones of some links and claims by year, from `offset` on at most `limit`, and of a year at most `each`."""
    dated: list[Link | ClaimShown] = [link for link in links if link.first is not None]
    dated += [claim for claim in claims if claim.date is not None]
    dated.sort(key=_when)
    totals = Counter(_year(one) for one in dated)
    some = dated[offset:] if limit is None else dated[offset : offset + limit]
    by_year = {year: list(group)[:each] for year, group in groupby(some, key=_year)}
    years = (Year(year, Some(tuple(_moment(view, project, one) for one in group), totals[year])) for year, group in by_year.items())
    return Timeline(tuple(years), len(dated), sum(map(len, by_year.values())), offset)


def _when(one: Link | ClaimShown) -> tuple[str, str]:
    return (_year(one), _first(one))


def _year(one: Link | ClaimShown) -> str:
    found = _YEAR.match(_first(one))
    return found[0] if found else UNKNOWN


def _first(one: Link | ClaimShown) -> str:
    return (one.first if isinstance(one, Link) else one.date) or ""


def _moment(view: GraphView, project: Project, one: Link | ClaimShown) -> Moment:
    if isinstance(one, Link):
        return Moment(_first(one), one.last or _first(one), one.id, link_sentence(view, project, one), one.standing)
    return Moment(_first(one), _first(one), claim=one)
