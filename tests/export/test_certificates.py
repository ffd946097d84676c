"""The certificate of a median: what it says, and that it proves itself."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from geo import __version__
from geo.export import certificates
from geo.export import verify as verifying
from geo.export.certificates import MedianRequest
from geo.layers.read import json_line
from geo.pictures import certificate as drawing
from geo.sea import coasts, medians

PATH = Path("x.pdf")


@pytest.fixture(scope="module")
def wanted():
    return MedianRequest("malta", "lampedusa", language="ar")


@pytest.fixture(scope="module")
def made(wanted, atlas_records):
    return certificates.make(wanted, atlas_records)


@pytest.fixture(scope="module")
def text(made):
    return drawing.read_manifest(made)


def test_its_manifest_says_what_the_line_rests_on(text):
    assert certificates.is_one(text)
    manifest = json.loads(text)
    median = manifest["median"]
    line = medians.named("malta", "lampedusa")
    assert median["length_nm"] == pytest.approx(line.length_nm, abs=1e-3)
    assert [len(part) for part in median["stretches"]] == [
        len(part) for part in line.stretches
    ]
    places = {base["place"] for s in median["stretches"][0] for base in s["base"]}
    assert places >= {"Lampedusa"}
    assert median["datum"] == "EPSG:4326"
    assert re.fullmatch("[0-9a-f]{64}", manifest["tables"]["coasts.geojson"])
    assert manifest["version"] == __version__


@pytest.fixture
def same(made, monkeypatch):
    """What is made again is the same, which one test looks at and others take."""
    monkeypatch.setattr(certificates, "make", lambda *_: made)


def test_it_is_made_again_to_the_byte(made, text, atlas_records):
    assert certificates.check(PATH, made, text, atlas_records).differs == ()


@pytest.mark.usefixtures("same")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"seal": "", "version": "0"}, "file altered"),
        ({"request": {"first": "malta"}}, "the manifest is damaged: request"),
        ({"request": []}, "the manifest is damaged: request"),
        ({"tables": ["x"]}, "the manifest is damaged: tables"),
        ({"tables": None, "request": 1}, "the manifest is damaged: request, tables"),
    ],
)
def test_what_was_altered_is_found(made, text, atlas_records, change, says):
    altered = json_line(json.loads(text) | change)
    found = certificates.check(PATH, made, altered, atlas_records)
    assert found.verdict == verifying.ALTERED
    assert says in found.differs[-1]


def test_a_certificate_of_nothing_cannot_be_made_again(text, atlas_records):
    manifest = json.loads(text)
    manifest["request"]["second"] = "atlantis"
    manifest["seal"] = certificates.seal(manifest)
    found = certificates.check(PATH, b"", json_line(manifest), atlas_records)
    assert "cannot be made again: 'atlantis' is no coast" in found.differs[0]
    assert found.verdict == verifying.UNMADE


@pytest.mark.usefixtures("same")
def test_a_file_that_was_changed_by_hand_is_altered(made, text, atlas_records):
    found = certificates.check(PATH, made + b" ", text, atlas_records)
    assert (found.differs, found.verdict) == (("file altered",), verifying.ALTERED)


@pytest.mark.usefixtures("same")
def test_of_other_coasts_it_says_that_they_changed(text, atlas_records):
    manifest = json.loads(text)
    manifest["tables"]["coasts.geojson"] = "0" * 64
    manifest["seal"] = certificates.seal(manifest)
    report = certificates.check(PATH, b"", json_line(manifest), atlas_records)
    assert report.verdict == verifying.CHANGED
    assert report.differs == ("records changed since: coasts.geojson",)


def test_islands_with_half_effect_have_base_points_of_each_coast(atlas_records):
    request = MedianRequest("greece", "libya", "half")
    sides = coasts.select("greece"), coasts.select("libya")
    base = tuple(
        medians.BasePoint(
            *side.stretches[0].path[0].tolist(), side.stretches[0].state, "", ""
        )
        for side in (*sides, *sides)
    )
    stretch = medians.Stretch(((20.0, 34.0), (21.0, 34.0)), base, 10.0)
    median = medians.Median([], [[stretch]], 1.0)
    row, end = certificates._rows(median, sides, request.language)
    assert row.high == 2
    assert [len(cell) for cell in row.cells] == [1, 1, 1, 2, 2]
    assert end.cells[0] == ("end",)


def test_its_map_shows_what_controls_the_line():
    bases = np.array([(15.0, 32.4), (14.4, 36.0)])
    line = np.array([(14.0, 34.0), (16.0, 34.1)])
    words = {"title": "a", "about": "b", "facts": (), "columns": ("c",) * 5, "rows": ()}
    content = drawing.Certificate(
        **words, lines=[line], coasts=[], bases=bases, language="en"
    )
    page = drawing._Page(content)
    page._draw_map(5.0)
    (axes,) = page.figure.axes
    assert any(np.array_equal(drawn.get_xydata(), bases) for drawn in axes.lines)
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    assert ((west, south) < bases).all()
    assert (bases < (east, north)).all()


def test_rows_are_shared_out_to_pages_and_no_heading_ends_one():
    row, heading = drawing.Row((("1",), ("2",))), drawing.Row(heading="Part 2")
    pages = list(drawing._paged([row, row, row, heading, row, row], 4, 3))
    assert pages == [[row, row, row], [heading, row, row]]
    assert [len(page) for page in drawing._paged([row] * 7, 2, 3)] == [2, 3, 2]
