"""The one error base. An error carries its facts, lists what is known and says what to type next.

Invariant: everything edgewise raises on purpose is an `EdgewiseError`; the command line turns it into one line on
stderr and its exit code. Anything else that escapes is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Iterable


class EdgewiseError(Exception):
    """Stop what was asked; the message says what was wrong and what to do next. Exit code 1."""

    exit_code = 1


class UsageError(EdgewiseError):
    """The words of the call are off (an unknown relation, a malformed parameter). Exit code 2."""

    exit_code = 2


class DeclarationError(EdgewiseError):
    """A YAML declaration (profile, ontology, names, lexicon, query header) is wrong; the message names file and key.

    The caller stops: nothing is read under a declaration that nobody checked.
    """


class DocumentError(EdgewiseError):
    """One document cannot be read. The caller reports it with its reason and goes on with the next."""


class TooMuch(DocumentError):
    """More has come out of one file than a pile of documents has; the rest of it is not looked at."""


class EvidenceError(EdgewiseError):
    """A text does not say at a place what it is said to say. The caller drops the proposal and counts it as refused."""


class StoreError(EdgewiseError):
    """A store cannot be opened or reached, has an unknown format, or refused a write. The caller stops."""


class StaleGraph(StoreError):
    """The graph of a store is not the one that a patch was worked out from: another changed it meanwhile. The caller works it out anew."""


class UnknownMark(UsageError):
    """A mark is none that the store was ever at, as of one put back from a copy. The caller takes all records anew."""


class StoreBusy(StoreError):
    """Another process writes to a store, for longer than a write waits. Nothing was written; the caller may try again."""


class UnreadableRecord(StoreError):
    """A text that a store keeps is not one that it wrote. The store that meets it says which file is damaged."""


class DamagedWorkings(StoreError):
    """What keeps a graph up cannot be read, and was taken away. The caller makes it anew."""


class NoRoom(StoreError):
    """What keeps a graph up cannot be written where it is to be. The caller does without keeping it."""


class WorkerError(EdgewiseError):
    """Those who are to read documents cannot be had: no process starts, no cluster answers, or one of another version. The caller stops."""


class ModelError(EdgewiseError):
    """A language model cannot be asked at all: nothing is set or installed, no server, a wrong key. The caller stops."""


class QueryError(EdgewiseError):
    """A Cypher statement was refused, is wrong, or ran out of time. Nothing was written; the caller may ask another.

    `place` is the line and the column of the statement, both from 1 on, that `what` is about; None where that is not known. The message
    says both.
    """

    def __init__(self, what: str, place: tuple[int, int] | None = None) -> None:
        super().__init__(f"{what} (line {place[0]}, column {place[1]})" if place else what)
        self.what = what
        self.place = place


class ServingError(EdgewiseError):
    """The explorer cannot be served or found: its port is taken, its keys cannot be kept, none runs. The caller stops."""


class NameUnknown(EdgewiseError):
    """No entity has that name, or more than one has it: `name`, as it was asked. `nearest` lists names that exist, best first."""

    def __init__(self, message: str, nearest: Iterable[str] = (), name: str = "") -> None:
        super().__init__(message)
        self.nearest = tuple(nearest)
        self.name = name


def one_of(known: Iterable[str]) -> str:
    """Return `known` as "a, b, c" for the end of an error, sorted; "(none)" when there is nothing."""
    return ", ".join(sorted(known)) or "(none)"
