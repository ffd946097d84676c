import json
from pathlib import Path

import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal

from geo import ground
from geo.errors import FileError, LayerError
from geo.layers import read as layers
from geo.records import read as records
from geo.records import schema

FILES = {f"{name}.geojson" for name in layers.NAMES} | {layers.STAMP}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_committed_layers_are_those_of_the_records(rebuilt):
    committed, fresh = contents(layers.LAYERS), contents(rebuilt)
    stale = [name for name in sorted(fresh) if committed.get(name) != fresh[name]]
    assert stale == [], "run python -m geo build"
    assert set(committed) == set(fresh)


def test_two_builds_are_identical(atlas_records, rebuilt, tmp_path):
    layers.build(atlas_records, target=tmp_path)
    assert contents(tmp_path) == contents(rebuilt)


def test_the_order_of_rows_changes_no_layer(copy, rebuilt, tmp_path):
    for table in schema.TABLES:
        copy.write(table, copy.read(table)[::-1])
    layers.build(records.load(copy.folder), target=tmp_path / "layers")
    fresh = contents(tmp_path / "layers")
    for name in layers.NAMES:
        assert fresh[f"{name}.geojson"] == contents(rebuilt)[f"{name}.geojson"], name


def test_a_build_leaves_the_layers_and_nothing_else(rebuilt):
    assert set(contents(rebuilt)) == FILES


@pytest.mark.usefixtures("made_once")
@pytest.mark.parametrize(
    "blocked", ["tripoli_held.geojson", "places.geojson", "build.json"]
)
def test_a_build_that_fails_leaves_the_old_layers(atlas_records, tmp_path, blocked):
    for name in FILES - {blocked}:
        (tmp_path / name).write_text(f"old {name}")
    (tmp_path / blocked).mkdir()
    with pytest.raises(FileError, match="cannot be written: "):
        layers.build(atlas_records, target=tmp_path)
    (tmp_path / blocked).rmdir()
    assert contents(tmp_path) == {
        name: f"old {name}".encode() for name in FILES - {blocked}
    }


@pytest.mark.usefixtures("made_once")
def test_a_build_that_fails_half_way_puts_back_what_it_moved(
    atlas_records, built, tmp_path, monkeypatch
):
    (tmp_path / "places.geojson").write_text("old")
    move = Path.replace

    def fail_late(self, target):
        if target.name == "maritime_lines.geojson":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", fail_late)
    with pytest.raises(FileError, match="No space left on device"):
        layers.build(atlas_records, target=tmp_path)
    assert contents(tmp_path) == {"places.geojson": b"old"}


def test_a_target_that_is_a_file(atlas_records, tmp_path):
    target = tmp_path / "layers"
    target.write_text("")
    with pytest.raises(FileError, match="cannot be written: "):
        layers.build(atlas_records, target=target)


@pytest.mark.parametrize("name", layers.NAMES)
def test_layers_read_back_as_they_were_built(built, name):
    frame = layers.read(name, built)
    written = json.loads((built / f"{name}.geojson").read_text(encoding="utf-8"))
    assert frame.crs == ground.WGS84
    assert len(frame) == len(written["features"])
    for row, feature in zip(frame.itertuples(), written["features"], strict=True):
        properties = feature["properties"]
        assert row.id == properties["id"]
        assert list(row.source_ids) == properties["source_ids"]
        days = set(layers.DAYS) & set(frame.columns)
        assert days == set(layers.DAYS) & set(properties)
        for column in days:
            day = getattr(row, column)
            text = None if pd.isna(day) else day.date().isoformat()
            assert text == properties[column]


@pytest.mark.parametrize("name", layers.NAMES)
def test_layers_are_one_feature_a_line(built, name):
    lines = (built / f"{name}.geojson").read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"type":"FeatureCollection","features":['
    assert lines[-1] == "]}"
    assert all(line.startswith('{"type":"Feature",') for line in lines[1:-1])


def test_days_are_days_even_where_none_is_given(built):
    places = layers.read("places", built)
    assert places["valid_to"].isna().all()
    assert pd.api.types.is_datetime64_any_dtype(places["valid_to"])


def test_an_empty_layer_can_be_read(tmp_path):
    (tmp_path / "contested.geojson").write_text(layers.dump([]))
    assert len(layers.read("contested", tmp_path)) == 0


def test_reading_what_is_not_there():
    with pytest.raises(LayerError, match="'colours' is no layer: use one of tripoli_h"):
        layers.read("colours")
    with pytest.raises(LayerError, match=r"contested\.geojson is missing: run python"):
        layers.read("contested", Path("nowhere"))


@pytest.mark.parametrize("text", ["", "{}", "oops"])
def test_reading_what_is_no_geojson(tmp_path, text):
    (tmp_path / "contested.geojson").write_text(text)
    with pytest.raises(LayerError, match=r"contested\.geojson is no GeoJSON"):
        layers.read("contested", tmp_path)


def test_the_stamp_gives_the_span_and_what_was_built_from(built, atlas_records):
    stamp = layers.stamp(built)
    assert stamp["span"] == ["2014-05-16", atlas_records.newest.isoformat()]
    assert stamp["built_from"] == layers.digests()
    assert set(stamp["built_from"]) == {
        *(f"{name}.csv" for name in schema.TABLES),
        *layers.BASE_FILES,
    }


def test_digests_change_with_the_records(copy):
    before = layers.digests(copy.folder)
    assert before == layers.digests()
    copy.set("places", 2, note="changed")
    (copy.folder / "notes.csv").write_text("not a table")
    after = layers.digests(copy.folder)
    assert [name for name in before if before[name] != after[name]] == ["places.csv"]
    assert set(after) == set(before)


@pytest.mark.parametrize("text", [None, "{", "[]", "3"])
def test_a_damaged_stamp(tmp_path, text):
    if text is not None:
        (tmp_path / layers.STAMP).write_text(text)
    with pytest.raises(LayerError, match="is missing or damaged: run python -m geo"):
        layers.stamp(tmp_path)


@pytest.mark.usefixtures("made_once")
def test_layers_are_stale_once_a_record_changes(copy, tmp_path):
    target = tmp_path / "layers"
    layers.build(records.load(copy.folder), copy.folder, target)
    layers.check_fresh(target, copy.folder)
    copy.set("actors", 2, note="Changed.")
    with pytest.raises(LayerError, match=r"older than actors\.csv: run python -m geo"):
        layers.check_fresh(target, copy.folder)


@pytest.mark.usefixtures("made_once")
def test_frames_are_what_is_read_once_built(atlas_records, built):
    for name, frame in layers.frames(atlas_records, built).items():
        assert_geodataframe_equal(frame, layers.read(name, built))


def test_a_layer_without_features_has_its_columns(atlas_records, built, monkeypatch):
    monkeypatch.setattr(layers, "features", lambda _: {"events": []})
    (events,) = layers.frames(atlas_records, built).values()
    assert len(events) == 0
    assert list(events) == list(layers.read("events", built))
    assert events["valid_from"].dtype.kind == "M"
