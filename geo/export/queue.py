"""A queue of long exports: few are made at a time, each can be stopped."""

import logging
import shutil
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from geo.errors import ExportError, GeoError
from geo.export.forms import file_name
from geo.query.atlas import Atlas
from geo.request import Request

SLOTS = 1
"""The number of exports made at a time: the two cores serve readers too."""

MOST_WAITING = 10
"""The most exports that may wait; further ones are refused."""

MOST_EACH = 2
"""The most exports of one reader that may wait or be made."""

MOST_KEPT = 3
"""The number of finished files of one reader kept for download, the last ones."""

GRACE_SECONDS = 60
"""How long the exports of a reader whose connection broke are kept."""

END_SECONDS = 5
"""How long a server that ends waits for an export to end."""

WAITING, RUNNING, DONE, FAILED, STOPPED = (
    "waiting",
    "running",
    "done",
    "failed",
    "stopped",
)

_LOG = logging.getLogger(__name__)


class Job:
    """One export: a file that waits to be made, is being made, or is made.

    Attributes
    ----------
    atlas : geo.query.atlas.Atlas, optional
        What it is made from; none once it has been.
    request : geo.request.Request
    form : str
        Of `geo.export.FORMS`.
    own : list of mapping
        Of a saved map: layers of the reader's own, see `geo.web.html.html`.
    name : str
        Under which the file is saved.
    state : str
        ``waiting``, ``running``, ``done``, ``failed`` or ``stopped``.
    drawn, count : int
        Of a film: how many pictures are drawn, and of how many; 0: not yet known.
    fault : geo.errors.GeoError, optional
        Why it failed.
    folder : pathlib.Path
        Holds all that is written for it, and goes unless it is done.
    path : pathlib.Path
        The file.
    stopped, ended : threading.Event
        Set when it is to stop; and once it is done, failed, or stopped and swept.
    """

    def __init__(
        self, atlas: Atlas | None, request: Request, form: str, root: Path
    ) -> None:
        self.atlas, self.request, self.form = atlas, request, form
        self.own: list[Mapping[str, Any]] = []
        self.name = file_name(request, form)
        self.state = WAITING
        self.fault: GeoError | None = None
        self.drawn = self.count = 0
        self.folder = root / uuid4().hex
        self.path = self.folder / "file"
        self.stopped, self.ended = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._on_stop: Callable[[], object] | None = None
        self._when_ended: list[Callable[[], object]] = []

    @property
    def is_active(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in (WAITING, RUNNING)

    def when_stopped(self, end: Callable[[], object] | None) -> None:
        """Set what is called when the job is stopped; at once if it is already."""
        with self._lock:
            self._on_stop = end
            if end and self.stopped.is_set():
                end()

    def when_ended(self, act: Callable[[], object]) -> None:
        """Have something done once it has ended: at once if it has already."""
        with self._lock:
            if not self.ended.is_set():
                self._when_ended.append(act)
                return
        act()

    def end(self) -> None:
        """Note that it is done, failed, or stopped and swept."""
        with self._lock:
            self.ended.set()
            acts, self._when_ended = self._when_ended, []
        for act in acts:
            act()

    def stop(self) -> None:
        """Stop it; whoever makes it removes what was written."""
        with self._lock:
            self.stopped.set()
            if self._on_stop:
                self._on_stop()


class Queue:
    """Exports in the order of their requests, a few made at a time.

    Parameters
    ----------
    make : callable
        Writes the file of a job to its path. It runs in a thread of its own, says in
        the job how far it has come, and returns or raises once the job is stopped.
    root : pathlib.Path
        A folder in which each job has one of its own.
    slots, most_waiting : int
        How many are made at a time, and how many more may wait.
    """

    def __init__(
        self,
        make: Callable[[Job], None],
        root: Path,
        slots: int = SLOTS,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        self._make, self._root = make, root
        self._slots, self._most_waiting = slots, most_waiting
        self._lock = threading.Lock()
        self._waiting: deque[Job] = deque()
        self._running: set[Job] = set()

    def add(
        self,
        atlas: Atlas | None,
        request: Request,
        form: str,
        own: Sequence[Mapping[str, Any]] = (),
    ) -> Job:
        """Return a new job at the end of the queue.

        Parameters
        ----------
        atlas, request, form, own
            As those of `Job`.

        Raises
        ------
        ExportError
            If too many wait already.
        """
        job = Job(atlas, request, form, self._root)
        job.own = [*own]
        with self._lock:
            free = self._slots - len(self._running)
            if len(self._waiting) >= self._most_waiting + free:
                count = len(self._waiting)
                raise ExportError("queue.full", count=count)
            self._waiting.append(job)
            self._start_next()
        return job

    def ahead(self, job: Job) -> int:
        """Return how many others are made or wait before a job that waits."""
        with self._lock:
            if job not in self._waiting:
                return 0
            return len(self._running) + self._waiting.index(job)

    def drop(self, job: Job) -> None:
        """Stop a job, or sweep the file of one that is done."""
        with self._lock:
            running = job in self._running
            if running:
                job.stopped.set()
            else:
                job.state = STOPPED
            if job in self._waiting:
                self._waiting.remove(job)
        if running:
            job.stop()
            return
        shutil.rmtree(job.folder, ignore_errors=True)
        job.end()

    def close(self) -> None:
        """Stop all that wait or are made, and see them swept."""
        with self._lock:
            jobs = [*self._waiting, *self._running]
        for job in jobs:
            self.drop(job)
        for job in jobs:
            job.ended.wait(END_SECONDS)

    def _start_next(self) -> None:
        """Start waiting jobs while slots are free; the lock is held."""
        while self._waiting and len(self._running) < self._slots:
            job = self._waiting.popleft()
            self._running.add(job)
            job.state = RUNNING
            name = f"export {job.name}"
            threading.Thread(
                target=self._run, args=(job,), name=name, daemon=True
            ).start()

    def _run(self, job: Job) -> None:
        fault: GeoError | None = None
        try:
            job.folder.mkdir(parents=True)
            self._make(job)
        except GeoError as error:
            fault = error
        except Exception:  # the page's log has the rest
            _LOG.exception("%s cannot be made", job.name)
            fault = ExportError("queue.failed")
        if job.stopped.is_set() or fault:
            shutil.rmtree(job.folder, ignore_errors=True)
        with self._lock:
            self._running.discard(job)
            job.atlas = None  # lest what is shown no more be kept
            job.fault = fault
            job.state = FAILED if fault else DONE
            if late := job.stopped.is_set():
                job.fault, job.state = None, STOPPED
            self._start_next()
        if late:  # or it was stopped when its file had just been made
            shutil.rmtree(job.folder, ignore_errors=True)
        job.end()


class Timer(Protocol):
    """A timer that calls something later unless it is cancelled."""

    def start(self) -> None:
        """Start the timer."""

    def cancel(self) -> None:
        """Cancel the timer."""


def _timer(seconds: float, do: Callable[[], None]) -> Timer:
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    return timer


class Exports:
    """The exports of one reader.

    Parameters
    ----------
    queue : Queue
        That of all readers.
    timer : callable
        Of seconds and what to do then: returns what waits, as `threading.Timer`.
    """

    def __init__(
        self,
        queue: Queue,
        timer: Callable[[float, Callable[[], None]], Timer] = _timer,
    ) -> None:
        self.queue = queue
        self.jobs: list[Job] = []
        self._new_timer = timer
        self._timer: Timer | None = None
        self._lock = threading.Lock()

    def add(self, atlas: Atlas | None, request: Request, form: str) -> Job:
        """Have a file made; the oldest finished ones make room.

        Raises
        ------
        ExportError
            If this reader, or all readers together, wait for too many.
        """
        active = sum(job.is_active for job in self.jobs)
        if active >= MOST_EACH:
            raise ExportError("queue.most_each", count=active)
        job = self.queue.add(atlas, request, form)
        self.jobs.append(job)
        over = [job for job in self.jobs if not job.is_active]
        for old in over[: max(0, len(over) - MOST_KEPT)]:
            self.drop(old)
        return job

    def drop(self, job: Job) -> None:
        """Stop a job, or forget the file of one that is done."""
        if job in self.jobs:
            self.jobs.remove(job)
        self.queue.drop(job)

    def leave(self) -> None:
        """Drop all exports soon: the page was closed, or lost its connection."""
        with self._lock:
            self._timer = self._new_timer(GRACE_SECONDS, self.close)
            self._timer.start()

    def stay(self) -> None:
        """Keep the exports: the reader's page is connected again."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = None

    def close(self) -> None:
        """Stop and sweep all of them."""
        for job in [*self.jobs]:
            self.drop(job)
