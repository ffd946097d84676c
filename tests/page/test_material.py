"""The map's files are made once for some records, layers and code, and then kept."""

import datetime as dt
from types import SimpleNamespace

import pytest

from geo.files import cache
from geo.page import material
from geo.web import html as maps


@pytest.fixture
def made(tmp_path, monkeypatch):
    """How often the files were made; each time they hold the number of the time."""
    times = []
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))

    def served(_frames, _records, _shown, names):
        times.append(names)
        return {names[0]: f"{len(times)}", "map.js": 'a "script"\n'}

    monkeypatch.setattr(maps, "served", served)
    return times


def atlas(digest="1", label="1.0.0"):
    records = SimpleNamespace(newest=dt.date(2026, 1, 31), label=label)
    return SimpleNamespace(frames={}, records=records, digests={"control.csv": digest})


def test_the_files_are_made_once_until_anything_is_other(made, tmp_path, monkeypatch):
    layer = tmp_path / "places.geojson"
    layer.write_text("{}")
    first = material.served(atlas(), tmp_path)
    assert first == {"map.json": "1", "map.js": 'a "script"\n'}
    assert material.served(atlas(), tmp_path) == first
    assert material.served(atlas(digest="2"), tmp_path)["map.json"] == "2"
    assert material.served(atlas(label="1.0.1"), tmp_path)["map.json"] == "3"
    layer.write_text("[]")
    assert material.served(atlas(), tmp_path)["map.json"] == "4"
    monkeypatch.setattr(material, "made_by", lambda: {"code": "other"})
    assert material.served(atlas(), tmp_path)["map.json"] == "5"
    names = ("now-2.json", "now-2-evidence.json")
    assert material.served(atlas(), tmp_path, names)["now-2.json"] == "6"
    assert len(list((tmp_path / "kept").iterdir())) == material.MOST_MAPS


def test_files_that_are_damaged_or_not_kept_are_made_anew(made, tmp_path, monkeypatch):
    material.served(atlas(), tmp_path)
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert material.served(atlas(), tmp_path)["map.json"] == "2"
    assert material.served(atlas(), tmp_path)["map.json"] == "2"
    monkeypatch.setenv(cache.VARIABLE, "")
    assert material.served(atlas(), tmp_path)["map.json"] == "3"
    assert material.served(atlas(), tmp_path)["map.json"] == "4"
