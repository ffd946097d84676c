"""What a zip archive may hold beside one Shapefile."""

import io
import zipfile

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geo.errors import UploadError
from geo.inputs import own


def packed(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


CSV = "name,lat,lon\na,32.9,13.2\n"


def test_a_file_alone_is_read_packed():
    content = packed(data__csv=CSV, README__txt="about", **{"a/b.pdf": "%PDF"})
    (one,) = own.read("mine.zip", content).features
    assert one["geometry"]["coordinates"] == (13.2, 32.9)


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"a__csv": CSV, "b__csv": CSV}, "is an archive of a.csv, b.csv"),
        ({"a__zip": b"PK"}, "is an archive of a.zip"),
        ({"word/document.xml": "<a/>"}, "is a document of text"),
    ],
)
def test_what_is_no_layer_is_refused(members, message):
    with pytest.raises(UploadError, match=message):
        own.read("mine.zip", packed(**members))


def test_a_geodatabase_is_read(tmp_path):
    frame = gpd.GeoDataFrame(
        {"name": ["ضرر"]}, geometry=[shapely.Point(13.19, 32.89)], crs=4326
    )
    folder = tmp_path / "unosat.gdb"
    pyogrio.write_dataframe(frame, folder, driver="OpenFileGDB", layer="Damage")
    parts = {f"x/unosat.gdb/{one.name}": one.read_bytes() for one in folder.iterdir()}
    (one,) = own.read("mine.zip", packed(**parts)).features
    assert one["properties"]["name"] == "ضرر"
    assert one["geometry"]["coordinates"] == pytest.approx((13.19, 32.89), abs=1e-7)


PLACE = "<Placemark><Point><coordinates>{},32</coordinates></Point></Placemark>"


def test_a_kmz_is_all_of_its_documents_and_what_is_not_read_is_named():
    link = "<kml><NetworkLink><Link><href>b.kml</href></Link></NetworkLink></kml>"
    members = {
        name: f"<kml>{PLACE.format(n)}</kml>" for n, name in ((13, "b"), (14, "c"))
    }
    inner = {f"files/{name}.kml": text for name, text in members.items()}
    layer = own.read("mine.kmz", packed(doc__kml=link, notes__csv=CSV, **inner))
    lons = [one["geometry"]["coordinates"][0] for one in layer.features]
    assert lons == [13, 14]
    assert [str(one) for one in layer.remarks] == [
        "mine.kmz: these layers are shown as one: files/b.kml, files/c.kml",
        "mine.kmz: of the archive these were not read: notes.csv",
    ]


def test_a_workbook_that_counts_days_from_1904_is_refused():
    book = '<workbook><workbookPr showInkAnnotation="0" date1904="1"/></workbook>'
    with pytest.raises(UploadError, match="counts its days from 1904") as refused:
        own.read("mine.xlsx", packed(**{"xl/workbook.xml": book}))
    assert refused.value.text("ar")
