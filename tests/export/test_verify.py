"""Verify: `same` for what is the same, and where and why for what is not."""

import dataclasses
import datetime as dt
import io
import json
import random
import re
import sqlite3
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from PIL import Image, PngImagePlugin

from geo import export
from geo.errors import ExportError
from geo.export import forms, manifests
from geo.export import verify as checking
from geo.export.differences import MOST, differences, lines
from geo.export.verify import Report, verify
from geo.layers import read as layers
from geo.records.store import FileStore
from geo.request import Request

ASKED = Request(dt.date(2019, 12, 19), view="tripoli", size_px=(900, 600))
LINES = ("svg", "html", "kml")


@pytest.fixture(scope="module")
def made(world):
    """A file of every form, as bytes."""
    return {form: export.make(world, ASKED, form) for form in export.FORMS}


@pytest.fixture
def put(tmp_path):
    def write(form: str, data: bytes) -> Path:
        path = tmp_path / f"file.{form}"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("form", export.FORMS)
def test_a_fresh_file_is_the_same(made, put, world, form):
    report = verify(put(form, made[form]), world)
    assert report.same
    assert str(report).endswith(f"file.{form}: same")


@pytest.mark.parametrize(
    "asked",
    [
        dataclasses.replace(ASKED, language="ar", title="عنوان"),
        dataclasses.replace(ASKED, since=dt.date(2019, 4, 1)),
        dataclasses.replace(ASKED, claimants=("greece",), view="east-med"),
        dataclasses.replace(ASKED, known_on=dt.date(2019, 12, 1)),
    ],
    ids=["arabic", "since", "claimants", "known"],
)
@pytest.mark.parametrize("form", ["svg", "gpkg", "html"])
def test_whatever_was_asked_for_is_the_same(put, world, asked, form):
    assert verify(put(form, export.make(world, asked, form)), world).same


@pytest.mark.parametrize("form", LINES)
def test_a_changed_line_is_named(made, put, world, form):
    lines = made[form].split(b"\n")
    at = next(
        number
        for number in range(len(lines) * 2 // 3, len(lines))
        if len(lines[number]) > 12 and b"manifest" not in lines[number]
    )
    lines[at] = lines[at][:8] + b"~" + lines[at][9:]
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
    (told,) = verify(put("geojson", changed.encode()), world).differs
    assert re.search(r"line \d+, column \d+ \(feature tripoli_held/", told)


def test_a_line_too_many(made, put, world):
    (first, *_) = verify(put("kml", made["kml"] + b"\n<!-- -->"), world).differs
    assert re.fullmatch(r"file altered: \d+ lines, not \d+", first)


def painted(data: bytes, box, key=None) -> bytes:
    """Return a PNG with a box painted, or a text changed, its manifest kept."""
    image = Image.open(io.BytesIO(data))
    texts = PngImagePlugin.PngInfo()
    for name, value in image.text.items():
        texts.add_itxt(name, "changed" if name == key else value)
    if box:
        image.paste((255, 0, 255), box)
    stream = io.BytesIO()
    image.save(stream, "png", pnginfo=texts, dpi=image.info.get("dpi"))
    return stream.getvalue()


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """Return the chunks of a PNG: kind and content."""
    found, at = [], 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        found.append((png[at + 4 : at + 8], png[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def joined(parts: list[tuple[bytes, bytes]]) -> bytes:
    """Return the PNG that has these chunks."""
    told = [
        len(content).to_bytes(4, "big")
        + kind
        + content
        + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


@pytest.mark.parametrize(
    ("chunk", "told"),
    [
        ((b"tEXt", b"Title\0Forged"), "text Title"),
        ((b"zTXt", b"Title\0\0" + zlib.compress(b"x")), "text Title"),
        ((b"prVt", b"hidden"), "prVt"),
        ((b"tIME", b"\x07\xe0\1\1\1\1\1"), "tIME"),
    ],
)
def test_what_shows_in_no_pixel_of_a_png_is_named(made, put, world, chunk, told):
    head, *rest = chunks(made["png"])
    assert joined([head, *rest]) == made["png"]
    report = verify(put("png", joined([head, chunk, *rest])), world)
    assert report.differs == (f"file altered: chunk {told} should not be there",)


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
    (told,) = verify(put("png", joined([(kind, huge), *rest])), world).differs
    assert "too large" in told or f"size {side} x {side} px" in told


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
    (told,) = verify(put("png", stream.getvalue()), world).differs
    assert told.startswith("file altered: size 300 x 200 px, not ")


def test_a_changed_byte_of_a_pdf_is_named(made, put, world):
    data = bytearray(made["pdf"])
    at = data.index(b"/MediaBox") + 12
    data[at] ^= 1
    (told, *_) = verify(put("pdf", bytes(data)), world).differs
    assert re.fullmatch(rf"file altered: byte {at}, in object \d+", told)


def changed_gpkg(path: Path, statement: str) -> None:
    file = sqlite3.connect(path)
    for (trigger,) in file.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        file.execute(f'DROP TRIGGER "{trigger}"')
    file.execute(statement)
    file.commit()
    file.close()


def test_a_changed_cell_of_a_geopackage_is_named(made, put, world):
    path = put("gpkg", made["gpkg"])
    changed_gpkg(path, "UPDATE tripoli_held SET camp = 'eastern' WHERE fid = 3")
    (told, *_) = verify(path, world).differs
    assert re.fullmatch(
        r"file altered: table tripoli_held, row 3 \([a-z0-9.-]+\), column camp", told
    )


def test_a_missing_row_and_table_of_a_geopackage_are_named(made, put, world):
    path = put("gpkg", made["gpkg"])
    changed_gpkg(path, "DELETE FROM places WHERE fid = 1")
    assert any(
        re.search(r"table places: \d+ rows, not \d+", told)
        for told in verify(path, world).differs
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


@pytest.mark.parametrize("form", export.FORMS)
def test_no_changed_byte_goes_unseen(made, put, world, form):
    random.seed(form)
    data = made[form]
    for at in random.sample(range(len(data)), 12):
        changed = bytearray(data)
        changed[at] ^= 1 << random.randrange(8)
        try:
            report = verify(put(form, bytes(changed)), world)
        except ExportError as error:
            assert "bears no manifest" in str(error)  # noqa: PT017
            continue
        if report.same:
            assert form == "png", f"byte {at}"
            look = forms.named(form).look
            assert differences(bytes(changed), data, form, look) == []


@pytest.mark.parametrize("form", export.FORMS)
def test_a_file_cut_short_is_no_traceback(made, put, world, form):
    try:
        report = verify(put(form, made[form][: len(made[form]) * 2 // 3]), world)
    except ExportError as error:
        assert "bears no manifest" in str(error)  # noqa: PT017
    else:
        assert not report.same


def retold(data: bytes, **changes) -> bytes:
    """Return a GeoJSON whose manifest says something else."""
    lines = data.split(b"\n")
    told = (
        json.loads(lines[1].removeprefix(b'"manifest":').removesuffix(b",")) | changes
    )
    if "seal" not in changes:
        told["seal"] = manifests.seal(told)
    lines[1] = b'"manifest":' + layers.json_line(told).encode() + b","
    return b"\n".join(lines)


OTHER = {"code": "0" * 16, "gdal": "3.0.0"}


@pytest.fixture
def elsewhere(world, monkeypatch):
    """Make a file as another build does, whose bytes are the same."""

    def make(form: str) -> bytes:
        with monkeypatch.context() as patch:
            patch.setattr(manifests, "made_by", lambda: OTHER)
            return export.make(world, ASKED, form)

    return make


def test_the_same_bytes_by_another_build_are_the_same(elsewhere, put, world):
    report = verify(put("geojson", elsewhere("geojson")), world)
    assert (report.same, report.verdict) == (True, checking.SAME)
    assert report.notes[0].startswith("note: another build: other code; ")
    assert "gdal 3.0.0, here " in report.notes[0]


def test_another_version_is_named(world, put, monkeypatch):
    monkeypatch.setattr(manifests, "__version__", "0.0.9")
    path = put("geojson", export.make(world, ASKED, "geojson"))
    monkeypatch.undo()
    report = verify(path, world)
    assert report.same
    assert report.notes == (
        f"note: another version: made by 0.0.9, this is {checking.__version__}",
    )


def drawn_otherwise(path: Path) -> None:
    """Change how a file says what it says, as another library might."""
    form, data = path.suffix[1:], path.read_bytes()
    if form == "geojson":
        moved = re.sub(rb"(\[1\d\.\d{4})(?=[,\d])", rb"\g<1>0000001", data, count=3)
        assert moved != data
        path.write_bytes(moved)
    elif form == "kml":
        path.write_bytes(data.replace(b"<scale>0.6", b"<scale>0.8"))
    elif form == "gpkg":
        changed_gpkg(path, "UPDATE layer_styles SET styleQML = '<qgis/>'")
    elif form == "parquet":
        pq.write_table(pq.read_table(path), path, compression="gzip")
    elif form == "png":
        path.write_bytes(painted(data, (40, 50, 61, 72)))


def forged(path: Path) -> None:
    """Give a place to somebody else."""
    form, data = path.suffix[1:], path.read_bytes()
    if form == "geojson":
        old, new = b'"camp":"tripoli"', b'"camp":"eastern"'
        path.write_bytes(data.replace(old, new, 1))
    elif form == "kml":
        old, new = b'camp"><value>tripoli<', b'camp"><value>eastern<'
        path.write_bytes(data.replace(old, new, 1))
    elif form == "gpkg":
        changed_gpkg(path, "UPDATE tripoli_held SET camp = 'eastern' WHERE fid = 3")
    elif form == "parquet":
        table = pq.read_table(path)
        camps = table["camp"].to_pylist()
        camps[camps.index("tripoli")] = "eastern"
        place = table.column_names.index("camp")
        pq.write_table(table.set_column(place, "camp", pa.array(camps)), path)


@pytest.mark.parametrize("form", ["geojson", "kml", "gpkg", "parquet"])
def test_what_another_build_wrote_otherwise_holds_the_same_facts(
    elsewhere, put, world, form
):
    path = put(form, elsewhere(form))
    drawn_otherwise(path)
    report = verify(path, world)
    assert report.verdict == checking.REBUILT
    assert not report.same
    assert report.differs[0].startswith("another build: other code")
    assert str(report).startswith(f"{path}: made by another build (same facts)\n")
    forged(path)
    report = verify(path, world)
    assert report.verdict == checking.ALTERED
    (told,) = report.differs
    assert re.fullmatch(r"file altered: feature tripoli_held[/.]\S+, camp", told)


def test_a_feature_too_few_or_moved_is_altered_whatever_build(elsewhere, put, world):
    head, first, *rest = elsewhere("geojson").split(b'\n{"type":"Feature"')
    path = put("geojson", b'\n{"type":"Feature"'.join([head, *rest]))
    (told,) = verify(path, world).differs
    assert re.fullmatch(r"file altered: feature \S+ is missing", told)
    moved = re.sub(rb"\[(1\d)(\.\d+),", rb"[\g<1>.9,", first, count=1)
    path = put("geojson", b'\n{"type":"Feature"'.join([head, moved, *rest]))
    (told,) = verify(path, world).differs
    assert told.endswith(", geometry")


def test_of_a_picture_by_another_build_the_manifest_is_compared(elsewhere, put, world):
    path = put("png", elsewhere("png"))
    drawn_otherwise(path)
    report = verify(path, world)
    assert report.verdict == checking.REBUILT
    assert "note: of a png only the manifest can be compared" in report.notes


def test_a_manifest_by_another_build_may_say_no_more_than_ours(elsewhere, put, world):
    for changes in ({"features": {}}, {"endorsed_by": "all"}, {"sources": []}):
        data = retold(elsewhere("geojson"), **changes)
        report = verify(put("geojson", data), world)
        assert report.verdict == checking.ALTERED
        assert report.differs[0] == f"manifest altered: {next(iter(changes))}"


def test_a_file_without_a_build_was_made_by_another_version(made, put, world):
    told = json.loads(export.read_manifest(made["geojson"], "geojson"))
    lines = made["geojson"].split(b"\n")
    del told["made_by"]
    told["seal"] = manifests.seal(told)
    lines[1] = b'"manifest":' + layers.json_line(told).encode() + b","
    path = put("geojson", b"\n".join(lines))
    why = "another version: made before manifests named the build"
    assert verify(path, world).same
    assert verify(path, world).notes == (f"note: {why}",)
    drawn_otherwise(path)
    report = verify(path, world)
    assert (report.verdict, report.differs) == (checking.REBUILT, (why,))


def test_a_manifest_that_was_altered_is_named(made, put, world):
    data = made["geojson"]
    report = verify(put("geojson", retold(data, seal="0" * 64)), world)
    assert "manifest altered: it does not match its seal" in report.differs
    report = verify(put("geojson", retold(data, features={})), world)
    assert report.differs[0] == "manifest altered: features"
    report = verify(put("geojson", retold(data, request={"day": "2019"})), world)
    assert "cannot be made again" in report.differs[-1]


def test_a_manifest_that_two_readers_may_read_differently_is_named(made, put, world):
    begun = b"{&quot;atlas&quot;:"
    for put_in in (b" ", b"&quot;sources&quot;:[],"):
        data = made["kml"].replace(begun, begun[:1] + put_in + begun[1:], 1)
        (told, *_) = verify(put("kml", data), world).differs
        assert told.startswith("manifest altered: it ")


def test_a_sealed_manifest_may_say_no_more_than_ours(made, put, copy, world):
    (row, *_) = copy.rows("relations")
    copy.set("relations", row, note="Another note.")
    edited = dataclasses.replace(world.records, store=FileStore(copy.folder))
    after = export.Atlas(edited, frames=world.frames)
    path = put("geojson", retold(made["geojson"], endorsed_by="all"))
    assert "manifest altered: endorsed_by" in verify(path, after).differs
    told = json.loads(export.read_manifest(made["geojson"], "geojson"))
    tables = told["tables"] | {"fake.csv": "0" * 64}
    path = put("geojson", retold(made["geojson"], tables=tables))
    assert "manifest altered: names of tables" in verify(path, after).differs


def request_with(**changes) -> dict:
    return {"request": ASKED.as_json() | changes}


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
            told = json.loads(export.read_manifest(made["png"], "png")) | changes
            told["seal"] = manifests.seal(told)
            text = layers.json_line(told).encode()
            parts.append((kind, b"Manifest\0\0\0\0\0" + text))
        else:
            parts.append((kind, content))
    (told,) = verify(put("png", joined(parts)), world).differs
    assert told.startswith(("the manifest is damaged: ", "cannot be made again: no "))


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
    report = verify(put("geojson", retold(made["geojson"], **changes)), world)
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


def test_a_file_that_is_not_there(tmp_path, world):
    with pytest.raises(ExportError, match=r"gone.png: cannot be read: No such file"):
        verify(tmp_path / "gone.png", world)
    with pytest.raises(ExportError, match=r"end the name in one of"):
        verify(tmp_path / "gone.txt", world)


def test_changed_records_are_named_row_by_row(made, put, copy):
    """The records change for good: the layers are built again."""
    claim = "abu-grein-2016-05-19"
    asked = dataclasses.replace(ASKED, view="country")
    before = export.load()
    paths = {
        form: put(form, export.make(before, asked, form)) for form in ("geojson", "png")
    }
    (row,) = copy.rows("control", claim_id=claim)
    copy.set("control", row, note="Another note.")
    (place,) = copy.rows("places", place_id="tripoli")
    copy.set("places", place, name_en="Tarabulus")
    after = export.load(copy.folder)
    told = verify(paths["geojson"], after).differs
    assert f"records changed since: control.csv: {claim} (changed)" in told
    assert "records changed since: places.csv: tripoli (changed)" in told
    assert any("file differs: line " in line for line in told)
    told = verify(paths["png"], after).differs
    assert f"records changed since: control.csv: {claim} (changed)" in told
    assert any("pixels in columns" in line for line in told)
    assert verify(paths["geojson"], before).same


def test_a_place_next_to_those_shown_moves_the_edges_of_theirs(made, put, copy):
    """No row that the file names changed, yet nobody altered it."""
    named = json.loads(export.read_manifest(made["geojson"], "geojson"))["rows"]
    assert "yafran" not in named["places"]
    (row,) = copy.rows("places", place_id="yafran")
    lat, lon = (float(copy.cell("places", row, name)) for name in ("lat", "lon"))
    copy.set("places", row, lat=f"{lat + 0.03:.4f}", lon=f"{lon - 0.03:.4f}")
    report = verify(put("geojson", made["geojson"]), export.load(copy.folder))
    assert report.differs
    assert all(told.startswith("file differs: line ") for told in report.differs)
    assert report.notes == (
        "note: places.csv changed since, in no row that this manifest names",
    )


def test_a_change_that_the_file_does_not_use_is_a_note(made, put, copy, world):
    (row, *_) = copy.rows("relations")
    copy.set("relations", row, note="Another note.")
    edited = dataclasses.replace(world.records, store=FileStore(copy.folder))
    after = export.Atlas(edited, frames=world.frames)
    report = verify(put("kml", made["kml"]), after)
    assert report.same
    assert report.notes == (
        "note: relations.csv changed since, in no row that this file uses",
    )
    assert "same\n  note: " in str(report)


def test_rows_that_went_or_came_are_named(made, put, world):
    manifest = json.loads(export.read_manifest(made["geojson"], "geojson"))
    came, *rest = manifest["rows"]["events"]
    rows = {row: manifest["rows"]["events"][row] for row in rest}
    rows["long-gone"] = "0" * 12
    data = retold(
        made["geojson"],
        rows=manifest["rows"] | {"events": rows},
        tables=manifest["tables"] | {"events.csv": "0" * 64},
    )
    (told,) = verify(put("geojson", data), world).differs
    assert told == f"records changed since: events.csv: long-gone (gone), {came} (new)"


def test_a_changed_base_is_named(made, put, world):
    manifest = json.loads(export.read_manifest(made["geojson"], "geojson"))
    tables = manifest["tables"] | {"coasts.geojson": "0" * 64}
    report = verify(put("geojson", retold(made["geojson"], tables=tables)), world)
    assert report.differs == ("records changed since: coasts.geojson",)


def test_many_differences_are_counted():
    one = b"\n".join(b"a%d" % n for n in range(40))
    told = differences(one.replace(b"a", b"b"), one, "kml", lines)
    assert len(told) == MOST + 1
    assert told[-1] == f"and {40 - MOST} more places"
    assert differences(one, one, "kml", lines) == []


def test_a_report_says_it_in_lines():
    report = Report(Path("a.png"), ("one", "two"))
    assert str(report) == "a.png: altered\n  one\n  two"
