"""Processes of this machine that read the files of a pile."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread
from traceback import format_exc

from ..errors import DocumentError, WorkerError
from ..loading import Unread, locator_of
from .steps import Done, Outcome, Task, Tools, outcomes
from .watch import Watch

SECONDS = 300.0  # for one document; a hundred pages of prose take some ten
HAND = 2  # files that a worker has at a time, so that it need not wait for the next
AHEAD = 100  # files for each worker that may be under way before the first of them is done
HELD = 64 * 1024 * 1024  # bytes of answers that wait for their turn
TICK = 0.5  # seconds between looks at the clock

_READY, _ANSWER, _DONE, _FAILED = b"R", b"A", b"D", b"F"  # how a message begins


@dataclass(slots=True, eq=False)
class _File:
    """A file under way: its answers that wait, how many came, how many of them come again, and how often a worker died over it."""

    task: Task
    answers: deque[bytes] = field(default_factory=deque)
    received: int = 0
    again: int = 0
    deaths: int = 0


@dataclass(slots=True, eq=False)
class _Worker:
    """A process; the files in its hand, of which it reads the first, since when; and those that it gets one at a time."""

    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    since: float = 0.0
    hand: deque[_File] = field(default_factory=deque)
    alone: deque[_File] = field(default_factory=deque)

    @property
    def room(self) -> int:
        return 0 if self.alone or any(file.deaths for file in self.hand) else HAND - len(self.hand)

    def give(self, file: _File, now: float) -> None:
        if not self.hand:
            self.since = now
        self.hand.append(file)
        with suppress(OSError):  # it is dead, which shows when it is listened to
            self.pipe.send(file.task)

    def end(self) -> None:
        self.process.kill()  # it keeps nothing that could be lost
        self.process.join()
        self.pipe.close()


class Workers:
    """Reads with some processes beside this one; each loads what reads once.

    A worker reads its files in their order, so that when it dies it is known which it was at: what it had in hand is read again, a file
    at a time, and a file over which a worker dies again is given up. A document that takes longer than `SECONDS` is given up with its
    worker. A worker is a fresh interpreter: nothing of the threads and locks of this one is in it.
    """

    def __init__(self, jobs: int, watch: Watch, now: Callable[[], float] = time.monotonic) -> None:
        self._jobs, self._watch, self._now = jobs, watch, now
        self._workers: list[_Worker] = []
        self._files: deque[_File] = deque()  # those that are not done, in order
        self._held = 0  # bytes of their answers
        self._tools = b""

    def run(self, tasks: Iterable[Task], tools: Tools) -> Generator[tuple[Task, Outcome]]:
        self._tools = pickle.dumps(tools)
        waiting = iter(tasks)
        try:
            self._workers = [self._started() for _ in range(self._jobs)]
            while not self._watch.stopped():
                self._give(waiting)
                if not self._files:
                    return
                self._listen()
                yield from self._due()
        finally:
            for worker in self._workers:
                worker.end()

    def _started(self) -> _Worker:
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, self._tools), daemon=True)
        with _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, waiting: Iterator[Task]) -> None:
        """Give each worker what it has room for, the one with the least in hand first."""
        for worker in self._workers:
            if worker.alone and not worker.hand:
                worker.give(worker.alone.popleft(), self._now())
        while len(self._files) < AHEAD * self._jobs and (free := [worker for worker in self._workers if worker.room > 0]):
            task = next(waiting, None)
            if task is None:
                return
            self._files.append(_File(task))
            max(free, key=lambda worker: worker.room).give(self._files[-1], self._now())

    def _listen(self) -> None:
        """Wait a little for answers; where too many wait for their turn, for those only whose turn it is. Then look at the clock."""
        heard = [worker for worker in self._workers if self._held < HELD or self._files[0] in worker.hand]
        ready = set(wait([worker.pipe for worker in heard], TICK))
        now = self._now()
        for worker in self._workers:
            if worker not in heard:
                worker.since = now  # it may be waiting for us
            elif worker.pipe in ready:
                try:
                    self._hear(worker, worker.pipe.recv_bytes())
                except (EOFError, OSError):
                    self._bury(worker)
            elif worker.ready and worker.hand and now - worker.since > SECONDS:
                worker.process.kill()
                self._give_up(worker.hand.popleft(), f"was still being read after {SECONDS:g} seconds; split it, or leave it out")
                self._replace(worker)

    def _hear(self, worker: _Worker, message: bytes) -> None:
        worker.since = self._now()
        kind = message[:1]
        if kind == _FAILED:
            raise pickle.loads(message[1:])
        if kind == _READY:
            worker.ready = True
            return
        file = worker.hand[0]
        if kind == _DONE:
            worker.hand.popleft()
        if file.again:
            file.again -= 1
            return
        file.received += 1
        self._put(file, message[1:])

    def _put(self, file: _File, answer: bytes) -> None:
        file.answers.append(answer)
        self._held += len(answer)

    def _due(self) -> Iterator[tuple[Task, Outcome]]:
        """Yield what came of the first files that are not done."""
        while self._files and self._files[0].answers:
            file = self._files[0]
            answer = file.answers.popleft()
            self._held -= len(answer)
            outcome: Outcome = pickle.loads(answer)
            if isinstance(outcome, Done):
                self._files.popleft()
            yield file.task, outcome

    def _bury(self, worker: _Worker) -> None:
        """Find out how a worker died, lay that to the file that it was at, and replace it."""
        worker.process.join()
        how = _how(worker.process.exitcode)
        if not worker.ready:
            raise WorkerError(f"a process that is to read documents {how} before it began; give --jobs 1 to do without")
        if worker.hand and self._watch.stopped():
            return
        if worker.hand:
            worker.hand[0].deaths += 1
            if worker.hand[0].deaths > 1:
                self._give_up(worker.hand.popleft(), f"the process that read it {how}, twice; leave it out, or split it")
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Start a worker in the place of another, and let it read again, a file at a time, what that one had in hand."""
        again = self._started()
        for file in (*worker.hand, *worker.alone):
            file.again = file.received
            again.alone.append(file)
        worker.end()
        self._workers[self._workers.index(worker)] = again

    def _give_up(self, file: _File, reason: str) -> None:
        place = file.task.place
        try:
            locator = locator_of(place.path, place.root)
        except DocumentError:
            locator = None
        self._put(file, pickle.dumps(Unread(str(place.path), reason, locator)))
        self._put(file, pickle.dumps(Done("")))


def _how(code: int | None) -> str:
    """How a process ended, in words."""
    if code is not None and code < 0:
        name = signal.strsignal(-code) or f"signal {-code}"
        return f"was killed ({name}{'; perhaps memory ran out' if -code == signal.SIGKILL else ''})"
    return f"ended with exit code {code}"


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C from what is started meanwhile, for good: this process alone says when its workers end."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, packed: bytes) -> None:
    """What a worker does: read the files that come through the pipe until it closes. An answer is on its way before the next document
    is begun, which may be its last."""
    with suppress(OSError):  # nobody is there any more
        try:
            tools = pickle.loads(packed)
            pipe.send_bytes(_READY)
            for _, outcome in outcomes(_given(pipe), tools):
                pipe.send_bytes((_DONE if isinstance(outcome, Done) else _ANSWER) + pickle.dumps(outcome))
        except OSError:
            raise
        except Exception as problem:
            pipe.send_bytes(_FAILED + _packed(problem))


def _given(pipe: Connection) -> Iterator[Task]:
    """Yield what there is to do. It is taken in while the one before is read: who sends waits for nobody, so that no two wait for each
    other."""
    waiting: SimpleQueue[Task | None] = SimpleQueue()

    def take() -> None:
        with suppress(EOFError, OSError):
            while True:
                waiting.put(pipe.recv())
        waiting.put(None)

    Thread(target=take, daemon=True).start()
    while (task := waiting.get()) is not None:
        yield task


def _packed(problem: Exception) -> bytes:
    """An exception for another process, with where it came from; its words alone where it does not travel."""
    problem.add_note(format_exc())
    try:
        packed = pickle.dumps(problem)
        pickle.loads(packed)
    except Exception:
        return pickle.dumps(WorkerError(f"{type(problem).__name__}: {problem}"))
    return packed
