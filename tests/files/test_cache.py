import datetime as dt

import pandas as pd
import pytest

from geo.control import cached
from geo.control import cells as cutting
from geo.errors import RecordError
from geo.files import cache
from geo.query.who import Places
from geo.records import read as records
from geo.records import schema

DAYS = (dt.date(2014, 8, 1), dt.date(2019, 12, 19), dt.date(2024, 1, 1))
KEY = "0" * 64


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_was_written_is_read():
    assert cache.read("cells", KEY) is None
    cache.write("cells", KEY, b"one\ntwo")
    assert cache.read("cells", KEY) == b"one\ntwo"
    assert cache.read("cells", "1" * 64) is None


def test_what_is_damaged_or_renamed_is_not_trusted(folder):
    cache.write("cells", KEY, b"one two")
    path = folder / f"cells-{KEY}"
    path.write_bytes(path.read_bytes()[:-1])
    assert cache.read("cells", KEY) is None
    cache.write("cells", KEY, b"one two")
    path.rename(folder / f"cells-{'1' * 64}")
    assert cache.read("cells", "1" * 64) is None


def test_the_oldest_are_forgotten_and_nothing_half_written_stays(folder):
    for number in range(cache.MOST + 3):
        cache.write("cells", f"{number:064}", b"")
    assert len(list(folder.iterdir())) == cache.MOST


def test_nothing_is_kept_of_what_was_written_while_it_was_worked_out(folder):
    keys = iter(["1" * 64, "2" * 64])
    form = bytes, bytes
    assert cache.cached("cells", lambda: next(keys), lambda: b"mixed", form) == b"mixed"
    assert not folder.exists()
    cache.cached("cells", lambda: KEY, lambda: b"one", form)
    assert cache.cached("cells", KEY, lambda: b"other", form) == b"one"


def test_nothing_is_turned_into_bytes_where_none_can_be_kept(monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, "")
    assert not cache.keeps()
    assert cache.cached("cells", KEY, lambda: b"one", (None, None)) == b"one"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    for named in ("", str(tmp_path / "file"), str(tmp_path / "file" / "below")):
        monkeypatch.setenv(cache.VARIABLE, named)
        cache.write("cells", KEY, b"")
        assert cache.read("cells", KEY) is None


def test_a_user_without_a_home_has_no_cache(tmp_path, monkeypatch):
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setattr(cache, "user_cache_path", lambda *_, **__: cache.Path("~/x"))
    monkeypatch.chdir(tmp_path)
    cache.write("cells", KEY, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_of_data_and_code(tmp_path):
    code = tmp_path / "code.py"
    code.write_text("1")
    one = cache.key_of([b"a", b"b"], [code])
    assert one == cache.key_of([b"a", b"b"], [code])
    assert one != cache.key_of([b"ab"], [code])
    code.write_text("2")
    assert one != cache.key_of([b"a", b"b"], [code])


def test_cells_and_answers_are_the_same_from_the_cache(atlas_records, monkeypatch):
    cut = cutting.cells(atlas_records.places)
    first, points = Places(atlas_records), atlas_records.places
    monkeypatch.setattr(cutting, "cells", None)  # is not cut again
    again = cached.cells(atlas_records.places)
    assert again.geometry.to_wkb().tolist() == cut.geometry.to_wkb().tolist()
    for name in ("place_id", "nominal", "km2"):
        pd.testing.assert_series_equal(again[name], cut[name])
    assert again.crs == cut.crs
    second = Places(atlas_records)
    for place in points:
        spot = place.lat + 0.07, place.lon - 0.05
        for day in DAYS:
            assert second.who(*spot, day) == first.who(*spot, day)
        known = (*spot, DAYS[1], DAYS[2])
        assert second.who(*known) == first.who(*known)


def test_tables_found_sound_are_not_checked_again(copy, monkeypatch):
    first = records.load(copy.folder)
    monkeypatch.setattr(records.rules, "broken", None)
    again = records.load(copy.folder)
    for name in schema.TABLES:
        assert getattr(again, name) == getattr(first, name)
    assert again.digests == first.digests
    with pytest.raises(TypeError):
        records.load(copy.folder, editorial=True)
    copy.set("places", 3, kind="castle")
    with pytest.raises(TypeError):  # is checked, since its digest is another
        records.load(copy.folder)


def test_tables_with_faults_are_never_known_as_checked(copy):
    copy.set("places", 3, kind="castle")
    for _ in range(2):
        with pytest.raises(RecordError):
            records.load(copy.folder)


def test_the_last_results_are_kept_and_no_more():
    computed = []
    squares = cache.Recent(lambda n: computed.append(n) or n * n, most=2)
    assert [squares(n) for n in (1, 2, 1, 3, 1, 2)] == [1, 4, 1, 9, 1, 4]
    assert computed == [1, 2, 3, 2]


def test_a_failure_is_reported_and_not_kept():
    answers = [ValueError("once"), 4]

    def work(_):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    recent = cache.Recent(work, most=2)
    with pytest.raises(ValueError, match="once"):
        recent(2)
    assert recent(2) == 4


def test_a_part_that_fails_is_worked_out_again():
    answers = [ValueError("once"), 4]

    class Whole:
        @cache.Part
        def part(self):
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

    whole = Whole()
    with pytest.raises(ValueError, match="once"):
        whole.part  # noqa: B018
    assert (whole.part, whole.part) == (4, 4)
