"""Which files a call names, under which locators."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edgewise.loading import Finding, Profile, find_files, read_document


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with documents and everything that is none, and the working folder in it."""
    for name in ("a/x.txt", "a/sub/y.md", "b/x.txt", "b/sub/deep/Z.TXT", "a/.hidden.txt", ".git/config.txt", "a/p.xyz", "a/README"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"AWS hosts {name}.")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def locators(found: Finding, profiles: tuple[Profile, ...]) -> list[str]:
    return [read_document(place.path, place.root, profiles).locator for place in found.files]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["a/x.txt"], ["x.txt"]),
        (["a"], ["sub/y.md", "x.txt"]),
        (["."], ["a/sub/y.md", "a/x.txt", "b/sub/deep/Z.TXT", "b/x.txt"]),
        (["b", "a/sub"], ["sub/deep/Z.TXT", "x.txt", "y.md"]),
        (["a/*.txt"], ["x.txt"]),
        (["*/x.txt"], ["a/x.txt", "b/x.txt"]),
        (["b/*"], ["sub/deep/Z.TXT", "x.txt"]),
        (["**/*.md"], ["a/sub/y.md"]),
        (["b/**"], ["sub/deep/Z.TXT", "x.txt"]),
        (["b/**/deep/*"], ["sub/deep/Z.TXT"]),
        (["a/x.txt", "b/x.txt"], ["a/x.txt", "b/x.txt"]),
        (["a", "b"], ["sub/y.md", "a/x.txt", "sub/deep/Z.TXT", "b/x.txt"]),
        (["a/x.txt", "a", "a/../a/x.txt", "./a/*.txt"], ["x.txt", "sub/y.md"]),
    ],
)
def test_files_folders_and_globs(files: Path, profiles: tuple[Profile, ...], paths: list[str], expected: list[str]) -> None:
    found = find_files(paths, profiles)
    assert locators(found, profiles) == expected
    assert found.failed == ()


def test_the_same_locators_from_absolute_paths(files: Path, profiles: tuple[Profile, ...]) -> None:
    assert locators(find_files([str(files / "a")], profiles), profiles) == ["sub/y.md", "x.txt"]
    assert locators(find_files([f"{files}/*/x.txt"], profiles), profiles) == ["a/x.txt", "b/x.txt"]


def test_two_files_of_the_working_folder_and_above_never_share_a_locator(
    files: Path, profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files / "a")
    assert locators(find_files(["x.txt", "../b/x.txt"], profiles), profiles) == ["a/x.txt", "b/x.txt"]


def test_what_is_skipped_is_said(files: Path, profiles: tuple[Profile, ...]) -> None:
    found = find_files(["."], profiles)
    assert {one.path: one.reason for one in found.skipped} == {
        ".git": "hidden",
        "a/.hidden.txt": "hidden",
        "a/README": "no profile reads a name without suffix",
        "a/p.xyz": "no profile reads '.xyz'",
    }


@pytest.mark.parametrize("path", ["missing.txt", "missing/*.txt", "*.docx", "a\0b.txt", "x" * 5000, "C:\\files\\a.txt"])
def test_what_is_not_there_fails_and_the_rest_goes_on(files: Path, profiles: tuple[Profile, ...], path: str) -> None:
    found = find_files([path, "a/x.txt"], profiles)
    assert [one.path for one in found.failed] == [path]
    assert locators(found, profiles) == ["x.txt"]


def test_an_empty_folder_gives_nothing(files: Path, profiles: tuple[Profile, ...]) -> None:
    assert find_files(["empty"], profiles) == Finding()


def test_no_circle_of_links_is_walked(files: Path, profiles: tuple[Profile, ...]) -> None:
    """Two links to the top in one folder make a walk that follows them double at every level."""
    for name in ("one", "two"):
        (files / "a" / name).symlink_to(files)
    for paths in (["."], ["**/*.txt"], ["a/*"]):
        found = find_files(paths, profiles)
        assert {"a/one", "a/two"} <= {one.path for one in found.skipped} or paths == ["**/*.txt"]
        assert len(found.files) <= 4
    assert len(find_files(["a/one"], profiles).files) == 4


def test_a_closed_folder_fails_and_the_rest_goes_on(files: Path, profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """By a closed `listdir`, for the superuser opens every folder."""
    opened = os.listdir

    def closed(path: Path) -> list[str]:
        if path.name == "sub":
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(os, "listdir", closed)
    found = find_files(["b"], profiles)
    assert [(one.path, one.reason) for one in found.failed] == [("b/sub", "cannot be opened: Permission denied")]
    assert locators(found, profiles) == ["x.txt"]


def test_a_link_that_leads_out_of_the_folder_is_refused_and_the_rest_goes_on(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    (tmp_path / "secret.txt").write_text("ICE uses ICM.")
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.txt").write_text("AWS hosts ICM.")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "within.txt").symlink_to("a.txt")
    for given in (str(folder), str(folder / "*.txt")):
        found = find_files([given], profiles)
        assert [place.path.name for place in found.files] == ["a.txt"]
        assert [(one.locator, one.reason) for one in found.failed] == [
            ("out.txt", "is a link that leads out of the folder; give it by name to read it")
        ]
    assert [place.path.name for place in find_files([str(folder / "out.txt")], profiles).files] == ["out.txt"]
