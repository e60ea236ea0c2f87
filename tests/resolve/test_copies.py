"""Copies of one text are found whatever is around them; two texts about one thing stay two."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import document
from resolve.stories import OTHER, STORY, five_sites, printed

from edgewise.model import Document, Mask
from edgewise.resolve import copies as rooms
from edgewise.resolve.copies import copies

EVENT = (
    "{} signed a contract with the harbor authority of Port Ellis for a system that recognises faces at the gates of its ferries. The "
    "contract runs for two years and was not put to the city council. The authority paid for it with a grant of the state."
)


def groups(*documents: Document) -> set[frozenset[int]]:
    """The groups of copies, each document by its place in the call."""
    place = {one.id: at for at, one in enumerate(documents)}
    return {frozenset(place[id] for id in group) for group in copies({one.id: one for one in documents})}


def test_five_sites_print_one_story() -> None:
    assert groups(*five_sites()) == {frozenset(range(5))}


def test_two_stories_of_one_event_stay_two() -> None:
    assert groups(*five_sites(), printed(OTHER), printed(OTHER, "Cameras at the gate")) == {frozenset(range(5)), frozenset((5, 6))}


def test_short_reports_that_differ_in_a_name_are_two() -> None:
    assert groups(*(document(EVENT.format(name)) for name in ("Harborline", "Palantir"))) == set()
    cut = EVENT.format("On March 3 Harborline"), EVENT.format("On March 4 Harborline")
    assert groups(*map(document, cut)) == set()


def test_a_short_report_is_copied_with_all_its_words() -> None:
    event = EVENT.format("Harborline")
    assert groups(document(event), document(f"NEWS IN BRIEF\n\n{event}\n\nMore news at six.")) == {frozenset((0, 1))}
    assert groups(document(event), document(event.replace("two years", "ten years"))) == set()


def test_what_is_too_short_is_no_copy_of_anything() -> None:
    assert groups(document("Amazon hosts ICM."), document("Amazon hosts ICM. "), document(""), document("ICE uses ICM. " * 30)) == set()
    report = "The agency signed the contract on Monday, a spokesman said. It would not say what it is for, or what it costs."
    assert groups(document(report), document(f"{report}\n")) == set()


def test_a_page_that_holds_two_stories_makes_them_no_copies() -> None:
    first, second = printed(), printed(OTHER)
    found = groups(first, second, document(f"{STORY}\n{OTHER}"))
    assert not any({0, 1} <= group for group in found)


def test_a_long_text_that_quotes_a_whole_story_is_no_copy_of_it() -> None:
    own = " ".join(
        f"In chapter {n} the report turns to port number {n} and what its {n} gates had cost by the year {1990 + n}." for n in range(90)
    )
    assert groups(printed(), document(f"{own}\n{STORY}")) == set()


def test_furniture_that_two_pages_share_makes_them_no_copies() -> None:
    furniture = "Sign up for our newsletter and never miss what happens at the harbor, the bridge, the boats and the bay. " * 2
    assert groups(printed(foot=furniture), printed(OTHER, foot=furniture), document(EVENT.format("Acme") + furniture)) == set()


def test_what_is_masked_is_not_compared() -> None:
    foot = "All rights reserved. " + " ".join(f"Our shop has {n} mugs, {n} maps of the harbor and {n} posters left." for n in range(2, 60))
    stories = printed(EVENT.format("Harborline"), foot=foot), printed(OTHER[:900], foot=foot)
    assert groups(*stories) == {frozenset((0, 1))}
    masked = (document(one.text, masks=(Mask(one.text.index("All rights"), len(one.text) - 1, "footer"),)) for one in stories)
    assert groups(*masked) == set()


@given(st.permutations(range(9)))
def test_the_order_does_not_matter(order: list[int]) -> None:
    pile = [*five_sites(), printed(OTHER), printed(OTHER, "Cameras"), document(EVENT.format("Acme")), document(f"{STORY}\n{OTHER}")]
    assert copies({pile[at].id: pile[at] for at in order}) == copies({one.id: one for one in pile})


@given(st.integers(0, 10_000), st.integers(4, 9))
def test_a_copy_is_found_wherever_it_is_cut(seed: int, share: int) -> None:
    """What is left of a text, four tenths or more of it, is a copy, whatever the words."""
    draw = random.Random(seed)
    words = [f"word{draw.randrange(5000)}" for _ in range(400)]
    kept = len(words) * share // 10
    start = draw.randrange(len(words) - kept + 1)
    pile = document(" ".join(words)), document("Under another headline. " + " ".join(words[start : start + kept]))
    assert groups(*pile) == {frozenset((0, 1))}


def test_what_was_compared_before_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    pile = {one.id: one for one in (*five_sites(), printed(OTHER))}
    first = copies(pile)
    monkeypatch.setattr(rooms, "shingles", lambda document: pytest.fail("read again"))
    assert copies(pile) == first


def test_hashes_are_the_same_on_every_machine() -> None:
    code = "from edgewise.resolve.copies import shingles; from making import document; print(shingles(document('A b, c d e É')))"
    found = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        found.add(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment).stdout)
    assert found == {"[1679627534554390077 3483222481492517317]\n"}


def test_half_characters_and_other_scripts_do_no_harm() -> None:
    text = "\ud800 " + " ".join(f"größe{n} 港{n}" for n in range(60))
    assert groups(document(text), document(text + " end")) == {frozenset((0, 1))}
