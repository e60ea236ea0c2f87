"""What a folder's loaders.yaml says of the files below it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from packing import zipped

from edgewise.errors import DeclarationError
from edgewise.loading import Finding, Loaded, Profile, Unread, find_files, read_documents
from edgewise.loading.folders import load_folder

TEXT = "AWS and ICM\n\nAWS hosts ICM.\n"


def written(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def read_by(found: Finding, profiles: tuple[Profile, ...]) -> dict[str, str]:
    """The profile that read each document, by its locator; of what cannot be read the reason."""
    read = read_documents(found.files, profiles)
    return {str(one.locator): one.profile if isinstance(one, Loaded) else one.reason for one in read}


def test_the_nearest_folder_upwards_names_the_profile(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    files = {
        "a.txt": TEXT,
        "papers/loaders.yaml": "profile: article\n",
        "papers/b.txt": TEXT,
        "papers/deep/down/c.txt": TEXT,
        "papers/own/loaders.yaml": "profile: fact-check\n",
        "papers/own/d.txt": TEXT,
        "papers/free/loaders.yaml": "profiles: {}\n",
        "papers/free/e.txt": TEXT,
    }
    found = find_files([str(written(tmp_path, files))], profiles)
    assert read_by(found, profiles) == {
        "a.txt": "plain-text",
        "papers/b.txt": "article",
        "papers/deep/down/c.txt": "article",
        "papers/free/e.txt": "plain-text",
        "papers/own/d.txt": "fact-check",
    }
    assert {Path(one.path).name: one.reason for one in found.skipped} == {"loaders.yaml": "says how its folder is read"}
    assert found.failed == ()


def test_patterns_come_before_the_rest_and_the_first_that_matches_counts(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    said = 'profiles:\n  "*.log": plain-text\n  "sent/**/*.txt": fact-check\n  "[ab].txt": article\nprofile: markdown\n'
    names = ["a.txt", "c.txt", "sent/a.txt", "sent/x/y/z.txt", "deep/b.txt", "deep/run.log", "deep/x.dat"]
    found = find_files([str(written(tmp_path, {"loaders.yaml": said, **dict.fromkeys(names, TEXT)}))], profiles)
    assert read_by(found, profiles) == {
        "a.txt": "article",
        "c.txt": "markdown",
        "deep/b.txt": "article",
        "deep/run.log": "plain-text",  # a suffix that nothing else reads
        "sent/a.txt": "fact-check",
        "sent/x/y/z.txt": "fact-check",
    }


def test_a_file_given_by_name_and_a_glob_are_read_as_in_their_folder(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    root = written(tmp_path, {"sub/loaders.yaml": "profile: article\n", "sub/a.txt": TEXT, "sub/b.txt": TEXT})
    for given in (root / "sub" / "a.txt", root / "sub" / "a*", root / "*" / "a.txt"):
        assert list(read_by(find_files([str(given)], profiles), profiles).values()) == ["article"]


def test_what_lies_in_an_archive_is_read_as_the_archive_is(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    root = written(tmp_path, {"loaders.yaml": "profile: article\n", "a.zip": zipped({"b.txt": TEXT, "c.zip": zipped({"d.txt": TEXT})})})
    assert read_by(find_files([str(root)], profiles), profiles) == {"a.zip/b.txt": "article", "a.zip/c.zip/d.txt": "article"}


def test_a_profile_of_another_format_says_what_to_do(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    root = written(tmp_path, {"loaders.yaml": "profile: mail\n", "a.txt": TEXT})
    (reason,) = read_by(find_files([str(root)], profiles), profiles).values()
    assert reason == "is text, and the profile named for it, 'mail' reads mail; name another in the folder's loaders.yaml"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("profile: filings\n", "profile: there is no profile 'filings'; known: article, "),
        ("profiles: {'*.txt': filings}\n", r"profiles\.\*\.txt: there is no profile 'filings'; known: article, "),
        ("profle: article\n", "unknown key 'profle'; known keys: profile, profiles"),
        ("profile: [article]\n", "profile: should be text"),
        ("profiles: article\n", "profiles: should map patterns of names to profiles, is 'article'"),
        ("profiles: {1: article}\n", "profiles: should map patterns of names to profiles"),
        ("- article\n", "should be a mapping"),
        ("profile: 'article\n", "is not YAML"),
    ],
)
def test_what_is_not_as_it_should_be_keeps_the_folder_unread_and_the_rest_goes_on(
    tmp_path: Path, profiles: tuple[Profile, ...], said: str, reason: str
) -> None:
    root = written(tmp_path, {"a.txt": TEXT, "sub/loaders.yaml": said, "sub/b.txt": TEXT, "sub/c/d.txt": TEXT})
    with pytest.raises(DeclarationError, match=reason) as caught:
        load_folder(root / "sub" / "loaders.yaml", {profile.name for profile in profiles})
    assert str(caught.value).startswith(str(root / "sub" / "loaders.yaml"))
    found = find_files([str(root)], profiles)
    assert read_by(found, profiles) == {"a.txt": "plain-text"}
    assert found.failed == (Unread(str(root / "sub" / "loaders.yaml"), str(caught.value).partition(": ")[2], "sub"),)
    assert {Path(one.path).name for one in found.skipped} == {"b.txt", "d.txt", "loaders.yaml"}


def test_a_loaders_file_is_never_a_document(tmp_path: Path, profiles: tuple[Profile, ...]) -> None:
    root = written(tmp_path, {"loaders.yaml": "profiles: {'*': plain-text}\n", "a": TEXT})
    for given in (root, root / "loaders.yaml"):
        found = find_files([str(given)], profiles)
        assert [one.reason for one in found.skipped] == ["says how its folder is read"]
        assert [place.path.name for place in found.files] == (["a"] if given == root else [])
