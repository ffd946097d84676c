"""The command that writes films."""

import json

import pytest

from geo import export


@pytest.fixture(autouse=True)
def _loaded(monkeypatch, world):
    monkeypatch.setattr(export, "load", lambda *_: world)


@pytest.mark.parametrize("form", ["gif", "mp4"])
def test_a_film_is_written_and_verified(run_command, tmp_path, form):
    path = tmp_path / f"film.{form}"
    words = ["timelapse", "--from", "2019-04-03", "--to", "2019-04-04", "--out", path]
    words += ["--size", "640x400", "--step", "day", "--layers", "tripoli_held,places"]
    words += ["--view", "benghazi"]
    status, printed, complaints = run_command(*words)
    assert (status, printed) == (0, f"{path} written\n")
    assert "drawing" in complaints
    status, printed, _ = run_command("verify", "--large", path)
    assert (status, printed.startswith(f"{path}: same")) == (0, True)
    manifest = json.loads(export.read_manifest(path.read_bytes(), form))["request"]
    assert (manifest["since"], manifest["day"]) == ("2019-04-03", "2019-04-04")
    altered = bytearray(path.read_bytes())
    # The manifest stands at the beginning of a GIF, and at the end of an MP4.
    altered[len(altered) - 5000 if form == "gif" else 5000] ^= 1
    path.write_bytes(bytes(altered))
    status, printed, _ = run_command("verify", "--large", path)
    assert status == 1
    assert "file altered: " in printed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", "2019-04-01"], "2019-04-03 is not before 2019-04-01"),
        (["--out", "film.png"], "end the name of a film in .gif or .mp4"),
        (["--out", "film.webm"], "end the name of a film in .gif or .mp4"),
        (["--pace", "99"], "use 1 to 30"),
        (["--size", "10x10"], "use 400"),
    ],
)
def test_what_is_no_film_gets_one_clear_message(run_command, words, message):
    usual = ["--from", "2019-04-03", "--to", "2019-04-05", "--out", "film.gif"]
    status, printed, complaints = run_command("timelapse", *usual, *words)
    assert (status, printed) == (1, "")
    assert message in complaints
    assert complaints.count("\n") == 1
