"""Where Chromium is, how to get it, and how it is started: quiet, so that whatever it asks for is the page's doing."""

from __future__ import annotations

import os
import shutil

HOW = "apt-get install -y chromium fonts-dejavu-core (or name one in EDGEWISE_CHROMIUM)"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def found() -> str | None:
    """Return the path of the browser, or None."""
    return os.environ.get("EDGEWISE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
