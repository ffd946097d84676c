"""Records that changed since a file was made are named row by row."""

import dataclasses
import json

import pytest

from geo import export
from geo.export.verify import verify
from geo.records.store import FileStore
from tests.export.altered import (
    REQUEST,
    with_manifest,
)

pytestmark = pytest.mark.usefixtures("made_once")


def test_changed_records_are_named_row_by_row(put, copy, world):
    """The records change for good: the layers are built again."""
    claim = "abu-grein-2016-05-19"
    request = dataclasses.replace(REQUEST, view="country")
    paths = {
        form: put(form, export.make(world, request, form))
        for form in ("geojson", "png")
    }
    (row,) = copy.rows("control", claim_id=claim)
    copy.set("control", row, note="Another note.")
    (place,) = copy.rows("places", place_id="tripoli")
    copy.set("places", place, name_en="Tarabulus")
    after = export.load(copy.folder)
    differences = verify(paths["geojson"], after).differs
    assert f"records changed since: control.csv: {claim} (changed)" in differences
    assert "records changed since: places.csv: tripoli (changed)" in differences
    assert any("file differs: line " in line for line in differences)
    differences = verify(paths["png"], after).differs
    assert f"records changed since: control.csv: {claim} (changed)" in differences
    assert any("pixels in columns" in line for line in differences)
    assert verify(paths["geojson"], world).same


def test_a_place_next_to_those_shown_moves_the_edges_of_theirs(made, put, copy):
    """No row that the file names changed, yet nobody altered it."""
    named = json.loads(export.read_manifest(made["geojson"], "geojson"))["rows"]
    assert "yafran" not in named["places"]
    (row,) = copy.rows("places", place_id="yafran")
    lat, lon = (float(copy.cell("places", row, name)) for name in ("lat", "lon"))
    copy.set("places", row, lat=f"{lat + 0.03:.4f}", lon=f"{lon - 0.03:.4f}")
    report = verify(put("geojson", made["geojson"]), export.load(copy.folder))
    assert report.differs
    assert all(line.startswith("file differs: line ") for line in report.differs)
    assert report.notes == (
        "note: places.csv changed since, in no row that this manifest names",
    )


def test_a_change_that_the_file_does_not_use_is_a_note(made, put, copy, world):
    (row, *_) = copy.rows("relations")
    copy.set("relations", row, note="Another note.")
    edited = dataclasses.replace(world.records, store=FileStore(copy.folder))
    after = export.Atlas(edited, frames=world.frames)
    report = verify(put("kml", made["kml"]), after)
    assert report.same
    assert report.notes == (
        "note: relations.csv changed since, in no row that this file uses",
    )
    assert "same\n  note: " in str(report)


def test_rows_that_went_or_came_are_named(made, put, world):
    manifest = json.loads(export.read_manifest(made["geojson"], "geojson"))
    came, *rest = manifest["rows"]["events"]
    rows = {row: manifest["rows"]["events"][row] for row in rest}
    rows["long-gone"] = "0" * 12
    data = with_manifest(
        made["geojson"],
        rows=manifest["rows"] | {"events": rows},
        tables=manifest["tables"] | {"events.csv": "0" * 64},
    )
    (differences,) = verify(put("geojson", data), world).differs
    assert (
        differences
        == f"records changed since: events.csv: long-gone (gone), {came} (new)"
    )


def test_a_changed_base_is_named(made, put, world):
    manifest = json.loads(export.read_manifest(made["geojson"], "geojson"))
    tables = manifest["tables"] | {"coasts.geojson": "0" * 64}
    report = verify(
        put("geojson", with_manifest(made["geojson"], tables=tables)), world
    )
    assert report.differs == ("records changed since: coasts.geojson",)
