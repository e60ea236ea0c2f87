"""The canvas open in a browser, for tests: where its names stand, what it says, and that it keeps quiet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from chromium import double_click, patient
from explorers import desk_over
from guarded import Guarded, behind_the_guard
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from waiting import until

from edgewise.questions.names import find_entity
from edgewise.web.app import make_app
from edgewise.web.desk import Desk

USUAL = {"viewport": {"width": 1366, "height": 850}, "reduced_motion": "reduce"}


@dataclass
class CanvasPage:
    """The canvas on one page of a browser. `complaints` are what the console said, `strangers` what was asked of anybody else."""

    page: Page
    desk: Desk
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def id(self, name: str) -> str:
        return find_entity(self.desk.view(), self.desk.project, name).id

    def of(self, script: str, value: Any = None) -> Any:
        """What the script gives in the page."""
        return self.page.evaluate(script, value)

    def until(self, script: str, wanted: Any, value: Any = None) -> None:
        """Wait until the script gives this."""
        until(lambda: self.of(script, value) == wanted, script)

    def names(self) -> int:
        return int(self.of("network.body.data.nodes.length"))

    def links(self) -> int:
        return int(self.of("network.body.data.edges.length"))

    def positions(self) -> dict[str, dict[str, int]]:
        """Where in the picture each name stands, by id."""
        found: dict[str, dict[str, int]] = self.of("network.getPositions()")
        return found

    def spot(self, point: str | dict[str, int]) -> tuple[float, float]:
        """Where in the window a name, or a point of the picture, lies."""
        at = self.positions()[self.id(point)] if isinstance(point, str) else point
        box = "document.getElementById('canvas').getBoundingClientRect()"
        found = self.of(f"(p) => {{ const c = network.canvasToDOM(p), box = {box}; return [c.x + box.x, c.y + box.y] }}", at)
        return found[0], found[1]

    def click(self, name: str, key: str = "") -> None:
        """Click on a name in the picture, with a key held down where one is given."""
        if key:
            self.page.keyboard.down(key)
        self.page.mouse.click(*self.spot(name))
        if key:
            self.page.keyboard.up(key)

    def double_click(self, name: str) -> None:
        double_click(self.page, *self.spot(name))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, words: str | re.Pattern[str]) -> None:
        """Wait until a reader who listens has been told this."""
        expect(self.page.locator("#said")).to_contain_text(words)

    def button(self, name: str | re.Pattern[str], within: str = ".tools, #picture") -> Locator:
        return self.page.locator(within).get_by_role("button", name=name)

    def row(self, words: str) -> Locator:
        """The first row of the table that holds these words."""
        return self.page.locator("#table tbody tr").filter(has_text=words).first

    def state(self) -> dict[str, list[str]]:
        """What the address says, by parameter."""
        return parse_qs(self.of("location.search.slice(1)"))

    def quiet(self) -> None:
        """Nothing ran that a document says, nothing was asked of anybody else, nothing was complained about."""
        assert self.of("window.__pwn") is None
        assert self.strangers == []
        assert self.complaints == []


@dataclass(frozen=True)
class Canvases:
    """Opens canvases over one store, behind the guard."""

    browser: Browser
    desk: Desk
    server: Guarded
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(self, state: str = "", within: BrowserContext | None = None, **options: Any) -> CanvasPage:
        """Open a state, in a window of its own or one more `within`; keyword arguments are those of a browser context."""
        if within is None:
            within = patient(self.browser.new_context(**USUAL | options))
            self.contexts.append(within)
        page = within.new_page()
        seen = CanvasPage(page, self.desk)
        ours = (self.server.origin, f"blob:{self.server.origin}")
        page.on("request", lambda asked: None if asked.url.startswith(ours) else seen.strangers.append(asked.url))
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
        page.goto(f"{self.server.origin}/graph{'?' * bool(state)}{state}{'&' if state else '?'}key={self.server.keys.mint()}")
        expect(page.locator("#seen")).not_to_be_empty()
        return seen

    def around(self, *names: str, then: str = "", **options: Any) -> CanvasPage:
        """Open the picture round some names, and what follows in the address."""
        ids = (find_entity(self.desk.view(), self.desk.project, name).id[:16] for name in names)
        return self.open("&".join(f"around={id}" for id in ids) + then, **options)

    def few(self, **options: Any) -> CanvasPage:
        """Open a picture of few names: the routes between two."""
        return self.open("from=Palantir&to=AWS", **options)


@contextmanager
def behind(store: Path) -> Iterator[tuple[Desk, Guarded]]:
    """The explorer over a store, behind its guard."""
    with desk_over(str(store)) as desk, behind_the_guard(make_app(desk)) as server:
        yield desk, server


@contextmanager
def canvases_of(browser: Browser, desk: Desk, server: Guarded) -> Iterator[Canvases]:
    """Canvases whose windows are closed at the end."""
    made = Canvases(browser, desk, server)
    yield made
    for context in made.contexts:
        context.close()
