"""Reading one file: what it becomes, and how broken or hostile ones are refused."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from edgewise.errors import DocumentError
from edgewise.loading import Profile, find_files, read_document
from edgewise.loading.formats import LIMIT
from edgewise.loading.read import locator_of
from edgewise.model import to_data

from .conftest import Read

EVENT = "---\ndate: 2018-06-12\nactors: [AWS, ICE]\nsources: []\n---\nAWS met with ICE.\n"


def test_line_ends_and_byte_order_mark_are_the_only_change(read: Read) -> None:
    body = "AWS\r\nhosts\rICM 🙂 é e\u0301 \u200fעברית\u00a0x\u2028y\x0bz </script>\ufeff\r\n"
    document = read(b"\xef\xbb\xbf" + body.encode()).document
    assert document.text == "AWS\nhosts\nICM 🙂 é e\u0301 \u200fעברית\u00a0x\u2028y\x0bz </script>\ufeff\n"


def test_copies_are_one_document_and_changes_are_not(read: Read) -> None:
    first, copy = read("AWS hosts ICM.", "a.txt"), read("AWS hosts ICM.", "b.txt")
    assert first.document.id == copy.document.id
    assert (first.locator, copy.locator) == ("a.txt", "b.txt")
    assert read("AWS hosted ICM.", "a.txt").document.id != first.document.id


def test_windows_line_ends_read_like_others_but_are_other_bytes(read: Read) -> None:
    here, there = read(EVENT, "a.md"), read(EVENT.replace("\n", "\r\n"), "a.md")
    left, right = to_data(here.document), to_data(there.document)
    assert left.pop("sha256") != right.pop("sha256")
    assert left == right
    assert here.document.names == ("AWS", "ICE")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "holds no text"),
        (b"AWS hosts \xe9 ICM", r"is not UTF-8 at byte 10 \(0xe9\)"),
        (b"\xef\xbb\xbfAWS \xff", r"is not UTF-8 at byte 7 \(0xff\)"),
        (b"\xed\xa0\x80 lone surrogate", "is not UTF-8 at byte 0"),
        (b"%PDF-1.7\n\0\0", "is not text: there is a NUL at byte 9"),
        ("AWS hosts ICM".encode("utf-16")[:-1], "is not UTF-16 at byte 26"),
        ("AWS hosts ICM".encode("utf-16-le"), "is not text: there is a NUL at byte 1"),
        (b"---\ntitle: AWS\nAWS hosts ICM.", "line 1 opens front matter that no line '---' closes"),
        (b"---\ntitle: 'AWS\n---\nAWS hosts ICM.", "line 3: the front matter is not YAML"),
        (b"---\nname: &a [x]\ntitle: *b\n---\nx", "line 3: the front matter is not YAML: found undefined alias"),
        (b"---\ntitle: !!python/object/apply:os.system [true]\n---\nx", "line 2: the front matter is not YAML: could not determine"),
        (b"---\ntitle: \x07\n---\nx", "the front matter is not YAML"),
        (b"---\ntitle: " + b"[" * 5_000 + b"\n---\nx", "the front matter is not YAML"),
        (b"---\n" + b"a: b\n" * 60_000 + b"---\nx", "the limit is 262144"),
    ],
)
def test_what_cannot_be_read_says_why(read: Read, content: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        read(content)
    assert str(caught.value).count("a.txt") == 1


def test_a_scene_break_is_no_front_matter(read: Read) -> None:
    document = read("---\n\nAWS hosts ICM.\n\n---\n").document
    assert document.masks == ()


def test_aliases_that_multiply_cost_nothing(read: Read) -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert read(f"---\n{bomb}actors: *a39\ndate: 2018\nsources: *a39\n---\nAWS met ICE.").document.names == ()


def test_too_large_is_refused_before_it_is_read(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(LIMIT + 1)
    with pytest.raises(DocumentError, match=f"is too large: {LIMIT + 1:,} bytes; the limit is {LIMIT:,}; split it"):
        read_document(large, tmp_path, profiles)


def test_a_pipe_a_folder_and_a_missing_file_are_refused_unopened(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    names = {"folder.txt": "is a folder", "missing.txt": "cannot be read: No such file", "circle.txt": "cannot be read: Too many levels"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        names["pipe.txt"] = "is not a file"
    for name, reason in names.items():
        with pytest.raises(DocumentError, match=reason):
            read_document(tmp_path / name, tmp_path, profiles)


def test_a_closed_file_is_refused(tmp_path: Path, profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """By a closed `open`, for the superuser reads what permissions forbid."""

    def closed(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("AWS hosts ICM.")
    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(DocumentError, match=r"a\.txt: cannot be read: Permission denied"):
        read_document(tmp_path / "a.txt", tmp_path, profiles)


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    path.write_text("AWS hosts ICM.")
    with pytest.raises(DocumentError, match="its name is not UTF-8; rename it"):
        read_document(path, tmp_path, profiles)


def test_an_unknown_suffix_lists_the_known_ones(read: Read) -> None:
    with pytest.raises(DocumentError, match=r"no profile reads '\.xyz'; known suffixes: .*\.markdown, .*\.txt"):
        read("AWS hosts ICM.", "a.xyz")


def test_locators_are_relative_with_slashes_on_every_machine() -> None:
    assert locator_of(PureWindowsPath(r"C:\files\sub\a.txt"), PureWindowsPath(r"C:\files")) == "sub/a.txt"
    assert locator_of(PurePosixPath("/files/sub/a.txt"), PurePosixPath("/files")) == "sub/a.txt"
    with pytest.raises(DocumentError, match="is not inside"):
        locator_of(PurePosixPath("/else/a.txt"), PurePosixPath("/files"))


def test_the_date_of_an_event_is_no_date_of_publication(read: Read) -> None:
    document = read(EVENT).document
    assert (document.event_date, document.published) == ("2018-06-12", None)


def test_an_event_of_which_only_front_matter_is_left_says_so(read: Read) -> None:
    assert read(EVENT.removesuffix("AWS met with ICE.\n")).notes == ("nothing is left to read beside what the profile masks",)


def test_front_matter_wins_over_text_and_text_over_suffix(read: Read) -> None:
    checked = "Checked on May 3, 2024\n\nAWS hosts ICM [1].\n\n3 min read\n"
    assert read(checked, "a.md").profile == "fact-check"
    assert read(EVENT + checked, "a.txt").profile == "timeline-event"
    assert read("3 min read\n\nAWS hosts ICM.", "a.md").profile == "article"
    assert read("AWS hosts ICM.", "a.MD").profile == "markdown"
    assert read("AWS hosts ICM.\n\nHe was Checked on May 3, 2024 by AWS.", "a.txt").profile == "plain-text"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("AWS and ICM\n\nAWS hosts ICM.", "AWS and ICM"),
        ("AWS hosts ICM.\n\nICE uses ICM.", None),
        ("AWS hosts ICM, and\nICE uses it.", None),
        ("***\n\nAWS hosts ICM.", None),
        ("3 min read\n\nAWS and ICM\nBy Ada Example\n\nAWS hosts ICM.", "AWS and ICM"),
        ("x" * 201 + "\n\nAWS hosts ICM.", None),
    ],
)
def test_the_title_of_a_text_is_a_first_line_that_stands_alone(read: Read, content: str, title: str | None) -> None:
    assert read(content).document.title == title


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("## Second\n\n# First #\n", "First"),
        ("AWS and ICM\n===\n\n# Later\n", "AWS and ICM"),
        ("#no heading\n\nAWS hosts ICM.", "#no heading"),
        ("## `ICM` by **Palantir**", "ICM by Palantir"),
    ],
)
def test_the_title_of_markdown_is_its_highest_heading(read: Read, content: str, title: str | None) -> None:
    assert read(content, "a.md").document.title == title


def test_the_example_reads_without_a_note_in_all_shapes(root: Path, profiles: tuple[Profile, ...]) -> None:
    found = find_files([str(root / "loaders" / "example")], profiles)
    loaded = [read_document(place.path, place.root, profiles) for place in found.files]
    assert {one.profile for one in loaded} == {"timeline-event", "fact-check", "article", "markdown", "plain-text"}
    assert [one.notes for one in loaded if one.notes] == []
    assert all(one.document.title for one in loaded)
    assert (found.skipped, found.failed) == ((), ())
    assert len(loaded) == 10


def test_masks_that_meet_do_not_overlap(read: Read) -> None:
    """A comment that opens code: the code's mask goes on where the comment's ends."""
    document = read("AWS hosts ICM.\n<!-- a\n``` -->\ncode\n```\nICE uses ICM.", "a.md").document
    assert [(mask.rule, document.text[mask.start : mask.end]) for mask in document.masks] == [
        ("comment", "<!-- a\n``` -->"),
        ("code", "\ncode\n```"),
    ]
