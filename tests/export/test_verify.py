"""Verify: `same` for what is the same, and never for what is not."""

import contextlib
import dataclasses
import datetime as dt
import random
import sqlite3
from pathlib import Path

import pytest

from geo import export
from geo.errors import ExportError
from geo.export import forms
from geo.export.differences import differences
from geo.export.verify import Report, verify
from tests.export.altered import (
    REQUEST,
)


@pytest.mark.parametrize("form", export.FORMS)
def test_a_fresh_file_is_the_same(made, put, world, form):
    report = verify(put(form, made[form]), world)
    assert report.same
    assert str(report).endswith(f"file.{form}: same")


REQUESTS = {
    "arabic": ({"language": "ar", "title": "عنوان"}, ("svg", "html")),
    "since": ({"since": dt.date(2019, 4, 1)}, ("gpkg",)),
    "claimants": ({"claimants": ("greece",), "view": "east-med"}, ("svg", "gpkg")),
    "known": ({"known_on": dt.date(2019, 12, 1)}, ("html", "gpkg")),
}
"""What else is asked for, in forms of which each shows it in a way of its own."""


@pytest.mark.parametrize(
    ("name", "form"), [(name, form) for name in REQUESTS for form in REQUESTS[name][1]]
)
def test_whatever_was_asked_for_is_the_same(put, world, name, form):
    wanted_request = dataclasses.replace(REQUEST, **REQUESTS[name][0])
    assert verify(put(form, export.make(world, wanted_request, form)), world).same


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("form", export.FORMS)
def test_no_changed_byte_goes_unseen(made, put, world, form):
    random.seed(form)
    data = made[form]
    for at in random.sample(range(len(data)), 12):
        changed = bytearray(data)
        changed[at] ^= 1 << random.randrange(8)
        try:
            report = verify(put(form, bytes(changed)), world)
        except ExportError as error:
            assert "bears no manifest" in str(error)  # noqa: PT017
            continue
        if report.same:
            kind = forms.named(form)
            assert form == "png" or kind.untouched(changed, data) == data, f"byte {at}"
            assert form != "png" or not differences(
                bytes(changed), data, form, kind.look
            )


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize("form", export.FORMS)
def test_a_file_cut_short_is_no_traceback(made, put, world, form):
    try:
        report = verify(put(form, made[form][: len(made[form]) * 2 // 3]), world)
    except ExportError as error:
        assert "bears no manifest" in str(error)  # noqa: PT017
    else:
        assert not report.same


def test_a_geopackage_that_was_opened_and_closed_is_the_same(made, put, world):
    """As QGIS does when a layer is edited, and nothing of it changed."""
    path = put("gpkg", made["gpkg"])
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        for mode in ("wal", "delete"):
            file.execute(f"PRAGMA journal_mode = {mode}")
    assert path.read_bytes() != made["gpkg"]
    report = verify(path, world)
    assert report.same
    assert "opened it as if to write" in str(report)


TIDIED = {
    "vacuum": ["VACUUM"],
    "smaller pages": ["PRAGMA page_size = 1024", "VACUUM"],
    "left open": ["PRAGMA journal_mode = wal"],
    "statistics": ["ANALYZE"],
}


@pytest.mark.parametrize("name", TIDIED)
def test_a_geopackage_that_was_tidied_up_is_the_same(made, put, world, name):
    path = put("gpkg", made["gpkg"])
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in TIDIED[name]:
            file.execute(statement)
    assert path.read_bytes() != made["gpkg"]
    assert verify(path, world).same


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rtree_places_geom_node SET data = zeroblob(length(data))",
        "CREATE VIEW more AS SELECT 1",
        "PRAGMA application_id = 7",
        "UPDATE gpkg_contents SET description = 'x'",
    ],
)
def test_a_geopackage_tidied_up_hides_no_change(made, put, world, statement):
    path = put("gpkg", made["gpkg"])
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(statement)
        file.execute("VACUUM")
    assert not verify(path, world).same


def test_a_file_that_is_not_there(tmp_path, world):
    with pytest.raises(ExportError, match=r"gone.png: cannot be read: No such file"):
        verify(tmp_path / "gone.png", world)
    with pytest.raises(ExportError, match=r"end the name in one of"):
        verify(tmp_path / "gone.txt", world)


def test_a_report_says_it_in_lines():
    report = Report(Path("a.png"), ("one", "two"))
    assert str(report) == "a.png: altered\n  one\n  two"
