"""The commands that write files and check them, as they are typed."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from geo import export
from geo.__main__ import main
from geo.export import writing
from geo.request import Request

ROOT = Path(__file__).parent.parent
DAY = "2019-12-19"
FEW = ["--layers", "tripoli_held,places"]


def run(capsys, *words: object) -> tuple[int, str, str]:
    """Run a command; return its status, and what it said on both streams."""
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def snapshot(capsys, path: Path, *more: object, day: str = DAY) -> tuple[int, str, str]:
    return run(capsys, "snapshot", "--date", day, "--out", path, *more)


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".geojson", ".gpkg"])
def test_a_snapshot_is_written_and_verified(capsys, tmp_path, ending):
    path = tmp_path / f"atlas{ending}"
    assert snapshot(capsys, path) == (0, f"{path} written\n", "")
    status, said, complaints = run(capsys, "verify", path)
    assert (status, complaints) == (0, "")
    assert said.startswith(f"{path}: same")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_every_option_reaches_the_file(capsys, tmp_path):
    path = tmp_path / "atlas.png"
    words = ["--layers", "places,tripoli_held", "--bbox", "12,31,16,33.5"]
    words += ["--lang", "ar", "--title", "خريطة", "--dark", "--size", "900x700"]
    words += ["--as-known-on", "2020-01-31", "--claimants", "libya,greece"]
    words += ["--against", "2019-04-03", "--compare", "changes"]
    words += ["--site", "https://atlas.example/"]
    status, _, complaints = snapshot(capsys, path, *words)
    assert (status, complaints) == (0, "")
    with Image.open(path) as picture:
        assert picture.size == (900, 700)
    told = json.loads(export.read_manifest(path.read_bytes(), "png"))["request"]
    assert told == told | {
        "day": DAY,
        "layers": ["tripoli_held", "places"],
        "view": {"west": 12.0, "south": 31.0, "east": 16.0, "north": 33.5},
        "language": "ar",
        "title": "خريطة",
        "dark": True,
        "known_on": "2020-01-31",
        "claimants": ["greece", "libya"],
        "against": "2019-04-03",
        "comparison": "changes",
        "site": "https://atlas.example/",
    }


def test_the_citation_goes_to_standard_output_alone(capsys, tmp_path):
    path = tmp_path / "atlas.geojson"
    status, said, complaints = snapshot(capsys, path, "--cite", "csl", *FEW)
    assert status == 0
    item = json.loads(said)[0]
    assert item["title"] == f"Libya Control Atlas: state on {DAY}"
    assert complaints == f"{path} written\n"
    status, said, _ = snapshot(capsys, path, "--alt", *FEW)
    assert said.startswith("Map of Libya on 19 December 2019.")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--date", "2013-01-01"], "2013-01-01 is out of range: use 2014-05-16 to"),
        (["--date", "19.12.2019"], "is no date"),
        (["--layers", "rivers"], "'rivers' is no layer: use one of tripoli_held"),
        (["--view", "atlantis"], "'atlantis' is no view: use one of country"),
        (["--view", "1,2"], "write lat,lon,zoom"),
        (["--bbox", "20,30,10,35"], "write west,south,east,north"),
        (["--bbox", "1,2,3"], "write west,south,east,north"),
        (["--bbox=-20,44,-10,48"], "lies outside the data"),
        (["--size", "900"], "write 1600x900"),
        (["--dpi", "5000"], "use 72 to 600"),
        (["--since", "2020-06-01"], "2020-06-01 is not before 2019-12-19"),
        (["--claimants", "spain"], "no claimant spain"),
    ],
)
def test_what_cannot_be_shown_gets_one_clear_message(capsys, tmp_path, words, message):
    path = tmp_path / "atlas.png"
    status, said, complaints = snapshot(capsys, path, *words)
    assert (status, said) == (1, "")
    assert message in complaints
    assert complaints.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("atlas.doc", "end the name in one of .png"),
        ("atlas", "end the name in one of .png"),
        ("missing/atlas.png", "cannot be written"),
        ("folder.png", "it is a folder"),
    ],
)
def test_a_path_that_cannot_be_written_is_refused(capsys, tmp_path, name, message):
    (tmp_path / "folder.png").mkdir()
    status, said, complaints = snapshot(capsys, tmp_path / name)
    assert (status, said) == (1, "")
    assert message in complaints
    assert complaints.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["folder.png"]


def test_what_is_no_snapshot_is_refused(capsys, tmp_path):
    plain = tmp_path / "plain.png"
    Image.new("RGB", (9, 9)).save(plain)
    status, said, complaints = run(capsys, "verify", plain, tmp_path / "none.png")
    assert (status, said) == (1, "")
    assert f"{plain}: is no snapshot: it bears no manifest" in complaints
    assert f"{tmp_path / 'none.png'}: cannot be read" in complaints


def test_a_changed_byte_is_told_and_makes_the_status_1(capsys, tmp_path):
    path = tmp_path / "atlas.geojson"
    snapshot(capsys, path, *FEW)
    data = path.read_bytes()
    assert data.count(b'"Tripoli"') >= 1
    path.write_bytes(data.replace(b'"Tripoli"', b'"Tripolo"', 1))
    status, said, _ = run(capsys, "verify", path)
    assert status == 1
    assert "file altered: line" in said


def as_process(*words: object, **more) -> subprocess.Popen:
    command = [sys.executable, "-m", "geo", *map(str, words)]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


@pytest.fixture
def small_disk(tmp_path):
    """A file system with room for 100 kB; without the right to mount one, a limit."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount") or _fails(mount):
        yield folder, {"preexec_fn": limit_files}
        return
    yield folder, {}
    subprocess.run(["umount", str(folder)], check=True)


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode != 0


def limit_files() -> None:
    import resource  # noqa: PLC0415 (not on every platform)

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_full_disk_leaves_what_was_there(small_disk):
    folder, more = small_disk
    path = folder / "atlas.png"
    path.write_bytes(b"before")
    process = as_process("snapshot", "--date", DAY, "--out", path, **more)
    said, complaints = process.communicate()
    assert (process.returncode, said) == (1, "")
    assert complaints.startswith(f"{path}: cannot be written: ")
    assert complaints.count("\n") == 1
    assert path.read_bytes() == b"before"
    assert [file.name for file in folder.iterdir()] == ["atlas.png"]


def test_a_killed_process_leaves_nothing_under_the_name(tmp_path):
    """Killed while the file is being written, which a pipe in its place holds up."""
    path = tmp_path / "atlas.png"
    code = (
        "import sys, os; from pathlib import Path; from geo.export import writing;"
        "real = os.fsync; os.fsync = lambda fd: (print('now', flush=True),"
        "sys.stdin.read());"
        f"writing.write(Path({str(path)!r}), b'x' * 1000)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"now\n"
    left = list(tmp_path.iterdir())
    assert [writing.MARK in file.name for file in left] == [True]
    process.kill()
    process.wait()
    assert not path.exists()
    writing.write(path, b"whole")
    assert [file.name for file in tmp_path.iterdir()] == ["atlas.png"]
    assert path.read_bytes() == b"whole"


@pytest.mark.parametrize("form", ["gif", "mp4"])
def test_a_film_is_written_and_verified(capsys, tmp_path, form):
    path = tmp_path / f"film.{form}"
    words = ["timelapse", "--from", "2019-04-03", "--to", "2019-04-05", "--out", path]
    words += ["--size", "640x400", "--step", "day", *FEW]
    status, said, complaints = run(capsys, *words)
    assert (status, said) == (0, f"{path} written\n")
    assert "drawing" in complaints
    status, said, _ = run(capsys, "verify", path)
    assert (status, said.startswith(f"{path}: same")) == (0, True)
    asked = json.loads(export.read_manifest(path.read_bytes(), form))["request"]
    assert (asked["since"], asked["day"]) == ("2019-04-03", "2019-04-05")
    altered = bytearray(path.read_bytes())
    # The manifest stands at the beginning of a GIF, and at the end of an MP4.
    altered[len(altered) - 5000 if form == "gif" else 5000] ^= 1
    path.write_bytes(bytes(altered))
    status, said, _ = run(capsys, "verify", path)
    assert status == 1
    assert "file altered: " in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", "2019-04-01"], "2019-04-03 is not before 2019-04-01"),
        (["--out", "film.png"], "end the name of a film in .gif or .mp4"),
        (["--pace", "99"], "use 1 to 30"),
        (["--size", "10x10"], "use 400"),
    ],
)
def test_what_is_no_film_gets_one_clear_message(capsys, tmp_path, words, message):
    usual = ["--from", "2019-04-03", "--to", "2019-04-05", "--out", "film.gif"]
    status, said, complaints = run(capsys, "timelapse", *usual, *words)
    assert (status, said) == (1, "")
    assert message in complaints
    assert complaints.count("\n") == 1


def test_the_default_is_a_picture_of_the_country_on_a4(capsys, tmp_path):
    path = tmp_path / "atlas.png"
    snapshot(capsys, path)
    told = json.loads(export.read_manifest(path.read_bytes(), "png"))
    assert told["request"] == Request(dt.date(2019, 12, 19)).as_json()
