"""Sound bytes changed by chance, as a bad disk, a bad program or a person who means harm would change them."""

from __future__ import annotations

import zlib
from random import Random

_ATOMS = (
    b"\0",
    b"\0" * 64,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\xf5\x80\x80\x80",
    b"\xc0\xaf",
    b"\x1b[31m",
    b"\r",
    b"\x0b\x0c\x1c\x85",
    "\u202e".encode(),
    "\u2028".encode(),
    "\u0301".encode() * 200,
    "👩🏽\u200d🚀".encode(),
    "ﷺ".encode() * 50,
    "İıß".encode(),
    "１２３".encode(),
    b"<!--",
    b"-->",
    b"]]>",
    b"<![CDATA[",
    b"&lol;",
    b"&#x110000;",
    b"&#0;",
    b"<",
    b">" * 50,
    b"\"'",
    b"`" * 30,
    b"(" * 500,
    b"[" * 500,
    b"{" * 500,
    b"---\n",
    b"...\n",
    b": *a &a\n",
    b"!!python/object/apply:os.system [id]\n",
    b"<<: *a\n",
    b"%YAML 9.9\n",
    b"\t" * 300,
    b"\n" * 300,
    b" " * 3000,
    b"From a@b.c Tue Jun 12 09:00:00 2018\n",
    b"--b\n",
    b"--b--\n",
    b"Content-Type: multipart/mixed; boundary=b\n\n",
    b"=?utf-8?B?////?=",
    b"=\n",
    b"obj",
    b"endobj",
    b"stream\n",
    b"endstream",
    b"xref\n",
    b"/Kids [1 0 R]",
    b"/Length -1",
    b"/Prev 0",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"WARC/1.0\r\n",
    b"Content-Length: -5\r\n",
    b"Content-Length: 99999999999\r\n",
    b"-1",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"../" * 20,
    b"A.B.C.D.E.F.G.",
    b"no no not never ",
    b"said said said that that ",
    b"aA" * 500,
    b"U.S. Inc. Co. ",
    b"and and, and ",
)


def mutated(data: bytes, random: Random) -> bytes:
    """Return the bytes with one to eight changes."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 8)):
        random.choice(_CHANGES)(changed, random)
    return bytes(changed)


def _place(data: bytearray, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + round(2 ** random.uniform(0, 10)))


def _flip(data: bytearray, random: Random) -> None:
    for _ in range(random.randint(1, 30)):
        if data:
            data[random.randrange(len(data))] = random.randrange(256)


def _insert(data: bytearray, random: Random) -> None:
    at, _ = _place(data, random)
    data[at:at] = random.choice(_ATOMS)


def _cut(data: bytearray, random: Random) -> None:
    start, end = _place(data, random)
    del data[start:end]


def _cut_off(data: bytearray, random: Random) -> None:
    del data[_place(data, random)[0] :]


def _repeat(data: bytearray, random: Random) -> None:
    start, end = _place(data, random)
    data[start:end] = data[start:end] * min(round(2 ** random.uniform(1, 10)), 200_000 // max(1, end - start))


def _swap(data: bytearray, random: Random) -> None:
    start, end = _place(data, random)
    part = data[start:end]
    del data[start:end]
    at, _ = _place(data, random)
    data[at:at] = part


def _number(data: bytearray, random: Random) -> None:
    """Change a number that the file says of itself."""
    digits = [at for at, sign in enumerate(data) if 48 <= sign < 58]
    if digits:
        data[random.choice(digits)] = random.choice(b"0123456789-")


def _wide(data: bytearray, random: Random) -> None:
    """Write it in another encoding than it was."""
    text = data.decode("utf-8", "replace")
    data[:] = text.encode(random.choice(("utf-16", "utf-32", "cp1252", "shift_jis", "koi8_r")), "replace")


def _packed(data: bytearray, random: Random) -> None:
    """Put packed bytes in its midst, which look like nothing."""
    at, end = _place(data, random)
    data[at:at] = zlib.compress(bytes(data[at:end]))


_CHANGES = (_flip, _insert, _insert, _insert, _cut, _cut_off, _repeat, _repeat, _swap, _number, _number, _wide, _packed)
