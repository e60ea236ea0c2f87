"""The page of a document: the text is whole whatever stands in it, each mark leads to its claim, and keys walk through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from explorers import Asking, desk_over, served
from making import document, end, mention
from playwright.sync_api import Browser, Page, expect
from reporting import press

from edgewise.model import Citation, Claim, Document, Mask, Reading, Reference, Source
from edgewise.project import builtin
from edgewise.refresh import refresh
from edgewise.stores import open_store
from edgewise.views.safe import visible
from edgewise.web.desk import Desk

PAYLOAD = "<img src=x onerror=\"window.__pwn=(window.__pwn||[]).concat('doc')\"></script><script>window.__pwn=1</script>"
TEXT = (
    "---\ntitle: none\n---\n"
    f"AWS hosts ICM [1], says {PAYLOAD}. ICE \u202euses\u202c ICM\x1b[31m & so on.\n\n"
    "  Palantir  develops ICM, \u05d0\u05d1\u05d2 AWS says 𝔸 \u2028HSI uses ICM.\n\n"
    + "A line of no weight.\n" * 60
    + "ICE uses ICM, at the end."
)


class TextOf(HTMLParser):
    """Collects what stands in `div.text`, and every id and link of the page; a link within a link is an error."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.ids, self.links = "", Counter[str](), list[str]()
        self._depth = 0
        self._in_link = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "div":
            self._depth = 1 if given.get("class") == "text" else self._depth + bool(self._depth)
        if given.get("id"):
            self.ids[given["id"] or ""] += 1
        if tag == "a":
            assert not self._in_link
            self._in_link = True
            self.links.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1
        if tag == "a":
            self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text += data


def quoted(doc: Document, words: str, subject: str, relation: str, object: str) -> Claim:
    """A claim whose quote is these words."""
    start = doc.text.index(words)
    return Claim(doc.id, start, start + len(words), words, end(doc, subject), relation, end(doc, object))


@pytest.fixture(scope="module")
def hostile() -> tuple[Document, tuple[Claim, ...]]:
    """A document with everything in it that a page may trip over, and its claims, some of which overlap."""
    start = TEXT.index("[1]")
    doc = document(
        TEXT, title=PAYLOAD, publisher=PAYLOAD, url="javascript:window.__pwn=['url']", status=PAYLOAD, tags=(PAYLOAD,),
        cites=(Citation(PAYLOAD, "javascript:window.__pwn=1", PAYLOAD, number=1),), references=(Reference(start, start + 3, 1),),
        masks=(Mask(0, TEXT.index("AWS"), PAYLOAD),),
    )  # fmt: skip
    whole = TEXT[TEXT.index("AWS") : TEXT.index("\n\n")]
    return doc, (
        quoted(doc, whole, "AWS", "hosts", "ICM"),
        quoted(doc, "ICE \u202euses\u202c ICM\x1b[31m & so on.", "ICE", "uses", "ICM"),
        quoted(doc, "ICM [1], says", "AWS", "develops", "ICM"),
        quoted(doc, "Palantir  develops ICM", "Palantir", "develops", "ICM"),
        quoted(doc, "develops ICM, \u05d0\u05d1\u05d2 AWS says 𝔸", "AWS", "tested", "ICM"),
        quoted(doc, "ICE uses ICM, at the end.", "ICE", "tested", "ICM"),
        quoted(doc, "HSI uses ICM.", "HSI", "uses", "ICM"),
    )


@pytest.fixture(scope="module")
def desk(hostile: tuple[Document, tuple[Claim, ...]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over that document; its last claim is not sure enough for the graph."""
    doc, claims = hostile
    path = tmp_path_factory.mktemp("hostile") / "hostile.db"
    with open_store(str(path)) as store:
        names = (mention(doc, name) for name in ("AWS", "ICM", "ICE", "HSI", "Palantir"))
        readings = (Reading(one.id, "rules@2", 0.9 if one is not claims[-1] else 0.2) for one in claims)
        store.add([doc, Source(f"{PAYLOAD}.txt", doc.id), *claims, *names, *readings])
        refresh(store, builtin())
    with desk_over(str(path)) as made:
        yield made


@pytest.fixture(scope="module")
def asking(desk: Desk) -> Iterator[Asking]:
    with served(desk) as asked:
        yield asked


def test_the_text_is_all_there_and_nothing_of_it_is_markup(asking: Asking, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    doc, claims = hostile
    page = asking(f"/documents/{doc.id}")
    found = TextOf(page.body)
    assert found.text.removesuffix("\n") == visible(TEXT)
    assert "<img src" not in page.body
    assert "<script>" not in page.body
    assert not [link for link in found.links if link.startswith("javascript")]
    assert set(found.ids.values()) == {1}
    for one in claims:
        assert f"claim-{one.id[:16]}" in found.ids
        assert f"about-{one.id[:16]}" in found.ids
    for link in found.links:
        if link.startswith("#") and link != "#main":
            assert link[1:] in found.ids


def test_what_was_left_out_says_why(asking: Asking, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    doc, claims = hostile
    page = asking(f"/documents/{doc.id}").body
    left_out = page.partition('id="left-out"')[2]
    assert "20 of 100 such readings hold, and the graph asks for 80" in left_out
    assert f"/claims/{claims[-1].id}" in left_out
    assert "&lt;img src=x" in left_out  # the rule of the mask
    assert f"/documents/{doc.id}?at=0#at-0" in page.replace("&#34;", '"')


def test_a_document_has_its_twins(asking: Asking, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    doc, claims = hostile
    data = asking(f"/documents/{doc.id}.json").json
    assert "".join(run["text"] for run in data["runs"]) == TEXT
    assert [len(data["claims"]), len(data["left_out"])] == [6, 1]
    lines = asking(f"/documents/{doc.id}.csv").body
    assert lines.startswith("number,place,because,link,standing,id,subject")
    assert all(one.id in lines for one in claims)


@pytest.mark.parametrize("query", ["at=-1", "at=x"])
def test_a_place_that_is_none_says_so(asking: Asking, hostile: tuple[Document, tuple[Claim, ...]], query: str) -> None:
    page = asking(f"/documents/{hostile[0].id}?{query}")
    assert page.status == 400
    assert "at is" in page.body


def test_a_place_or_claim_beyond_the_document_is_no_error(asking: Asking, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    assert asking(f"/documents/{hostile[0].id}?at=99999999&claim=nothing").status == 200
    assert asking("/documents/nothing").status == 404


@pytest.fixture
def page(browser: Browser, asking: Asking, hostile: tuple[Document, tuple[Claim, ...]]) -> Iterator[Page]:
    """The document, opened in Chromium; whatever the console says fails the test."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 1100, "height": 700})
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"{asking.origin}/documents/{hostile[0].id}")
    yield opened
    assert opened.evaluate("window.__pwn") is None
    assert not said
    context.close()


@pytest.mark.browser
def test_keys_walk_through_the_claims(page: Page, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    in_order = sorted(hostile[1][:-1], key=lambda one: (one.start, one.end))
    for number, one in enumerate(in_order, 1):
        press(page, "n")
        expect(page.locator("#walked")).to_have_text(f"{number} of 6")
        assert page.evaluate("location.hash") == f"#claim-{one.id[:16]}"
        marked = page.evaluate("[...document.querySelectorAll('.text .mark.chosen, .text .cite.chosen')].map(a => a.textContent).join('')")
        assert marked == visible(one.quote)
        expect(page.locator(f"#about-{one.id[:16]}.chosen")).to_be_in_viewport()
        expect(page.locator(f"#claim-{one.id[:16]}")).to_be_in_viewport()
    press(page, "p")
    expect(page.locator("#walked")).to_have_text("5 of 6")
    page.reload()
    expect(page.locator("#walked")).to_have_text("5 of 6")
    press(page, "Escape")
    expect(page.locator(".chosen")).to_have_count(0)


@pytest.mark.browser
def test_a_click_opens_the_claims_of_a_place_one_after_the_other(page: Page, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    inner, outer = hostile[1][1], hostile[1][0]
    mark = page.locator(".text .mark", has_text="& so on.")
    mark.click()
    expect(page.locator(".card.chosen")).to_have_attribute("id", f"about-{inner.id[:16]}")
    mark.click()
    expect(page.locator(".card.chosen")).to_have_attribute("id", f"about-{outer.id[:16]}")
    page.locator(f"#about-{hostile[1][5].id[:16]} .back").click()
    expect(page.locator(f"#claim-{hostile[1][5].id[:16]}")).to_be_in_viewport()


@pytest.mark.browser
def test_on_a_small_screen_the_claim_opens_over_the_text(page: Page, hostile: tuple[Document, tuple[Claim, ...]]) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    mark = page.locator(".text .mark", has_text="& so on.")
    mark.click()
    card = page.locator(f"#about-{hostile[1][1].id[:16]}")
    expect(card).to_be_in_viewport(ratio=1)
    expect(mark).to_be_in_viewport()
    page.locator(".text").dispatch_event("click")
    expect(card).not_to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.browser
def test_without_scripts_each_mark_leads_to_its_claim_and_back(
    browser: Browser, asking: Asking, hostile: tuple[Document, tuple[Claim, ...]]
) -> None:
    last = hostile[1][5]
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 700})
    page = context.new_page()
    page.goto(f"{asking.origin}/documents/{hostile[0].id}?claim={last.id[:16]}#claim-{last.id[:16]}")
    expect(page.locator(f"#claim-{last.id[:16]}")).to_be_in_viewport()
    expect(page.locator(".text .chosen").first).to_be_visible()
    page.locator(".text .mark", has_text="at the end.").click()
    expect(page.locator(f"#about-{last.id[:16]}")).to_be_in_viewport()
    page.locator(f"#about-{last.id[:16]} .back").click()
    expect(page.locator(f"#claim-{last.id[:16]}")).to_be_in_viewport()
    context.close()


@pytest.mark.browser
def test_a_name_leads_to_its_places_in_the_text(page: Page) -> None:
    page.get_by_role("link", name="Homeland Security Investigations, place 1").click()
    expect(page.locator(".text [id^='at-']:target")).to_have_text("HSI")
    expect(page.locator(".text [id^='at-']:target")).to_be_in_viewport()


def test_each_sign_stands_for_one_character() -> None:
    text = "".join(map(chr, range(0xA0))) + "\u202e\u2028\u2066\ud800é𝔸"
    assert len(visible(text)) == len(text)
    assert visible("a\nb\tc") == "a\nb\tc"
    assert visible("\x1b\x7f\u202e\x85\ud800") == "␛␡␦␦\ufffd"
