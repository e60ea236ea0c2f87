"""The built-in profiles, and a way to read text as a file of any suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from edgewise.loading import Loaded, Profile, profiles_of, read_document
from edgewise.project import builtin

Read = Callable[..., Loaded]


@pytest.fixture(scope="session")
def profiles() -> tuple[Profile, ...]:
    return profiles_of(builtin())


@pytest.fixture
def read(tmp_path: Path, profiles: tuple[Profile, ...]) -> Read:
    """Return a function that reads text or bytes as a file of the given name."""

    def as_file(content: str | bytes, name: str = "a.txt") -> Loaded:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_document(path, tmp_path, profiles)

    return as_file
