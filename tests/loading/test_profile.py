"""A profile is checked when it is loaded: the error names file, key and the known keys."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from edgewise.declared import regular
from edgewise.errors import DeclarationError
from edgewise.loading import Profile, profiles_of, read_document
from edgewise.project import Project, builtin

GOOD: dict[str, Any] = {
    "name": "note", "match": {"suffix": [".note"]}, "read": "text", "document": {"kind": "note", "tier": 5, "title": "title"},
}  # fmt: skip


def project(folder: Path, *profiles: object) -> Project:
    (folder / "loaders").mkdir()
    for number, profile in enumerate(profiles):
        (folder / "loaders" / f"{number}.yaml").write_text(yaml.safe_dump(profile))
    return replace(builtin(), folders=(folder,))


def test_the_built_in_profiles_in_the_order_in_which_they_are_tried(profiles: tuple[Profile, ...]) -> None:
    assert [(p.name, p.kind, p.tier) for p in profiles] == [
        ("timeline-event", "timeline_event", 4),
        ("fact-check", "fact_check", 3),
        ("article", "article", 3),
        ("mail", "mail", 4),
        ("web-article", "article", 3),
        ("atlas-of-surveillance", "register", 3),
        ("foia-log", "request_log", 1),
        ("opensanctions-targets", "register", 3),
        ("usaspending-awards", "contract_table", 1),
        ("markdown", "markdown", 5),
        ("office", "document", 5),
        ("pdf", "document", 5),
        ("web-page", "web_page", 5),
        ("plain-text", "text", 5),
    ]


def test_profiles_travel_to_other_processes(profiles: tuple[Profile, ...]) -> None:
    assert pickle.loads(pickle.dumps(profiles)) == profiles


def test_a_profile_of_ones_own_is_tried_before_the_built_in_ones(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    (own,) = profiles_of(project(tmp_path, GOOD))
    assert own.order < min(profile.order for profile in profiles)
    path = tmp_path / "a.note"
    path.write_text("AWS hosts ICM.")
    assert read_document(path, tmp_path, (own, *profiles)).document.kind == "note"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"mentionz": []},
            r"0\.yaml: unknown key 'mentionz'; known keys: citations, cites, document, mask, match, mentions, name, order, read",
        ),
        ({"match": {"sufix": [".txt"]}}, r"0\.yaml: match: unknown key 'sufix'; known keys: columns, front_matter, suffix, text"),
        ({"match": [{}, {"suffix": ["TXT"]}]}, r"0\.yaml: match\[1\]\.suffix: 'TXT' should be lower case with its dot"),
        ({"match": {"text": "(unclosed"}}, r"0\.yaml: match\.text: '\(unclosed' is no regular expression"),
        (
            {"match": {"text": "(?P<author>x)"}},
            r"unknown group 'author'; known groups: event_date, published, publisher, status, title, url",
        ),
        ({"match": {"front_matter": "date"}}, r"match\.front_matter: should be a list, is 'date'"),
        ({"read": "hypertext"}, r"0\.yaml: read: 'hypertext' is not known; known: .*html, .*markdown, .*text"),
        ({"read": "archive"}, r"0\.yaml: read: 'archive' is not known; known: "),  # which holds files that are read by their own profiles
        ({"document": {"kind": "note", "tier": 6}}, r"document\.tier: a tier is 1 \(a record\) to 5 \(unknown\), is 6"),
        ({"document": {"kind": "note", "tier": "3"}}, r"document\.tier: should be a whole number, is '3'"),
        ({"document": {"kind": "note"}}, r"document: the key 'tier' is missing"),
        ({"document": {"kind": "note", "tier": 5, "author": "by"}}, r"document: unknown key 'author'; known keys: event_date, kind,"),
        ({"citations": r"\[\d+\]"}, r"citations: needs one group, the number of the source, as '\\\[\(\\d\+\)\\\]'; has 0"),
        ({"cites": {"title": "title"}}, r"cites: give either 'field', a list in the front matter, or 'text', a pattern"),
        ({"cites": {"field": "sources", "tiers": {1: 9}}}, r"cites\.tiers\.1: a tier is 1"),
        ({"cites": {"field": "sources", "tiers": {"one": 1}}}, r"cites\.tiers: should be a whole number, is 'one'"),
        ({"mask": {"a": "b"}}, r"mask: should be a list, is \{'a': 'b'\}"),
        ({"mask": [{"name": "a", "regex": "b"}]}, r"mask\[0\]: unknown key 'regex'; known keys: name, text"),
        ({"order": True}, r"order: should be a whole number, is True"),
    ],
)
def test_a_slip_is_named_with_its_file_and_key(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        profiles_of(project(tmp_path, GOOD | change))


def test_two_profiles_of_one_name_and_none_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match=r"1\.yaml: name: another profile is called 'note' already"):
        profiles_of(project(tmp_path, GOOD, GOOD))
    (tmp_path / "empty").mkdir()
    with pytest.raises(DeclarationError, match="there is no profile"):
        profiles_of(project(tmp_path / "empty"))


@pytest.mark.parametrize("pattern", [r"^(a+)+$", r"(?:\w+\s*)+:", r"(?:.*,)*b", r"(\d+|x)*y", r"(?:(?:a*)b?)*", r"(?:ab|[ab]b)*c"])
def test_a_pattern_that_may_run_without_end_is_refused(pattern: str) -> None:
    with pytest.raises(DeclarationError, match=r"x\.yaml: mask: .* may run without end .* write the inner one as"):
        regular(pattern, "x.yaml: mask")


@pytest.mark.parametrize(
    "pattern", [r"(?:\w+ )+x", r"(?:\w++\s*)+:", r"(?:[^\n]+\n)+", r"(?:[A-Z]\w+ ?){1,4}", r"(?>\w+\s*)+:", r"\d+(?:, ?\d+)*"]
)
def test_a_pattern_whose_repetitions_are_told_apart_is_taken(pattern: str) -> None:
    assert regular(pattern, "x.yaml: mask").pattern == pattern
