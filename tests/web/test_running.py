"""State files: that only their user can read them, and that one which is left over is told from a server that lives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from explorers import running as serving
from guarded import Guarded, behind_the_guard
from starlette.responses import PlainTextResponse

from edgewise.errors import ServingError
from edgewise.web import running
from edgewise.web.running import Running, register, running_at, running_on, store_key, unregister, way_in

SECRET = b"k" * 32
APP = PlainTextResponse("Amazon hosts ICM")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for state of this test alone."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def server() -> Iterator[Guarded]:
    with behind_the_guard(APP) as served:
        yield served


def _told(port: int, secret: bytes = SECRET, store: str = "/stores/ice.db") -> Running:
    return Running(port, os.getpid(), secret, store)


def _registered(home: Path, told: Running) -> Path:
    register(told)
    (path,) = (home / "state" / "edgewise").glob("*.json")
    return path


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_user_can_read_the_file_and_its_folder_whatever_the_mask_is(home: Path) -> None:
    mask = os.umask(0)
    try:
        path = _registered(home, _told(8765))
        way_in(_told(8765))
    finally:
        os.umask(mask)
    assert [_mode(one) for one in (path, path.with_suffix(".html"), path.parent)] == [0o600, 0o600, 0o700]
    assert sorted(path.parent.iterdir()) == [path.with_suffix(".html"), path]


def test_a_living_server_is_found_by_its_store_and_by_its_port(server: Guarded) -> None:
    told = _told(server.keys.port, server.keys._secret)
    register(told)
    assert running_at(told.store) == running_on(told.port) == told
    assert running_at("/stores/amazon.db") is None
    assert running_on(1) is None


def test_a_fresh_address_opens_the_living_server_each_time(server: Guarded) -> None:
    told = _told(server.keys.port, server.keys._secret)
    for url in (told.fresh_url(), told.fresh_url()):
        assert url.startswith(f"{server.origin}/?key=")
        assert server.ask(url.removeprefix(server.origin)).status == 303


def test_a_file_is_left_over_when_nothing_answers_or_something_else_does(home: Path, server: Guarded) -> None:
    """The next program at the port may answer anything; without the secret it cannot answer right, not even if it is an explorer."""
    register(_told(1))
    assert running_at("/stores/ice.db") is None
    register(_told(server.keys.port))
    assert running_at("/stores/ice.db") is None
    with serving(APP) as port:
        register(_told(port))
        assert running_at("/stores/ice.db") is running_on(port) is None


def test_a_file_that_is_not_as_we_write_it_is_no_server(home: Path) -> None:
    path = _registered(home, _told(8765))
    for text in ("", "[]", "{}", '{"port": 8765}', "\udcff", '{"port": 70000, "pid": 1, "secret": "00", "store": "x"}'):
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
        assert running_at("/stores/ice.db") is None


def test_a_store_is_one_however_it_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    (home / "ice.db").touch()
    (home / "link.db").symlink_to(home / "ice.db")
    assert store_key("ice.db") == store_key("./x/../ice.db") == store_key("link.db") == str((home / "ice.db").resolve())
    assert store_key("neo4j://localhost:7687") == "neo4j://localhost:7687"


def test_at_the_end_a_server_removes_its_files_and_nobody_elses(home: Path) -> None:
    first, second = _told(8765), _told(8766, b"2" * 32)
    path = _registered(home, first)
    register(second)
    way_in(second)
    unregister(first)
    assert path.exists()
    unregister(second)
    unregister(second)
    assert list(path.parent.iterdir()) == []


def test_the_runtime_folder_of_the_user_comes_first_and_that_of_another_is_passed_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    register(_told(8765))
    assert len(list((runtime / "edgewise").glob("*.json"))) == 1
    owner = runtime.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert running._base() == home / "state"
    monkeypatch.setattr(os, "getuid", lambda: owner)
    for nowhere in ("", "relative", str(home / "nowhere")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", nowhere)
        assert running._base() == home / "state"
    monkeypatch.setenv("XDG_STATE_HOME", "")
    assert running._base() == Path.home() / ".local" / "state"


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o720, 0o777])
def test_a_folder_that_others_can_enter_is_refused(home: Path, mode: int) -> None:
    folder = home / "state" / "edgewise"
    folder.mkdir(parents=True)
    folder.chmod(mode)
    with pytest.raises(ServingError, match=f"chmod 700 {folder}"):
        register(_told(8765))
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_a_link_is_refused(home: Path) -> None:
    (home / "elsewhere").mkdir(mode=0o700)
    (home / "state").mkdir()
    (home / "state" / "edgewise").symlink_to(home / "elsewhere")
    with pytest.raises(ServingError, match="is a link"):
        register(_told(8765))
    assert list((home / "elsewhere").iterdir()) == []


def test_a_folder_of_another_user_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "state" / "edgewise").mkdir(mode=0o700, parents=True)
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(ServingError, match="belongs to another user"):
        running_at("/stores/ice.db")


def test_a_folder_that_cannot_be_made_is_said(home: Path) -> None:
    (home / "state").write_text("a file", encoding="utf-8")
    with pytest.raises(ServingError, match="name another place in XDG_STATE_HOME"):
        register(_told(8765))


def test_a_state_file_that_is_a_link_is_not_read(home: Path, server: Guarded) -> None:
    path = _registered(home, _told(server.keys.port, server.keys._secret))
    path.rename(home / "elsewhere.json")
    path.symlink_to(home / "elsewhere.json")
    assert running_at("/stores/ice.db") is None


def test_the_secret_is_not_shown() -> None:
    assert "kkk" not in repr(_told(8765))
    assert "6b6b" not in repr(_told(8765))
