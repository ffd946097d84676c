"""KMZ: the KML, with signs in our colours and shapes in place of Google's pin."""

import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from PIL import Image

from geo.errors import ExportError
from geo.export import kml, kmz
from geo.layers.looks import SIGNED
from geo.layers.prominence import SYMBOLS, symbol_of
from geo.style import PALETTE
from tests.export.sample_requests import KML


@pytest.fixture(scope="module")
def parts(made):
    with zipfile.ZipFile(io.BytesIO(made["kmz"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def root(parts):
    return ET.fromstring(parts["doc.kml"])


def test_every_point_has_a_sign_of_ours_and_no_tint(parts, root):
    styles = {
        f"#{style.get('id')}": style for style in root.iterfind(".//k:Style", KML)
    }
    points = list(root.iterfind(".//k:Placemark", KML))
    points = [mark for mark in points if mark.find("k:Point", KML) is not None]
    assert {mark.get("id").split(".")[0] for mark in points} >= {"places"}
    for mark in points:
        icon = styles[mark.findtext("k:styleUrl", "", KML)].find("k:IconStyle", KML)
        assert icon.findtext("k:Icon/k:href", "", KML) in parts
        assert icon.find("k:color", KML) is None
        layer = mark.get("id").split(".")[0]
        assert layer in (*SIGNED, "places", "agreements")


def test_a_place_has_the_colour_of_its_holder_and_the_shape_of_its_kind(parts, root):
    shapes = set()
    for mark in root.iterfind(".//k:Placemark", KML):
        if not mark.get("id").startswith("places."):
            continue
        said = {
            data.get("name"): data.findtext("k:value", "", KML)
            for data in mark.iterfind(".//k:Data", KML)
        }
        style = mark.findtext("k:styleUrl", "", KML)
        symbol = symbol_of(said["kind"])
        assert style == f"#place-{said['camp']}.{symbol}"
        image = Image.open(io.BytesIO(parts[f"files/{style[1:]}.png"])).convert("RGBA")
        middle = image.getpixel((32, 32))
        assert "#%02X%02X%02X" % middle[:3] == PALETTE[said["camp"]]  # noqa: UP031
        assert middle[3] == 255
        assert image.getpixel((1, 1))[3] == 0
        shapes.add(symbol)
    assert len(shapes) > 1


def test_kinds_of_places_have_unlike_shapes():
    of_kind = {
        Image.open(io.BytesIO(kmz.pictures()[f"place-tripoli.{symbol}"]))
        .getchannel("A")
        .tobytes()
        for symbol in SYMBOLS
    }
    assert len(of_kind) == len(SYMBOLS)


def test_only_the_styles_of_points_differ_from_the_kml(made, parts):
    def marks(text):
        lines = text.split(b"\n")
        return [
            line for line in lines if b"tyle" not in line and b"manifest" not in line
        ]

    assert marks(parts["doc.kml"]) == marks(made["kml"])


def zipped(name, content, method=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\3\4", zipped("other.kml", b"<kml/>"), zipped("doc.kml", b"", 12)],
    ids=["empty", "torn", "without a document", "packed otherwise"],
)
def test_what_is_no_kmz_is_said(data):
    with pytest.raises(ExportError, match="no KML"):
        kmz.read_manifest(data)


def test_what_unpacks_to_more_than_a_file_may_have_is_not_read(monkeypatch):
    monkeypatch.setattr(kmz, "MOST_FILE_BYTES", 1000)
    assert kmz.document(zipped("doc.kml", bytes(1000))) == bytes(1000)
    with pytest.raises(ExportError, match=" MB"):
        kmz.document(zipped("doc.kml", bytes(1001)))


def test_every_sign_of_a_place_has_its_own_name():
    names = [name for name, _, _ in kml.signs()]
    assert len({*names}) == len(names)
    assert kml.sign_of("places", "place-tripoli", {"kind": "port"}) in names
