"""A shown link reads as a sentence, with the verb its subject takes."""

from __future__ import annotations

import pytest

from edgewise.model import Entity
from edgewise.questions.show import _is_many


@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("local police departments", True),
        ("AWS staff", True),
        ("Orlando police", True),
        ("law enforcement", False),
        ("U.S. Congress", False),
    ],
)
def test_a_group_takes_the_plural_only_where_its_name_is_one(name: str, many: bool) -> None:
    assert _is_many(Entity(name, "Group")) is many


def test_an_organization_never_takes_it() -> None:
    assert not _is_many(Entity("Amazon Web Services", "Organization"))
