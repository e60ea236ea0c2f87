"""An extractor that reads what a plain pattern says, and on some words does what no extractor should: dies, or never ends.

In a module of its own, as processes that read have to find it by its name.
"""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

from edgewise.errors import DeclarationError, DocumentError
from edgewise.model import Document, End
from edgewise.proposed import Draft, Proposal, all_mentions

_HOSTS = re.compile(r"(\w+) hosts (\w+)\.")


class Unruly:
    """Reads "AWS hosts ICM."; dies on the word "deadly", for the first time on "delicate", and never ends on "endless".

    `marks` is a folder in which it says what it began.
    """

    readers: tuple[str, ...] = ("unruly@1",)

    def __init__(self, marks: Path) -> None:
        self.marks = marks

    def read(self, document: Document) -> Draft:
        for word in re.findall("deadly|delicate|endless", document.text):
            mark = self.marks / word
            first = not mark.exists()
            if word == "endless":
                time.sleep(2)  # what it found before goes out
                mark.touch()
                time.sleep(3600)
            mark.touch()
            if first or word == "deadly":
                os.kill(os.getpid(), signal.SIGKILL)
        proposals = tuple(
            Proposal(
                *found.span(), found[0],
                End(found[1], "Organization", *found.span(1), found[1]), "hosts", End(found[2], "System", *found.span(2), found[2]),
                confidence=0.9,
            )
            for found in _HOSTS.finditer(document.text)
        )  # fmt: skip
        return Draft(all_mentions(document, (), proposals), proposals)


class Refusing(Unruly):
    """Raises what stops a run: it is not about the document."""

    def read(self, document: Document) -> Draft:
        raise DeclarationError("the lexicon is torn")


class Unmade(Unruly):
    """Cannot be made in another process."""

    def __setstate__(self, state: object) -> None:
        raise DocumentError("no weights here")


class Fatal(Unruly):
    """Ends whatever process it is made in."""

    def __setstate__(self, state: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Waiting(Unruly):
    """Waits for others, as a language model does."""

    at_once = 2
