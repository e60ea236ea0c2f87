"""The address of everything that has a page of the explorer; templates know it as `url`. Nobody else writes an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from .canvas import CanvasState

PORT = 8765  # of 127.0.0.1, where the explorer is unless another is named
HOME, SEARCH, ROUTES, ASK, CYPHER, QUERIES = "/", "/search", "/routes", "/ask", "/cypher", "/queries"
GRAPH, REVIEW, COMPARE, ABOUT, NEWS = "/graph", "/review", "/compare", "/about", "/news"
DOCUMENTS, LINKS, UNREAD = "/documents", "/links", "/unread"
REVIEW_NAMES, REVIEW_CLAIMS, REVIEW_LOG, REVIEW_UNDO = "/review/names", "/review/claims", "/review/log", "/review/undo"


def address(path: str, **values: str | int | Iterable[str] | None) -> str:
    """Return a path with these values as its query, in this order; those that are None, "" or empty are left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        some = () if value is None else (str(value),) if isinstance(value, str | int) else tuple(value)
        pairs += [(name.rstrip("_"), one) for one in some if one]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def entity(id: str, **values: str | int | None) -> str:
    return address(f"/entities/{quote(id, safe='')}", **values)


def link(id: str, **values: str | int | None) -> str:
    return address(f"/links/{quote(id, safe='')}", **values)


def claim(id: str) -> str:
    return f"/claims/{quote(id, safe='')}"


def document(id: str, claim: str | None = None, at: int | None = None) -> str:
    """A document; at one of its claims (an id), or at a place in its text (a code point), where one is given.

    The query says which part of a long text to show, the rest of the address where to go in it.
    """
    place = f"#claim-{claim[:16]}" if claim else "" if at is None else f"#at-{at}"
    return address(f"/documents/{quote(id, safe='')}", claim=claim[:16] if claim else None, at=at) + place


def query(name: str, values: Mapping[str, str] | None = None) -> str:
    return address(f"/queries/{quote(name, safe='')}", **(values or {}))


def routes(start: str = "", goal: str = "", **values: str | int | Iterable[str] | None) -> str:
    """The routes between two names; names, ids and labels all do."""
    return address(ROUTES, **{"from": start, "to": goal}, **values)


def walk(start: str, goal: str, route: int = 1, hop: int = 1, **values: str | int | Iterable[str] | None) -> str:
    """One hop of one of the routes between two names, both counted from 1 on."""
    return address(f"{ROUTES}/walk", **{"from": start}, to=goal, route=route, hop=hop, **values)


def ask(question: str = "") -> str:
    return address(ASK, q=question)


def cypher(statement: str = "") -> str:
    return address(CYPHER, q=statement)


def search(text: str = "") -> str:
    return address(SEARCH, q=text)


def review_names(left: str = "", right: str = "", last: str = "", again: str = "") -> str:
    """The pair of two entities (ids) to decide, the one that brings most where none is given.

    `last` is the decision just taken; the pair of `again` is that of a decision taken back.
    """
    return address(REVIEW_NAMES, left=left, right=right, last=last, again=again)


def review_claims(relation: str = "", entity: str = "", offset: int = 0, last: str = "", again: str = "") -> str:
    """A candidate, the `offset`-th of those of a relation or naming an entity (id), 0 the first; `last` and `again` as for names."""
    return address(REVIEW_CLAIMS, relation=relation, entity=entity, offset=offset or None, last=last, again=again)


def compare(a: str = "", b: str = "") -> str:
    return address(COMPARE, a=a, b=b)


def graph(*around: str, **values: str | int | Iterable[str] | None) -> str:
    """The canvas round these entities (ids)."""
    return address(GRAPH, around=around, **values)


def picture(state: CanvasState, part: str = "") -> str:
    """The canvas as a state describes it; a part of it ("/table", "/panel"), or a file ("/picture.svg", "/links.graphml", "/page.html")."""
    return f"{GRAPH}{part}?{state.address}" if state.address else GRAPH + part


def more(of: str, **values: str) -> str:
    """A picture like the one at the address `of` with more in its query: a step ("+ID"), a pin, what is chosen."""
    return f"{of}{'&' if '?' in of else '?'}{urlencode(values)}"


def twin(asked: str, format: str) -> str:
    """Return the address of a page's twin (JSON, CSV, Markdown), given the page's own address."""
    path, mark, rest = asked.partition("?")
    return f"{'/home' if path == HOME else path}.{format}{mark}{rest}"
