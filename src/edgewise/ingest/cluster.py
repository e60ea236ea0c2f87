"""The workers of a Dask cluster, on machines that need not see this one's files."""

from __future__ import annotations

import pickle
import secrets
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Event, Lock
from typing import Any

from distributed import Client, get_worker
from distributed.diagnostics.plugin import WorkerPlugin
from distributed.scheduler import KilledWorker

from .. import __version__
from ..errors import DocumentError, WorkerError, one_of
from ..loading import Unread, bytes_of, locator_of
from .steps import Done, Outcome, Task, Tools, outcomes
from .watch import Watch

ANSWERS = 10.0  # seconds in which a scheduler answers, if there is one
AHEAD = 8  # files for each thread of the workers that may be under way before the first of them is done
AWAY = 256 * 1024 * 1024  # bytes of the files under way, where there is more than one
TICK = 0.5  # seconds between looks at whether to stop
_LONELY = 20  # ticks without an answer, until it is asked whether there are workers
_ALIKE = ("python", "dask", "distributed")  # what has to be of one version everywhere


@dataclass(slots=True, eq=False)
class _Sent:
    """A file under way, its size, and the answer that is to come; None for one that cannot be read here and so went nowhere."""

    task: Task
    size: int = 0
    future: Any = None
    came: Event = field(default_factory=Event)

    def awaited(self, seconds: float) -> bool:
        """Whether the answer is there, or is within some seconds. One that was lost with its worker is to come once more."""
        if self.future is not None and self.future.status in ("pending", "lost"):
            self.came.clear()
            self.future.add_done_callback(lambda _: self.came.set())
            return self.came.wait(seconds)
        return True


class _Reading(WorkerPlugin):
    """What a worker reads with, sent once to each of them, those that come later too."""

    def __init__(self, tools: Tools) -> None:
        self._version, self._packed = __version__, pickle.dumps(tools)
        self._tools: Tools | None = None
        self._lock: Any = None

    def setup(self, worker: Any) -> None:
        self._lock = Lock()

    def read(self, task: Task) -> bytes:
        """Return what comes of a file. One at a time: an extractor is not for several threads at once."""
        _check_edgewise(self._version)  # it may have come later
        with self._lock:
            self._tools = self._tools or pickle.loads(self._packed)
            return pickle.dumps([outcome for _, outcome in outcomes([task], self._tools)])


class Cluster:
    """Reads with the workers of the cluster at an address (tcp://HOST:PORT). Bytes of files go there, and what was read comes back.

    Every worker needs the same edgewise, and is asked for it before the first file goes out. A worker that is lost loses nothing: what
    it had is read by another, and only what comes back is kept, so nothing comes twice. A scheduler runs what anybody who reaches it
    sends: it is for a network that one trusts.
    """

    def __init__(self, address: str, watch: Watch, answers: float = ANSWERS) -> None:
        self._address, self._watch, self._answers = address, watch, answers
        self._sent: deque[_Sent] = deque()

    def run(self, tasks: Iterable[Task], tools: Tools) -> Generator[tuple[Task, Outcome]]:
        with self._connected() as client:
            name = f"edgewise-{secrets.token_hex(8)}"
            ahead = AHEAD * sum(client.nthreads().values())
            client.register_plugin(_Reading(tools), name=name)
            try:
                for number, task in enumerate(tasks):
                    self._sent.append(self._send(client, name, number, task, tools))
                    while not self._watch.stopped() and self._is_much(ahead):
                        yield from self._due(client, tools)
                    if self._watch.stopped():
                        return
                while self._sent and not self._watch.stopped():
                    yield from self._due(client, tools)
            finally:
                client.cancel([one.future for one in self._sent if one.future is not None])
                if client.status == "running":
                    client.unregister_worker_plugin(name)

    def _send(self, client: Any, name: str, number: int, task: Task, tools: Tools) -> _Sent:
        try:
            data = bytes_of(task.place, tools.profiles)
        except DocumentError:
            return _Sent(task)
        sent = _Sent(task, len(data))
        sent.future = client.submit(_read, name, replace(task, data=data), key=f"{name}-{number}", pure=False)
        return sent

    def _is_much(self, ahead: int) -> bool:
        """Whether as much is under way as is to be at a time."""
        return len(self._sent) >= ahead or (len(self._sent) > 1 and sum(one.size for one in self._sent) > AWAY)

    def _due(self, client: Any, tools: Tools) -> Iterator[tuple[Task, Outcome]]:
        """Yield what came of the first file that is under way, when it did."""
        first = self._sent[0]
        ticks = 0
        while not first.awaited(TICK):
            if self._watch.stopped():
                return
            ticks += 1
            if ticks % _LONELY == 0 and not client.nthreads():
                self._watch.say(f"the cluster at {self._address} has no worker left; waiting for one (`dask worker {self._address}`)")
        self._sent.popleft()
        for outcome in self._answer(first, tools):
            yield first.task, outcome

    def _answer(self, sent: _Sent, tools: Tools) -> Iterable[Outcome]:
        if sent.future is None:
            return [outcome for _, outcome in outcomes([sent.task], tools)]
        if sent.future.status == "cancelled":
            raise WorkerError(f"the cluster at {self._address} was lost; what was read is kept, and the same command goes on from there")
        try:
            answer: list[Outcome] = pickle.loads(sent.future.result())
        except KilledWorker:
            place = sent.task.place
            reason = "every worker that read it died; leave it out, or split it"
            return [Unread(str(place.path), reason, locator_of(place.path, place.root)), Done("")]
        return answer

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """Lend a client of the cluster. Raises WorkerError where there is none, or it cannot read as this process would."""
        connect: Any = Client  # its types are half given
        try:
            client = connect(self._address, timeout=self._answers, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise WorkerError(
                f"no scheduler answers at {self._address}; start one with `dask scheduler`, and workers with `dask worker {self._address}`"
            ) from problem
        try:
            self._check(client)
            yield client
        finally:
            client.close()

    def _check(self, client: Any) -> None:
        """Refuse a cluster without workers, and one of other versions."""
        versions = client.get_versions()
        if not versions["workers"]:
            raise WorkerError(f"the cluster at {self._address} has no worker; start some with `dask worker {self._address}`")
        ours = _alike(versions["client"])
        for who, theirs in (("scheduler", versions["scheduler"]), *versions["workers"].items()):
            if differing := {f"{name} {version}" for name, version in _alike(theirs).items() if version != ours[name]}:
                here = one_of(f"{name} {version}" for name, version in ours.items())
                raise WorkerError(f"{who} of the cluster has {one_of(differing)}, here it is {here}; install the same there")
        try:
            client.run(_check_edgewise, __version__)
        except ModuleNotFoundError as problem:
            raise WorkerError(f"a worker of the cluster at {self._address} has no edgewise ({problem}); install it there") from problem


def _check_edgewise(version: str) -> None:
    """Runs on every worker."""
    if version != __version__:
        raise WorkerError(f"a worker of the cluster has edgewise {__version__}, here it is {version}; install the same there")


def _alike(versions: Mapping[str, Any]) -> dict[str, str]:
    packages = {name: str(versions["packages"].get(name)) for name in _ALIKE}
    return packages | {"python": ".".join(packages["python"].split(".")[:2])}


def _read(name: str, task: Task) -> bytes:
    """Runs on a worker."""
    reading: Any = get_worker().plugins[name]
    answer: bytes = reading.read(task)
    return answer
