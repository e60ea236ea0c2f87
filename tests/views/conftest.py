"""A page opened in Chromium, with everything it asked for and everything it complained about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from chromium import patient
from playwright.sync_api import Browser, BrowserContext, Page


@dataclass
class Visit:
    """A page in a browser. `requests` are the addresses asked for beside the page's own; `complaints` what the console said."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def of(self, script: str, value: Any = None) -> Any:
        """What the script gives in the page."""
        return self.page.evaluate(script, value)

    def spot(self, network_point: str) -> tuple[float, float]:
        """Where in the window a point of the picture, given as a script, lies."""
        inside = f"const p = network.canvasToDOM({network_point}), r = canvas.getBoundingClientRect()"
        at = self.of(f"(() => {{ {inside}; return [p.x + r.x, p.y + r.y] }})()")
        return at[0], at[1]

    def quiet(self) -> None:
        """Nothing ran that a document says, nothing was asked for, nothing was complained about."""
        assert self.of("window.__pwn") is None
        assert self.requests == []
        assert self.complaints == []


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open HTML as a file; keyword arguments are those of a browser context, `fragment` what follows # in the address."""
    contexts: list[BrowserContext] = []

    def open_page(html: str, fragment: str = "", **context: Any) -> Visit:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(html, encoding="utf-8")
        contexts.append(patient(browser.new_context(**{"viewport": {"width": 1366, "height": 850}, "reduced_motion": "reduce"} | context)))
        page = contexts[-1].new_page()
        seen = Visit(page, file.as_uri())
        page.on("request", lambda request: seen.requests.append(request.url) if request.url.split("#")[0] != seen.address else None)
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
        page.goto(seen.address + (f"#{fragment}" if fragment else ""))
        return seen

    yield open_page
    for context in contexts:
        context.close()
