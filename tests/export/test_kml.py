"""KML, read by GDAL and as XML."""

import datetime as dt
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from geo import export
from geo.style import PALETTE
from tests.export.sample_requests import KML, OF_THE_DAY


def test_gdal_reads_the_kml_with_its_time_spans(folder, ringed):
    path = folder / "atlas.kml"
    names = [name for name, _ in pyogrio.list_layers(path)]
    filled = [frame for frame in ringed.values() if len(frame)]
    assert len(names) == len(filled)
    for name, features in zip(names, filled, strict=True):
        read = gpd.read_file(path, layer=name)
        assert len(read) == len(features)
        spans = dict(
            zip(read["id"].str.split(".", n=1).str[1], read["begin"], strict=True)
        )
        for feature in features.itertuples():
            assert spans[feature.id].date() == feature.valid_from.date()


def test_the_kml_is_half_open_and_styled_by_camp(folder, ringed):
    root = ET.parse(folder / "atlas.kml").getroot()
    marks = {mark.get("id"): mark for mark in root.iterfind(".//k:Placemark", KML)}
    styles = {style.get("id"): style for style in root.iterfind(".//k:Style", KML)}
    for name in ("tripoli_held", "eastern_held"):
        for cell in ringed[name].itertuples():
            mark = marks[f"{name}.{cell.id}"]
            end = mark.findtext("k:TimeSpan/k:end", None, KML)
            if pd.isna(cell.valid_to):
                assert end is None
            else:
                last = cell.valid_to.date() - dt.timedelta(days=1)
                assert end == f"{last}T23:59:59Z"
            style = mark.findtext("k:styleUrl", "", KML).removeprefix("#")
            assert style.split("-")[0] == cell.camp
            balloon = mark.findtext("k:description", "", KML)
            assert balloon.startswith("<b>nominal</b>: true") == cell.nominal
            assert f"<b>held_since</b>: {cell.held_since.date()}<br>" in balloon
            assert style.split("-")[1] == cell.ring
            colour = styles[style].findtext("k:PolyStyle/k:color", "", KML)
            red, green, blue = colour[6:], colour[4:6], colour[2:4]
            assert f"#{red}{green}{blue}".upper() == PALETTE[cell.camp]


def test_a_balloon_gives_how_a_line_was_drawn_its_datum_and_its_error(folder, ringed):
    root = ET.parse(folder / "atlas.kml").getroot()
    marks = {mark.get("id"): mark for mark in root.iterfind(".//k:Placemark", KML)}
    lines = ringed["maritime_lines"]
    assert len(lines)
    for line in lines.itertuples():
        mark = marks[f"maritime_lines.{line.id}"]
        balloon = mark.findtext("k:description", "", KML)
        drawn = (
            f"<b>construction</b>: {line.construction}<br><b>datum</b>: {line.datum}"
        )
        assert f"{drawn}<br><b>error_km</b>: {line.error_km}<br>" in balloon


@pytest.mark.parametrize(
    ("language", "twin", "shown"),
    [
        ("en", "ملاحظة.", "A note."),
        ("ar", "ملاحظة.", "ملاحظة."),
        ("ar", "", "A note."),
    ],
)
def test_a_balloon_gives_the_note_in_the_language_asked_for(
    world, held, language, twin, shown
):
    frame = held["tripoli_held"].iloc[:2].assign(note="A note.", note_ar=twin)
    then = export.Atlas(world.records, frames=world.frames | {"tripoli_held": frame})
    request = replace(OF_THE_DAY, language=language, layers=("tripoli_held",))
    made = export.make(then, request, "kml")
    mark = ET.fromstring(made).find(".//k:Placemark", KML)
    assert f"<b>note</b>: {shown}" in mark.findtext("k:description", "", KML)


def test_hostile_text_stays_text(world, held):
    evil = '</description></Placemark>]]><script>alert("x")</script>\x01&<!--'
    frame = held["tripoli_held"].iloc[:2].assign(note=evil, name_en=evil)
    frames = world.frames | {"tripoli_held": frame}
    then = export.Atlas(world.records, frames=frames)
    request = replace(OF_THE_DAY, title=evil.replace("\x01", ""))
    made = {
        form: export.make(then, request, form) for form in ("html", "geojson", "kml")
    }
    root = ET.fromstring(made["kml"])
    mark = root.find(".//k:Placemark", KML)
    balloon = mark.findtext("k:description", "", KML)
    assert "<script" not in balloon
    assert "&lt;script&gt;" in balloon
    assert mark.findtext("k:name", "", KML) == evil.replace("\x01", "\ufffd")
    assert evil not in made["html"].decode()
    for form, data in made.items():
        manifest = json.loads(export.read_manifest(data, form))
        assert manifest["request"]["title"] == request.title
