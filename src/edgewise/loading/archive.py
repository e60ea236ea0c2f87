"""Archives: ZIP and TAR, whose members are files of their own. Read in memory; nothing is ever written to a disk.

An archive comes from a stranger: what it says of itself (names, sizes) is checked before it is believed.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Protocol

from ..errors import DocumentError
from .formats import LARGE, LIMIT, Broken, Found, Nested, Skipped, format_of, suffix_of
from .inside import Allowance, Names, fit_path

MEMBERS = 100_000  # of one archive
RATIO = 200  # bytes out of one packed byte; prose gives 3 to 10, a table 30
SMALL = 2 * 1024 * 1024  # bytes; what unpacks to no more harms nobody, whatever its ratio
_ROOTED = re.compile(r"/|[A-Za-z]:")
_UTF8 = 0x800  # the flag of a member whose name is UTF-8
_ENCRYPTED = 0x1
BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError,
    IndexError, OverflowError,
)  # fmt: skip
"""What the standard library raises on archives that are broken, or made to be."""


@dataclass(frozen=True, slots=True)
class _Member:
    """A file in an archive: its name and unpacked size as declared, why it is not to be read if so, and how to get its bytes."""

    name: str
    size: int
    problem: str
    read: Callable[[int], bytes]


def members(data: bytes, suffix: str) -> Iterator[Found]:
    """Yield the files of an archive, in its order. Hidden ones, and what macOS adds, are skipped.

    Raises DocumentError where it cannot be opened, and where it breaks off or goes beyond a limit, after what came before.
    """
    names = Names()
    listed = _zipped(data) if data.startswith(b"PK") else _tarred(data)
    try:
        for number, member in enumerate(listed):
            if number == MEMBERS:
                raise DocumentError(f"holds more than {MEMBERS:,} files; unpack it and give the folder")
            steps = member.name.split("/")
            if steps[0] == "__MACOSX":
                continue
            yield _found(member, steps, names.apart(fit_path(member.name) or "a file without a name"))
    except BROKEN as problem:
        raise DocumentError(f"is no archive, or a broken one: {problem}") from problem


def _found(member: _Member, steps: list[str], inside: str) -> Found:
    if ".." in steps or _ROOTED.match(member.name):
        return Broken(inside, "its name leads out of the archive; it is not read")
    if any(step.startswith(".") and step != "." for step in steps):
        return Skipped(inside, "hidden")
    if member.problem:
        return Broken(inside, member.problem)
    known = format_of(suffix_of(PurePosixPath(inside)))
    limit = LIMIT if known is None else known.limit
    if member.size > limit:
        said = f"is too large: {member.size:,} bytes; the limit is {limit:,}"
        return Broken(inside, f"{said}; split it") if known is not None else Skipped(inside, f"{said} where no format claims its suffix")
    try:
        content = member.read(limit + 1)
    except BROKEN as problem:
        return Broken(inside, f"cannot be unpacked: {problem}")
    if len(content) > limit:
        return Broken(inside, f"is larger than the archive says: more than {limit:,} bytes")
    return Nested(inside, content)


def _zipped(data: bytes) -> Iterator[_Member]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            kind = stat.S_IFMT(info.external_attr >> 16)
            problem = ""
            if kind not in (0, stat.S_IFREG):
                problem = "is a link or a device, not a file"
            elif info.flag_bits & _ENCRYPTED:
                problem = "is encrypted; unpack it with its password and give the file"
            elif info.file_size > max(SMALL, RATIO * info.compress_size):
                problem = f"unpacks to {info.file_size:,} bytes out of {info.compress_size:,}: more than a text does"
            yield _Member(_zip_name(info), info.file_size, problem, _unzip(archive, info))


def _unzip(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        with archive.open(info) as file:
            return file.read(limit)

    return read


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many write UTF-8 without saying so, and some the slashes of Windows."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):  # else it is what it says
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _tarred(data: bytes) -> Iterator[_Member]:
    """List a TAR as it streams by: what is not read is passed over, and counts for the limit all the same."""
    unpacked = _Counted(_decompressed(data), Allowance(min(4 * LARGE, max(SMALL, RATIO * len(data)))))
    with tarfile.open(fileobj=unpacked, mode="r|") as archive:  # type: ignore[call-overload]  # it only reads
        for info in archive:
            if info.isdir():
                continue
            problem = ""
            if not info.isreg():
                problem = "is a link or a device, not a file"
            elif info.issparse():
                problem = "has holes (a sparse file); pack it again without"
            yield _Member(info.name.removeprefix("./"), info.size, problem, _untar(archive, info))


def _untar(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        file = archive.extractfile(info)
        return b"" if file is None else file.read(limit)

    return read


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _decompressed(data: bytes) -> _Readable:
    """The bytes of a TAR, unpacked as they are read; its first bytes say how it was packed, whatever its name."""
    packed = BytesIO(data)
    if data.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)
    if data.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    return lzma.LZMAFile(packed) if data.startswith(b"\xfd7zXZ") else packed


class _Counted:
    """A file of which no more is read than an allowance."""

    def __init__(self, file: _Readable, allowance: Allowance) -> None:
        self._file = file
        self._allowance = allowance

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._allowance.take(len(data))
        return data
