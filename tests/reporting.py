"""A reporter at work: the explorer behind its guard, and a browser that came in by the printed address and is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import neo4j_servers
import pytest
from chromium import patient
from guarded import Guarded, behind_the_guard
from neo4j_servers import Neo4jServer
from playwright.sync_api import Browser, Dialog, Locator, Page, Request, expect

from edgewise.model import RECORD_KINDS
from edgewise.project import Project, builtin
from edgewise.questions.names import find_entity
from edgewise.stores import open_store
from edgewise.stores.base import Store
from edgewise.stores.neo4j import Neo4jStore
from edgewise.views import addresses
from edgewise.web.app import make_app
from edgewise.web.desk import Desk

KEPT = (
    pytest.param(None, id="sqlite"),
    *(pytest.param(folder, id=f"neo4j-{folder.name}", marks=pytest.mark.neo4j) for folder in neo4j_servers.folders()),
)
"""The kinds of store that a reporter's work is tested over: an embedded one, and each Neo4j server that is here."""

Started = Callable[[Path], Neo4jServer]
SIZE = {"width": 1280, "height": 860}
_EXPECTED = "Failed to load resource: the server responded with a status of"  # what Chromium says where a page itself is a refusal


@dataclass(frozen=True)
class Kept:
    """A store that can be opened again: its address, and the environment that logs in."""

    address: str
    environment: Mapping[str, str] = field(default_factory=dict)

    def open(self) -> Store:
        return Neo4jStore.open(self.address, self.environment) if self.environment else open_store(self.address)


def copy_of(store: Path, folder: Path | None, started: Started, path: Path) -> Kept:
    """Make a store with all that an embedded one holds, at `path` or in the Neo4j of a folder, which is emptied first."""
    if folder is None:
        path.write_bytes(store.read_bytes())
        return Kept(str(path))
    server = started(folder)
    server.empty()
    kept = Kept(server.address, server.environment)
    with open_store(str(store)) as source, kept.open() as target:
        for kind in RECORD_KINDS.values():
            some: Any = kind
            target.add(source.records(some))
        target.project(source.projection())
    return kept


@dataclass(frozen=True)
class Explorer:
    """An explorer behind its guard, and the desk that it works at."""

    server: Guarded
    desk: Desk

    @property
    def origin(self) -> str:
        return self.server.origin

    def way_in(self, address: str = "/") -> str:
        """An address that opens the explorer once, as `edgewise serve` prints it."""
        return f"{self.origin}{address}{'&' if '?' in address else '?'}key={self.server.keys.mint()}"

    def id(self, name: str) -> str:
        """The id of what a name means."""
        return find_entity(self.desk.view(), self.desk.project, name).id

    def link(self, subject: str, relation: str, object: str) -> str:
        """The id of the one link of a relation between two names."""
        ends = self.id(subject), self.id(object)
        return next(id for id, one in self.desk.view().links.items() if (one.subject, one.object) == ends and one.relation == relation)

    def entity(self, name: str) -> str:
        """The address of the page of a name."""
        return addresses.entity(self.id(name))

    def around(self, *names: str) -> str:
        """The address of the picture round some names."""
        return addresses.graph(*(self.id(name) for name in names))


@contextmanager
def explorer_over(kept: Kept, project: Project | None = None, *, read_only: bool = False) -> Iterator[Explorer]:
    """Serve the explorer over a store, behind its guard."""
    desk = Desk(kept.open(), kept.open, project or builtin(), read_only=read_only)
    try:
        with behind_the_guard(make_app(desk), read_only=read_only) as server:
            yield Explorer(server, desk)
    finally:
        desk.close()


@dataclass
class Reporter:
    """A browser at an explorer. `complaints` is what its console said, `strays` what was asked for anywhere else.

    `visited` are the addresses of whole pages that it went to.
    """

    page: Page
    explorer: Explorer
    complaints: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> Page:
        """Watch a window too, from now on."""
        page.on("request", self._asked)
        page.on("console", lambda said: self._said(said.text, said.location["url"]))
        page.on("pageerror", lambda error: self.complaints.append(f"{error}"))
        page.on("dialog", self._told)
        return page

    def _told(self, dialog: Dialog) -> None:
        self.complaints.append(f"a dialog says {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request():
            self.visited.add(request.url)
        own = request.url.startswith((f"{self.explorer.origin}/", f"blob:{self.explorer.origin}/", "data:image/"))
        if not own:
            self.strays.append(request.url)

    def _said(self, text: str, about: str) -> None:
        """What is refused is so in words on the page; the browser says it on the console too, of the page itself and of no part of it."""
        if not (text.startswith(_EXPECTED) and about in self.visited):
            self.complaints.append(f"{text} ({about})")

    def enter(self, address: str = "/") -> Reporter:
        """Open the printed address, led on to the page at `address`."""
        self.page.goto(self.explorer.way_in(address))
        return self

    def come_back(self) -> Reporter:
        """Be known to the explorer, as one who came in before; no page is open yet."""
        keys = self.explorer.server.keys
        self.page.context.add_cookies([{"name": keys.cookie, "value": keys.open_session(), "url": self.explorer.origin}])
        return self

    def go(self, address: str) -> None:
        """Type an address of the explorer."""
        self.page.goto(f"{self.explorer.origin}{address}")

    def window(self, address: str) -> Page:
        """Open a whole address in a new window of the same browser."""
        page = self.watch(self.page.context.new_page())
        page.goto(address)
        return page

    @property
    def at(self) -> str:
        """The address that the browser is at, without the origin."""
        return self.page.url.removeprefix(self.explorer.origin)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def main(self, role: Any, name: str, *, exact: bool = False) -> Locator:
        """The first of a role with a name in the page proper."""
        return self.page.locator("main").get_by_role(role, name=name, exact=exact).first

    def of(self, script: str, value: Any = None) -> Any:
        """What a script gives in the page."""
        return self.page.evaluate(script, value)

    def news(self) -> Locator:
        """Come back to the page until it says that there is news."""
        looking = "document.dispatchEvent(new Event('visibilitychange')), !document.getElementById('news').hidden"
        self.page.wait_for_function(f"() => ({looking})", polling=100)
        return self.page.locator("#news")

    def drawn(self) -> set[str]:
        """The names in the picture, once it shows what its address says."""
        expect(self.page.locator("#seen")).not_to_be_empty()
        expect(self.page.locator("#graph")).not_to_have_attribute("aria-busy", "true")
        entities = self.explorer.desk.view().entities
        return {entities[id].name for id in self.of("network.body.data.nodes.getIds()")}

    def spot(self, name: str) -> tuple[float, float]:
        """Where in the window a name of the picture is."""
        inside = "const c = network.canvasToDOM(network.getPosition(id)), r = document.getElementById('canvas').getBoundingClientRect()"
        found = self.of(f"(id) => {{ {inside}; return [c.x + r.x, c.y + r.y] }}", self.explorer.id(name))
        return found[0], found[1]

    def quiet(self) -> None:
        """Nothing ran that a document says, nothing was asked for elsewhere, nothing was complained about."""
        found = [f"something ran at {page.url}" for page in self.page.context.pages if page.evaluate("'__pwn' in window")]
        found += [f"asked for {address}" for address in self.strays] + [f"complained: {words}" for words in self.complaints]
        assert not found, found


@contextmanager
def at_work(browser: Browser, explorer: Explorer, **options: Any) -> Iterator[Reporter]:
    """A reporter whose browser has these options (of a Playwright context); at the end all was quiet."""
    usual: dict[str, Any] = {"viewport": SIZE, "reduced_motion": "reduce", "accept_downloads": True, "service_workers": "block"}
    context = patient(browser.new_context(**usual | options))
    reporter = Reporter(context.new_page(), explorer)
    reporter.watch(reporter.page)
    try:
        yield reporter
        reporter.quiet()
    finally:
        context.close()


def press(page: Page, key: str) -> None:
    """Press a key once the page listens: what it says is there before the scripts that its keys are bound by."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def words(found: Sequence[str]) -> list[str]:
    """Texts of a page, on one line each."""
    return [" ".join(text.split()) for text in found]
