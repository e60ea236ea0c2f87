"""Where Chromium is, how to get it, and how it is started: quiet, so that whatever it asks for is the page's doing."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import BrowserContext, Page
from waiting import PATIENCE

HOW = "apt-get install -y chromium fonts-dejavu-core (or name one in EDGEWISE_CHROMIUM)"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def found() -> str | None:
    """Return the path of the browser, or None."""
    return os.environ.get("EDGEWISE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


# A tap that a busy machine hears late is a tap all the same: the picture takes a press of a quarter second for a hold.
_TAPS = """(() => {
  let kept;
  Object.defineProperty(window, "network", { configurable: true, get: () => kept, set(made) {
    kept = made;
    for (const name of ["tap", "doubletap", "press"]) made.canvas.hammer.get(name).set({ time: 60_000 });
  } });
})()"""


def patient(context: BrowserContext) -> BrowserContext:
    """Have all that is done in a context wait long for what must come; gives the context."""
    context.set_default_timeout(1000 * PATIENCE)
    context.add_init_script(_TAPS)
    return context


def double_click(page: Page, x: float, y: float) -> None:
    """Click twice on a place of the picture, which takes this for a double click however late it hears of the second."""
    between = "(interval) => { network.canvas.hammer.get('doubletap').set({ interval }) }"
    page.evaluate(between, 60_000)
    page.mouse.dblclick(x, y)
    page.evaluate(between, 300)
