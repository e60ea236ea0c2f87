"""How long until the canvas can be used, and how long it keeps the browser from answering: in Chromium, over a made-up hub.

Beside the time that passes it gives the processor time of the page's main thread, which other work on the machine does not lengthen.

Run: PYTHONPATH=tests python tests/benchmarks/bench_canvas.py [--times N]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import chromium
from canvas_pages import Canvases, CanvasPage, behind, canvases_of
from hub import hub, stored
from playwright.sync_api import sync_playwright

from edgewise.questions.names import find_entity

ICE = "Immigration and Customs Enforcement"
VENDORS = 1_200
SIZES = {150: 0, 300: 6, 1_000: 34}  # names shown, and how many expansions that takes
DRAWN = "canvas drawn"  # the mark that the page's script leaves
WATCHED = ["toplevel", "blink.user_timing"]


def opened(canvases: Canvases, expansions: int) -> CanvasPage:
    """The hub with that many expansions."""
    id = find_entity(canvases.desk.view(), canvases.desk.project, ICE).id[:16]
    return canvases.around(ICE, then=f"&step=%2B{id}" * expansions)


def traced(seen: CanvasPage, work: Callable[[], object]) -> tuple[list[dict[str, Any]], float]:
    """The tasks of the page's main thread while something is done, and when the picture stood (both in the trace's microseconds)."""
    browser = seen.page.context.browser
    assert browser is not None
    browser.start_tracing(page=seen.page, categories=WATCHED)
    work()
    seen.page.wait_for_timeout(1_500)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {(e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"}
    tasks = [e for e in events if e["name"].endswith("RunTask") and e["ph"] == "X" and (e["pid"], e["tid"]) in main]
    return tasks, max((e["ts"] for e in events if e["name"] == DRAWN), default=0.0)


def drawn(seen: CanvasPage) -> tuple[float, float]:
    """Milliseconds from the request for the page until its picture stood, and of these the processor's in the page."""

    def load() -> None:
        seen.page.reload()
        seen.page.wait_for_selector("#seen:not(:empty)")

    tasks, stood = traced(seen, load)
    passed = seen.of("(mark) => performance.getEntriesByName(mark)[0].startTime", DRAWN)
    began = stood - 1_000 * passed
    return passed, sum(task.get("tdur", 0) for task in tasks if began <= task["ts"] <= stood) / 1_000


def longest(seen: CanvasPage) -> tuple[float, float]:
    """Milliseconds of the longest task while a name is expanded, its picture drawn and its table swapped; and the processor's."""

    def expand() -> None:
        seen.button(f"25 more of {ICE}").click()
        seen.says("25 names more")

    tasks, _ = traced(seen, expand)
    return max(task["dur"] for task in tasks) / 1_000, max(task.get("tdur", 0) for task in tasks) / 1_000


def summary(times: list[tuple[float, float]]) -> str:
    passed, busy = (sorted(some) for some in zip(*times, strict=True))
    middle = statistics.median(passed), statistics.median(busy)
    return f"{passed[0]:5.0f} to {passed[-1]:5.0f}, middle {middle[0]:5.0f} ms; processor, middle {middle[1]:4.0f} ms"


def measure(canvases: Canvases, times: int) -> None:
    for names, expansions in SIZES.items():
        seen = opened(canvases, expansions)
        print(f"{names:5,} names: drawn after                {summary([drawn(seen) for _ in range(times)])}")
        print(f"             longest task, expanding {summary([longest(seen) for _ in range(times)])}", flush=True)


def main(arguments: Any = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="two times each")
    given = parser.parse_args(arguments)
    print("The explorer's canvas in Chromium: how long until it can be used, and the longest task while it grows")
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        store = stored(Path(folder) / "hub.db", hub(VENDORS))
        browser = player.chromium.launch(executable_path=chromium.found(), args=list(chromium.FLAGS))
        with behind(store) as served, canvases_of(browser, *served) as canvases:
            measure(canvases, 2 if given.short else given.times)
        browser.close()


if __name__ == "__main__":
    main()
