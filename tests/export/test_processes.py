"""Files made in processes beside the page: their messages, and how they are ended.

Most processes here are a few lines that need no atlas; one test has the real one.
"""

import datetime as dt
import json
import os
import pickle
import select
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from geo import export
from geo.errors import ExportError
from geo.export import previews, processes
from geo.export.processes import LONG, Process, WorkerPool
from geo.export.queue import Job, Queue
from geo.query.atlas import Atlas
from geo.request import Request, from_json

FILM = Request(dt.date(2019, 12, 19), since=dt.date(2019, 12, 1), language="ar")
SMALL = Request(dt.date(2019, 12, 19), ("places",), size_px=(400, 400))
WAIT_S = 60


class SimpleAtlas(SimpleNamespace):
    """Records and layers that are sent to a process."""

    def __init__(self, frames, records):
        super().__init__(frames=frames, records=records)

    __hash__ = object.__hash__

    def known_on(self, _):
        return self


@pytest.fixture
def bare():
    """An atlas with nothing in it."""
    return SimpleAtlas({"places": 1}, "records")


@pytest.fixture
def job(tmp_path, bare):
    job = Job(bare, FILM, "mp4", tmp_path)
    job.folder.mkdir()
    return job


SERVES = """
import json, os, pickle, sys
stdin = sys.stdin.buffer
def next_task():
    task = json.loads(stdin.readline())
    return task, stdin.read(task["bytes"])
def say(**message):
    print(json.dumps(message), flush=True)
"""


def lines(code, bounds=LONG):
    """Return what starts a process of a few lines."""
    command = (sys.executable, "-S", "-c", SERVES + code)
    return lambda _bounds, folder=None: Process(bounds, folder, command)


def test_it_gets_the_request_and_the_atlas_and_writes_within_its_folder(job):
    processes.run(
        job,
        lines(
            "task, stock = next_task()\n"
            "content = json.dumps([task, pickle.loads(stock)])\n"
            "open(task['path'], 'w').write(content)\n"
            "open(os.environ['TMPDIR'] + '/scratch', 'w')\n"
            "say(drawn=0, count=7)\nprint('a warning')\nprint('7')\n"
            "say(drawn=5, count=7)\nsay(done=True)\nasked()"
        ),
    )
    task, stock = json.loads(job.path.read_text())
    assert from_json(task["request"]) == FILM
    assert task["form"] == "mp4"
    assert stock == ["records", {"places": 1}]
    assert (job.folder / "scratch").exists()
    assert (job.drawn, job.count) == (5, 7)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("next_task(); say(error='no film')", "no film"),
        ("next_task(); say(fault='queue.memory', last=True)", "ذاكرة"),
        ("os.kill(os.getpid(), 9)", "من خارج الأطلس"),
        ("next_task(); sys.exit(3)", "من خارج الأطلس"),
    ],
)
def test_it_says_why_it_failed(job, code, says):
    with pytest.raises(ExportError) as error:
        processes.run(job, lines(code))
    assert says in error.value.text("ar")


FAMILY = """
task, _ = next_task()
child = os.fork()
if not child:
    os.read(0, 1); os._exit(0)
open(task["path"] + '.pids', 'w').write(f'{os.getpid()} {child}')
say(drawn=1, count=9)
os.waitpid(child, 0)
"""


def gone(pid: int) -> bool:
    """Wait for a process, of which nobody may be the parent, to end."""
    try:
        ends = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    with os.fdopen(ends):
        return bool(select.select([ends], [], [], WAIT_S)[0])


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no Linux")
def test_when_it_is_stopped_all_its_processes_end(job, monkeypatch):
    begun = threading.Event()

    def messages(lines):
        for line in lines:
            begun.set()
            yield json.loads(line)

    monkeypatch.setattr(processes, "_messages", messages)
    stop = threading.Thread(target=lambda: (begun.wait(WAIT_S), job.stop()))
    stop.start()
    with pytest.raises(ExportError):
        processes.run(job, lines(FAMILY))
    stop.join()
    pids = job.path.with_name("file.pids").read_text().split()
    assert all(gone(int(pid)) for pid in pids)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no Linux")
def test_it_is_stopped_when_it_takes_too_long(job):
    soon = processes.Bounds(LONG.memory, 0.05, 0, 1)
    with pytest.raises(ExportError, match="minute"):
        processes.run(job, lines("next_task(); os.fork(); os.read(0, 1)", soon))


ECHO = """
while True:
    task, stock = next_task()
    if task["form"] == "gif":
        os.kill(os.getpid(), 9)
    if task["form"] == "mp4":
        say(drawn=1, count=2)
        next_task()
    state = [os.getpid(), task["atlas"], len(stock)]
    open(task["path"], "w").write(json.dumps(state))
    say(done=True, last=task["form"] == "svg")
"""


class Desk:
    """A queue whose jobs a pool does in processes of a few lines."""

    def __init__(self, folder):
        self.workers = WorkerPool(1, lines(ECHO))
        self.queue = Queue(self.workers.run, folder)

    def begin(self, atlas, form="png"):
        return self.queue.add(atlas, SMALL, form)

    def made(self, atlas, form="png"):
        job = self.begin(atlas, form)
        assert job.ended.wait(WAIT_S)
        assert job.fault is None, job.fault
        return json.loads(job.path.read_text())


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.queue.close()
    desk.workers.close()


def test_one_process_makes_all_and_is_sent_each_atlas_once(desk, bare):
    others = [SimpleAtlas({"places": n}, "then") for n in range(2)]
    made = [desk.made(one) for one in (bare, bare, others[0], bare, *others, bare)]
    pids, numbers, lengths = zip(*made, strict=True)
    assert len({*pids}) == 1
    assert numbers[0] == numbers[1] == numbers[3] != numbers[2]
    # Of three it keeps two.
    assert [bool(length) for length in lengths] == [1, 0, 1, 0, 0, 1, 1]


@pytest.mark.parametrize("form", ["gif", "svg"])
def test_in_place_of_one_that_has_ended_there_is_a_new_one(desk, bare, form):
    first = desk.made(bare)
    job = desk.begin(bare, form)
    assert job.ended.wait(WAIT_S)
    if form == "gif":  # it was killed as it drew
        assert job.fault.key == "queue.ended"
    then = desk.made(bare)
    assert then[0] != first[0]
    assert then[1:] == first[1:]


def test_one_that_is_stopped_ends_its_process_and_the_next_has_another(desk, bare):
    begun = desk.begin(bare, "mp4")
    waits = desk.begin(bare)
    while not begun.drawn:
        assert begun.is_active
    assert desk.queue.ahead(waits) == 1
    desk.queue.drop(begun)
    assert begun.ended.wait(WAIT_S)
    assert begun.state == "stopped"
    assert waits.ended.wait(WAIT_S)
    assert waits.state == "done"
    waits.stop()  # which ends nothing any more
    assert desk.made(bare)[0] == json.loads(waits.path.read_text())[0]


def test_when_nobody_asks_for_anything_no_process_stays(desk, bare):
    first = desk.made(bare)
    desk.workers.rest()
    assert gone(first[0])
    assert desk.made(bare)[0] != first[0]


def test_a_file_is_made_by_the_process_that_drew_its_preview(bare, tmp_path):
    both, made = threading.Barrier(2), []

    class Drawer:
        is_alive = True
        end = kill = Mock()

        def __init__(self, _):
            self.sheets = []

        def run(self, *_):
            both.wait(WAIT_S)
            picture = {"picture": None, "features": {}, "manifest_bytes": 0}
            return {"done": picture}

        def make(self, job):
            made.append(self.sheets == [previews.key_of(job.request, job.form)])

    workers = WorkerPool(2, Drawer)
    requests = [SMALL, replace(SMALL, dark=True)]
    with ThreadPoolExecutor() as threads:
        shown = [threads.submit(workers.preview, bare, one, "pdf") for one in requests]
        assert [one.result(WAIT_S).features for one in shown] == [{}, {}]
    for request in (*requests, *requests, requests[0]):
        workers.run(Job(bare, request, "svg", tmp_path))
    assert made == [True] * 5


def test_a_file_made_beside_the_page_is_the_same_to_the_byte(world, tmp_path):
    """The one test of the whole: a real process, which then waits for more."""
    workers = WorkerPool(1)
    queue = Queue(workers.run, tmp_path)
    try:
        assert workers.preview(world, SMALL, "png").picture
        job = queue.add(world, SMALL, "png")
        assert job.ended.wait(3 * WAIT_S)
        assert job.state == "done", job.fault
        assert job.path.read_bytes() == export.make(world, SMALL, "png")
        shown = workers.preview(world, SMALL, "geojson")
        assert shown == previews.prospect(world, SMALL, "geojson")
    finally:
        queue.close()
        workers.close()


def test_an_atlas_can_be_sent_whatever_was_asked_of_it(world):
    assert world.finder, world.digests
    records, frames = pickle.loads(pickle.dumps((world.records, dict(world.frames))))
    assert Atlas(records, frames=frames).digests == world.digests
