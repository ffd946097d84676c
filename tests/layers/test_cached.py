"""Layers from the cache: the same to the last bit, and anew when anything is other."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pandas.testing import assert_frame_equal

from geo.errors import LayerError
from geo.files import cache
from geo.layers import cached
from geo.layers import read as reading

FEW = ("places", "no_record", "agreements")


@pytest.fixture
def folder(built, tmp_path, monkeypatch):
    """A folder of a few layers, and a cache with nothing in it."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setattr(reading, "NAMES", FEW)
    for name in FEW:
        path = tmp_path / f"{name}.geojson"
        path.write_bytes((built / path.name).read_bytes())
    return tmp_path


@pytest.fixture
def counted(monkeypatch):
    """The layers that are read of files."""
    names = []
    read = reading.read

    def reads(name, folder):
        names.append(name)
        return read(name, folder)

    monkeypatch.setattr(reading, "read", reads)
    return names


def assert_same(ours, theirs):
    assert list(ours) == list(theirs)
    for name, frame in ours.items():
        other = theirs[name]
        assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(other), check_exact=True)
        assert frame.crs == other.crs
        for column in [name for name in frame if frame[name].dtype == object]:
            cells, others = frame[column].tolist(), other[column].tolist()
            assert cells == others
            assert [*map(type, cells)] == [*map(type, others)]


def test_every_layer_comes_back_to_the_last_bit(frames):
    assert_same(frames, cached._loaded(cached._dumped(frames)))


def test_layers_with_few_cells_or_none_come_back(frames):
    empty = {name: frame.iloc[:0] for name, frame in frames.items()}
    assert_same(empty, cached._loaded(cached._dumped(empty)))
    cells = {"a": [None, ["x", None]], "b": [1.5, None], "c": [True, None]}
    odd = gpd.GeoDataFrame(
        {**cells, "d": pd.to_datetime([None, "2019-12-19"])},
        geometry=[shapely.Point(13.1, 32.8999999999), None],
        crs="EPSG:4326",
    )
    assert_same({"odd": odd}, cached._loaded(cached._dumped({"odd": odd})))


def test_layers_are_read_once_until_one_is_other(folder, counted):
    first = cached.frames(folder)
    assert_same(first, cached.frames(folder))
    assert counted == [*FEW]
    path = folder / "places.geojson"
    path.write_bytes(path.read_bytes().replace(b"Tarhuna", b"Tarhouna"))
    assert "Tarhouna" in set(cached.frames(folder)["places"]["name_en"])
    assert counted == [*FEW, *FEW]


def test_what_is_damaged_in_the_cache_is_read_anew(folder, counted):
    first = cached.frames(folder)
    (kept,) = (folder / "kept").iterdir()
    kept.write_bytes(kept.read_bytes()[:-10])
    assert_same(first, cached.frames(folder))
    assert counted == [*FEW, *FEW]


def test_a_layer_that_is_missing_or_none_is_told(folder):
    (folder / "no_record.geojson").write_text("no JSON", encoding="utf-8")
    with pytest.raises(LayerError, match=r"no_record\.geojson"):
        cached.frames(folder)
    (folder / "places.geojson").unlink()
    with pytest.raises(LayerError, match=r"places\.geojson"):
        cached.frames(folder)
