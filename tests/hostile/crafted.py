"""Files made to harm whoever verifies them: small, and each with a manifest."""

import io
import json
import sqlite3
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import partial
from typing import Any

import pikepdf
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, PngImagePlugin

from geo import __version__, request
from geo.export import manifests
from geo.export.made_by import made_by
from geo.layers.read import NAMES, json_line
from geo.web.html import MANIFEST_ID
from tests.export.altered import chunks, joined

GIGA = 10**9

Crafted = tuple[str, bytes, str]
"""Form of a file, the file, and what its report has."""


def manifest(tables: Mapping[str, str], form: str, **options: Any) -> dict[str, Any]:
    """Return a whole manifest of few places, sealed."""
    wanted = {"day": "2019-12-19", "layers": ["places"], "view": "tripoli", **options}
    sound = request.from_json(wanted | {"day": "2019-12-19"})
    content: dict[str, Any] = {
        "atlas": manifests.ATLAS,
        "manifest": manifests.KIND,
        "version": __version__,
        "data": "",
        "made_by": dict(made_by()),
        "form": form,
        "request": sound.as_json() | options,
        "features": {},
        "rows": {},
        "sources": [],
        "tables": dict(tables),
    }
    return sealed(content)


def sealed(content: dict[str, Any]) -> dict[str, Any]:
    try:
        return content | {"seal": manifests.seal(content)}
    except UnicodeEncodeError:  # half a character has no digest
        return content | {"seal": ""}


def png(size: tuple[int, int], text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Manifest", text, zip=True)
    stream = io.BytesIO()
    Image.new("RGB", size).save(stream, "png", pnginfo=info)
    return stream.getvalue()


def packed_zeros(size: int) -> bytes:
    """Return so many zeros, packed: of each ten million the same bytes."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    part = packer.compress(bytes(10**7)) + packer.flush(zlib.Z_FULL_FLUSH)
    return head + part * (size // 10**7) + packer.flush()


def png_text_of_gigabytes() -> bytes:
    """A chunk of text that unpacks to a gigabyte."""
    text = b"Manifest\0\1\0\0\0" + packed_zeros(GIGA)
    head, *rest = chunks(png((9, 9), "{}"))
    return joined([head, (b"iTXt", text), *rest[1:]])


def png_of_chunks() -> bytes:
    """A picture with a hundred thousand chunks, each of a name of its own."""
    parts = chunks(png((9, 9), "{}"))
    names = (struct.pack(">I", 0x61614161 + n) for n in range(100_000))
    return joined([*parts[:-1], *((name, b"") for name in names), parts[-1]])


def said_to_be(data: bytes, wide: int, high: int) -> bytes:
    """A PNG that says that it is larger than its pixels."""
    (kind, head), *rest = chunks(data)
    return joined([(kind, struct.pack(">II", wide, high) + head[8:]), *rest])


def gif(text: bytes, count: int = 2) -> bytes:
    stream = io.BytesIO()
    frames = [Image.new("L", (1280, 720), 20 * n) for n in range(count)]
    frames[0].save(
        stream,
        "gif",
        save_all=True,
        append_images=frames[1:],
        comment=text,
        duration=4000,
    )
    return stream.getvalue()


def pdf(attached: bytes | None, packed: bytes = b"", script: str = "") -> bytes:
    """A PDF with an attachment, one that is packed already, and a script."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        spec = pikepdf.AttachedFileSpec(
            document, attached or b"", filename="manifest.json"
        )
        if packed:
            file = spec.obj.EF.F
            file.write(packed, filter=pikepdf.Name.FlateDecode)
        document.attachments["manifest.json"] = spec
        if script:
            action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
            document.Root.OpenAction = action
        document.save(stream, compress_streams=True)
    return stream.getvalue()


def gpkg(text: str, *statements: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as file:
        file.execute("CREATE TABLE atlas_manifest (id INTEGER, manifest TEXT)")
        file.execute("INSERT INTO atlas_manifest VALUES (1, ?)", [text])
        for statement in statements:
            file.executescript(statement)
        file.commit()
        return file.serialize()


ROWS = "INSERT INTO big (a) SELECT value FROM json_each('[%s]');" % ("1," * 999 + "1")


def parquet(text: str) -> bytes:
    """A table whose every cell is the same long text: 300 MB of them."""
    cells = pa.array(["x" * 500_000] * 60)
    part = pa.table({"note": cells}).replace_schema_metadata({"atlas_manifest": text})
    stream = io.BytesIO()
    with pq.ParquetWriter(stream, part.schema) as writer:
        for _ in range(10):
            writer.write_table(part)
    return stream.getvalue()


def kml(text: str, more: str = "") -> bytes:
    data = f'<Data name="atlas-manifest"><value>{text}</value></Data>'
    space = 'xmlns="http://www.opengis.net/kml/2.2"'
    return f"<kml {space}><Document>{data}{more}</Document></kml>".encode()


LAUGHS = "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)
)


def svg(text: str, types: str = "") -> bytes:
    manifest = f'<manifest xmlns="urn:libya-control-atlas">{text}</manifest>'
    head = f'<!DOCTYPE svg [{types}]><svg xmlns="http://www.w3.org/2000/svg">'
    return f"{head}<metadata>{manifest}</metadata></svg>".encode()


def html(text: str) -> bytes:
    head = f'<script type="application/json" id="{MANIFEST_ID}">'
    return f"<html>{head}{text}</script></html>".encode()


def geojson(text: str, more: str = "") -> bytes:
    head = f'{{"type":"FeatureCollection","manifest":{text},'
    return f'{head}"features":[{more}]}}'.encode()


def features(name: bytes, shape: bytes) -> bytes:
    """Return a Parquet file of one place, whose geometry is any bytes."""
    columns = {"layer": ["places"], "id": [name.decode()], "geometry": [shape]}
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


Manifest = Callable[..., dict[str, Any]]
"""Returns a manifest of a form, with other options of its request."""

none: Manifest = partial(manifest, {})
"""Of no records."""


def of_pictures(made: Manifest) -> dict[str, Callable[[], Crafted]]:
    """Return pictures and films, each by what is wrong with it."""
    text = json_line(made("png", paper="a2", dpi=600))
    daily = {"since": "2014-05-16", "step": "day", "size_px": [1280, 720]}
    days = json_line(made("gif", **daily)).encode()
    box = b"uuid" + bytes.fromhex("6c1b1c5e2f0e5d0a9b574c41746c6173")
    box += json_line(made("mp4", **daily)).encode()
    box = b"\0\0\0\x10ftypisom\0\0\0\0" + struct.pack(">I", len(box) + 4) + box
    deep = "<g>" * 200_000 + "</g>" * 200_000
    wide = "<g " + " ".join(f'a{n}=""' for n in range(600_000)) + "/>"
    space = b'<svg xmlns:c2pa="http://c2pa.org/manifest" xmlns='
    block = b"A" * 25_000_000 + b"<c2pa:manifest></c2pa:manifest></svg>"
    signed = svg(json_line(made("svg"))).partition(b"]>")[2]
    signed = signed.replace(b"<svg xmlns=", space).replace(b"</svg>", block)
    size = "size 595 x 420 px, not 14031 x 9921"
    large = said_to_be(png((9, 9), text), 14031, 9921)
    bomb, foreign = packed_zeros(GIGA), "is none of the Libya"
    return {
        "png of another size": lambda: ("png", png((595, 420), text), size),
        "png as large as asked": lambda: ("png", large, "--large"),
        "png text": lambda: ("png", png_text_of_gigabytes(), "damaged"),
        "gif of a frame a day": lambda: ("gif", gif(days), "it plays for"),
        "gif of comments": lambda: ("gif", gif(b" " * 9_000_000), "at most 8 MB"),
        "mp4 of a frame a day": lambda: ("mp4", box, "--large"),
        "svg of entities": lambda: ("svg", svg("&a9;", LAUGHS), "type of its own"),
        "svg, deep": lambda: ("svg", svg("{}" + deep), foreign),
        "svg, one attribute": lambda: (
            "svg",
            svg("{}" + f'<g a="{"A" * 41_000_000}"/>'),
            "41 MB, and at most 40 MB",
        ),
        "svg, signed and large": lambda: ("svg", signed, "signature cannot be read"),
        "svg of attributes": lambda: ("svg", svg("{}" + wide), "tags and attributes"),
        "pdf attachment": lambda: ("pdf", pdf(b"", bomb), "more than 160 MB"),
        "pdf script": lambda: ("pdf", pdf(b"{}", script="app.alert(1)"), foreign),
    }


def of_data(made: Manifest) -> dict[str, Callable[[], Crafted]]:
    """Return data files, each by what is wrong with it."""
    text = json_line(made("gpkg"))
    computed = "CREATE TABLE big (a, b AS (zeroblob(4000000)));" + ROWS
    endless = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n)"
    fires = "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END;"
    views = f"CREATE VIEW gpkg_geometry_columns AS {endless} SELECT i FROM n;"
    views += "CREATE TABLE t (a);" + fires
    quoted = 'CREATE TABLE "x"" UNION SELECT zeroblob(1e9) --" (a);'
    wide = f"CREATE TABLE big ({','.join(f'c{n}' for n in range(1999))})"
    statements = f"CREATE TABLE t (a); INSERT INTO t VALUES ('{'create ' * 2001}')"
    module = "CREATE VIRTUAL TABLE v USING fts5(a);"
    paths = {"tables": {**made("geojson")["tables"], "../../../../etc/passwd": "x"}}
    paths = sealed({**made("geojson"), **paths})
    many = sealed(made("geojson") | {f"m{n}": n for n in range(20_000)})
    unended = "<Placemark><description>" + "&lt;b&gt;a&lt;/b&gt;: " * 20_000
    balloons = kml(json_line(made("kml")), unended)
    rle = json_line(made("parquet"))
    return {
        "gpkg, computed": lambda: ("gpkg", gpkg(text, computed), "b is worked out"),
        "gpkg, views": lambda: ("gpkg", gpkg(text, views), "file altered"),
        "gpkg, names": lambda: ("gpkg", gpkg(text, quoted), "file altered"),
        "gpkg, columns": lambda: ("gpkg", gpkg(text, wide), "too many columns"),
        "gpkg, statements": lambda: (
            "gpkg",
            gpkg(text, statements),
            "more than 2,000 statements",
        ),
        "gpkg, modules": lambda: ("gpkg", gpkg(text, module), "made by a module"),
        "parquet": lambda: ("parquet", parquet(rle), "more than 160 MB"),
        "geojson, signs": lambda: ("geojson", geojson("{}", "[]," * 2_000_000), "JSON"),
        "geojson, deep": lambda: ("geojson", b"[" * 10**6, "deep"),
        "geojson, paths": lambda: (
            "geojson",
            geojson(json_line(paths)),
            "manifest alt",
        ),
        "geojson, members": lambda: (
            "geojson",
            geojson(json_line(many)),
            "more places",
        ),
        "kml, brackets": lambda: ("kml", kml("[" * 10**6), "deep"),
        "kml, balloons": lambda: ("kml", balloons, "altered"),
    }


def at_the_bounds(made: Manifest) -> dict[str, Callable[[], Crafted]]:
    """Return files that are made again, and cost the most of all that are."""
    all_of_it = {"layers": [*NAMES], "view": "country"}
    picture = json_line(made("png", paper="a4", dpi=300, **all_of_it))
    film = {"since": "2019-12-18", "step": "day", "size_px": [1280, 720]}
    days = json_line(made("gif", **all_of_it, **film)).encode()
    ever = {"since": "2014-05-16", **all_of_it}
    tables, marks = (json_line(made(form, **ever)) for form in ("gpkg", "kml"))
    known = json_line(made("html", known_on="2019-12-18", **all_of_it))
    return {
        "png of A4 at 300 dpi": lambda: ("png", png((3508, 2480), picture), "altered"),
        "gif of two days": lambda: ("gif", gif(days), "altered"),
        "gpkg of all days": lambda: ("gpkg", gpkg(tables), "altered"),
        "kml of all days": lambda: ("kml", kml(marks), "altered"),
        "html as known on a day": lambda: ("html", html(known), "altered"),
    }


WRONG = (None, -1.5, "9" * 5000, [[]], {"a": 1}, 10**400, float("nan"), "\ud800")
"""What may stand in a manifest in place of what is right."""


def wrong_manifests(made: Manifest) -> Iterator[dict[str, Any]]:
    """Yield manifests of which one value is of a wrong type or size."""
    right = made("geojson")
    for name in right:
        for value in WRONG:
            wrong = {**right, name: value}
            yield wrong if name == "seal" else sealed(wrong)
    for name in right["request"]:
        for value in WRONG:
            yield sealed({**right, "request": {**right["request"], name: value}})
    nowhere = {"lat": 0, "lon": 0, "zoom": []}
    for view in ({"zoom": 1e308}, {"west": float("nan")}, nowhere):
        yield sealed({**right, "request": {**right["request"], "view": view}})


def as_text(value: dict[str, Any]) -> str:
    """Return JSON that may hold what is none, as Python writes it."""
    return json.dumps(value, separators=(",", ":"))
