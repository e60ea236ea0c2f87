"""The guard and a real browser: it gets in, says nothing on its console, and other sites cannot make it ask for anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import patient
from explorers import running
from guarded import FORM, SECRET, Guarded, behind_the_guard, telling
from playwright.sync_api import Browser, Page
from starlette.responses import HTMLResponse

from edgewise.web.running import Running, register, unregister, way_in

pytestmark = pytest.mark.browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Guarded]:
    with behind_the_guard(telling(tmp_path)) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = patient(browser.new_context(service_workers="block"))
    yield context.new_page()
    context.close()


def _enter(page: Page, server: Guarded) -> None:
    page.goto(f"{server.origin}/?key={server.keys.mint()}")
    assert SECRET in page.content()


def test_the_address_leads_in_and_the_browser_stays_known(page: Page, server: Guarded) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    url = f"{server.origin}/entity/ice?key={server.keys.mint()}&offset=25"
    page.goto(url)
    assert page.url == f"{server.origin}/entity/ice?offset=25"
    assert SECRET in page.content()
    assert page.evaluate("document.cookie") == ""
    page.goto(url)
    assert page.url == f"{server.origin}/entity/ice?offset=25"
    assert said == []


def test_the_file_that_a_browser_is_started_with_leads_in(
    page: Page, server: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    told = Running(server.keys.port, os.getpid(), server.keys._secret, "/stores/ice.db")
    register(told)
    page.goto(way_in(told))
    page.wait_for_url(f"{server.origin}/")
    assert SECRET in page.content()
    unregister(told)


def test_without_a_key_a_browser_reads_how_to_get_in(page: Page, server: Guarded) -> None:
    page.goto(f"{server.origin}/entity/ice")
    assert page.get_by_role("heading").inner_text() == "This address does not open the explorer"
    assert SECRET not in page.content()


def test_another_site_may_link_here_and_nothing_else(page: Page, server: Guarded) -> None:
    """The other site is another port of this machine: nearer than any other, as it shares our cookies."""
    _enter(page, server)
    other = f"""<!doctype html><a id="link" href="{server.origin}/entity/ice">link</a>
        <form id="form" method="post" action="{server.origin}/review" enctype="{FORM}"><input name="token" value="x"></form>
        <iframe id="frame" src="{server.origin}/"></iframe><img id="image" src="{server.origin}/static/site.js">"""
    with running(HTMLResponse(other)) as port:
        refused: list[tuple[str, int]] = []
        page.on("response", lambda r: refused.append((r.request.resource_type, r.status)) if r.url.startswith(server.origin) else None)
        page.goto(f"http://127.0.0.1:{port}/")
        fetched = "(how) => fetch(how.url, how.options).then(r => r.text()).catch(() => 'refused')"
        for options in ({"credentials": "include"}, {"method": "POST", "credentials": "include"}):
            assert page.evaluate(fetched, {"url": f"{server.origin}/", "options": options}) == "refused"
        opaque = {"mode": "no-cors", "credentials": "include"}
        assert page.evaluate(fetched, {"url": f"{server.origin}/", "options": opaque}) in ("", "refused")
        assert refused
        assert {status for _, status in refused} == {403}
        page.click("#link")
        page.wait_for_url(f"{server.origin}/entity/ice")
        assert SECRET in page.content()
        page.goto(f"http://127.0.0.1:{port}/")
        with page.expect_navigation():
            page.evaluate("document.getElementById('form').submit()")
        assert "another site may only lead here" in page.content()


def test_a_form_of_our_own_page_is_taken(page: Page, server: Guarded) -> None:
    _enter(page, server)
    token = page.evaluate("JSON.parse(document.body.innerText).token")
    with page.expect_navigation():
        page.evaluate(
            """(token) => {
                const form = document.createElement("form");
                form.method = "post";
                form.action = "/review";
                for (const [name, value] of [["token", token], ["reason", "says “no” & 💥"]]) {
                    const field = document.createElement("input");
                    [field.name, field.value] = [name, value];
                    form.append(field);
                }
                document.body.append(form);
                form.submit();
            }""",
            token,
        )
    assert page.evaluate("JSON.parse(document.body.innerText).form") == {"reason": ["says “no” & 💥"]}
