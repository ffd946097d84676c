import filecmp

from geo.layers import read as layers
from geo.records import schema
from tests.golden.make import RECORDS as COPIED  # noqa: F401 (by the fixture `copy`)


def test_check_counts_what_it_checked(run_command):
    status, out, err = run_command("check")
    assert (status, err) == (0, "")
    assert out.endswith(" sources: no faults\n")
    assert " agreements, " in out
    assert " events, " in out


def test_check_gives_what_the_events_leave_open(run_command):
    status, out, err = run_command("check", "--coverage")
    assert (status, err) == (0, "")
    first, second, *_ = out.splitlines()
    assert first.endswith("no faults")
    assert second.startswith("2014-05 to 20")


def test_check_compares_sources_with_a_saved_list(run_command, tmp_path, monkeypatch):
    monkeypatch.setattr("socket.socket", None)  # nothing can go online
    links = tmp_path / "links.txt"
    links.write_text(
        "https://www.refworld.org/docid/5405ce2ed.html 404\nhttps://no.example/ 200\n"
    )
    status, out, err = run_command("check", "--links", str(links))
    assert (status, err) == (0, "")
    first, listed, gone, *counts = out.splitlines()
    assert first.endswith("no faults")
    assert listed.startswith("1 of ")
    assert "refworld-cpj-2014-08-08 is gone (404); archived copy: https://" in gone
    assert counts[-1] == "1 address of the list is of no source"


def test_check_refuses_a_list_that_is_none(run_command, tmp_path):
    links = tmp_path / "links.txt"
    links.write_text("not a list\n")
    status, out, err = run_command("check", "--links", str(links))
    assert (status, out) == (1, "")
    assert err.startswith(f"{links} line 1: ")


def test_check_as_a_process_prints_each_fault_on_standard_error(copy, process):
    copy.set("places", 3, kind="castle", lat="95")
    copy.set("control", 7, status="mine", confidence="certain")
    done = process("check", "--records", str(copy.folder))
    assert (done.returncode, done.stdout) == (1, b"")
    lines = done.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "places.csv 3 kind",
        "places.csv 3 lat",
        "control.csv 7 confidence",
        "control.csv 7 status",
    ]
    assert lines[0].startswith("places.csv 3 kind: 'castle', must be one of city, ")


def test_check_refuses_bytes_that_no_terminal_shows(copy, process):
    data = copy.path("actors").read_bytes()
    copy.path("actors").write_bytes(b"\xff\xfe" + data)
    done = process("check", "--records", str(copy.folder))
    assert done.returncode == 1
    assert b"actors.csv 1 " in done.stderr
    assert b"Traceback" not in done.stderr


def test_build_writes_the_layers(run_command, tmp_path, built):
    status, out, err = run_command("build", "--out", str(tmp_path))
    assert (status, err) == (0, "")
    assert out == f"{len(layers.NAMES)} layers written to {tmp_path}\n"
    names = [path.name for path in built.iterdir()]
    assert filecmp.cmpfiles(tmp_path, built, names, shallow=False) == (names, [], [])


def test_build_refuses_broken_records_and_keeps_the_layers(run_command, copy, tmp_path):
    copy.set("places", 3, kind="castle")
    target = tmp_path / "layers"
    status, out, err = run_command(
        "build", "--records", str(copy.folder), "--out", str(target)
    )
    assert (status, out) == (1, "")
    assert err.startswith("places.csv 3 kind: 'castle'")
    assert not target.exists()


def test_build_into_a_file(run_command, tmp_path):
    target = tmp_path / "file"
    target.write_text("")
    status, _, err = run_command("build", "--out", str(target))
    assert status == 1
    assert "cannot be written: " in err


def test_codebook_prints_the_codebook(run_command):
    assert run_command("codebook") == (0, schema.codebook(), "")
