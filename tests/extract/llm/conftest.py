"""What the tests of language models share: the rules, read once, and extractors that are closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from edgewise.extract.llm.asking import Answers
from edgewise.extract.llm.extractor import LlmExtractor
from edgewise.extract.llm.second import SecondReader
from edgewise.extract.llm.settings import Settings
from edgewise.project import builtin


@pytest.fixture(scope="session")
def second() -> SecondReader:
    return SecondReader(builtin())


@pytest.fixture
def reader(second: SecondReader) -> Iterator[Callable[..., LlmExtractor]]:
    """Make an extractor of these settings and, if given, these answers."""
    made: list[LlmExtractor] = []

    def make(settings: Settings, answers: Answers | None = None) -> LlmExtractor:
        made.append(LlmExtractor(builtin(), settings, answers, second))
        return made[-1]

    yield make
    for one in made:
        one.close()
