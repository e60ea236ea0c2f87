"""The address of everything that has a page; templates know it as `url`. Nobody else writes an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl, quote, urlencode

HOME, SEARCH, ROUTES, ASK, CYPHER, QUERIES = "/", "/search", "/routes", "/ask", "/cypher", "/queries"
GRAPH, REVIEW, COMPARE, ABOUT, NEWS = "/graph", "/review", "/compare", "/about", "/news"


def address(path: str, **values: str | int | Iterable[str] | None) -> str:
    """Return a path with these values as its query, in this order; those that are None, "" or empty are left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in values.items():
        some = () if value is None else (str(value),) if isinstance(value, str | int) else tuple(value)
        pairs += [(name.rstrip("_"), one) for one in some if one]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def entity(id: str, **values: str | int | None) -> str:
    return address(f"/entities/{quote(id, safe='')}", **values)


def link(id: str) -> str:
    return f"/links/{quote(id, safe='')}"


def claim(id: str) -> str:
    return f"/claims/{quote(id, safe='')}"


def document(id: str, claim: str | None = None, at: int | None = None) -> str:
    """A document; at one of its claims, or at a place in its text (a code point), where one is given."""
    place = f"#claim-{claim[:16]}" if claim else ""
    return address(f"/documents/{quote(id, safe='')}", at=at) + place


def query(name: str, values: Mapping[str, str] | None = None) -> str:
    return address(f"/queries/{quote(name, safe='')}", **(values or {}))


def routes(start: str = "", goal: str = "", **values: str | int | Iterable[str] | None) -> str:
    """The routes between two names; names, ids and labels all do."""
    return address(ROUTES, **{"from": start, "to": goal}, **values)


def walk(start: str, goal: str, route: int = 1, hop: int = 1, **values: str | int | Iterable[str] | None) -> str:
    """One hop of one of the routes between two names, both counted from 1 on."""
    return address(f"{ROUTES}/walk", **{"from": start, "to": goal, "route": route, "hop": hop}, **values)


def ask(question: str = "") -> str:
    return address(ASK, q=question)


def cypher(statement: str = "") -> str:
    return address(CYPHER, q=statement)


def search(text: str = "") -> str:
    return address(SEARCH, q=text)


def compare(a: str = "", b: str = "") -> str:
    return address(COMPARE, a=a, b=b)


def graph(*around: str, **values: str | int | Iterable[str] | None) -> str:
    """The canvas round these entities (ids)."""
    return address(GRAPH, around=around, **values)


def picture(of: str, part: str = "") -> str:
    """A picture like the one at the address `of`: its table ("/table"), its files ("/picture.svg", "/links.graphml", "/page.html")."""
    return f"{GRAPH}{part}{of[of.index('?') :] if '?' in of else ''}"


def stepped(of: str, kind: str, *ids: str) -> str:
    """The picture after one more step: "+" expand, "-" collapse, "x" hide, "o" show again, "a" add, "r" the routes between two."""
    return _changed(of, lambda pairs: [*pairs, ("step", kind + "~".join(id[:16] for id in ids))])


def toggled(of: str, kind: str, word: str) -> str:
    """The picture without a type, a relation or a standing ("no=type:Person"), or with it again."""
    pair = ("no", f"{kind}:{word}")
    return _changed(of, lambda pairs: [one for one in pairs if one != pair] if pair in pairs else [*pairs, pair])


def chosen(of: str, id: str) -> str:
    """The picture with a name or link chosen."""
    return _changed(of, lambda pairs: [*(one for one in pairs if one[0] != "chosen"), ("chosen", id[:16])])


def unpinned(of: str, id: str) -> str:
    """The picture with a name where the layout has it."""
    return _changed(of, lambda pairs: [(name, v) for name, v in pairs if name != "pin" or not v.startswith(id[:16])])


def pinned(of: str, id: str, x: float, y: float) -> str:
    """The picture with a name held where it is."""
    return _changed(of, lambda pairs: [*pairs, ("pin", f"{id[:16]}:{round(x)}:{round(y)}")])


def _changed(of: str, change: Callable[[list[tuple[str, str]]], list[tuple[str, str]]]) -> str:
    return f"{GRAPH}?{urlencode(change(parse_qsl(of.partition('?')[2])))}"


def twin(asked: str, format: str) -> str:
    """Return the address of a page's twin (JSON, CSV, Markdown), given the page's own address."""
    path, mark, rest = asked.partition("?")
    return f"{'/home' if path == HOME else path}.{format}{mark}{rest}"
