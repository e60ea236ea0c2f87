"""Answers as a person reads them. `pytest --update-golden` writes tests/golden/text anew; read the diff before committing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import showing
from showing import AWS, HOSTS, ICE, ICM, NO_CONTRACT, ROUTES, claim, link

from edgewise.questions.nouns import Answer, RouteShown
from edgewise.views.sections import sections
from edgewise.views.text import as_markdown, as_text

CASES = {
    "routes": showing.ROUTES,
    "no-route": showing.NO_ROUTE,
    "facts": showing.FACTS,
    "speech": showing.SPEECH,
    "nothing": showing.NOTHING,
    "not-understood": showing.NOT_UNDERSTOOD,
}


@pytest.mark.parametrize("case", CASES)
def test_golden(case: str, root: Path, request: pytest.FixtureRequest) -> None:
    folder = root / "tests" / "golden" / "text" / case
    for name, found in (("expected.txt", as_text(CASES[case])), ("expected.md", as_markdown(CASES[case]))):
        if request.config.getoption("--update-golden"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(found, encoding="utf-8")
        assert found == (folder / name).read_text(encoding="utf-8")


def hostile(text: str) -> Answer:
    said = claim(text, "hosts", ICM, text, said_by=text, title=text, source=text, published=text, url=f"https://a.example/{text}")
    return replace(ROUTES, question=text, routes=(RouteShown("reported", "reported", "uncontested", (link(said),)),), denials=(said,))


def test_a_terminal_gets_no_control_of_a_document() -> None:
    shown = as_text(hostile("AWS\x1b[2J\x1b]0;owned\x07\r\x9b31m\u202e"))
    assert shown.isprintable() or all(c == "\n" or c.isprintable() for c in shown)
    assert "owned" not in shown


def test_markdown_gets_no_markup_of_a_document() -> None:
    shown = as_markdown(hostile("<img src=x> [a](http://evil.example) # **b**\n\n# c"))
    assert "<img" not in shown.replace(r"\<img", "")
    assert "[a](" not in shown.replace(r"\[a\](", "")
    assert "\n# c" not in shown


@pytest.mark.parametrize("width", [30, 60, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for line in as_text(ROUTES, width).splitlines():
        assert len(line) <= width or "https://" in line


def test_a_route_says_what_it_is_for() -> None:
    strong = replace(HOSTS, standing="confirmed")
    routes = (
        RouteShown("confirmed", "confirmed", "uncontested", (strong, strong, strong)),
        RouteShown("reported", "reported", "uncontested", (HOSTS, HOSTS)),
        RouteShown("disputed", "reported", "denied", (HOSTS,)),
        RouteShown("reported", "reported", "uncontested", (HOSTS, HOSTS, HOSTS)),
    )
    headings = [line for line in as_text(replace(ROUTES, routes=routes)).splitlines() if "step" in line]
    assert headings == [
        "The shortest confirmed way: 3 steps",
        "Shorter, if reported links count: 2 steps",
        "Shorter, if disputed links count: 1 step",
        "Another way, reported: 3 steps",
    ]


def test_no_confirmed_way_is_said() -> None:
    shown = as_text(replace(ROUTES, routes=ROUTES.routes[1:]))
    assert "The shortest reported way: 2 steps\n  No way of stronger links was found.\n" in shown


def test_a_denial_never_stands_as_its_bare_sentence() -> None:
    shown = as_text(ROUTES)
    assert "- Said not to be so: Immigration" in shown
    assert f"- {AWS}" not in shown


def test_whoever_is_not_named_is_no_named_source() -> None:
    for said_by, tier, words in (
        ("major outlets", 3, "major outlets (not named further)"),
        ("The Verge", 3, "The Verge (a named source)"),
        ("critics", 4, "critics (anonymous, collective or second-hand)"),
        (ICE, 2, f"{ICE} (a party to it)"),
    ):
        shown = as_text(replace(ROUTES, routes=(), denials=(replace(NO_CONTRACT, said_by=said_by, tier=tier),)), 200)
        assert f"— {words}, in “" in shown


def test_who_said_so_is_answered_with_everybody() -> None:
    two = next(one for one in showing.LINKS if len(one.claims) > 1)
    for form, shown in (("who_said", len(two.claims)), ("does", 1)):
        assert sum(claim.quote[:30] in as_text(replace(showing.FACTS, form=form, facts=(two,)), 1000) for claim in two.claims) == shown


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("who_denied", "No denial was found for FALCON."),
        ("who_declined", "No refusal to comment was found for FALCON."),
        ("who_confirmed", "No acknowledgement was found for FALCON."),
        ("who", "No stated link of the kind asked for was found for FALCON."),
        ("known", "No stated link was found for FALCON."),
        ("linked", "No way of stated links was found for FALCON."),
    ],
)
def test_what_was_not_found_is_what_was_asked_for(form: str, words: str) -> None:
    assert words in as_text(replace(showing.NOTHING, form=form))


def test_who_says_so_is_not_taken_for_whom_the_question_names() -> None:
    warning = "Said by those who stand beside the quotes, not always by "
    assert warning in as_text(replace(showing.FACTS, form="confirmed"))
    assert warning not in as_text(replace(showing.FACTS, form="does"))


def test_without_an_address_the_place_in_the_file_is_named() -> None:
    quiet = replace(HOSTS, claims=(HOSTS.claims[1],))
    shown = as_text(replace(ROUTES, routes=(RouteShown("reported", "reported", "uncontested", (quiet,)),)), 200)
    assert "“Who holds the files”, 2018-10-23, in notes/cloud.md, characters 120 to 172" in shown


def test_a_part_of_the_file_is_its_place() -> None:
    page = replace(HOSTS, claims=(replace(HOSTS.claims[1], part="page 3"),))
    shown = as_text(replace(ROUTES, routes=(RouteShown("reported", "reported", "uncontested", (page,)),)), 200)
    assert "in notes/cloud.md, page 3\n" in shown


def test_a_link_is_quoted_once_and_a_denial_with_what_it_denies() -> None:
    route = ROUTES.routes[0]
    again = replace(ROUTES, routes=(route, route))
    assert as_text(again).count(route.links[0].claims[0].quote[:30]) == 1
    assert "[quoted above]" in as_text(again)
    denial = ROUTES.denials[0]
    act = replace(denial, relation="denied", polarity="affirmed", sentence="ICE denied something about AWS")
    assert "denied something about" not in as_text(replace(ROUTES, denials=(denial, act)))
    assert "denied something about" in as_text(replace(ROUTES, denials=(act,)))


def test_a_document_is_listed_once_under_its_number() -> None:
    shown = as_markdown(ROUTES)
    sources = shown.partition("## Sources\n\n")[2].split("\n\n")
    assert [line[:3] for line in sources] == ["[1]", "[2]"]
    assert sources[0].startswith("[1] [What Amazon sells to the border police](<https://news.example/amazon-and-ice>), 2018-10-23")
    quotes = shown.partition("## Sources")[0]
    assert quotes.count("[1]") > 2
    assert "https://" not in quotes


def test_a_source_without_an_address_says_which_file_it_is() -> None:
    published = replace(NO_CONTRACT, url=None, publisher="The *Border* Times")
    shown = as_markdown(replace(ROUTES, routes=(), denials=(published,), unconfirmed=()))
    assert r"[1] What Amazon sells to the border police, The \*Border\* Times, 2018-10-23, stories/amazon-and-ice.txt" in shown
    assert "in [1], characters 120 to" in shown


def test_what_is_left_out_of_a_section_is_told() -> None:
    cut = {one.sort: one for one in sections(replace(showing.FACTS, left_out=1_234, unconfirmed=(NO_CONTRACT,) * 5), most=2)}
    assert (cut["found"].intro, cut["found"].left_out) == ("2 of 1,236 shown.", 1_234)
    assert cut["open"].intro.endswith("never counted as a link. 2 of 5 shown.")
    assert len(cut["open"].entries) == 2
    assert "1,236" in as_text(replace(showing.FACTS, left_out=1_234))
