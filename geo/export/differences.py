"""Where two files of one form differ, so that a reader finds the place."""

import io
import re
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, zip_longest

import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, ImageChops, ImageSequence

from geo.bounds import first_of, much_larger
from geo.errors import GeoError, Text
from geo.export import geopackage
from geo.export.kmz import document
from geo.export.parquet import read_table

Look = Callable[[bytes, bytes], Iterator[str]]
"""Yields where the first of two files differs from the second."""

MOST = 5
"""The most places that are named; the rest is counted."""


def differences(given: bytes, made: bytes, form: str, look: Look) -> list[str]:
    """Return where a file differs from what it should be.

    Parameters
    ----------
    given, made : bytes
        The file, and what it should be.
    form : str
        What a reader calls it.
    look : callable
        Yields where two files of the form differ.

    Returns
    -------
    list of str
        Empty where they are the same: every byte, of a PNG every pixel and text.
    """
    if given == made:
        return []
    try:
        lines = list(first_of(look(given, made)))
    except (
        GeoError,
        OSError,
        SyntaxError,
        ValueError,
        pa.ArrowException,
        Image.DecompressionBombError,
    ) as error:
        lines = [
            Text("differ.unread", form=form, error=error),
            *first_byte(given, made),
        ]
    if not lines and form != "png":
        lines = [*first_byte(given, made)]
    return few(lines)


def few(places: list[str]) -> list[str]:
    """Return the first `MOST` of some places, and how many more there are."""
    more = len(places) - MOST
    if more <= 0:
        return places
    return [*places[:MOST], Text("differ.more", count=more)]


def first_byte(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the first byte that is not the same."""
    if given != made:
        yield Text("differ.byte", at=_same(given, made), size=len(given))


def _same(one: bytes, other: bytes) -> int:
    """Return how many bytes are the same at the start of both."""
    same, end = 0, min(len(one), len(other))
    while same < end:  # what is the same is halved until the byte is reached
        middle = (same + end + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            end = middle - 1
    return same


def png(given: bytes, made: bytes) -> Iterator[str]:
    """Yield where two PNGs differ: pixels, texts and chunks."""
    one, other = (Image.open(io.BytesIO(data)) for data in (given, made))
    if one.size != other.size:
        (wide, high), (width, height) = one.size, other.size
        yield Text("differ.size", wide=wide, high=high, width=width, height=height)
        return
    box = _changed_box(one, other)
    if box:
        west, north, east, south = box
        yield Text(
            "differ.pixels", west=west, east=east - 1, north=north, south=south - 1
        )
    elif one.mode != other.mode:
        yield Text("differ.mode", mode=one.mode, wanted=other.mode)
    texts, expected = one.info, other.info
    named = False
    for key in sorted(texts.keys() | expected.keys(), key=str):
        if texts.get(key) != expected.get(key):
            named = True
            yield Text("differ.metadata", key=key)
    if not (box or named):
        yield from _chunks(given, made)


STRIP_ROWS = 256
"""Pictures are compared so many rows at a time, or they would be in memory thrice."""


def _changed_box(
    one: Image.Image, other: Image.Image
) -> tuple[int, int, int, int] | None:
    """Return the least box with all pixels in which two pictures differ."""
    boxes = []
    wide, high = one.size
    for top in range(0, high, STRIP_ROWS):
        strip = (0, top, wide, min(top + STRIP_ROWS, high))
        pair = (picture.crop(strip).convert("RGB") for picture in (one, other))
        if box := ImageChops.difference(*pair).getbbox():
            boxes.append((box[0], box[1] + top, box[2], box[3] + top))
    if not boxes:
        return None
    west, north, east, south = zip(*boxes, strict=True)
    return min(west), min(north), max(east), max(south)


_TEXT = (b"iTXt", b"tEXt", b"zTXt")


def _chunks(given: bytes, made: bytes) -> Iterator[str]:
    """Yield chunks that show in no pixel and no text, but may in another reader."""
    ours, theirs = (Counter(first_of(_named(data))) for data in (given, made))
    for name in ours - theirs:
        yield Text("differ.chunk_extra", name=name)
    for name in theirs - ours:
        yield Text("differ.chunk_missing", name=name)


def _named(png: bytes) -> Iterator[str]:
    """Yield the name of each chunk of a PNG, with the key of a text; pixels once."""
    at, kind = 8, b""
    while kind != b"IEND" and at + 12 <= len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size
        name = kind.decode(errors="replace")
        if kind in _TEXT:
            name = Text(
                "differ.text",
                key=content.partition(bytes(1))[0].decode(errors="replace"),
            )
        if zlib.crc32(kind + content) != int.from_bytes(png[at - 4 : at], "big"):
            yield Text("differ.checksum", name=name)
        elif kind != b"IDAT":
            yield name
    if at < len(png):
        yield Text("differ.after_end", count=len(png) - at)


def gif(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the pictures in which two GIFs differ."""
    if much_larger(len(given), len(made)):
        yield Text("differ.bytes", count=len(given), wanted=len(made))
        return
    one, other = (Image.open(io.BytesIO(data)) for data in (given, made))
    if one.size != other.size:
        (wide, high), (width, height) = one.size, other.size
        yield Text("differ.size", wide=wide, high=high, width=width, height=height)
        return
    if one.info.get("comment") != other.info.get("comment"):
        yield Text("differ.comment")
    pairs = zip_longest(
        *(map(_pixels, ImageSequence.Iterator(x)) for x in (one, other))
    )
    for number, (ours, theirs) in enumerate(pairs, 1):
        if ours is None or theirs is None:
            key = "differ.fewer" if ours is None else "differ.more_pictures"
            yield Text(key, count=number - 1)
            return
        if ours != theirs:
            yield Text("differ.picture", number=number)


def _pixels(picture: Image.Image) -> bytes:
    return picture.convert("RGB").tobytes()


def lines(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the lines in which two texts differ."""
    if much_larger(len(given), len(made)):
        yield Text("differ.bytes", count=len(given), wanted=len(made))
        return
    ours, theirs = given.split(b"\n"), made.split(b"\n")
    if len(ours) != len(theirs):
        yield Text("differ.lines", count=len(ours), wanted=len(theirs))
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one != other:
            yield _line(number, _same(one, other) + 1, _feature(one))
            if len(ours) != len(theirs):
                return


def _line(number: int, column: int, feature: str) -> Text:
    if not feature:
        return Text("differ.line", number=number, column=column)
    where = {"number": number, "column": column, "feature": feature}
    return Text("differ.line_of_feature", **where)


def _feature(line: bytes) -> str:
    """Return the feature that a line is about, if the line begins with its id."""
    named = re.match(rb'\{"type":"Feature","id":"([^"]+)"', line)
    return named[1].decode(errors="replace") if named else ""


PIECE_BYTES = 4_096
"""Two PDFs are compared so many bytes at a time: most of them are the same."""

_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) (\d+) obj\b")


def pdf(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the bytes in which two PDFs differ, and their objects."""
    if len(given) != len(made):
        yield Text("differ.bytes", count=len(given), wanted=len(made))
    every = list(_OBJECT.finditer(made))
    starts = [match.start(1) for match in every]
    objects = [match[1].decode() for match in every]
    seen: dict[str, None] = {}
    for at in islice(_changed(given, made), 10_000):
        begun = bisect_right(starts, at)
        name = (
            Text("differ.object", number=objects[begun - 1])
            if begun
            else Text("differ.header")
        )
        if name not in seen:
            seen[name] = None
            yield Text("differ.byte_in", at=at, name=name)
        if len(seen) > MOST or len(given) != len(made):
            return


def _changed(given: bytes, made: bytes) -> Iterator[int]:
    """Yield where the bytes are not the same that both have."""
    for start in range(0, min(len(given), len(made)), PIECE_BYTES):
        ours, theirs = (data[start : start + PIECE_BYTES] for data in (given, made))
        if ours != theirs:
            pairs = enumerate(zip(ours, theirs, strict=False), start)
            yield from (at for at, (one, other) in pairs if one != other)


def gpkg(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the cells in which two GeoPackages differ."""
    ours, theirs = geopackage.tables(given), geopackage.tables(made)
    for name in sorted(ours.keys() ^ theirs.keys()):
        key = "differ.table_extra" if name in ours else "differ.table_missing"
        yield Text(key, name=name)
    for name in sorted(ours.keys() & theirs.keys()):
        if len(ours[name]) != len(theirs[name]):
            yield Text(
                "differ.table_rows",
                name=name,
                count=len(ours[name]),
                wanted=len(theirs[name]),
            )
        rows = zip(ours[name], theirs[name], strict=False)
        for number, (one, other) in enumerate(rows, 1):
            for column in other:
                if one.get(column) != other[column]:
                    which = other.get("id", number)
                    yield Text(
                        "differ.cell",
                        name=name,
                        number=number,
                        which=which,
                        column=column,
                    )


def parquet(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the cells in which two Parquet files differ."""
    ours, theirs = read_table(given), pq.read_table(io.BytesIO(made))
    present, expected = ours.schema.metadata or {}, theirs.schema.metadata or {}
    for key in sorted(present.keys() | expected.keys()):
        if present.get(key) != expected.get(key):
            yield Text("differ.metadata", key=key.decode(errors="replace"))
    if ours.num_rows != theirs.num_rows:
        yield Text("differ.rows", count=ours.num_rows, wanted=theirs.num_rows)
        return
    for name in theirs.column_names:
        if name not in ours.column_names:
            yield Text("differ.column_missing", name=name)
        elif not ours[name].equals(theirs[name]):
            pairs = zip(ours[name].to_pylist(), theirs[name].to_pylist(), strict=True)
            for row, (one, other) in enumerate(pairs, 1):
                if one != other:
                    yield Text("differ.column", name=name, row=row)


def kmz(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the lines in which the KMLs of two files differ."""
    yield from lines(document(given), document(made))
