"""What holds for any text under any profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import quick

from edgewise.errors import DocumentError
from edgewise.loading import Profile, profiles_of
from edgewise.loading.language import not_english
from edgewise.loading.profile import Match
from edgewise.loading.read import Loaded, documents_in
from edgewise.loading.text import visible
from edgewise.model import Document, from_data, to_data
from edgewise.project import builtin

PIECES = (
    "---\n", "\n", "\r\n", "\r", "\ufeff", "date: 2018-06-12\n", "actors: [AWS, ICE]\n", "sources:\n- {title: a, tier: 1}\n", "\n# Title\n",
    "🙂", "e\u0301", "\u202eعربي\u202c", "\u00a0", "</script>", "<!--", "-->", "\n```\n", "[1]", "[12] [3]", "[999999999999]", "[٣]",
    "\nChecked on February 1, 2026\n", "\nDisclaimer: Example can make mistakes.\n", "\nWant to dive deeper?\n", "\n3 min read\n",
    "\nTopics in this article\n", "\nBy Ada Example\n", "\n[1] A title https://example.org/1\n", "\nSources:\n", "https://example.org",
    "AWS hosts ICM", ".", " ", "\u2028",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=24).map("".join)
any_profile = st.sampled_from([replace(profile, matches=(Match(),)) for profile in profiles_of(builtin())])


@pytest.fixture(autouse=True, scope="module")
def languages() -> None:
    """Load the model of languages before the clock of an example runs."""
    assert not_english("Le ministère a signé un contrat avec la société pour la gestion des dossiers de ses agents en mission.")[0]


def read(content: str, profile: Profile) -> Document | None:
    """Return the document, or None where the text is refused, which must be by a DocumentError."""
    try:
        (found,) = documents_in(content.encode("utf-8", "surrogatepass"), PurePosixPath("a.txt"), (profile,), "a.txt")
    except DocumentError:
        return None
    assert isinstance(found, Loaded)
    return found.document


@given(texts, any_profile)
def test_the_text_is_the_file(content: str, profile: Profile) -> None:
    document = read(content, profile)
    if document is not None:
        assert document.text == content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert from_data(Document, to_data(document)) == document


@given(texts, any_profile)
def test_masks_and_references_lie_in_the_text_in_order_without_overlap(content: str, profile: Profile) -> None:
    document = read(content, profile)
    if document is None:
        return
    masks = [(mask.start, mask.end) for mask in document.masks]
    references = [(reference.start, reference.end) for reference in document.references]
    for spans in (masks, references, sorted(masks + references)):
        at = 0
        for start, end in spans:
            assert at <= start < end <= len(document.text)
            at = end
    for reference in document.references:
        assert int(document.text[reference.start + 1 : reference.end - 1]) == reference.number


@given(texts, any_profile)
def test_what_is_visible_keeps_its_place(content: str, profile: Profile) -> None:
    document = read(content, profile)
    if document is None:
        return
    shown = visible(document.text, document.masks)
    assert len(shown) == len(document.text)
    assert [at for at, c in enumerate(shown) if c == "\n"] == [at for at, c in enumerate(document.text) if c == "\n"]
    assert all(shown[at] in (" ", document.text[at]) for at in range(len(shown)))


@pytest.mark.parametrize("profile", profiles_of(builtin()), ids=lambda profile: str(profile.name))
@pytest.mark.parametrize(
    "unit",
    [
        "By Aa ",
        "A ",
        "[1",
        "[1] x ",
        "```\n",
        "```x\n",
        "<!--",
        "<!--\n",
        "Sources:\n",
        "Checked on ",
        "\n",
        "# ",
        "https://",
        "AA, ",
        "By A B C\n",
        "- ",
    ],
)
def test_no_pattern_takes_long_on_a_text_made_for_it(profile: Profile, unit: str) -> None:
    """100,000 characters are read in a moment; a pattern that goes back and forth over them takes minutes."""
    with quick(30):
        read(unit * (100_000 // len(unit)), replace(profile, matches=profile.matches[-1:]))
        read(unit * (100_000 // len(unit)), replace(profile, matches=(Match(),)))
