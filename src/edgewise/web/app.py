"""The explorer as an application: which address is which page, and how a page becomes HTML, JSON or CSV. The guard stands before it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from .. import views
from ..errors import EdgewiseError, NameUnknown, StoreError
from ..stores.base import Table
from ..views import addresses, style
from ..views.table import csv_lines
from ..views.templating import environment
from .asked import Asked
from .desk import Desk
from .page import Elsewhere, File, Page, Place, Shown, plain_data
from .pages import about, ask, claim, compare, cypher, document, entity, graph, home, link, queries, review, routes, search

_HERE = Path(__file__).parent
_VENDORED = Path(views.__file__).parent / "static" / "vendor"
_HTML, _JSON, _CSV = "text/html", "application/json", "text/csv"


PLACES: tuple[Place, ...] = (
    *about.PLACES,
    *ask.PLACES,
    *claim.PLACES,
    *compare.PLACES,
    *cypher.PLACES,
    *document.PLACES,
    *entity.PLACES,
    *graph.PLACES,
    *home.PLACES,
    *link.PLACES,
    *queries.PLACES,
    *review.PLACES,
    *routes.PLACES,
    *search.PLACES,
)
"""Every page, each declared in the file of its noun."""


def make_app(desk: Desk) -> Starlette:
    """Return the application over a desk. It checks nobody: only `guard` may stand before it, which also reads the forms."""
    routes: list[BaseRoute] = [Route("/static/colours.css", _colours), *(Route(f"/favicon.{end}", _icon) for end in ("svg", "ico"))]
    routes += [route for place in PLACES for route in _routes(desk, place)]
    routes += [Mount("/static/vendor", StaticFiles(directory=_VENDORED)), Mount("/static", StaticFiles(directory=_HERE / "static"))]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _unknown, 500: _broken})
    app.state.desk = desk
    return app


def _routes(desk: Desk, place: Place) -> Iterable[Route]:
    if place.decides:
        yield Route(place.path, _answering(desk, place.page, "html"), methods=["POST"])
        return
    if place.twins:
        path = "/home" if place.path == addresses.HOME else place.path
        for format in ("json", "csv") if place.csv else ("json",):
            yield Route(f"{path}.{format}", _answering(desk, place.page, format), methods=["GET"])
    yield Route(place.path, _answering(desk, place.page, "html"), methods=["GET"])


def _answering(desk: Desk, page: Callable[[Desk, Asked], Shown], format: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:  # not a coroutine: it runs in a thread of its own
        try:
            return _response(desk, request, page(desk, _asked(request)), format)
        except EdgewiseError as problem:
            return _response(desk, request, _trouble(problem), format)

    return answer


def _asked(request: Request) -> Asked:
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value)
    asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    return Asked(request.path_params, query, request.scope.get("edgewise.form", {}), asked)


def _response(desk: Desk, request: Request, shown: Shown, format: str) -> Response:
    if isinstance(shown, Elsewhere):
        address = shown.address if format == "html" else addresses.twin(shown.address.partition("#")[0], format)
        return RedirectResponse(address, status_code=303)
    if isinstance(shown, File):
        return Response(shown.content, media_type=shown.media_type, headers={"Content-Disposition": _attached(shown.name)})
    if format == "json":
        twin = shown.twin() if callable(shown.twin) else shown.data if shown.twin is None else shown.twin
        return Response(json.dumps(plain_data(twin), ensure_ascii=False), shown.status, media_type=_JSON)
    if format == "csv":
        table = shown.table() if callable(shown.table) else shown.table or Table((), ())
        headers = {"Content-Disposition": _attached(f"{shown.name}.csv")}
        return Response("".join(csv_lines(table.columns, table.rows)), shown.status, media_type=_CSV, headers=headers)
    return Response(render(desk, request, shown), shown.status, media_type=_HTML)


def render(desk: Desk, request: Request, page: Page) -> str:
    """Return a page as HTML; `page` is its data there, `site` what every page has."""
    asked = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    site = {
        "title": page.title, "asked": asked, "token": request.scope.get("edgewise.token", ""), "read_only": desk.read_only,
        "store": desk.store.address, "stamp": desk.at_hand().stamp, "csv": page.table is not None, "twins": page.status == 200,
    }  # fmt: skip
    return _templates().get_template(page.template).render(page=page.data, site=site)


@cache
def _templates() -> jinja2.Environment:
    made = environment(_HERE / "templates")
    made.globals.update(url=addresses)
    return made


def _trouble(problem: EdgewiseError) -> Page:
    status = 404 if isinstance(problem, NameUnknown) else 503 if isinstance(problem, StoreError) else 400
    nearest = problem.nearest if isinstance(problem, NameUnknown) else ()
    said = {"error": str(problem), "nearest": nearest}
    return Page("error.html", "This cannot be shown", said, Table(("error",), ((str(problem),),)), status=status)


def _unknown(request: Request, problem: Exception) -> Response:
    """A path that is no page, or a way to ask that it does not take."""
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    words = {404: "there is no such page here", 405: "this page cannot be asked that way"}.get(status, "the request is off")
    return _said(request, words, status)


def _broken(request: Request, problem: Exception) -> Response:
    """An error that is a bug: its traceback goes to the log, never to the page."""
    return _said(request, f"this page broke ({type(problem).__name__}); the explorer goes on, and its log says where", 500)


def _said(request: Request, words: str, status: int) -> Response:
    data: dict[str, Any] = {"error": words, "nearest": ()}
    page = Page("error.html", "This cannot be shown", data, status=status)
    format = request.url.path.rpartition(".")[2]
    return _response(request.app.state.desk, request, page, format if format == "json" else "html")


def _attached(name: str) -> str:
    """The header that makes a browser keep a file under this name, whatever letters it has."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "-" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _colours(request: Request) -> Response:
    return Response(style.scheme_css(), media_type="text/css")


def _icon(request: Request) -> Response:
    """The site's sign: a solid line between two names."""
    return Response(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><path d="M5 15L15 5" stroke="#5b6570" stroke-width="2.5"/>'
        '<path d="M1 11H9V19H1Z" fill="#0072B2"/><circle cx="15" cy="5" r="4.5" fill="#E69F00"/></svg>',
        media_type="image/svg+xml",
    )
