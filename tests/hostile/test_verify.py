"""Files made to harm whoever verifies them: a report, in little memory and time."""

import os
import struct
from functools import partial
from pathlib import Path

import pytest
from shapely import Point

from geo.errors import ExportError
from geo.export.differences import differences, lines, png
from geo.export.facts import geojson, parquet, unlike_facts
from geo.export.verify import verify
from tests.hostile import crafted
from tests.hostile.peaks import measured

MOST_MB, MOST_SECONDS = 140, 20
"""Beside the 350 MB of the command, and without a process that reads, of 160 MB."""

CASES = (*crafted.of_pictures(crafted.none), *crafted.of_data(crafted.none))


@pytest.fixture
def scratch(tmp_path, monkeypatch) -> Path:
    """A folder for temporary files, to see what is left there."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture(scope="module")
def made(world):
    return partial(crafted.manifest, world.digests)


@pytest.fixture(scope="module")
def cases(made):
    return {**crafted.of_pictures(made), **crafted.of_data(made)}


@pytest.mark.parametrize("name", CASES)
def test_a_crafted_file_gets_a_report(world, cases, tmp_path, scratch, name):
    form, data, expected = cases[name]()
    path = tmp_path / f"file.{form}"
    path.write_bytes(data)
    with measured() as peak:
        text = str(verify(path, world))
    assert expected in text
    assert not text.endswith(": same")
    assert len(text) < 10_000
    assert peak.megabytes < MOST_MB
    assert peak.seconds < MOST_SECONDS
    assert [*scratch.iterdir()] == []
    assert {*tmp_path.iterdir()} == {scratch, path}
    assert path.read_bytes() == data


def test_a_manifest_of_wrong_types_gets_a_report(world, made, tmp_path):
    path = tmp_path / "file.geojson"
    for manifest in crafted.wrong_manifests(made):
        path.write_bytes(crafted.geojson(crafted.as_text(manifest)))
        report = verify(path, world)
        assert not report.same, manifest
        assert len(str(report)) < 5000


def test_half_a_character_is_found_however_it_is_written(world, made, tmp_path):
    """GeoJSON is written anew as it is read, the text of a picture is not."""
    manifest = crafted.as_text(sealed := {**made("png"), "data": "\ud800"})
    assert "\\ud800" in manifest
    for form, data in (
        ("geojson", crafted.geojson(crafted.as_text({**sealed, "form": "geojson"}))),
        ("png", crafted.png((9, 9), manifest)),
        ("svg", crafted.svg(manifest)),
    ):
        path = tmp_path / f"file.{form}"
        path.write_bytes(data)
        (fault,) = verify(path, world).differs
        assert "half of a character" in fault, form
        assert fault.isascii()


def test_half_a_character_is_no_name_of_a_feature():
    def one(name):
        feature = {
            "id": name,
            "properties": {},
            "geometry": Point(1, 2).__geo_interface__,
        }
        return crafted.as_text({"features": [feature]}).encode()

    (fault,) = unlike_facts(one("\ud800"), one("x"), "geojson", geojson)
    assert fault.isascii()


def test_what_is_no_file_is_not_read(world, tmp_path):
    pipe, device = tmp_path / "pipe.png", tmp_path / "zero.pdf"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path in (pipe, device, tmp_path):
        with pytest.raises(ExportError, match=r"is no file|end the name"):
            verify(path, world)
    with (tmp_path / "large.kml").open("wb") as file:
        file.truncate(10**9)
    with pytest.raises(ExportError, match="1,000 MB, and at most 64 MB"):
        verify(tmp_path / "large.kml", world)


def test_chunks_and_lines_without_end_are_counted_up_to_a_bound():
    right, many = crafted.png((9, 9), "{}"), crafted.png_of_chunks()
    with measured() as peak:
        (*_, last) = differences(many, right, "png", png)
    assert "more places" in last
    long = b"a\n" * 10**6
    assert differences(long, b"a\nb\n", "svg", lines) == ["2000000 bytes, not 4"]
    assert peak.megabytes < MOST_MB


@pytest.mark.parametrize("kind", [7, 6])
def test_a_geometry_that_is_nested_too_deep_is_none(kind):
    """GEOS would end the process."""
    deep = struct.pack("<BII", 1, kind, 1) * 10**5 + struct.pack("<BIdd", 1, 1, 0, 0)
    right = crafted.features(b"x", Point(1, 2).wkb)
    (fault,) = unlike_facts(crafted.features(b"x", deep), right, "parquet", parquet)
    assert "a geometry is none" in fault
