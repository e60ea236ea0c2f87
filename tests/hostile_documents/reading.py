"""Reading hostile documents in a worker of its own, which is given a limit of memory, and ended when it takes too long.

`python -m hostile_documents.reading EXTRACTOR` is the worker: a path a line in, what became of it a line out, as JSON.
"""

from __future__ import annotations

import json
import os
import re
import resource
import select
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from edgewise.extract.read import extractor, read
from edgewise.loading import Loaded, Place, profiles_of, read_file
from edgewise.model import fold
from edgewise.project import builtin

MEMORY = 4 * 1024**3  # bytes of address space that a worker gets, so that what it asks for beyond harms nobody else


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: documents and claims read, reasons given, seconds of the processor, the memory at its most in MB.

    `characters` are those of the documents that came out of it. `wrong` says what must not be: a crash, a text that is not sound; ""
    where all is well. `ended`: it took too long and was ended.
    """

    documents: int = 0
    claims: int = 0
    reasons: tuple[str, ...] = ()
    characters: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    wrong: str = ""
    ended: bool = False


class Worker:
    """A process that reads files one by one; another takes its place when it ends or has to be ended."""

    def __init__(self, reader: str, folder: Path, deadline: float = 60) -> None:
        """`deadline`: seconds by the clock for one file, after which the process is ended."""
        self._command = [sys.executable, "-m", "hostile_documents.reading", reader]
        self._folder = folder
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end()

    def read(self, name: str, data: bytes) -> Outcome:
        """Return what becomes of a file of that name."""
        path = self._folder / name
        path.write_bytes(data)
        try:
            return self._read(path)
        finally:
            path.unlink()

    def _read(self, path: Path) -> Outcome:
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=Path(__file__).parents[1],
                env={**os.environ, "PYTHONPATH": ""},
            )
            self._answer(120)
        given, _ = self._process.stdin, self._process.stdout
        assert given is not None
        given.write(f"{path}\n".encode())
        given.flush()
        started = time.monotonic()
        line = self._answer(self._deadline)
        if line.startswith("{"):
            told: dict[str, Any] = json.loads(line)
            return Outcome(**{**told, "reasons": tuple(told["reasons"])})
        code = self._end()
        took = time.monotonic() - started
        return Outcome(seconds=took, ended=line == "late", wrong="" if line == "late" else f"the process ended by itself: {code}")

    def _answer(self, seconds: float) -> str:
        """The next line of the worker; "late" where none comes in time, "" where it has ended."""
        assert self._process is not None
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        return self._process.stdout.readline().decode().strip() if ready else "late"

    def _end(self) -> int | None:
        if self._process is None:
            return None
        process, self._process = self._process, None
        process.kill()
        process.communicate()
        return process.returncode


def unsound(loaded: Loaded) -> str:
    """Say what of a document must not be, "" where it is sound: text that cannot be kept, masks beyond it, fields that are no text."""
    document = loaded.document
    try:
        for words in (document.text, loaded.locator, *loaded.notes, *_strings(asdict(document))):
            words.encode()
    except UnicodeEncodeError:
        return "holds half a character"
    if "\0" in loaded.locator or "\n" in loaded.locator or ".." in loaded.locator.split("/") or loaded.locator.startswith("/"):
        return f"is kept at {loaded.locator!r}"
    ends = [0, *(end for mask in document.masks for end in (mask.start, mask.end)), len(document.text)]
    if ends != sorted(ends):
        return "has masks that overlap or lie beyond it"
    for day in (document.published, document.event_date):
        if day is not None and not re.fullmatch(r"[-0-9X?~%/.]+", day, re.ASCII):
            return f"has the date {day!r}"
    return ""


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)


def main(reader: str) -> None:
    """Read what is asked for until nothing more is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    project = builtin()
    profiles, chosen = profiles_of(project), extractor(reader, project)
    peak = Path("/proc/self/clear_refs")

    def answer(line: str) -> None:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def outcome(path: Path) -> Outcome:
        documents = claims = characters = 0
        reasons: list[str] = []
        for one in read_file(Place(path, path.parent), profiles):
            if not isinstance(one, Loaded):
                reasons.append(one.reason)
                continue
            documents += 1
            characters += len(one.document.text)
            if wrong := unsound(one):
                return Outcome(wrong=wrong)
            found = read(one.document, chosen, project, one.stated)
            claims += len(found.claims)
            for claim in found.claims:
                for start, end, words in (
                    (claim.start, claim.end, claim.quote),
                    *((e.start, e.end, e.text) for e in (claim.subject, claim.object)),
                ):
                    if one.document.text[start:end] != words:
                        return Outcome(wrong=f"does not say {words!r} at {start}")
                fold(claim.subject.name)
        if not documents and not reasons:
            reasons.append("")
        return Outcome(documents, claims, tuple(" ".join(reason.split())[:200] for reason in reasons[:5]), characters)

    answer("ready")
    for line in sys.stdin:
        peak.write_text("5")  # what was needed at most is counted anew
        started = time.process_time()
        try:
            found = asdict(outcome(Path(line.rstrip("\n"))))
        except BaseException:
            found = asdict(Outcome(wrong=traceback.format_exc()[-1500:]))
        found["seconds"] = time.process_time() - started
        found["megabytes"] = next(
            int(told.split()[1]) / 1024 for told in Path("/proc/self/status").read_text().splitlines() if told.startswith("VmHWM")
        )
        answer(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
