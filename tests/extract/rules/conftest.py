"""Reading a text of a test's own words by rule, with the built-in lexicon and names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.extract.rules.analysis import analyse
from edgewise.extract.rules.lexicon import load_lexicon
from edgewise.extract.rules.nouns import Analysis
from edgewise.model import Document
from edgewise.project import builtin

Analyse = Callable[[str], Analysis]


@pytest.fixture
def analysed() -> Analyse:
    def of(text: str) -> Analysis:
        return analyse(Document(sha256="0" * 64, text=text, kind="other", tier=5), load_lexicon(), builtin().names)

    return of
