"""Routes: how two names are linked, each route hop by hop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...errors import NameUnknown, UsageError
from ...questions import answer as questions
from ...questions.context import Context, context_of
from ...questions.names import label_of
from ...questions.nouns import Answer, LinkShown
from ...questions.routes import LONGEST
from ...questions.view import GraphView
from ...stores.base import Table
from ...views import addresses
from ...views.chain import RoutePicture, picture
from ...views.text import as_markdown
from ..answered import Answered, Off, answered, off
from ..asked import Asked
from ..desk import Desk
from ..page import File, Page, Place

MOST = 50  # routes
_HOPS, _LIMIT = 4, 5
_COLUMNS = (
    "route", "route_standing", "hop", "from", "to", "sentence", "relation", "about", "indirect", "standing", "first", "last", "claims",
    "contesting", "quote", "said_by", "title", "publisher", "published", "url", "id", "from_id", "to_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a form of routes holds: two names as typed, bounds, and the relations to walk; () for all dealings."""

    start: str
    goal: str
    max_hops: int
    limit: int
    relations: tuple[str, ...]

    def address(self, make: Callable[..., str] = addresses.routes, **changed: Any) -> str:
        """Return an address of these routes, one made by `make`, with some values changed; usual values are left out."""
        values: dict[str, Any] = {
            "start": self.start, "goal": self.goal, "max_hops": None if self.max_hops == _HOPS else self.max_hops,
            "limit": None if self.limit == _LIMIT else self.limit, "relation": self.relations,
        }  # fmt: skip
        return make(**(values | changed))


@dataclass(frozen=True, slots=True)
class Relations:
    """The relations of one kind that a route may walk."""

    kind: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The page of routes: the form, and what it was answered with; both `answered` and `off` None where nothing was asked yet.

    The labels are what to ask with for the names that were found; `walks` are the addresses at which the routes are walked, `turned` is
    that of the same routes from the other end.
    """

    wanted: Wanted
    relations: tuple[Relations, ...]
    longest: int
    most: int
    answered: Answered | None = None
    off: Off | None = None
    start_label: str = ""
    goal_label: str = ""
    walks: tuple[str, ...] = ()
    turned: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a walk, `hop` of `hops` of route `route` of `routes`, all counted from 1 on. `before` and `after` are addresses."""

    route: int
    routes: int
    hop: int
    hops: int
    heading: str
    picture: RoutePicture
    link: LinkShown
    context: Context
    before: str
    after: str
    back: str
    other_routes: tuple[str, ...]


def routes(desk: Desk, asked: Asked) -> Page:
    """The routes from a name (`from`) to another (`to`): the best first, each hop with its quote; or why there is none

    `max_hops` and `limit` bound them, `relation` (repeated) says which relations may be walked, else all dealings.
    """
    wanted = _wanted(asked)
    ontology = desk.project.ontology
    kinds = tuple(Relations(kind, tuple(sorted(ontology.of_kind(kind)))) for kind in ("dealing", "position"))
    form = Found(wanted, kinds, LONGEST, MOST)
    if not (wanted.start and wanted.goal):
        return Page("routes.html", "Routes", form)
    view = desk.view()
    try:
        answer = _answer(desk, view, wanted)
    except (NameUnknown, UsageError) as problem:
        trouble = off(view, desk.project, problem, lambda name, other: _instead(wanted, name, other))
        return Page("routes.html", "Routes", replace(form, off=trouble), status=trouble.status, twin=trouble.twin)
    start, goal = (label_of(view, desk.project, view.entity(name.id)) for name in answer.names)
    found = answered(view, answer)
    walks = tuple(wanted.address(addresses.walk, route=number) for number in range(1, len(found.chains) + 1))
    turned = wanted.address(start=wanted.goal, goal=wanted.start)
    page = replace(form, answered=found, start_label=start, goal_label=goal, walks=walks, turned=turned)
    title = f"Routes from {answer.names[0].name} to {answer.names[1].name}"
    return Page("routes.html", title, page, _table(found), name="edgewise-routes", twin=answer)


def markdown(desk: Desk, asked: Asked) -> File:
    """The same routes as Markdown with numbered sources, as a file"""
    wanted = _wanted(asked)
    if not (wanted.start and wanted.goal):
        raise UsageError("say from which name to which: /routes.md?from=NAME&to=NAME")
    return File(as_markdown(_answer(desk, desk.view(), wanted)), "text/markdown", "edgewise-routes.md")


def walk(desk: Desk, asked: Asked) -> Page:
    """One hop (`hop`) of one of these routes (`route`), with the picture of the route and the quote in its context"""
    wanted, view = _wanted(asked), desk.view()
    found = answered(view, _answer(desk, view, wanted))
    if not found.chains:
        raise UsageError(f"there is no route from {wanted.start} to {wanted.goal} to walk")
    route = asked.number("route", 1, 1, len(found.chains))
    hops = found.chains[route - 1]
    hop = asked.number("hop", 1, 1, len(hops))
    link = hops[hop - 1].link
    best = link.claims[0]

    def at(number: int, way: int = route) -> str:
        return wanted.address(addresses.walk, route=way, hop=number)

    step = Step(
        route=route, routes=len(found.chains), hop=hop, hops=len(hops),
        heading=next(section.heading for section in found.sections if section.route == route),
        picture=picture(hops, hop - 1), link=link, context=context_of(view.document(best.document), best.start, best.end),
        before=at(hop - 1) if hop > 1 else "", after=at(hop + 1) if hop < len(hops) else "", back=wanted.address(),
        other_routes=tuple(at(1, number) for number in range(1, len(found.chains) + 1)),
    )  # fmt: skip
    return Page("walk.html", f"Hop {hop} of {len(hops)}: {link.sentence}", step)


def _wanted(asked: Asked) -> Wanted:
    return Wanted(
        asked.text("from"), asked.text("to"), asked.number("max_hops", _HOPS, 1, LONGEST), asked.number("limit", _LIMIT, 1, MOST),
        asked.texts("relation"),
    )  # fmt: skip


def _answer(desk: Desk, view: GraphView, wanted: Wanted) -> Answer:
    return questions.routes(
        view, wanted.start, wanted.goal, desk.project, max_hops=wanted.max_hops, limit=wanted.limit, relations=wanted.relations
    )  # fmt: skip


def _instead(wanted: Wanted, name: str, other: str) -> str:
    """The address with another name at the end that is off: the first one that is called so."""
    return wanted.address(start=other) if wanted.start == name else wanted.address(goal=other)


def _table(found: Answered) -> Table:
    return Table(_COLUMNS, tuple(_rows(found)))


def _rows(found: Answered) -> Iterator[tuple[Any, ...]]:
    """One row a hop, with the words of its best claim."""
    for number, (route, hops) in enumerate(zip(found.answer.routes, found.chains, strict=True), 1):
        for place, hop in enumerate(hops, 1):
            link, best = hop.link, hop.link.claims[0]
            yield (
                number, route.standing, place, hop.start.name, hop.end.name, link.sentence, link.relation, link.about, link.indirect,
                link.standing, link.first, link.last, len(link.claims), len(link.contesting), best.quote, best.said_by, best.title,
                best.publisher, best.published, best.url, link.id, hop.start.id, hop.end.id,
            )  # fmt: skip


PLACES = (
    Place(addresses.ROUTES, routes, csv=True),
    Place(f"{addresses.ROUTES}.md", markdown, twins=False),
    Place(f"{addresses.ROUTES}/walk", walk),
)
