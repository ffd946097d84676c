"""Files of every form, each opened by a reader that is not ours."""

import datetime as dt
import io
import json
import re
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from PIL import Image

from geo import __version__, export
from geo.errors import ExportError, LayerError, PlaceError
from geo.export import manifests
from geo.export.qml import qml
from geo.layers import read as layers
from geo.layers import select as selection
from geo.request import Box, Request, View, from_json
from geo.style import PALETTE

ROOT = Path(__file__).parents[2]
DAY = dt.date(2019, 12, 19)
ASKED = Request(DAY)
TRIPOLI = replace(ASKED, view="tripoli")
KML = {"k": "http://www.opengis.net/kml/2.2"}


@pytest.fixture(scope="module")
def folder(world, tmp_path_factory):
    """A folder with a file of every form."""
    folder = tmp_path_factory.mktemp("files")
    for ending in export.ENDINGS:
        export.save(world, ASKED, folder / f"atlas{ending}")
    return folder


@pytest.fixture(scope="module")
def held(world):
    """What a data file holds: the features of the country on the day, by layer."""
    box = manifests.box_of(ASKED)
    return selection.select(world.frames, DAY, names=ASKED.layers, box=box)


def ids(frame):
    return sorted(frame["id"])


@pytest.mark.parametrize("form", export.FORMS)
def test_every_file_says_what_it_was_made_from(folder, world, form):
    data = (folder / f"atlas.{form}").read_bytes()
    told = json.loads(export.read_manifest(data, form))
    assert (told["version"], told["form"]) == (__version__, form)
    assert from_json(told["request"]) == ASKED
    assert told["seal"] == manifests.seal(told)
    assert told["tables"] == world.digests
    cited = {source["id"] for source in told["sources"]}
    assert cited == set(told["rows"]["sources"])
    for table, rows in told["rows"].items():
        assert rows.items() <= world.rows[table].items()
    valid = [
        claim
        for claim in world.records.control
        if claim.start <= DAY and (claim.end is None or claim.end > DAY)
    ]
    assert {claim.claim_id for claim in valid} <= set(told["rows"]["control"])
    for claim in valid:
        assert set(claim.source_ids) <= cited


def test_the_png_opens_in_pillow(folder):
    image = Image.open(folder / "atlas.png")
    image.load()
    assert image.size == ASKED.pixels or image.width > 600
    told = json.loads(image.info["Manifest"])
    assert told["form"] == "png"
    assert int(image.info["Sources"]) == len(told["sources"])


def test_gdal_reads_the_geojson(folder, held):
    frame = gpd.read_file(folder / "atlas.geojson")
    assert frame.crs == "EPSG:4326"
    for layer, features in held.items():
        read = frame[frame["layer"] == layer]
        told = read["id"].str.removeprefix(f"{layer}/")
        assert sorted(told) == ids(features)
        assert shapely.equals(
            read.sort_values("id").geometry.values,
            features.sort_values("id").geometry.values,
        ).all()


@pytest.mark.filterwarnings("error")
def test_lists_are_lists_in_every_layer(folder):
    path = folder / "atlas.geojson"
    told = json.loads(path.read_bytes())["features"]
    kinds = {}
    for feature in told:
        for name, value in feature["properties"].items():
            if value is not None:
                number = isinstance(value, int | float) and not isinstance(value, bool)
                kinds.setdefault(name, set()).add(
                    "n" if number else type(value).__name__
                )
    assert {name: kind for name, kind in kinds.items() if len(kind) > 1} == {}
    gpd.read_file(path)


def test_the_geojson_is_valid_time(folder, held):
    told = json.loads((folder / "atlas.geojson").read_bytes())
    assert told["type"] == "FeatureCollection"
    day = DAY.isoformat()
    for feature in told["features"]:
        properties = feature["properties"]
        if properties["layer"] != "events":
            assert properties["valid_from"] <= day
            assert properties["valid_to"] is None or properties["valid_to"] > day
    cell = next(
        f for f in told["features"] if f["id"] == "tripoli_held/abu-grein-2016-05-19"
    )
    cells = held["tripoli_held"].set_index("id")
    assert cell["properties"]["km2"] == cells.at["abu-grein-2016-05-19", "km2"] > 0
    assert isinstance(cell["properties"]["source_ids"], list)


def test_gdal_reads_a_table_a_layer_of_the_geopackage(folder, held):
    path = folder / "atlas.gpkg"
    listed = dict(pyogrio.list_layers(path))
    filled = {name: frame for name, frame in held.items() if len(frame)}
    assert listed.keys() - {"layer_styles", "atlas_manifest"} == filled.keys()
    for layer, features in filled.items():
        read = gpd.read_file(path, layer=layer)
        assert read.crs == "EPSG:4326"
        assert ids(read) == ids(features)
        assert pyogrio.read_info(path, layer=layer)["dtypes"][1] == "datetime64[D]"
    told = pyogrio.read_info(path, layer="places")["dataset_metadata"]
    assert "manifest in table atlas_manifest" in " ".join(told.values())


def test_sqlite_finds_the_geopackage_sound_and_its_styles_as_defaults(folder, held):
    file = sqlite3.connect(folder / "atlas.gpkg")
    assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    styles = file.execute(
        "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML "
        "FROM layer_styles"
    ).fetchall()
    assert {name for name, *_ in styles} == {n for n, f in held.items() if len(f)}
    for name, column, default, text in styles:
        assert (column, default) == ("geom", 1)
        assert text == qml(name)
    ((manifest,),) = file.execute("SELECT manifest FROM atlas_manifest")
    assert json.loads(manifest)["form"] == "gpkg"
    file.close()


@pytest.mark.parametrize("layer", layers.NAMES)
def test_a_qgis_style_sets_time_and_colours(layer):
    text = qml(layer)
    root = ET.fromstring(text.split("\n", 1)[1])
    temporal = root.find("temporal")
    wanted = {"enabled": "1", "mode": "2", "limitMode": "1"}
    wanted |= {"startField": "valid_from", "endField": "valid_to"}
    assert wanted.items() <= temporal.attrib.items()
    rules = root.findall("renderer-v2/rules/rule")
    symbols = {
        symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")
    }
    assert [rule.get("symbol") for rule in rules]
    assert {rule.get("symbol") for rule in rules} == symbols
    if layer in ("tripoli_held", "eastern_held"):
        colour = PALETTE[layer.removesuffix("_held")]
        rgb = ",".join(str(n) for n in bytes.fromhex(colour[1:]))
        assert f'value="{rgb},255"' in text
        pattern = "LinePatternFill" if layer == "tripoli_held" else "PointPatternFill"
        assert pattern in text


def test_gdal_reads_the_kml_with_its_time_spans(folder, held):
    path = folder / "atlas.kml"
    names = [name for name, _ in pyogrio.list_layers(path)]
    filled = [frame for frame in held.values() if len(frame)]
    assert len(names) == len(filled)
    for name, features in zip(names, filled, strict=True):
        read = gpd.read_file(path, layer=name)
        assert len(read) == len(features)
        told = dict(
            zip(read["id"].str.split(".", n=1).str[1], read["begin"], strict=True)
        )
        for feature in features.itertuples():
            assert told[feature.id].date() == feature.valid_from.date()


def test_the_kml_is_half_open_and_styled_by_camp(folder, held):
    root = ET.parse(folder / "atlas.kml").getroot()
    marks = {mark.get("id"): mark for mark in root.iterfind(".//k:Placemark", KML)}
    styles = {style.get("id"): style for style in root.iterfind(".//k:Style", KML)}
    for name in ("tripoli_held", "eastern_held"):
        for cell in held[name].itertuples():
            mark = marks[f"{name}.{cell.id}"]
            end = mark.findtext("k:TimeSpan/k:end", None, KML)
            if pd.isna(cell.valid_to):
                assert end is None
            else:
                last = cell.valid_to.date() - dt.timedelta(days=1)
                assert end == f"{last}T23:59:59Z"
            style = mark.findtext("k:styleUrl", "", KML).removeprefix("#")
            assert style.split("-")[0] == cell.camp
            assert style.endswith("-nominal") == cell.nominal
            colour = styles[style].findtext("k:PolyStyle/k:color", "", KML)
            red, green, blue = colour[6:], colour[4:6], colour[2:4]
            assert f"#{red}{green}{blue}".upper() == PALETTE[cell.camp]


def test_hostile_text_stays_text(world, held):
    evil = '</description></Placemark>]]><script>alert("x")</script>\x01&<!--'
    frame = held["tripoli_held"].iloc[:2].assign(note=evil, name_en=evil)
    then = export.World(
        world.folder, world.records, world.frames | {"tripoli_held": frame}
    )
    asked = replace(ASKED, title=evil.replace("\x01", ""))
    root = ET.fromstring(export.make(then, asked, "kml"))
    mark = root.find(".//k:Placemark", KML)
    balloon = mark.findtext("k:description", "", KML)
    assert "<script" not in balloon
    assert "&lt;script&gt;" in balloon
    assert mark.findtext("k:name", "", KML) == evil.replace("\x01", "\ufffd")
    page = export.make(then, asked, "html").decode()
    assert evil not in page
    for form in ("html", "geojson", "kml"):
        told = json.loads(export.read_manifest(export.make(then, asked, form), form))
        assert told["request"]["title"] == asked.title


def test_arrow_reads_the_geoparquet_and_its_metadata(folder, held):
    path = folder / "atlas.parquet"
    metadata = pq.read_schema(path).metadata
    geo = json.loads(metadata[b"geo"])
    assert geo["version"] == "1.0.0"
    assert geo["primary_column"] == "geometry"
    assert geo["columns"]["geometry"]["encoding"] == "WKB"
    assert json.loads(metadata[b"atlas_manifest"])["form"] == "parquet"
    schema = pq.read_schema(path)
    assert str(schema.field("valid_from").type) == "date32[day]"
    assert str(schema.field("source_ids").type).startswith("list<")
    assert str(schema.field("nominal").type) == "bool"
    read = gpd.read_parquet(path)
    assert read.crs == "EPSG:4326"
    for layer, features in held.items():
        assert ids(read[read["layer"] == layer]) == ids(features)


def test_chromium_opens_the_page_with_every_host_blocked(folder, page):
    page.goto((folder / "atlas.html").as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.evaluate("atlas.date") == DAY.isoformat()
    told = page.evaluate(
        "JSON.parse(document.getElementById('atlas-manifest').textContent)"
    )
    assert told["request"]["day"] == DAY.isoformat()
    page.evaluate("atlas.setDate('2020-06-10')")
    page.wait_for_function("atlas.date === '2020-06-10'")
    counts = {layer["id"]: layer["count"] for layer in page.evaluate("atlas.layers()")}
    assert counts["tripoli_held"] > 0
    assert page.outside == page.errors == []


def test_the_page_says_what_it_was_known_on_and_fits_its_view(world, page, tmp_path):
    asked = replace(TRIPOLI, known_on=dt.date(2019, 11, 28), title="Ours & <theirs>")
    export.save(world, asked, tmp_path / "then.html")
    page.goto((tmp_path / "then.html").as_uri())
    page.wait_for_function("window.atlas !== undefined")
    assert page.title() == "Ours & <theirs>"
    credit = page.locator(".leaflet-control-attribution").text_content()
    assert "as known on 2019-11-28" in credit
    told = {layer["id"]: layer["count"] for layer in page.evaluate("atlas.layers()")}
    then = world.known(asked.known_on).frames
    lines = selection.valid(then["maritime_lines"], DAY)
    assert told["maritime_lines"] == len(lines)
    assert page.errors == []


def test_since_adds_every_spell_between_the_two_days(world):
    asked = replace(TRIPOLI, since=dt.date(2019, 4, 1), layers=layers.HELD)
    short = json.loads(export.make(world, replace(asked, since=None), "geojson"))
    long = json.loads(export.make(world, asked, "geojson"))
    known = {feature["id"] for feature in short["features"]}
    more = [f for f in long["features"] if f["id"] not in known]
    assert more
    assert known < {feature["id"] for feature in long["features"]}
    for feature in more:
        told = feature["properties"]
        assert told["valid_from"] <= "2019-12-19"
        assert told["valid_to"] is None or told["valid_to"] > "2019-04-01"
    listed = long["manifest"]["features"]
    assert {f"{layer}/{i}" for layer in listed for i in listed[layer]} == {
        feature["id"] for feature in long["features"]
    }


def test_a_comparison_names_the_features_of_both_days(world):
    # Two maps on a sheet are narrower than one: nothing may lie at this view's edge.
    asked = replace(TRIPOLI, view="nafusa", against=dt.date(2019, 3, 1))
    both = manifests.manifest(world, asked, "png")["features"]["eastern_held"]
    one, other = (
        set(
            manifests.manifest(world, replace(asked, against=None, day=day), "png")[
                "features"
            ]["eastern_held"]
        )
        for day in (asked.day, asked.against)
    )
    assert set(both) == one | other
    assert one != other


def test_a_picture_of_what_changed_names_all_that_its_table_counts(world):
    asked = replace(TRIPOLI, against=dt.date(2019, 3, 1), comparison="changes")
    told = manifests.manifest(world, asked, "svg")["features"]
    for day in (asked.day, asked.against):
        held = selection.select(world.frames, day, names=layers.HELD)
        for name, frame in held.items():
            assert set(frame["id"]) <= set(told[name])


def test_a_view_of_a_web_map_and_edges_bound_a_data_file(world):
    asked = replace(ASKED, view=Box(16.0, 30.0, 17.5, 31.5), layers=("places",))
    told = json.loads(export.make(world, asked, "geojson"))
    spots = [feature["geometry"]["coordinates"] for feature in told["features"]]
    assert spots
    assert all(16 <= lon <= 17.5 and 30 <= lat <= 31.5 for lon, lat in spots)
    around = replace(asked, view=View(32.8, 13.2, 9))
    assert json.loads(export.make(world, around, "geojson"))["features"]


def test_edges_outside_the_data_are_refused(world):
    asked = replace(ASKED, view=Box(25.0, 10.0, 27.0, 12.0))
    for form in ("geojson", "png"):
        with pytest.raises(PlaceError, match="outside the data: no layer ever has"):
            export.make(world, asked, form)


def test_as_known_on_leaves_out_what_came_out_later(world):
    asked = replace(ASKED, known_on=dt.date(2019, 11, 28))
    told = json.loads(export.make(world, asked, "geojson"))
    late = [
        feature["id"]
        for feature in told["features"]
        if (feature["properties"]["known_from"] or "") > "2019-11-28"
    ]
    assert late == []
    assert max(s["date"] for s in told["manifest"]["sources"]) <= "2019-11-28"


def test_a_name_that_ends_in_no_form_is_refused():
    with pytest.raises(ExportError, match=r"a.tiff: end the name in one of \.png, "):
        export.form_of(Path("a.tiff"))
    assert export.form_of(Path("a.PNG")) == "png"


def test_a_geopackage_of_nothing_is_refused(world):
    asked = replace(ASKED, layers=("no_record",))
    with pytest.raises(ExportError, match="no layer asked for has a feature then"):
        export.make(world, asked, "gpkg")
    with pytest.raises(LayerError, match="'roads' is no layer"):
        replace(ASKED, layers=("roads",))


def test_another_process_makes_the_same_bytes(folder, tmp_path):
    script = """
import datetime as dt, sys
from pathlib import Path
from geo import export
from geo.request import Request
world = export.load()
for ending in export.ENDINGS:
    path = Path(sys.argv[1], "atlas" + ending)
    export.save(world, Request(dt.date(2019, 12, 19)), path)
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": ""}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)
    for ending in export.ENDINGS:
        ours = (folder / f"atlas{ending}").read_bytes()
        theirs = (tmp_path / f"atlas{ending}").read_bytes()
        if ending == ".png":
            ours, theirs = (Image.open(io.BytesIO(d)).tobytes() for d in (ours, theirs))
        assert ours == theirs, ending


def test_no_file_fetches_anything(folder):
    for name in ("atlas.html", "atlas.svg", "atlas.kml"):
        text = (folder / name).read_text(encoding="utf-8")
        assert (
            re.findall(r"<(?:script|img|image|use)[^>]+(?:src|href)=['\"]http", text)
            == []
        )
        assert "<href>" not in text
