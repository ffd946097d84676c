"""An export in a process of its own: what it reports, and how it is ended.

The process is a few lines that need no atlas; the page's test has the real one.
"""

import datetime as dt
import json
import os
import select
import sys
import threading

import pytest

from geo.errors import ExportError, RequestError
from geo.export import worker
from geo.export.queue import Job
from geo.request import Request, from_json

FILM = Request(dt.date(2019, 12, 19), since=dt.date(2019, 12, 1), language="ar")
WAIT_S = 60


@pytest.fixture
def job(tmp_path):
    job = Job(FILM, "mp4", tmp_path)
    job.folder.mkdir()
    return job


def command(code):
    return (sys.executable, "-S", "-c", f"import os, sys\n{code}")


def test_it_gets_the_request_and_writes_within_its_folder(job):
    worker.run(
        job,
        command(
            "open(sys.argv[1], 'w').write(sys.stdin.readline())\n"
            "open(os.environ['TMPDIR'] + '/scratch', 'w')\n"
            'print(\'{"drawn": 0, "count": 7}\')\nprint("a warning")\nprint("7")\n'
            'print(\'{"drawn": 5, "count": 7}\')'
        ),
    )
    asked = json.loads(job.path.read_text())
    assert from_json(asked["request"]) == FILM
    assert asked["form"] == "mp4"
    assert (job.folder / "scratch").exists()
    assert (job.drawn, job.count) == (5, 7)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ('print(\'{"error": "no film"}\'); sys.exit(1)', "no film"),
        ("os.kill(os.getpid(), 9)", "من خارج الأطلس"),
        ("sys.exit(3)", "من خارج الأطلس"),
    ],
)
def test_it_says_why_it_failed(job, code, says):
    with pytest.raises(ExportError) as error:
        worker.run(job, command(code))
    assert says in error.value.text("ar")


FAMILY = """
child = os.fork()
if not child:
    sys.stdin.readline(); os.read(0, 1); os._exit(0)
open(sys.argv[1] + '.pids', 'w').write(f'{os.getpid()} {child}')
print('{"drawn": 1, "count": 9}', flush=True)
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

    monkeypatch.setattr(worker, "_messages", messages)
    stop = threading.Thread(target=lambda: (begun.wait(WAIT_S), job.stop()))
    stop.start()
    with pytest.raises(ExportError):
        worker.run(job, command(FAMILY))
    stop.join()
    pids = job.path.with_name("file.pids").read_text().split()
    assert all(gone(int(pid)) for pid in pids)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no Linux")
def test_it_is_stopped_when_it_takes_too_long(job):
    with pytest.raises(ExportError, match="minute"):
        worker.run(job, command("sys.stdin.readline(); os.fork(); os.read(0, 1)"), 0.05)


def test_in_the_process_the_file_is_made_and_each_picture_reported(
    tmp_path, monkeypatch, capsys
):
    def make(_atlas, request, form, bar):
        assert request == FILM
        return f"{form} {[*bar(iter('abc'), 3)]}".encode()

    monkeypatch.setattr(worker, "make", make)
    monkeypatch.setattr(worker, "load", lambda: None)
    path = tmp_path / "film"
    described = worker._described(Job(FILM, "gif", tmp_path))
    assert worker.main(path, described) == 0
    assert path.read_bytes() == b"gif ['a', 'b', 'c']"
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"drawn": n, "count": 3} for n in range(4)]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (RequestError("address.no_tab", tab="x", known=[]), "تبويب"),
        (MemoryError(), "ذاكرة"),
    ],
)
def test_in_the_process_a_fault_is_reported(tmp_path, monkeypatch, capsys, error, says):
    def make(*_):
        raise error

    monkeypatch.setattr(worker, "make", make)
    monkeypatch.setattr(worker, "load", lambda: None)
    described = worker._described(Job(FILM, "gif", tmp_path))
    assert worker.main(tmp_path / "film", described) == 1
    assert says in json.loads(capsys.readouterr().out)["error"]
    assert not (tmp_path / "film").exists()
