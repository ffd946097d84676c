"""Broken record tables and odd arguments: they work, or get a message, and no more."""

import random

import pytest

from geo.cli.main import MODULES, atlas, main
from geo.optional import api
from geo.query import atlas as atlases
from tests.golden.make import RECORDS
from tests.hostile import mutations

SETS, ARGUMENTS = 14, 60
"""So few each time; ``python -m tests.soak`` tries thousands."""

DEAR = ("limit", "median", "timelapse")
"""Commands that are tried by the soak alone."""


@pytest.fixture(scope="module")
def options():
    return mutations.options_of(atlas)


def assert_said(status: int, printed) -> None:
    """Assert that a command printed an answer, or a message of a bearable length."""
    assert status in (0, 1, 2)
    assert (status == 0) or printed.err or printed.out
    assert "Traceback" not in printed.err
    assert max((len(line) for line in printed.err.splitlines()), default=0) < 3000


@pytest.mark.parametrize("seed", range(SETS))
def test_broken_tables_work_or_are_faulted(seed, tmp_path, capsys):
    what = mutations.broken(RECORDS, tmp_path, random.Random(seed))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    folder = str(tmp_path)
    status = main(["check", "--records", folder])
    printed = capsys.readouterr()
    assert_said(status, printed)
    where = what.split(".csv")[0]
    assert status == 0 or f"{where}.csv" in printed.err or "csv" in printed.err, what
    arguments = ["who", "32.9", "13.2", "--date", "2019-12-19", "--records", folder]
    assert_said(main(arguments), capsys.readouterr())
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_odd_arguments_work_or_get_a_message(
    options, request, tmp_path, monkeypatch, capsys
):
    real = request.getfixturevalue("atlas")
    monkeypatch.setattr(atlases, "load", lambda *_: real)
    monkeypatch.setattr(api, "serve", lambda *_: None)  # which would not end
    monkeypatch.chdir(tmp_path)
    rng = random.Random(2019)
    light = {name: options[name] for name in MODULES if name not in DEAR}
    for _ in range(ARGUMENTS):
        words = mutations.arguments(light, rng)
        mutations.run(words, assert_said, capsys)
        assert not [*tmp_path.rglob("*.unfinished-*")], words


def test_half_a_character_in_a_name_gets_a_message(capsys):
    """As Windows may hand over; elsewhere no shell can."""
    for words in (["site", "\ud800"], ["verify", "\ud800"], ["pull", "a\udfff"]):
        assert main(words) == 2
        assert "half a character" in capsys.readouterr().err
