"""Makes mails, mailboxes and archives for tests: bytes as a file would hold them, broken and hostile ones too."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from edgewise.loading import Loaded, Profile, Unread
from edgewise.loading.read import documents_in

gzipped: Callable[[bytes], bytes] = partial(gzip.compress, mtime=0)
"""The bytes packed, the same at any time of day: as the name of a test they must not differ between two processes."""

_PACKERS: Mapping[str, Callable[[bytes], bytes]] = {"": bytes, "gz": gzipped, "bz2": bz2.compress, "xz": lzma.compress}
BEGINS = "From jane@agency.example Tue Jun 12 09:00:00 2018\n"


def mail(body: str = "AWS hosts ICM.\n", **headers: str) -> bytes:
    """A mail from Jane Roe to John Doe on 12 June 2018; a header given as "" is left out, `Message_ID` is Message-ID."""
    given = {
        "From": "Jane Roe <jane.roe@agency.example>",
        "To": "John Doe <john.doe@firm.example>",
        "Date": "Tue, 12 Jun 2018 09:00:00 -0400",
        "Subject": "Demonstration",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\n" for name, value in given.items() if value)
    return f"{head}\n{body}".encode("utf-8", "surrogateescape")


def multipart(*parts: str, kind: str = "mixed", **headers: str) -> bytes:
    """A mail of several parts, each with its own headers; a part that has none begins with an empty line."""
    body = "".join(f"--b\n{part}\n" for part in parts)
    return mail(f"{body}--b--\n", Content_Type=f'multipart/{kind}; boundary="b"', **headers)


def mailbox(*mails: bytes) -> bytes:
    """An mbox of these mails, as they are."""
    return b"\n".join(BEGINS.encode() + one for one in mails)


def zipped(files: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(files: Mapping[str, bytes | str], packed: str = "") -> bytes:
    """A TAR of these files, packed by "gz", "bz2", "xz" or not; a name that ends in "@" is a symbolic link to its content."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name.removesuffix("@"))
            data = content.encode() if isinstance(content, str) else content
            if name.endswith("@"):
                info.type, info.linkname = tarfile.SYMTYPE, data.decode()
            else:
                info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return _PACKERS[packed](buffer.getvalue())


def held(data: bytes, name: str, profiles: tuple[Profile, ...]) -> Iterator[Loaded | Unread]:
    """What the bytes of a file of that name hold."""
    return documents_in(data, PurePosixPath(name), profiles, name)


def seen(data: bytes, name: str, profiles: tuple[Profile, ...]) -> dict[str, str]:
    """The text of each document that a file holds, by its locator; of what is not read why, "skipped: " before it where on purpose."""
    found: dict[str, str] = {}
    for one in held(data, name, profiles):
        if isinstance(one, Loaded):
            assert one.locator not in found
            found[one.locator] = one.document.text
        else:
            found[name + one.path] = "skipped: " * one.on_purpose + one.reason
    return found
