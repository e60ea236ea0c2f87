"""Who reads the files of a pile: this process, others on this machine, or a cluster. What comes of it is the same."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from importlib.util import find_spec
from typing import Protocol

from ..errors import UsageError, WorkerError
from ..extract.in_order import waits
from .steps import Outcome, Task, Tools, outcomes
from .watch import Watch
from .workers import Workers

SMALL = 40  # files: reading fewer takes about as long as it takes others to get ready


class Runner(Protocol):
    """Takes files and yields what comes of each, in their order, `Done` last. Returns early once it is asked to stop.

    It takes no more files than it needs to be busy, and yields what it has when asked: memory does not grow with the pile.
    """

    def run(self, tasks: Iterable[Task], tools: Tools) -> Generator[tuple[Task, Outcome]]: ...


class Here:
    """This process reads, one file after the other."""

    def __init__(self, stopped: Callable[[], bool]) -> None:
        self._stopped = stopped

    def run(self, tasks: Iterable[Task], tools: Tools) -> Generator[tuple[Task, Outcome]]:
        for found in outcomes(tasks, tools):
            yield found
            if self._stopped():
                return


def runner_of(files: int, tools: Tools, jobs: int | None, cluster: str | None, watch: Watch) -> Runner:
    """Return who is to read so many files; `jobs` None: as many processes as pay.

    Raises UsageError where both are given, or the extractor waits for others rather than works: its threads do.
    """
    if cluster is not None:
        if jobs not in (None, 1):
            raise UsageError("give a number of jobs or a cluster, not both")
        if waits(tools.extractor):
            raise UsageError("a language model is asked from here, not from a cluster; leave --cluster out")
        if find_spec("distributed") is None:
            raise WorkerError("a cluster needs distributed, not installed here: pip install 'edgewise[cluster]'")
        from .cluster import Cluster

        return Cluster(cluster, watch)
    if jobs is None:
        jobs = 1 if files < SMALL or waits(tools.extractor) else cores()
    elif jobs > 1 and waits(tools.extractor):
        raise UsageError(
            "a language model is asked by threads of this process; EDGEWISE_LLM_PARALLEL says how many, --jobs is for the others"
        )
    return Workers(min(jobs, files), watch) if jobs > 1 else Here(watch.stopped)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
