"""Makes graphs in memory and pictures of them for tests of the canvas: links alone, without a claim or a document behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from questions.pile import MemoryStore, view_of

from edgewise.model import Entity, EntityType, Link, Projection, Standing
from edgewise.project import builtin
from edgewise.questions.view import GraphView
from edgewise.views.canvas import Canvas, CanvasState, canvas, state_of

TYPES: Mapping[str, EntityType] = {"ICM": "System", "Rekognition": "System", "Jane Roe": "Person", "critics": "Group"}
CITIES = tuple(f"City {number:03}" for number in range(40))


def entity(name: str) -> Entity:
    """The entity of that name; its type is the usual one in `TYPES`, else Organization."""
    return Entity(name, TYPES.get(name, "Organization"))


def link(subject: str, relation: str, object: str, standing: Standing = "reported", **given: Any) -> Link:
    """A link without claims; `about` is a name, `claims` how many it is to have."""
    about = given.pop("about", None)
    contest = {"disputed": "denied", "refuted": "refuted"}.get(standing, "uncontested")
    support = "reported" if standing in ("disputed", "refuted") else standing
    claims = tuple(f"claim {number} of {subject} {relation} {object}" for number in range(given.pop("claims", 1)))
    usual: dict[str, Any] = {"about": entity(about).id if about else None, "indirect": False, "contest": contest, "support": support}
    return Link(entity(subject).id, relation, entity(object).id, standing=standing, claims=claims, **{**usual, **given})


def view(links: Iterable[Link], *names: str) -> GraphView:
    """A view of these links between these names; sorted as a store keeps them."""
    some = sorted({one.id: one for one in links}.items())
    entities = sorted((entity(name) for name in dict.fromkeys(names)), key=lambda one: one.id)
    return view_of(MemoryStore(Projection(entities=tuple(entities), links=tuple(one for _, one in some))))


def world() -> GraphView:
    """ICE and AWS with what joins them, ICE with forty cities (six of which hang on it and on one another), and two who are apart."""
    cities = [
        link("ICE", "contracts_with", city, "confirmed" if number < 10 else "alleged", claims=1 + number % 3)
        for number, city in enumerate(CITIES)
    ]
    links = [
        *cities,
        *(link(CITIES[number], "partners_with", CITIES[number + 1]) for number in range(30, 35)),
        link("AWS", "hosts", "ICM", "confirmed", first="2014", last="2018-06"),
        link("ICE", "uses", "ICM", "confirmed", first="2016-06", last="2016-06"),
        link("AWS", "pitched_to", "ICE", "confirmed", about="Rekognition", first="2018-06", last="2018-06"),
        link("ICE", "contracts_with", "AWS", "disputed", claims=2, contesting=("a denial",)),
        link("ICE", "tested", "Rekognition", "refuted"),
        link("Jane Roe", "works_for", "AWS", first="2010", last="2011"),
        link("critics", "criticises", "Jane Roe", "alleged"),
        link("Mijente", "partners_with", "POGO"),
    ]  # fmt: skip
    return view(links, "ICE", "AWS", "ICM", "Rekognition", "Jane Roe", "critics", "Mijente", "POGO", *CITIES)


def star(leaves: int, name: str = "Vendor") -> GraphView:
    """ICE with so many vendors."""
    vendors = [f"{name} {number:04}" for number in range(leaves)]
    return view((link("ICE", "contracts_with", vendor) for vendor in vendors), "ICE", *vendors)


def around(*names: str) -> CanvasState:
    """The picture round these."""
    return state_of({"around": [entity(name).id for name in names]})


def drawn(of: GraphView, state: CanvasState) -> Canvas:
    """The picture that a state draws."""
    return canvas(of, builtin(), state)


def names(found: Canvas) -> list[str]:
    """The names in sight, in the picture's order."""
    return [node["name"] for node in found.nodes]


def sentences(found: Canvas) -> set[str]:
    """What the lines of a picture say."""
    return {edge["sentence"] for edge in found.edges}


def places(found: Canvas) -> dict[str, tuple[float, float]]:
    """Where the names in sight stand."""
    return {node["name"]: (node["x"], node["y"]) for node in found.nodes}
