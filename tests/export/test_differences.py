"""Where a file differs from what it should be is named in the terms of its form."""

import io
import json
import re
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image, PngImagePlugin

from geo import export
from geo.export.differences import MOST, differences, lines
from geo.export.verify import verify
from tests.export.altered import (
    changed_gpkg,
    chunks,
    joined,
    painted,
)

pytestmark = pytest.mark.usefixtures("made_once")

LINES = ("svg", "html", "kml")


@pytest.mark.parametrize("form", LINES)
def test_a_changed_line_is_named(made, put, world, form):
    def fits(line: bytes) -> bool:
        number = line[8:9].isdigit()  # what draws a picture still reads one
        return number if form == "svg" else len(line) > 12

    lines = made[form].split(b"\n")
    at = next(
        number
        for number in range(len(lines) * 2 // 3, len(lines))
        if fits(lines[number]) and b"manifest" not in lines[number]
    )
    other = b"1" if lines[at][8:9] != b"1" else b"2"
    lines[at] = lines[at][:8] + other + lines[at][9:]
    report = verify(put(form, b"\n".join(lines)), world)
    assert report.differs == (f"file altered: line {at + 1}, column 9",)


def test_a_changed_feature_of_a_geojson_is_named(made, put, world):
    text = made["geojson"].decode()
    changed = re.sub(
        r'("id":"tripoli_held/([^"]+)".*?"camp":)"tripoli"',
        r'\1"eastern"',
        text,
        count=1,
    )
    (differences,) = verify(put("geojson", changed.encode()), world).differs
    assert re.search(r"line \d+, column \d+ \(feature tripoli_held/", differences)


def test_a_line_too_many(made, put, world):
    (first, *_) = verify(put("kml", made["kml"] + b"\n<!-- -->"), world).differs
    assert re.fullmatch(r"file altered: \d+ lines, not \d+", first)


@pytest.mark.parametrize(
    ("chunk", "name"),
    [
        ((b"tEXt", b"Title\0Forged"), "text Title"),
        ((b"zTXt", b"Title\0\0" + zlib.compress(b"x")), "text Title"),
        ((b"prVt", b"hidden"), "prVt"),
        ((b"tIME", b"\x07\xe0\1\1\1\1\1"), "tIME"),
    ],
)
def test_what_shows_in_no_pixel_of_a_png_is_named(made, put, world, chunk, name):
    head, *rest = chunks(made["png"])
    assert joined([head, *rest]) == made["png"]
    report = verify(put("png", joined([head, chunk, *rest])), world)
    assert report.differs == (f"file altered: chunk {name} should not be there",)


def test_a_second_manifest_of_a_png_is_named(made, put, world):
    """One reader shows the first of two texts of one name, another the last."""
    head, *rest = chunks(made["png"])
    forged = json.loads(export.read_manifest(made["png"], "png")) | {"sources": []}
    text = b"Manifest\0\0\0\0\0" + json.dumps(forged).encode()
    report = verify(put("png", joined([head, (b"iTXt", text), *rest])), world)
    assert report.differs == ("file altered: chunk text Manifest should not be there",)


def test_what_follows_the_end_of_a_png_is_named(made, put, world):
    assert verify(put("png", made["png"] + b"hello"), world).differs == (
        "file altered: chunk of 5 bytes after the end should not be there",
    )


@pytest.mark.parametrize("side", [11_000, 14_000, 60_000])
@pytest.mark.filterwarnings("error")
def test_a_png_that_says_that_it_is_huge(made, put, world, side):
    (kind, content), *rest = chunks(made["png"])
    huge = side.to_bytes(4, "big") * 2 + content[8:]
    (differences,) = verify(put("png", joined([(kind, huge), *rest])), world).differs
    assert "too large" in differences or f"size {side} x {side} px" in differences


def test_changed_pixels_are_named(made, put, world):
    data = painted(made["png"], (40, 50, 61, 72))
    assert verify(put("png", data), world).differs == (
        "file altered: pixels in columns 40 to 60, rows 50 to 71",
    )


def test_another_packing_of_the_same_pixels_is_the_same(made, put, world):
    data = painted(made["png"], None)
    assert data != made["png"]
    assert verify(put("png", data), world).same


def test_a_changed_text_of_a_png_is_named(made, put, world):
    key = next(
        key for key in Image.open(io.BytesIO(made["png"])).text if key != "Manifest"
    )
    report = verify(put("png", painted(made["png"], None, key)), world)
    assert report.differs == (f"file altered: metadata {key} differs",)


def test_another_size_of_a_png_is_named(made, put, world):
    image = Image.open(io.BytesIO(made["png"]))
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("Manifest", image.text["Manifest"])
    stream = io.BytesIO()
    image.resize((300, 200)).save(stream, "png", pnginfo=texts)
    (differences,) = verify(put("png", stream.getvalue()), world).differs
    assert differences.startswith("file altered: size 300 x 200 px, not ")


def test_a_changed_byte_of_a_pdf_is_named(made, put, world):
    data = bytearray(made["pdf"])
    at = data.index(b"/MediaBox") + 12
    data[at] ^= 1
    (differences, *_) = verify(put("pdf", bytes(data)), world).differs
    assert re.fullmatch(rf"file altered: byte {at}, in object \d+", differences)


def test_a_changed_cell_of_a_geopackage_is_named(made, put, world):
    path = put("gpkg", made["gpkg"])
    changed_gpkg(path, "UPDATE tripoli_held SET camp = 'eastern' WHERE fid = 3")
    (differences, *_) = verify(path, world).differs
    assert re.fullmatch(
        r"file altered: table tripoli_held, row 3 \([a-z0-9.-]+\), column camp",
        differences,
    )


def test_a_missing_row_and_table_of_a_geopackage_are_named(made, put, world):
    path = put("gpkg", made["gpkg"])
    changed_gpkg(path, "DELETE FROM places WHERE fid = 1")
    assert any(
        re.search(r"table places: \d+ rows, not \d+", line)
        for line in verify(path, world).differs
    )
    changed_gpkg(path, "DROP TABLE layer_styles")
    assert "file altered: table layer_styles is missing" in verify(path, world).differs


def test_a_changed_cell_of_a_parquet_is_named(made, put, world):
    table = pq.read_table(io.BytesIO(made["parquet"]))
    km2 = table["km2"].to_pylist()
    km2[4] = -1.0
    place = table.column_names.index("km2")
    table = table.set_column(place, "km2", pa.array(km2, pa.float64()))
    stream = io.BytesIO()
    pq.write_table(table, stream)
    report = verify(put("parquet", stream.getvalue()), world)
    assert report.differs == ("file altered: column km2, row 5",)


def test_many_differences_are_counted():
    one = b"\n".join(b"a%d" % n for n in range(40))
    named = differences(one.replace(b"a", b"b"), one, "kml", lines)
    assert len(named) == MOST + 1
    assert named[-1] == f"and {40 - MOST} more places"
    assert differences(one, one, "kml", lines) == []
