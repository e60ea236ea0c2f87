"""Make the pictures of the README: the explorer over the bundled example, as Chromium shows it. Run by `make pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import chromium
from explorers import desk_over, served
from playwright.sync_api import ViewportSize, sync_playwright

from edgewise.extract.read import extractor
from edgewise.ingest import ingest
from edgewise.project import builtin
from edgewise.questions.names import find_entity
from edgewise.stores import open_store
from edgewise.views import addresses
from edgewise.web.desk import Desk

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "notebooks"
SIZE: ViewportSize = {"width": 1280, "height": 800}


def pictures(desk: Desk) -> dict[str, str]:
    """The address of each picture."""
    view = desk.view()
    ice, icm = (find_entity(view, desk.project, name).id for name in ("ICE", "ICM"))
    uses = next(link.id for link in view.links_between([ice], [icm]) if link.relation == "uses")
    return {"explorer.png": addresses.graph(ice, chosen=uses), "route.png": addresses.routes("Amazon", "ICE")}


def main() -> None:
    """Write the pictures beside the notebooks."""
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "example.db")
        with open_store(store) as opened:
            ingest([str(ROOT / "loaders" / "example")], opened, builtin(), extractor("auto", builtin()))
        with desk_over(store) as desk, served(desk) as asking, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.found(), args=list(chromium.FLAGS))
            for name, address in pictures(desk).items():
                page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
                page.goto(asking.origin + address)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(500)
                page.screenshot(path=str(FOLDER / name))
            browser.close()


if __name__ == "__main__":
    main()
