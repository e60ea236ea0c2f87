"""How long until the canvas can be used, and how long it keeps the browser from answering: in Chromium, over a made-up hub.

Run: python tests/benchmarks/bench_canvas.py [--times N]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

import chromium
from canvas_pages import CanvasPage, Canvases, behind, canvases_of
from hub import hub, stored
from playwright.sync_api import sync_playwright

ICE = "Immigration and Customs Enforcement"
VENDORS = 1_200
SIZES = {150: 0, 300: 6, 1_000: 34}  # names shown, and how many expansions that takes
WATCH = """
window.tasks = [];
new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => one.duration))).observe({ type: "longtask" });
"""


def opened(canvases: Canvases, expansions: int) -> CanvasPage:
    """The hub with that many expansions, in a new window that watches for long tasks."""
    context = canvases.browser.new_context(viewport={"width": 1366, "height": 850}, reduced_motion="reduce")
    context.add_init_script(WATCH)
    canvases.contexts.append(context)
    id = canvases.few().id(ICE)[:16]
    return canvases.around(ICE, then=f"&step=%2B{id}" * expansions, within=context)


def drawn(seen: CanvasPage) -> float:
    """Milliseconds from the request for the page until its picture stood."""
    seen.page.reload()
    seen.page.wait_for_selector("#seen:not(:empty)")
    return float(seen.of("performance.getEntriesByName('canvas drawn')[0].startTime"))


def longest(seen: CanvasPage) -> float:
    """Milliseconds of the longest task while a name is expanded, its table and panel swapped and its picture drawn."""
    seen.page.wait_for_timeout(1_500)
    seen.of("window.tasks.length = 0")
    seen.button(f"25 more of {ICE}").click()
    seen.says("25 names more")
    seen.page.wait_for_timeout(2_000)
    return float(seen.of("Math.max(0, ...window.tasks)"))


def summary(times: list[float]) -> str:
    return f"{min(times):6.0f} to {max(times):6.0f}, middle {statistics.median(times):6.0f} ms"


def measure(canvases: Canvases, times: int) -> None:
    for names, expansions in SIZES.items():
        seen = opened(canvases, expansions)
        print(f"{names:5,} names ({seen.names():,}, {seen.links():,} links): drawn after {summary([drawn(seen) for _ in range(times)])}")
        print(f"      longest task of an expansion {summary([longest(seen) for _ in range(times)])}", flush=True)


def main(arguments: Any = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args(arguments)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder, behind(stored(Path(folder) / "hub.db", hub(VENDORS))) as served, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium.found(), args=list(chromium.FLAGS))
        with canvases_of(browser, *served) as canvases:
            measure(canvases, given.times)
        browser.close()


if __name__ == "__main__":
    main()
