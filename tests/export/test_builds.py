"""Files by another build of the atlas: the same bytes, the same facts, or altered."""

import json
import re

import pytest

from geo import export
from geo.export import manifests
from geo.export import verify as checking
from geo.export.verify import verify
from geo.layers import read as layers
from tests.export.altered import REQUEST, drawn_otherwise, forged, with_manifest

pytestmark = pytest.mark.usefixtures("made_once")

OTHER = {"code": "0" * 16, "gdal": "3.0.0"}


@pytest.fixture
def elsewhere(world, monkeypatch):
    """Make a file as another build does, whose bytes are the same."""

    def make(form: str) -> bytes:
        with monkeypatch.context() as patch:
            patch.setattr(manifests, "made_by", lambda: OTHER)
            return export.make(world, REQUEST, form)

    return make


def test_the_same_bytes_by_another_build_are_the_same(elsewhere, put, world):
    report = verify(put("geojson", elsewhere("geojson")), world)
    assert (report.same, report.verdict) == (True, checking.SAME)
    assert report.notes[0].startswith("note: another build: other code; ")
    assert "gdal 3.0.0, here " in report.notes[0]


def test_another_version_is_named(world, put, monkeypatch):
    monkeypatch.setattr(manifests, "__version__", "0.0.9")
    path = put("geojson", export.make(world, REQUEST, "geojson"))
    monkeypatch.undo()
    report = verify(path, world)
    assert report.same
    assert report.notes == (
        f"note: another version: made by 0.0.9, this is {checking.__version__}",
    )


@pytest.mark.parametrize("form", ["geojson", "kml", "gpkg", "parquet"])
def test_what_another_build_wrote_otherwise_holds_the_same_facts(
    elsewhere, put, world, form
):
    path = put(form, elsewhere(form))
    drawn_otherwise(path)
    report = verify(path, world)
    assert report.verdict == checking.REBUILT
    assert not report.same
    assert report.differs[0].startswith("another build: other code")
    assert str(report).startswith(f"{path}: made by another build (same facts)\n")
    forged(path)
    report = verify(path, world)
    assert report.verdict == checking.ALTERED
    (differences,) = report.differs
    assert re.fullmatch(r"file altered: feature tripoli_held[/.]\S+, camp", differences)


def test_a_feature_too_few_or_moved_is_altered_whatever_build(elsewhere, put, world):
    head, first, *rest = elsewhere("geojson").split(b'\n{"type":"Feature"')
    path = put("geojson", b'\n{"type":"Feature"'.join([head, *rest]))
    (differences,) = verify(path, world).differs
    assert re.fullmatch(r"file altered: feature \S+ is missing", differences)
    moved = re.sub(rb"\[(1\d)(\.\d+),", rb"[\g<1>.9,", first, count=1)
    path = put("geojson", b'\n{"type":"Feature"'.join([head, moved, *rest]))
    (differences,) = verify(path, world).differs
    assert differences.endswith(", geometry")


def test_of_a_picture_by_another_build_the_manifest_is_compared(elsewhere, put, world):
    path = put("png", elsewhere("png"))
    drawn_otherwise(path)
    report = verify(path, world)
    assert report.verdict == checking.REBUILT
    assert "note: of a png only the manifest can be compared" in report.notes


def test_a_manifest_by_another_build_may_say_no_more_than_ours(elsewhere, put, world):
    for changes in ({"features": {}}, {"endorsed_by": "all"}, {"sources": []}):
        data = with_manifest(elsewhere("geojson"), **changes)
        report = verify(put("geojson", data), world)
        assert report.verdict == checking.ALTERED
        assert report.differs[0] == f"manifest altered: {next(iter(changes))}"


def test_a_file_without_a_build_was_made_by_another_version(made, put, world):
    manifest = json.loads(export.read_manifest(made["geojson"], "geojson"))
    lines = made["geojson"].split(b"\n")
    del manifest["made_by"]
    manifest["seal"] = manifests.seal(manifest)
    lines[1] = b'"manifest":' + layers.json_line(manifest).encode() + b","
    path = put("geojson", b"\n".join(lines))
    why = "another version: made before manifests named the build"
    assert verify(path, world).same
    assert verify(path, world).notes == (f"note: {why}",)
    drawn_otherwise(path)
    report = verify(path, world)
    assert (report.verdict, report.differs) == (checking.REBUILT, (why,))
