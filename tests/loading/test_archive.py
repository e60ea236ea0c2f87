"""Archives: members are documents, and what a stranger packs harms nobody."""

from __future__ import annotations

import os
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from packing import mail, seen, tarred, zipped

from edgewise.errors import DocumentError
from edgewise.loading import Profile, archive, read, read_documents
from edgewise.loading.discover import Place

FILES = {"a.txt": "AWS hosts ICM.", "deep/down/b.md": "# ICM\n\nICE uses ICM."}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("x.zip", zipped),
        ("x.ZIP", lambda files: zipped(files, zipfile.ZIP_STORED)),
        ("x.zip", lambda files: zipped(files, zipfile.ZIP_LZMA)),
        ("x.tar", tarred),
        ("x.tar.gz", lambda files: tarred(files, "gz")),
        ("x.tgz", lambda files: tarred(files, "gz")),
        ("x.tar.bz2", lambda files: tarred(files, "bz2")),
        ("x.tar.xz", lambda files: tarred(files, "xz")),
        ("x.tar", lambda files: tarred(files, "gz")),  # named after what it is not
        ("x.v2.tar.gz", lambda files: tarred(files, "gz")),
    ],
)
def test_members_are_documents_under_the_archives_locator(
    name: str, pack: Callable[[dict[str, str]], bytes], profiles: tuple[Profile, ...]
) -> None:
    assert seen(pack(FILES), name, profiles) == {f"{name}/{inside}": text for inside, text in FILES.items()}


def test_archives_and_mails_within_archives_are_read_all_the_way_down(profiles: tuple[Profile, ...]) -> None:
    inner = tarred({"c.txt": "Microsoft hosts nothing.", "m.eml": mail()}, "gz")
    found = seen(zipped({"a.txt": "AWS hosts ICM.", "sub/inner.tar.gz": inner}), "x.zip", profiles)
    assert list(found) == ["x.zip/a.txt", "x.zip/sub/inner.tar.gz/c.txt", "x.zip/sub/inner.tar.gz/m.eml"]


def test_deeper_than_the_limit_is_said_and_the_rest_is_read(profiles: tuple[Profile, ...]) -> None:
    data = zipped({"a.txt": "AWS hosts ICM."})
    for _ in range(read.DEPTH):
        data = zipped({"in.zip": data, "beside.txt": "ICE uses ICM."})
    found = seen(data, "x.zip", profiles)
    deepest = "x.zip" + "/in.zip" * read.DEPTH + "/a.txt"
    assert found.pop(deepest) == "lies more than 4 files deep; take it out of them"
    assert set(found.values()) == {"ICE uses ICM."}
    assert len(found) == read.DEPTH


def test_what_a_folder_would_leave_alone_is_left_alone(profiles: tuple[Profile, ...]) -> None:
    files = {".hidden.txt": "x", ".git/config.txt": "x", "__MACOSX/._a.txt": "x", "p.png": "x", "README": "x", "sub/": "", "a.txt": "AWS."}
    assert seen(zipped(files), "x.zip", profiles) == {
        "x.zip/.hidden.txt": "skipped: hidden",
        "x.zip/.git/config.txt": "skipped: hidden",
        "x.zip/p.png": "skipped: no profile reads '.png'",
        "x.zip/README": "skipped: no profile reads a name without suffix",
        "x.zip/a.txt": "AWS.",
    }


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_out_are_refused_and_nothing_is_written(
    pack: Callable[[dict[str, str]], bytes], profiles: tuple[Profile, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    names = ["../up.txt", "/etc/root.txt", "a/../../b.txt", "C:/windows.txt", "..\\back.txt" if pack is zipped else "../back.txt"]
    found = seen(
        pack({**dict.fromkeys(names, "AWS hosts ICM."), "ok.txt": "ICE uses ICM."}), "x.zip" if pack is zipped else "x.tar", profiles
    )
    assert list(found.values()) == ["its name leads out of the archive; it is not read"] * len(names) + ["ICE uses ICM."]
    assert not any(".." in locator for locator in found)
    assert list(tmp_path.rglob("*")) == [tmp_path / "sub"]


def test_links_and_devices_are_refused(profiles: tuple[Profile, ...]) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    packed = tarred({"link.txt@": "/etc/passwd", "a.txt": "AWS hosts ICM."})
    assert seen(packed, "x.tar", profiles) == {"x.tar/link.txt": "is a link or a device, not a file", "x.tar/a.txt": "AWS hosts ICM."}
    files: dict[str, bytes | str] = {link: "/etc/passwd"}  # type: ignore[dict-item]  # as `writestr` takes it
    assert seen(zipped(files), "x.zip", profiles) == {"x.zip/link.txt": "is a link or a device, not a file"}


def test_an_encrypted_member_costs_only_itself(profiles: tuple[Profile, ...]) -> None:
    data = bytearray(zipped({"a.txt": "AWS hosts ICM.", "b.txt": "ICE uses ICM."}, zipfile.ZIP_STORED))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1  # the first member's, in both places
    assert seen(bytes(data), "x.zip", profiles) == {
        "x.zip/a.txt": "is encrypted; unpack it with its password and give the file",
        "x.zip/b.txt": "ICE uses ICM.",
    }


def test_a_member_whose_bytes_are_damaged_costs_only_itself(profiles: tuple[Profile, ...]) -> None:
    data = zipped({"a.txt": "AWS hosts ICM.", "b.txt": "ICE uses ICM."}, zipfile.ZIP_STORED).replace(b"AWS hosts", b"AWS h0sts", 1)
    found = seen(data, "x.zip", profiles)
    assert found["x.zip/a.txt"].startswith("cannot be unpacked: Bad CRC-32")
    assert found["x.zip/b.txt"] == "ICE uses ICM."


def test_a_bomb_is_told_by_what_it_says_of_itself(profiles: tuple[Profile, ...]) -> None:
    found = seen(zipped({"zeros.csv": bytes(40 * 1024 * 1024), "a.txt": "AWS hosts ICM."}), "x.zip", profiles)
    assert found.pop("x.zip/zeros.csv").startswith("unpacks to 41,943,040 bytes out of ")
    assert found == {"x.zip/a.txt": "AWS hosts ICM."}


def test_a_bomb_that_lies_about_its_size_is_cut_where_it_said(profiles: tuple[Profile, ...]) -> None:
    size = 30 * 1024 * 1024
    data = zipped({"zeros.txt": bytes(size)}).replace(struct.pack("<L", size), struct.pack("<L", 10))
    (reason,) = seen(data, "x.zip", profiles).values()
    assert "unpacked" in reason or "is not text" in reason


def test_a_tar_that_unpacks_to_too_much_stops_there_after_what_came_before(profiles: tuple[Profile, ...], tmp_path: Path) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(tarred({"a.txt": "AWS hosts ICM.", "zeros.png": bytes(40 * 1024 * 1024), "b.txt": "ICE uses ICM."}, "gz"))
    found = list(read_documents([Place(path, tmp_path)], profiles))
    assert [getattr(one, "locator", None) for one in found] == ["x.tar.gz/a.txt", "x.tar.gz/zeros.png", "x.tar.gz"]
    assert re.fullmatch(r"unpacks to more than [\d,]{9} bytes; unpack it and give the folder", getattr(found[-1], "reason", ""))


def test_too_many_members_and_too_many_files_in_all_stop_the_file(profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    many = zipped({f"{n}.txt": "AWS hosts ICM." for n in range(6)})
    monkeypatch.setattr(archive, "MEMBERS", 5)
    with pytest.raises(DocumentError, match="holds more than 5 files; unpack it and give the folder"):
        seen(many, "x.zip", profiles)
    monkeypatch.setattr(archive, "MEMBERS", 100)
    monkeypatch.setattr(read, "FILES", 7)
    with pytest.raises(DocumentError, match="holds more than 7 files"):  # however they are nested
        seen(zipped({"a.zip": many, "b.zip": many}), "x.zip", profiles)


def test_a_member_too_large_for_its_format_is_not_unpacked(profiles: tuple[Profile, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LIMIT", 10)
    random = os.urandom(21 * 1024 * 1024)
    assert seen(zipped({"film.mp4": random[:100], "a.txt": random}, zipfile.ZIP_STORED), "x.zip", profiles) == {
        "x.zip/film.mp4": "skipped: is too large: 100 bytes; the limit is 10 where no format claims its suffix",
        "x.zip/a.txt": "is too large: 22,020,096 bytes; the limit is 20,971,520; split it",
    }


def test_two_members_of_one_name_are_two_documents(profiles: tuple[Profile, ...]) -> None:
    found = seen(tarred({"a.txt": "AWS hosts ICM.", "./a.txt": "ICE uses ICM."}), "x.tar", profiles)
    assert found == {"x.tar/a.txt": "AWS hosts ICM.", "x.tar/a (2).txt": "ICE uses ICM."}


def test_names_in_utf8_that_do_not_say_so_are_read_as_meant(profiles: tuple[Profile, ...]) -> None:
    data = zipped({"Zürich.txt": "AWS hosts ICM."})
    bare = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        bare[bare.index(mark) + flags] &= ~0x08
    assert list(seen(bytes(bare), "x.zip", profiles)) == list(seen(data, "x.zip", profiles)) == ["x.zip/Zürich.txt"]


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x03\x04" + bytes(100), b"\x1f\x8b\x08" + bytes(50), b"no archive" * 100, b"BZh9" + bytes(9)]
)
@pytest.mark.parametrize("name", ["x.zip", "x.tar.gz"])
def test_what_is_no_archive_says_so(data: bytes, name: str, profiles: tuple[Profile, ...]) -> None:
    with pytest.raises(DocumentError, match="is no archive, or a broken one"):
        seen(data, name, profiles)


def test_a_tar_cut_short_gives_what_came_before_and_says_that_it_breaks_off(profiles: tuple[Profile, ...], tmp_path: Path) -> None:
    path = tmp_path / "x.tar"
    path.write_bytes(tarred({"a.txt": "AWS hosts ICM.", "b.txt": "ICE uses ICM. " * 500})[:3000])
    first, *_, last = read_documents([Place(path, tmp_path)], profiles)
    assert getattr(first, "locator", "") == "x.tar/a.txt"
    assert getattr(last, "locator", "") in ("x.tar", "x.tar/b.txt")
    assert not hasattr(last, "document")
