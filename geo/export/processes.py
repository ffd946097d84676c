"""Makes files in processes beside the page's, bounded in memory and time.

Drawing in the page's own process would hold its interpreter's lock and make every
reader wait. A process is sent the atlas that the page shows, once, and then makes one
file after another of it. The processes of a `WorkerPool` are kept for what is soon
made, such as previews; a film or a poster has a process of its own, which may take
more.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO, Any, cast
from weakref import WeakKeyDictionary

import attrs

from geo.bounds import sandbox
from geo.errors import ExportError
from geo.export.previews import Key, Prospect, key_of
from geo.export.queue import Job
from geo.export.worker import KNOWN, SHEETS
from geo.pictures.film import cores
from geo.query.atlas import Atlas
from geo.request import Request

COMMAND = (sys.executable, "-m", "geo.export.worker")

IDLE_SECONDS = 600
"""An idle process is ended after this time."""

MOST = 4
"""The most processes of a pool, or as many as there are cores if these are fewer."""


@attrs.frozen
class Bounds:
    """What a process may take.

    Attributes
    ----------
    memory : int
        Bytes of its own.
    seconds : float
        For one file.
    niceness : int
        How far it gives way to others: the page goes first.
    cores : int
        On which it may run.
    """

    memory: int
    seconds: float
    niceness: int
    cores: int


HALF = max(1, cores() // 2)

LONG = Bounds(3_200_000_000, 1200, 10, HALF)
"""For films and posters."""

SHORT = Bounds(1_200_000_000, 120, 5, cores())
"""For previews, and files that are made at a click, each of which works on one core.

The page goes first, and a busy machine is slow."""

OnProgress = Callable[[Mapping[str, Any]], object]


def _ignore(_message: Mapping[str, Any]) -> None:
    """Do nothing with a message on progress."""


class Process:
    """A process that makes one file after another.

    Parameters
    ----------
    bounds : Bounds
    folder : pathlib.Path, optional
        Where it writes what it needs for a while; it goes with a server that is killed.
    command : sequence of str
        Starts it.

    Attributes
    ----------
    sheets : collections.deque of tuple
        The keys of the last previews: of these it makes the file sooner than another.
    """

    def __init__(
        self,
        bounds: Bounds,
        folder: Path | None = None,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._bounds = bounds
        self._known: OrderedDict[int, None] = OrderedDict()
        self._is_late = self._is_last = False
        self.sheets: deque[Key] = deque(maxlen=SHEETS)
        arguments = (bounds.memory, bounds.niceness, bounds.cores, folder or "")
        self._process = subprocess.Popen(
            [*command, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ
            | sandbox.environment()
            | ({"TMPDIR": str(folder)} if folder else {}),
            start_new_session=True,
        )

    @property
    def is_alive(self) -> bool:
        """Whether it can take another task."""
        return not self._is_last and self._process.poll() is None

    def run(
        self, atlas: Atlas, task: Mapping[str, Any], on_progress: OnProgress = _ignore
    ) -> Mapping[str, Any]:
        """Send a task, and wait for the answer.

        Parameters
        ----------
        atlas : geo.query.atlas.Atlas
            What it is made from.
        task : mapping
            As JSON has it, see `geo.export.worker`.
        on_progress : callable
            Called with each message before the answer: how far it has come.

        Returns
        -------
        mapping
            The answer.

        Raises
        ------
        GeoError
            If it cannot be made; the message says why.
        """
        timer = threading.Timer(self._bounds.seconds, self._end_late)
        timer.daemon = True
        timer.start()
        answer: Mapping[str, Any] = {}
        with suppress(OSError):  # It has ended: so do its messages.
            self._send(atlas, task)
        for message in _messages(cast(IO[bytes], self._process.stdout)):
            if message.keys() & {"done", "error", "fault"}:
                answer = message
                break
            on_progress(message)
        timer.cancel()
        self._is_last = not answer or bool(answer.get("last"))
        if self._is_late:
            minutes = round(self._bounds.seconds / 60)
            raise ExportError("queue.too_long", count=minutes)
        if "error" in answer:
            raise ExportError("queue.refused", text=answer["error"])
        if "done" not in answer:
            raise ExportError(answer.get("fault", "queue.ended"))
        return answer

    def _send(self, atlas: Atlas, task: Mapping[str, Any]) -> None:
        stdin = cast(IO[bytes], self._process.stdin)
        number, stock = _number(atlas), b""
        if number not in self._known:
            stock = pickle.dumps((atlas.records, dict(atlas.frames)))
        self._known[number] = None
        self._known.move_to_end(number)
        while len(self._known) > KNOWN:  # as the process does
            self._known.popitem(last=False)
        task = {**task, "atlas": number, "bytes": len(stock)}
        # It stays open: once it is closed, the process ends itself.
        stdin.write(json.dumps(task).encode() + b"\n" + stock)
        stdin.flush()

    def make(self, job: Job) -> None:
        """Write the file of a job, and count in the job the pictures that are drawn.

        Raises
        ------
        GeoError
            As `run`.
        """

        def count_pictures(message: Mapping[str, Any]) -> None:
            job.drawn = message.get("drawn", job.drawn)
            job.count = message.get("count", job.count)

        assert job.atlas is not None
        atlas = job.atlas.known_on(job.request.known_on)
        self.run(atlas, task_of(job), count_pictures)

    def _end_late(self) -> None:
        self._is_late = True
        self.kill()

    def kill(self) -> None:
        """Kill it and all that it started, even in the middle of a task."""
        if hasattr(os, "killpg"):
            # The group bears the name of the process, its own until waited for.
            if self._process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def end(self) -> None:
        """Kill it, and free what it holds here: it takes no more tasks."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast(IO[bytes], pipe).close()


def task_of(job: Job) -> dict[str, Any]:
    """Return the task that makes the file of a job."""
    task = _task("make", job.request, job.form) | {"path": str(job.path)}
    return task | ({"own": job.own} if job.own else {})


def _task(kind: str, request: Request, form: str) -> dict[str, Any]:
    return {"kind": kind, "request": request.as_json(), "form": form}


_NUMBERS: "WeakKeyDictionary[Atlas, int]" = WeakKeyDictionary()
_NEW = count(1)
_NUMBERING = threading.Lock()


def _number(atlas: Atlas) -> int:
    """Return the number of an atlas in tasks; a new atlas gets the next one."""
    with _NUMBERING:
        if atlas not in _NUMBERS:
            _NUMBERS[atlas] = next(_NEW)
        return _NUMBERS[atlas]


def _messages(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the messages among lines; libraries may print lines in between."""
    for line in lines:
        with suppress(ValueError):
            message = json.loads(line)
            if isinstance(message, dict):
                yield message


def run(job: Job, start: Callable[[Bounds, Path], Process] = Process) -> None:
    """Make the file of a job in a process of its own, and wait for it.

    Parameters
    ----------
    job : geo.export.queue.Job
        When it is stopped, all processes end.
    start : callable
        Starts a process.

    Raises
    ------
    GeoError
        If it cannot be made; the message says why.
    """
    process = start(LONG, job.folder)
    job.when_stopped(process.kill)
    try:
        process.make(job)
    finally:
        process.end()


class WorkerPool:
    """A few processes that are kept, each of which does one task at a time.

    They are started when they are needed; one that has ended, whatever ended it, is
    replaced at the next task.

    Parameters
    ----------
    most : int
        Number of processes.
    start : callable
        Starts one.
    """

    def __init__(
        self,
        most: int = min(MOST, cores()),
        start: Callable[[Bounds], Process] = Process,
    ) -> None:
        self.most = most
        self._start = start
        self._turns = threading.BoundedSemaphore(most)
        self._lock = threading.Lock()
        self._idle: list[Process] = []
        self._is_closed = False
        self._timer: threading.Timer | None = None

    def run(self, job: Job) -> None:
        """Make the file of a job, and wait for it.

        Parameters
        ----------
        job : geo.export.queue.Job
            When it is stopped its process ends.

        Raises
        ------
        GeoError
            If it cannot be made; the message says why.
        """
        with self._process(key_of(job.request, job.form)) as process:
            job.when_stopped(process.kill)
            try:
                process.make(job)
            finally:
                job.when_stopped(None)  # It makes something else next.

    def preview(self, atlas: Atlas, request: Request, form: str) -> Prospect:
        """Return what a file will show, as `geo.export.previews.prospect` does.

        Raises
        ------
        GeoError
            If it cannot be made; the message says why.
        """
        key = key_of(request, form)
        with self._process(key) as process:
            answer = process.run(atlas, _task("preview", request, form))
            process.sheets.append(key)
        return Prospect.from_json(answer["done"])

    @contextmanager
    def _process(self, sheet: Key) -> Iterator[Process]:
        """Yield a process that does no other task meanwhile."""
        with self._turns:
            process = self._taken(sheet)
            try:
                yield process
            finally:
                self._put_back(process)

    def _taken(self, sheet: Key) -> Process:
        """Return an idle process, one that has drawn a sheet if there is one."""
        with self._lock:
            self._idle.sort(key=lambda one: sheet in one.sheets)
            while self._idle:
                process = self._idle.pop()
                if process.is_alive:
                    return process
        return self._start(SHORT)

    def _put_back(self, process: Process) -> None:
        with self._lock:
            if process.is_alive and not self._is_closed:
                self._idle.append(process)
            else:
                process.end()
            if self._timer:
                self._timer.cancel()
            self._timer = threading.Timer(IDLE_SECONDS, self.rest)
            self._timer.daemon = True
            self._timer.start()

    def rest(self) -> None:
        """End idle processes; others are started when they are needed."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()

    def close(self) -> None:
        """End idle processes, and the others once their task is done."""
        with self._lock:
            self._is_closed = True
        self.rest()
