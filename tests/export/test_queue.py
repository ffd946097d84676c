"""Exports wait, are made, are stopped and leave nothing behind."""

import datetime as dt
import threading
from dataclasses import replace

import pytest

from geo.errors import ExportError, RequestError
from geo.export import queue as queues
from geo.export.queue import Exports, Queue
from geo.request import Request

POSTER = Request(dt.date(2019, 12, 19), paper="a2", dpi=600)
WAIT_S = 60
"""Far longer than anything here takes: a test that fails ends all the same."""


class Maker:
    """Makes files, each when a test allows it."""

    def __init__(self):
        self.begun: list[queues.Job] = []
        self.most = 0
        self._now = self._may_end = 0
        self._lock = threading.Condition()

    def release(self, count=1):
        """Let so many files be finished."""
        with self._lock:
            self._may_end += count
            self._lock.notify_all()

    def __call__(self, job):
        with self._lock:
            self.begun.append(job)
            self._now += 1
            self.most = max(self.most, self._now)
            self._lock.notify_all()
        job.when_stopped(lambda: self.release(0))
        job.path.with_name("scratch").write_bytes(b"half")
        with self._lock:
            assert self._lock.wait_for(
                lambda: job.stopped.is_set() or self._may_end, WAIT_S
            )
            if not job.stopped.is_set():
                self._may_end -= 1
            self._now -= 1
        if job.request.title == "bad":
            raise RequestError("address.no_tab", tab="x", known=["place"])
        if job.request.title == "broken":
            raise ZeroDivisionError
        if not job.stopped.is_set():
            job.path.write_bytes(b"whole")

    def wait_for(self, count):
        with self._lock:
            assert self._lock.wait_for(lambda: len(self.begun) >= count, WAIT_S)


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def queue(maker, tmp_path):
    return Queue(maker, tmp_path)


def ended(job):
    assert job.ended.wait(WAIT_S)
    return job.state


def test_ten_posters_are_made_one_after_the_other(queue, maker, tmp_path):
    jobs = [queue.add(None, POSTER, "png") for _ in range(10)]
    assert [queue.ahead(job) for job in jobs] == [*range(10)]
    for count in range(1, 11):
        maker.wait_for(count)
        assert sum(job.state == "running" for job in jobs) == 1
        maker.release()
        assert ended(jobs[count - 1]) == "done"
    assert maker.most == 1
    assert maker.begun == jobs
    assert [job.path.read_bytes() for job in jobs] == [b"whole"] * 10
    for job in jobs:
        queue.drop(job)
    assert [*tmp_path.iterdir()] == []


def test_who_comes_when_too_many_wait_is_turned_away(maker, tmp_path):
    queue = Queue(maker, tmp_path, slots=2, most_waiting=1)
    jobs = [queue.add(None, POSTER, "png") for _ in range(3)]
    with pytest.raises(ExportError, match="try again"):
        queue.add(None, POSTER, "png")
    queue.drop(jobs[2])
    again = queue.add(None, POSTER, "png")
    for job in (*jobs[:2], again):
        queue.drop(job)
        ended(job)
    assert [*tmp_path.iterdir()] == []


def test_a_stopped_one_leaves_nothing_and_makes_room(queue, maker, tmp_path):
    first, second, third = (queue.add(None, POSTER, "png") for _ in range(3))
    maker.wait_for(1)
    queue.drop(second)  # while it waits
    assert ended(second) == "stopped"
    queue.drop(first)  # while it is made
    assert ended(first) == "stopped"
    assert not first.folder.exists()
    maker.wait_for(2)
    assert maker.begun == [first, third]
    maker.release()
    assert ended(third) == "done"
    assert [*tmp_path.iterdir()] == [third.folder]


def test_one_that_is_stopped_when_its_file_is_just_there_leaves_nothing(tmp_path):
    def make(job):
        job.path.write_bytes(b"whole")
        queue.drop(job)

    queue = Queue(make, tmp_path)
    assert ended(queue.add(None, POSTER, "png")) == "stopped"
    assert [*tmp_path.iterdir()] == []


def test_what_ends_a_job_is_done_even_if_it_is_named_late(tmp_path):
    job = queues.Job(None, POSTER, "png", tmp_path)
    job.stop()
    calls = []
    job.when_stopped(lambda: calls.append(1))
    assert calls == [1]


@pytest.mark.parametrize(
    ("title", "says"), [("bad", "no tab"), ("broken", "could not be made")]
)
def test_one_that_fails_says_why_and_lets_the_next_begin(
    queue, maker, tmp_path, title, says
):
    bad = queue.add(None, replace(POSTER, title=title), "png")
    good = queue.add(None, POSTER, "png")
    maker.release(2)
    assert ended(bad) == "failed"
    assert says in str(bad.fault)
    assert ended(good) == "done"
    assert [*tmp_path.iterdir()] == [good.folder]


def test_a_reader_has_few_at_a_time_and_keeps_the_last_files(queue, maker, tmp_path):
    one, other = Exports(queue), Exports(queue)
    for _ in range(queues.MOST_EACH):
        one.add(None, POSTER, "png")
    with pytest.raises(ExportError, match="of yours are"):
        one.add(None, POSTER, "png")
    other.add(None, POSTER, "png")
    maker.release(20)
    first = one.jobs[0]
    for job in [*one.jobs, *other.jobs]:
        assert ended(job) == "done"
    for _ in range(queues.MOST_KEPT):
        ended(one.add(None, POSTER, "png"))
    assert first not in one.jobs
    assert not first.folder.exists()
    assert len(one.jobs) <= queues.MOST_KEPT + 1
    one.close()
    assert [*tmp_path.iterdir()] == [other.jobs[0].folder]


class Clock:
    """Timers that run out when a test says so."""

    def __init__(self):
        self.waiting = []

    def __call__(self, seconds, do):
        assert seconds == queues.GRACE_SECONDS
        return Clock.Timer(self, do)

    class Timer:
        def __init__(self, clock, do):
            self.clock, self.do = clock, do

        def start(self):
            self.clock.waiting.append(self)

        def cancel(self):
            self.clock.waiting.remove(self)


def test_a_closed_page_stops_and_sweeps_what_is_its_own(queue, maker, tmp_path):
    clock = Clock()
    reader, other = Exports(queue, clock), Exports(queue, clock)
    jobs = [reader.add(None, POSTER, "png"), reader.add(None, POSTER, "png")]
    theirs = other.add(None, POSTER, "png")
    reader.leave()
    reader.stay()  # the connection was gone for a moment
    assert clock.waiting == []
    assert [job.is_active for job in jobs] == [True, True]
    reader.leave()
    clock.waiting.pop().do()
    assert [ended(job) for job in jobs] == ["stopped", "stopped"]
    assert reader.jobs == []
    maker.release()
    assert ended(theirs) == "done"
    assert [*tmp_path.iterdir()] == [theirs.folder]


def test_when_the_server_ends_all_is_stopped_and_swept(queue, tmp_path):
    jobs = [queue.add(None, POSTER, "png") for _ in range(3)]
    queue.close()
    assert [job.state for job in jobs] == ["stopped"] * 3
    assert [*tmp_path.iterdir()] == []
