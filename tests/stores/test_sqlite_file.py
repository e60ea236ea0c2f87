"""An edgewise file is made whole, opened with clear errors, and no other file is ever touched."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import apsw
import pytest
from making import claim, document, graph

from edgewise.errors import StoreError, UsageError
from edgewise.model import FORMAT, Document, Problem
from edgewise.stores import open_store
from edgewise.stores.sqlite import SqliteStore
from edgewise.stores.sqlite import store as module
from edgewise.stores.sqlite.pool import Pool
from edgewise.testing.world import OLD, PROJECTION, RECORDS, STORY


def test_an_address_without_scheme_is_a_file_that_is_made(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    with open_store(str(path)) as store:
        assert isinstance(store, SqliteStore)
        assert store.address == str(path)
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    assert [one.name for one in tmp_path.iterdir()] == ["edgewise.db"]


@pytest.mark.parametrize("address", ["http://127.0.0.1:7687", "sqlite:///x.db", "mysql://a"])
def test_an_unknown_scheme_is_a_usage_error(address: str) -> None:
    with pytest.raises(UsageError, match=r"bolt://.*neo4j\+s://"):
        open_store(address)


@pytest.mark.parametrize("name", ["with space.db", "ünïcødé 😀.db", "a'b\"c`d.db", "file:x?mode=memory", "%41#.db", ":memory:"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with SqliteStore(tmp_path / name) as store:
        store.add([STORY])
        store.project(PROJECTION.__class__())
        assert store.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((0,),)
    assert (tmp_path / name).is_file()


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "edgewise.db").touch()
    with SqliteStore(tmp_path / "edgewise.db") as store:
        assert store.add([STORY]) == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist; make it"):
        SqliteStore(tmp_path / "none" / "edgewise.db")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        SqliteStore(tmp_path)


def test_a_pipe_or_a_device_is_no_file_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(StoreError, match="no ordinary file"):
        open_store(str(pipe))
    assert pipe.is_fifo()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    with pytest.raises(StoreError, match="does not exist"):
        SqliteStore(tmp_path / "notes.txt" / "edgewise.db")


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> apsw.Connection:
        raise apsw.CantOpenError("unable to open database file")

    monkeypatch.setattr(apsw, "Connection", refuse)
    with pytest.raises(StoreError, match="check its permissions"):
        SqliteStore(tmp_path / "edgewise.db")


@pytest.mark.parametrize("content", [b"AWS hosts ICM.", b"\0" * 4096, b"SQLite format 3\0" + b"\1" * 4000, b"x"])
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not an edgewise file"):
        SqliteStore(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE nodes(id)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not an edgewise file"):
        SqliteStore(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_format_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    SqliteStore(path).close()
    content = bytearray(path.read_bytes())
    content[60:64] = (FORMAT + 1).to_bytes(4, "big")
    path.write_bytes(content)
    with pytest.raises(StoreError, match=f"has format {FORMAT + 1}.*newer edgewise"):
        SqliteStore(path)
    assert path.read_bytes() == bytes(content)


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    with SqliteStore(path) as store:
        store.add(RECORDS)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(StoreError, match="damaged"), SqliteStore(path) as store:
        list(store.records(Document))


def test_a_file_in_use_is_said_to_be_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edgewise.stores.sqlite.file.BUSY_SECONDS", 0.05)
    path = tmp_path / "edgewise.db"
    with SqliteStore(path) as store:
        writer = apsw.Connection(str(path))
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="being written by another process"):
            store.add([STORY])
        assert store.get(Document, STORY.id) is None  # reading goes on
        writer.execute("ROLLBACK")
        writer.close()
        assert store.add([STORY]) == 1


def test_many_at_once_make_one_file(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    problems: list[BaseException] = []

    def write(record: Document) -> None:
        try:
            with SqliteStore(path) as store:
                store.add([record])
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=write, args=(record,)) for record in (STORY, OLD) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    with SqliteStore(path) as store:
        assert {document.id for document in store.records(Document)} == {STORY.id, OLD.id}
    assert [one.name for one in tmp_path.iterdir()] == ["edgewise.db"]


def test_a_crash_in_the_middle_of_writing_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    program = (
        "import os, sys\n"
        "from edgewise.stores.sqlite import SqliteStore\n"
        "from edgewise.testing.world import PROJECTION, RECORDS\n"
        "import edgewise.stores.sqlite.store as module\n"
        "store = SqliteStore(sys.argv[1])\n"
        "store.add(RECORDS)\n"
        "store.project(PROJECTION)\n"
        "module._count_change = lambda connection: os._exit(9)\n"
        "store.project(type(PROJECTION)())\n"
    )
    assert subprocess.run([sys.executable, "-c", program, str(path)], check=False).returncode == 9
    with SqliteStore(path) as store:
        assert store.projection() == PROJECTION
        assert store.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((len(PROJECTION.entities),),)
        assert store.add(RECORDS) == 0


def test_who_reads_waits_for_no_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, go_on, counted = threading.Event(), threading.Event(), module._count_change

    def slow(connection: apsw.Connection) -> None:
        at_work.set()
        assert go_on.wait(20)
        counted(connection)

    with SqliteStore(tmp_path / "edgewise.db") as store, SqliteStore(tmp_path / "edgewise.db") as other:
        store.add(RECORDS)
        store.project(PROJECTION)
        stamp = store.stamp()
        monkeypatch.setattr(module, "_count_change", slow)
        writing = threading.Thread(target=store.project, args=(type(PROJECTION)(),))
        writing.start()
        assert at_work.wait(20)
        for reader in (store, other):
            assert reader.stamp() == stamp
            assert reader.search("ICE")[0].name == "ICE"
            assert reader.projection() == PROJECTION
            assert reader.cypher("MATCH (n:Entity) RETURN count(n)").rows == ((len(PROJECTION.entities),),)
            assert STORY in list(reader.records(Document))
        go_on.set()
        writing.join()
        assert store.search("ICE") == other.search("ICE") == ()


def test_connections_beyond_a_few_are_closed_when_nobody_needs_them(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "edgewise.db")
    with ExitStack() as many:
        taken = [many.enter_context(pool.taken()) for _ in range(10)]
        assert len({id(connection) for connection in taken}) == 10
    open_ones = 0
    for connection in taken:
        with suppress(apsw.ConnectionClosedError):
            open_ones += connection.total_changes() == 0
    assert open_ones == 4
    pool.close()
    with pytest.raises(StoreError, match="is closed"), pool.taken():
        pass


def test_a_file_from_before_a_kind_of_record_gets_its_table(tmp_path: Path) -> None:
    path = tmp_path / "edgewise.db"
    with SqliteStore(path) as store:
        store.add(RECORDS)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("DROP TABLE record_problem")
    with SqliteStore(path) as store:
        assert list(store.records(Problem)) == []
        assert store.add([STORY, Problem("scan.pdf", "is no text")]) == 1
        assert store.get(Document, STORY.id) == STORY


def test_a_file_from_before_a_property_of_the_graph_gets_it(tmp_path: Path) -> None:
    """The number of a contract, which only tables state, can be asked for in a store made before tables were read."""
    path = tmp_path / "edgewise.db"
    text = document("Palantir supplies ICE.")
    award = claim(text, "Palantir", "supplies_to", "ICE", identifier="70CTD022FR0000170")
    with SqliteStore(path):
        pass
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("DELETE FROM property_keys WHERE key = 'identifier'")
    with SqliteStore(path) as store:
        store.add([text, award])
        store.project(graph(award, documents=(text,)))
        assert store.cypher("MATCH (c:Claim) RETURN c.identifier").rows == (("70CTD022FR0000170",),)


READ_ONLY = """
import os, sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from edgewise.errors import StoreError
from edgewise.model import Document
from edgewise.stores.sqlite import SqliteStore
from edgewise.stores.sqlite.cypher import CypherReader
from edgewise.testing.world import OLD, PROJECTION, STORY
if os.geteuid() == 0:
    os.setuid(65534)  # permissions do not hold the superuser
path = Path(sys.argv[1])
assert not os.access(path, os.W_OK)
with SqliteStore(path) as store:
    assert store.get(Document, STORY.id) == STORY
    assert store.projection() == PROJECTION
    assert store.search("amazon web")[0].name == "AWS"
    with closing(CypherReader(store._pool.file)) as reader:  # here, for others may not be allowed to start this interpreter
        assert reader.run("MATCH (n:Entity) RETURN count(n)", {}, 10, 60.0).rows == ((len(PROJECTION.entities),),)
    assert store.stamp() and store.graph_stamp() and store.beside is None
    for write in (lambda: store.add([OLD]), lambda: store.project(PROJECTION)):
        try:
            write()
        except StoreError as refused:
            assert "can only be read" in str(refused), refused
        else:
            raise AssertionError("written")
print("read")
"""


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
@pytest.mark.parametrize("folder", [0o555, 0o777])
@pytest.mark.parametrize("clean", [True, False])
def test_a_file_that_cannot_be_written_is_read(folder: int, clean: bool) -> None:
    """In a folder that cannot be written either, and in one that can; also where changes lie beside the file that are not in it yet."""
    with TemporaryDirectory() as place, ExitStack() as later:
        path = Path(place) / "edgewise.db"
        with SqliteStore(path) as store:
            store.add([one for one in RECORDS if one != OLD])
            if not clean:
                kept = later.enter_context(closing(apsw.Connection(str(path))))
                kept.execute("BEGIN; SELECT * FROM ours").fetchall()  # so that what is written now stays beside the file
            store.project(PROJECTION)
        assert [one.name for one in Path(place).iterdir()] == ["edgewise.db"] or not clean
        for one in Path(place).iterdir():
            one.chmod(0o444)
        Path(place).chmod(folder)
        before = path.read_bytes()
        done = subprocess.run([sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False)
        Path(place).chmod(0o777)
        assert (done.returncode, done.stdout) == (0, "read\n"), done.stderr
        assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_an_older_file_that_cannot_be_written_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "edgewise.db"
    SqliteStore(path).close()
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("DROP TABLE moments")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(StoreError, match=r"older edgewise.*copy it"):
        SqliteStore(path)
