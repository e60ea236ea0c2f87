"""Every page of the explorer, with addresses that show it full: made from what a store holds, so that no page is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edgewise.model import Claim
from edgewise.questions.names import label_of
from edgewise.questions.saved import load_queries
from edgewise.views import addresses
from edgewise.web.app import PLACES
from edgewise.web.desk import Desk

ROWS = "MATCH (a:Entity)-[r]->(b:Entity) RETURN a, r, b, r.standing AS standing, [a.name, b.name] AS names, {of: a.name} AS map"
_VALUES = {"date": "2014", "number": "1"}


@dataclass(frozen=True)
class Everywhere:
    """Addresses by the path of their page, as PLACES has it: whole `pages`, and `parts` and files that are no pages."""

    pages: dict[str, tuple[str, ...]]
    parts: dict[str, tuple[str, ...]]

    @property
    def each_page(self) -> tuple[str, ...]:
        """The first address of each page."""
        return tuple(some[0] for some in self.pages.values())


def everywhere(desk: Desk, most: int = 1) -> Everywhere:
    """Return every page of a desk that holds a link, of each noun the `most` things of which most is known."""
    asked = [place for place in PLACES if not place.decides]
    known = _addresses(desk, most)
    assert known.keys() == {place.path for place in asked}, "a page has no address here: add one"
    pages = {place.path: known[place.path] for place in asked if place.twins}
    return Everywhere(pages, {path: some for path, some in known.items() if path not in pages})


def _addresses(desk: Desk, most: int) -> dict[str, tuple[str, ...]]:
    view, project = desk.view(), desk.project
    busiest = sorted(view.entities.values(), key=lambda e: (-sum(e.id in (x.subject, x.object) for x in view.links.values()), e.id))
    links = sorted(view.links.values(), key=lambda x: (-len(x.contesting), -len(x.claims), x.id))[:most]
    claims = sorted(desk.store.records(Claim), key=lambda c: c.id)
    negated = sorted(claims, key=lambda c: (c.polarity != "negated", c.id))[:most]
    entities, documents = [one.id for one in busiest[:most]], _most_claims(view.documents, claims)[:most]
    labels = [label_of(view, project, one) for one in busiest[: max(most, 2)]]
    ends = [(link.subject, link.object) for link in links]
    known: dict[str, Iterable[str]] = {
        "/": ["/"],
        "/about": ["/about"],
        "/news": ["/news?stamp=old"],
        "/ask": ["/ask", addresses.ask("colourless green ideas"), *(addresses.ask(f"What is known about {name}?") for name in labels)],
        "/claims/{id}": [addresses.claim(one.id) for one in negated],
        "/compare": [addresses.compare(a, b) for a, b in ends] + ["/compare"],
        "/cypher": [addresses.cypher(ROWS), "/cypher", addresses.cypher("MATCH (a:Entity)\nRETRUN a")],
        "/documents": ["/documents"],
        "/documents/{id}": [addresses.document(one) for one in documents],
        "/entities/{id}": [addresses.entity(one) for one in entities] + [addresses.entity(entities[0], part="leads")],
        "/graph": [addresses.graph(one) for one in entities] + ["/graph"],
        "/links": ["/links"],
        "/links/{id}": [addresses.link(link.id) for link in links] + ["/links/" + "0" * 64],
        "/queries": ["/queries"],
        "/queries/{name}": list(_queries(desk, labels)),
        "/review": ["/review"],
        "/review/names": [addresses.review_names(*pair) for pair in ends],
        "/review/claims": ["/review/claims"],
        "/review/log": ["/review/log"],
        "/routes": [addresses.routes(a, b) for a, b in ends] + ["/routes", addresses.routes(labels[0], "Nobody At All")],
        "/routes/walk": [addresses.walk(a, b) for a, b in ends],
        "/search": ["/search?q=a", "/search", "/search?q=nobody+at+all"],
        "/unread": ["/unread"],
        "/ask.md": [addresses.twin(addresses.ask(f"What is known about {name}?"), "md") for name in labels],
        "/routes.md": [addresses.twin(addresses.routes(a, b), "md") for a, b in ends],
        "/graph/table": [addresses.graph(one).replace("/graph", "/graph/table") for one in entities],
        "/graph/panel": [addresses.address("/graph/panel", around=one, id=id) for one in entities for id in (one, links[0].id)],
        "/graph/next": [addresses.address("/graph/next", around=entities[0], add=name) for name in labels],
        "/graph/picture.svg": ["/graph/picture.svg"],
        "/graph/links.graphml": ["/graph/links.graphml"],
        "/graph/page.html": ["/graph/page.html"],
    }
    return {path: tuple(some) for path, some in known.items()}


def _most_claims(documents: Iterable[str], claims: Iterable[Claim]) -> list[str]:
    counts = dict.fromkeys(documents, 0)
    for claim in claims:
        if claim.document in counts:
            counts[claim.document] += 1
    return sorted(counts, key=lambda id: (-counts[id], id))


def _queries(desk: Desk, labels: list[str]) -> Iterable[str]:
    """Each saved question, first with the names that it needs, then the form of the first that needs one."""
    known = load_queries(*desk.project.queries).values()
    for query in known:
        names = iter(labels)
        yield addresses.query(query.name, {one.name: _VALUES.get(one.type) or next(names) for one in query.parameters})
    yield addresses.query(next(query.name for query in known if query.parameters))
