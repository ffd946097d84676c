"""Files of many kinds, written by GDAL and read back; and what is none."""

import datetime as dt
import io
import json
import zipfile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.errors import UploadError
from geo.inputs import own

DAYS = "{}: start_date and end_date are the first and the last day of each feature"

SHAPES = [
    shapely.Point(13.19, 32.89),
    shapely.LineString([(13, 32), (14, 33)]),
    shapely.box(15, 30, 16, 31),
]


@pytest.fixture(scope="module")
def frame():
    return gpd.GeoDataFrame(
        {
            "title": ["مخيم", "b", "c"],
            "start_date": [dt.date(2019, 4, 4)] * 3,
            "end_date": [dt.date(2019, 6, 26), None, dt.date(2019, 5, 1)],
        },
        geometry=SHAPES,
        crs=4326,
    )


def zipped(*paths, folder=""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, name in paths:
            archive.write(path, f"{folder}{name}")
    return buffer.getvalue()


def remarks(layer):
    return [str(one) for one in layer.remarks]


def is_the_frame(layer, frame, name):
    """Whether a layer has the features of the frame, and their days."""
    assert remarks(layer) == [DAYS.format(name)]
    shapes = [shapely.geometry.shape(one["geometry"]) for one in layer.features]
    assert shapely.equals_exact(shapes, list(frame.geometry), 1e-7).all()
    lives = [
        (one["properties"]["valid_from"], one["properties"]["valid_to"])
        for one in layer.features
    ]
    ends = ["2019-06-27", None, "2019-05-02"]
    assert lives == [("2019-04-04", end) for end in ends][: len(frame)]
    assert layer.features[0]["properties"]["title"] == "مخيم"
    json.dumps(layer.collection, allow_nan=False)


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("mine.gpkg", "GPKG"),
        ("mine.geojson", "GeoJSON"),
        ("mine.geojsonl", "GeoJSONSeq"),
        ("mine.kml", "LIBKML"),
    ],
)
def test_a_file_is_read_by_what_it_holds(frame, tmp_path, name, driver):
    pyogrio.write_dataframe(frame, tmp_path / name, driver=driver)
    content = (tmp_path / name).read_bytes()
    is_the_frame(own.read(name, content), frame, name)
    is_the_frame(own.read("other.txt", content), frame, "other.txt")


def test_a_kmz_is_its_document(frame, tmp_path):
    pyogrio.write_dataframe(frame, tmp_path / "mine.kml", driver="LIBKML")
    content = zipped((tmp_path / "mine.kml", "doc.kml"))
    is_the_frame(own.read("mine.kmz", content), frame, "mine.kmz")


def test_other_shapes_of_geoparquet_are_left_out_and_told(frame, tmp_path):
    centres = frame.assign(centre=frame.geometry.centroid)
    centres.to_parquet(tmp_path / "mine.parquet")
    layer = own.read("mine.parquet", (tmp_path / "mine.parquet").read_bytes())
    assert "centre" not in layer.features[0]["properties"]
    assert "these hold shapes too, and were left out: centre" in remarks(layer)[0]


def test_geoparquet_is_read(frame, tmp_path):
    frame.to_parquet(tmp_path / "mine.parquet")
    content = (tmp_path / "mine.parquet").read_bytes()
    is_the_frame(own.read("mine.parquet", content), frame, "mine.parquet")


def shapefile(frame, folder, **names):
    pyogrio.write_dataframe(
        frame, folder / "mine.shp", driver="ESRI Shapefile", encoding="UTF-8"
    )
    return [(path, path.name) for path in folder.glob("mine.*")]


def test_a_zipped_shapefile_is_read_and_reprojected(frame, tmp_path):
    points = frame.iloc[:1].to_crs(32633)
    content = zipped(*shapefile(points, tmp_path), folder="export/")
    layer = own.read("mine.zip", content)
    assert remarks(layer) == [
        DAYS.format("mine.zip"),
        "mine.zip: was in WGS 84 / UTM zone 33N, and is now in WGS84",
    ]
    at = layer.features[0]["geometry"]["coordinates"]
    assert at == pytest.approx((13.19, 32.89), abs=1e-7)


@pytest.mark.parametrize("stated", [None, "UTF-8", "CP1256"])
def test_arabic_in_a_shapefile_is_whole_whatever_encoding_it_states(
    frame, tmp_path, stated
):
    path = tmp_path / "mine.shp"
    kind = {"driver": "ESRI Shapefile", "encoding": "CP1256"}
    pyogrio.write_dataframe(frame.iloc[:1], path, **kind)
    path.with_suffix(".cpg").write_text(stated or "")
    layer = own.read(
        "mine.zip", zipped(*((one, one.name) for one in tmp_path.iterdir()))
    )
    assert layer.features[0]["properties"]["title"] == "مخيم"
    guessed = (
        "mine.zip: states no encoding that fits its texts, which are read as CP1256"
    )
    told = [one for one in remarks(layer) if one.startswith(guessed)]
    assert len(told) == (stated != "CP1256")


def test_what_a_mac_adds_to_an_archive_is_passed_over(frame, tmp_path):
    parts = shapefile(frame.iloc[:1], tmp_path)
    beside = [(path, f"__MACOSX/._{name}") for path, name in parts]
    assert own.read("mine.zip", zipped(*parts, *beside)).features


def test_parquet_without_shapes_is_a_table(tmp_path):
    path = tmp_path / "mine.parquet"
    pd.DataFrame({"lat": [32.9], "lon": [13.2]}).to_parquet(path)
    (one,) = own.read("mine.parquet", path.read_bytes()).features
    assert one["geometry"]["coordinates"] == (13.2, 32.9)
    pd.DataFrame({"lat": [32.9]}).to_parquet(path)
    with pytest.raises(UploadError, match=r"has no coordinates: .* columns are lat"):
        own.read("mine.parquet", path.read_bytes())


def test_tracks_lose_heights_and_properties_that_are_not_filled(frame, tmp_path):
    points = gpd.GeoDataFrame({"name": ["x"]}, geometry=SHAPES[:1], crs=4326)
    pyogrio.write_dataframe(
        points, tmp_path / "mine.gpx", driver="GPX", layer="waypoints"
    )
    layer = own.read("mine.gpx", (tmp_path / "mine.gpx").read_bytes())
    (one,) = layer.features
    assert one["properties"] == {"name": "x", "valid_from": None, "valid_to": None}


def test_topojson_is_read():
    point = {"type": "Point", "coordinates": [13, 32], "properties": {"n": 1}}
    nowhere = {"type": None, "properties": {"n": 2}}
    each = {"type": "GeometryCollection", "geometries": [point, nowhere]}
    objects = {"a": each, "b": {**point, "coordinates": [14, 32]}}
    document = {"type": "Topology", "objects": objects, "arcs": []}
    layer = own.read("mine.topojson", json.dumps(document).encode())
    assert layer.features[0]["geometry"]["coordinates"] == (13, 32)
    assert layer.features[0]["properties"]["n"] == 1
    assert [str(one) for one in layer.remarks] == [
        "mine.topojson: these layers are shown as one: a, b",
        "mine.topojson: 1 feature has no place, and was left out",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "name,lat,lon,date\nمخيم,32.9,13.2,2019-04-04\n",
        "\ufeffname;Latitude;Longitude;event_date\r\nمخيم;32,9;13,2;2019-04-04\r\n",
        "name\tlat\tlon\tdate\nمخيم\t32°54'N\t13°12'E\t٢٠١٩-٠٤-٠٤\n",
        'name,WKT,date\nمخيم,"SRID=4326;POINT (13.2 32.9)",2019-04-04\n',
    ],
)
def test_a_table_with_coordinates_is_read(text):
    (one,) = own.read("mine.csv", text.encode()).features
    assert one["geometry"]["coordinates"] == pytest.approx((13.2, 32.9))
    life = ("2019-04-04", "2019-04-05")
    assert (one["properties"]["valid_from"], one["properties"]["valid_to"]) == life
    assert one["properties"]["name"] == "مخيم"


def test_a_row_without_coordinates_is_left_out_and_counted():
    text = "name,lat,lon\na,32.9,13.2\nb,,\nc,33,14\n"
    layer = own.read("mine.csv", text.encode("utf-16"))
    assert [one["properties"]["name"] for one in layer.features] == ["a", "c"]
    assert remarks(layer) == ["mine.csv: feature 2: has no place, and was left out"]


def test_a_sheet_with_coordinates_is_read(tmp_path):
    sheet = pd.DataFrame(
        {"name": ["x"], "lat": [32.9], "lon": [13.2], "date": [dt.date(2019, 4, 4)]}
    )
    pyogrio.write_dataframe(sheet, tmp_path / "mine.xlsx", driver="XLSX")
    layer = own.read("mine.xlsx", (tmp_path / "mine.xlsx").read_bytes())
    (one,) = layer.features
    assert one["geometry"]["coordinates"] == (13.2, 32.9)
    assert one["properties"]["valid_to"] == "2019-04-05"


BOMB = b'<!DOCTYPE k [<!ENTITY a "b">]><kml>&a;</kml>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK\x03\x04aaaa", "is a zip archive that cannot be unpacked"),
        (b"SQLite format 3\x00aaaa", "is an SQLite database, and no GeoPackage"),
        (b"PAR1aaaa", "is no Parquet or Arrow file"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xd8\x00\x01\x02" * 9, "is of no kind that is read"),
        (b"%PDF-1.7 \xe2", "is a document of text"),
        (b"\xd0\xcf\x11\xe0", "Office program of before 2007"),
        (b"Rar!\x1a\x07", "packed in another way than zip"),
        (b"\x00\x00\x27\x0a", "is one part of a Shapefile"),
        (b"FEA1", "save it as GeoParquet"),
        (b"<!DOCTYPE html><html>", "is a web page, not the file"),
        (b"\x0e\x10\x43\x08\x00\x00\x00\x00.FIT", "export it as GPX"),
        (b"<kml><NetworkLink/></kml>", "only a link to another file"),
        (b" \n ", "is empty"),
        (b"hello", "has no coordinates: .*; its columns are hello"),
        (b"name,lat\na,32.9\n", "has no coordinates: .*; its columns are name, lat"),
        (b"lat,lon\n32.9,x\n", "feature 1: .*'x'"),
        (b"lat,lon\n132.9,13\n", "feature 1: .*132.9"),
        (b"WKT\nPOINT (13)\n", "feature 1: its shape is no Well-Known Text"),
        (BOMB, "declares entities of its own"),
        (b"<OGRVRTDataSource/>", "is XML of the kind 'ogrvrtdatasource'"),
        (b"<VRTDataset>", "KML and GPX are read"),
        (b'{"type": "Topology"}', "^mine: "),
    ],
)
def test_what_is_no_layer_is_refused_in_one_message(content, message):
    with pytest.raises(UploadError, match=message) as error:
        own.read("mine", content)
    assert str(error.value).startswith("mine: ")
    assert "/tmp" not in str(error.value)


def test_an_archive_may_hold_several_layers_and_must_hold_all_parts(frame, tmp_path):
    parts = shapefile(frame.iloc[:1], tmp_path)
    twice = [*parts, *((path, f"طرق{path.suffix}") for path, _ in parts)]
    layer = own.read("mine.zip", zipped(*twice))
    assert len(layer.features) == 2
    assert remarks(layer)[0] == "mine.zip: these layers are shown as one: mine, طرق"
    lone = [(path, name) for path, name in parts if path.suffix == ".shp"]
    with pytest.raises(UploadError, match="a Shapefile needs its parts beside each"):
        own.read("mine.zip", zipped(*lone))


def test_a_packed_file_that_unpacks_to_more_than_is_read_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", b" " * 101_000_000)
    with pytest.raises(UploadError, match="holds 101 MB unpacked, at most 100 MB"):
        own.read("mine.kmz", buffer.getvalue())


def test_several_layers_are_one_in_the_system_of_the_first(frame, tmp_path):
    path = tmp_path / "mine.gpkg"
    pyogrio.write_dataframe(frame.iloc[:1], path, layer="a")
    pyogrio.write_dataframe(frame.iloc[2:].to_crs(32633), path, layer="b", append=True)
    layer = own.read("mine.gpkg", path.read_bytes())
    shapes = [shapely.geometry.shape(one["geometry"]) for one in layer.features]
    assert shapely.equals_exact(shapes, [SHAPES[0], SHAPES[2]], 1e-6).all()


def test_all_sheets_with_coordinates_are_read_and_titles_passed_over(tmp_path):
    path = tmp_path / "mine.xlsx"
    titled = {"Incidents": ["name", "a"], "b": ["lat", "32.9"], "c": ["lon", "13.2"]}
    sheets = {
        "About": {"text": ["by hand"], "more": ["x"]},
        "One": titled,
        "Two": {"name": ["b"], "lat": [32.5], "lon": [14.2]},
    }
    for name, cells in sheets.items():
        frame = pd.DataFrame(cells)
        pyogrio.write_dataframe(
            frame, path, driver="XLSX", layer=name, append=path.exists()
        )
    layer = own.read("mine.xlsx", path.read_bytes())
    found = [one["geometry"]["coordinates"] for one in layer.features]
    assert found == [(13.2, 32.9), (14.2, 32.5)]
    assert remarks(layer) == [
        "mine.xlsx: line 2 names the columns; what stands above it was left out",
        "mine.xlsx: these layers are shown as one: One, Two",
        "mine.xlsx: what has no coordinates was left out: About",
    ]
