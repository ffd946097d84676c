"""Hostile names and titles in every file: as typed, and nothing runs."""

import csv
import datetime as dt
import io
import json
import re
import sqlite3
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pikepdf
import pytest
from matplotlib.figure import Figure

from geo import dates, export, request
from geo.errors import GeoError
from geo.export import citations
from geo.layers import read as layers
from geo.pictures import files, lettering
from geo.records import columns
from geo.sea import Sea, point_table
from tests.hostile import texts as hostile
from tests.hostile.conftest import assert_quiet

DAY = dt.date(2019, 12, 19)


def test_every_text_stands_in_the_data_files_as_typed(evil, lines, tmp_path):
    newest = evil.records.newest
    wanted_request = request.Request(newest, layers.HELD, since=dates.SPAN_START)
    notes = {*evil.frames["tripoli_held"]["note"], *evil.frames["other_held"]["note"]}
    notes |= {*evil.frames["eastern_held"]["note"]}
    assert notes == {*lines}
    made = {
        form: export.make(evil, wanted_request, form)
        for form in ("geojson", "kml", "gpkg", "parquet")
    }
    features = json.loads(made["geojson"])["features"]
    assert notes <= {feature["properties"].get("note") for feature in features}
    root = ET.fromstring(made["kml"])
    shown = {value.text for value in root.iter("{http://www.opengis.net/kml/2.2}value")}
    assert notes <= shown
    (tmp_path / "x.gpkg").write_bytes(made["gpkg"])
    with sqlite3.connect(tmp_path / "x.gpkg") as file:
        texts_of_file = {
            note
            for name in ("tripoli_held", "eastern_held", "other_held")
            for (note,) in file.execute(f"SELECT note FROM {name}")
        }
    assert notes == texts_of_file
    texts_of_file = pd.read_parquet(io.BytesIO(made["parquet"]))["note"]
    assert notes <= {*texts_of_file.dropna()}


def test_tables_of_points_are_text(evil):
    sea = Sea(evil.records)
    points = [p for p in evil.records.maritime_points if p.line_id == "gr-eg-2020"]
    table = point_table(sea, "gr-eg-2020", "csv")
    labels = [row["label"] for row in csv.DictReader(io.StringIO(table))]
    assert labels == [point.label for point in points]
    assert not any(label.startswith(columns.FORMULA_SIGNS) for label in labels)


def test_every_line_is_set_as_text_in_svg_and_pdf(lines):
    """All of them on one tall sheet, as a sheet of the atlas is written."""
    figure = Figure(figsize=(12, 40))
    how = lettering.TextStyle(4, lettering.REGULAR, "#000000")
    for n, line in enumerate(lines):
        at = (0.02, 1 - (n + 1) / (len(lines) + 1))
        letters = lettering.TextLine(line, at, figure.transFigure, how)
        figure.add_artist(letters)
    for title in (lines[0], lines[40]):
        metadata = {"Title": title, "Date": "2019", "Software": "x"}
        sheet = files.PrintOptions((400, 400), 72, (100, 300), metadata, "")
        assert_svg(files.write(figure, "svg", sheet), title, lines)
        assert_pdf(files.write(figure, "pdf", sheet), title)


@pytest.mark.parametrize("form", ["svg", "kml", "geojson"])
def test_a_browser_runs_nothing_of_a_file(evil, lines, strict, tmp_path, form):
    title = next(line for line in lines if line.startswith("<svg"))
    wanted_request = request.Request(DAY, layers.NAMES, view="tripoli", title=title)
    # As XML and JSON a browser shows them; under their own endings it may save them.
    ending = {"kml": "xml", "geojson": "json"}.get(form, form)
    path = tmp_path / f"atlas.{ending}"
    path.write_bytes(export.make(evil, wanted_request, form))
    strict.goto(path.as_uri())
    assert strict.evaluate("document.documentElement !== null")
    assert_quiet(strict)


def assert_svg(made: bytes, title: str, lines: list[str]) -> None:
    root = ET.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == title
    assert {element.tag for element in root.iter()}.isdisjoint(
        {f"{space}script", f"{space}foreignObject", f"{space}a", f"{space}image"}
    )
    for element in root.iter():
        assert not [name for name in element.attrib if name.lower().startswith("on")]
    drawn = "".join(root.itertext())
    assert all(line in drawn for line in lines if line.isascii())


def assert_pdf(made: bytes, title: str) -> None:
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.docinfo["/Title"]) == title
        for number in range(1, len(document.objects)):
            entry = document.objects[number]
            if isinstance(entry, pikepdf.Dictionary):
                assert not {"/JS", "/JavaScript", "/AA", "/OpenAction", "/URI"} & {
                    *entry.keys()
                }


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_pictures_of_hostile_names_are_drawn(evil, form):
    wanted_request = request.Request(
        DAY, view="tripoli", title=hostile.MARKUP[0], dpi=72
    )
    made = export.make(evil, wanted_request, form)
    manifest = json.loads(export.read_manifest(made, form))
    assert manifest["request"]["title"] == hostile.MARKUP[0]


@pytest.mark.parametrize(("form", "step"), [("geojson", 1), ("kml", 9), ("html", 99)])
def test_every_title_is_text_in_files(world, lines, form, step):
    small = {name: frame.iloc[:1] for name, frame in world.frames.items()}
    then = export.Atlas(world.records, frames=small)
    for text in lines[::step]:
        title = text[: request.MOST_LETTERS].strip()
        wanted_request = request.Request(DAY, ("tripoli_held",), title=title)
        manifest = export.read_manifest(export.make(then, wanted_request, form), form)
        assert json.loads(manifest)["request"]["title"] == title


@pytest.mark.parametrize("text", [*hostile.UNFIT, *hostile.HALVES])
def test_a_title_that_cannot_be_shown_is_refused(text):
    with pytest.raises(GeoError, match="write one line of text"):
        request.Request(DAY, title=text)


@pytest.mark.parametrize("site", [*hostile.ADDRESSES, *hostile.WITH_MORE_THAN_A_PATH])
def test_a_site_that_is_no_address_is_refused(site):
    with pytest.raises(GeoError, match="site"):
        request.Request(DAY, site=site)


def test_every_title_can_be_cited(lines):
    for text in lines:
        wanted_request = request.Request(
            DAY, title=text[: request.MOST_LETTERS].strip()
        )
        (item,) = json.loads(citations.citation(wanted_request, "csl"))
        assert item["title"] == wanted_request.title
        entry = citations.citation(wanted_request, "bibtex")
        assert entry.count("{") == entry.count("}")
        assert not re.search(r"\\(?!text|[&%$#_])", entry), entry


NAMES = (
    "$(touch ran).geojson",
    "`touch ran`.geojson",
    "; touch ran;.geojson",
    "-y.geojson",
    "%s%n{{7*7}}.geojson",
    "'\"<b>&.geojson",
    "ليبيا؟.geojson",
    "x\u202ey.geojson",
)


def test_a_file_has_the_name_that_was_chosen(world, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    wanted_request = request.Request(DAY, ("places",))
    for name in NAMES:
        export.save(world, wanted_request, Path(name))
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES}
