"""Manifests that were altered, are damaged, say nonsense or are missing."""

import dataclasses
import io
import json
import re

import pytest
from PIL import Image

from geo import export
from geo.errors import ExportError
from geo.export import manifests
from geo.export.verify import verify
from geo.layers import read as layers
from geo.records.store import FileStore
from tests.export.altered import (
    chunks,
    joined,
    request_with,
    with_manifest,
)

pytestmark = pytest.mark.usefixtures("made_once")


def test_a_manifest_that_was_altered_is_named(made, put, world):
    data = made["geojson"]
    report = verify(put("geojson", with_manifest(data, seal="0" * 64)), world)
    assert "manifest altered: it does not match its seal" in report.differs
    report = verify(put("geojson", with_manifest(data, features={})), world)
    assert report.differs[0] == "manifest altered: features"
    report = verify(put("geojson", with_manifest(data, request={"day": "2019"})), world)
    assert "cannot be made again" in report.differs[-1]


def test_why_a_manifest_is_no_use_is_in_arabic_too(made, put, world):
    report = verify(put("geojson", with_manifest(made["geojson"], sources=[1])), world)
    _, english = str(report).splitlines()
    _, arabic = report.text("ar").splitlines()
    assert english.strip().startswith("the manifest is damaged: ")
    assert re.search("[\u0600-\u06ff]", arabic)
    assert "manifest" not in arabic


def test_a_manifest_that_two_readers_may_read_differently_is_named(made, put, world):
    begun = b"{&quot;atlas&quot;:"
    for put_in in (b" ", b"&quot;sources&quot;:[],"):
        data = made["kml"].replace(begun, begun[:1] + put_in + begun[1:], 1)
        (differences, *_) = verify(put("kml", data), world).differs
        assert differences.startswith("manifest altered: it ")


def test_a_sealed_manifest_may_say_no_more_than_ours(made, put, copy, world):
    (row, *_) = copy.rows("relations")
    copy.set("relations", row, note="Another note.")
    edited = dataclasses.replace(world.records, store=FileStore(copy.folder))
    after = export.Atlas(edited, frames=world.frames)
    path = put("geojson", with_manifest(made["geojson"], endorsed_by="all"))
    assert "manifest altered: endorsed_by" in verify(path, after).differs
    manifest = json.loads(export.read_manifest(made["geojson"], "geojson"))
    tables = manifest["tables"] | {"fake.csv": "0" * 64}
    path = put("geojson", with_manifest(made["geojson"], tables=tables))
    assert "manifest altered: names of tables" in verify(path, after).differs


@pytest.mark.parametrize(
    "changes",
    [
        {"sources": [1]},
        {"sources": [{}]},
        {"sources": [{"id": "a", "publisher": 3}]},
        request_with(size_px=[400]),
        request_with(title=5),
        request_with(title=["a"]),
    ],
    ids=str,
)
def test_a_sealed_manifest_that_says_nonsense_is_no_traceback(
    made, put, world, changes
):
    parts = []
    for kind, content in chunks(made["png"]):
        if content.startswith(b"Manifest\0"):
            manifest = json.loads(export.read_manifest(made["png"], "png")) | changes
            manifest["seal"] = manifests.seal(manifest)
            text = layers.json_line(manifest).encode()
            parts.append((kind, b"Manifest\0\0\0\0\0" + text))
        else:
            parts.append((kind, content))
    (manifest,) = verify(put("png", joined(parts)), world).differs
    assert manifest.startswith(
        ("the manifest is damaged: ", "cannot be made again: no ")
    )


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("geojson", DEEP),
        ("geojson", b'{"manifest":' + DEEP),
        ("html", b'<script type="application/json" id="atlas-manifest">%b</script>'),
        ("kml", b'<Data name="atlas-manifest"><value>%b</value></Data>'),
    ],
    ids=["geojson", "member", "html", "kml"],
)
def test_what_is_nested_too_deep_is_no_traceback(put, world, form, data):
    report = verify(put(form, data.replace(b"%b", DEEP)), world)
    assert report.differs == ("file damaged: it is nested too deep to be read",)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"atlas": "Another"}, "the manifest is none of the Libya Control Atlas"),
        ({"manifest": 9}, "the manifest is of kind 9, this reads 1"),
        ({"rows": []}, "the manifest is damaged: rows"),
        ({"tables": None, "seal": 3}, "the manifest is damaged: tables, seal"),
        ({"made_by": ["gdal"]}, "the manifest is damaged: made_by"),
    ],
)
def test_a_manifest_that_is_none(made, put, world, changes, message):
    report = verify(put("geojson", with_manifest(made["geojson"], **changes)), world)
    assert report.differs == (message,)


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("geojson", b'{"type":"FeatureCollection","features":[]}'),
        ("geojson", b"[]"),
        ("kml", b"<kml/>"),
        ("html", b"<html></html>"),
        ("svg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>"),
    ],
)
def test_a_file_without_a_manifest_is_no_snapshot(put, world, form, data):
    with pytest.raises(ExportError, match="is no snapshot: it bears no manifest"):
        verify(put(form, data), world)


def test_a_png_of_somebody_else_is_no_snapshot(put, world):
    stream = io.BytesIO()
    Image.new("RGB", (4, 4)).save(stream, "png")
    with pytest.raises(ExportError, match="is no snapshot"):
        verify(put("png", stream.getvalue()), world)


@pytest.mark.parametrize("form", ["png", "gpkg", "parquet", "geojson", "kml"])
def test_a_file_that_is_not_what_its_name_says(put, world, form):
    report = verify(put(form, b"\xff\xfenothing of the kind"), world)
    assert re.match(r"file damaged: (this is )?no ", report.differs[0])
    assert " at 0x" not in report.differs[0]


@pytest.mark.parametrize("form", export.FORMS)
def test_an_empty_file(put, world, form):
    try:
        assert not verify(put(form, b""), world).same
    except ExportError as error:
        assert "bears no manifest" in str(error)  # noqa: PT017
