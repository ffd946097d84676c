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

from geo.errors import GeoError
from geo.export import geopackage

Look = Callable[[bytes, bytes], Iterator[str]]
"""Yields where the first of two files differs from the second."""

MOST = 5
"""So many places are named, the rest is counted."""


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
        lines = list(look(given, made))
    except (
        GeoError,
        OSError,
        SyntaxError,
        ValueError,
        pa.ArrowException,
        Image.DecompressionBombError,
    ) as error:
        lines = [f"cannot be read as {form}: {error}", *first_byte(given, made)]
    if not lines and form != "png":
        lines = [*first_byte(given, made)]
    return few(lines)


def few(places: list[str]) -> list[str]:
    """Return the first `MOST` of some places, and how many more there are."""
    more = len(places) - MOST
    return [*places[:MOST], f"and {more} more places"] if more > 0 else places


def first_byte(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the first byte that is not the same."""
    for at, (one, other) in enumerate(zip_longest(given, made)):
        if one != other:
            yield f"first different byte at {at} of {len(given)}"
            return


def png(given: bytes, made: bytes) -> Iterator[str]:
    """Yield where two PNGs differ: pixels, texts and chunks."""
    one, other = (Image.open(io.BytesIO(data)) for data in (given, made))
    if one.size != other.size:
        (wide, high), (width, height) = one.size, other.size
        yield f"size {wide} x {high} px, not {width} x {height}"
        return
    box = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()
    if box:
        west, north, east, south = box
        yield f"pixels in columns {west} to {east - 1}, rows {north} to {south - 1}"
    elif one.mode != other.mode:
        yield f"mode {one.mode}, not {other.mode}"
    texts, expected = one.info, other.info
    named = False
    for key in sorted(texts.keys() | expected.keys(), key=str):
        if texts.get(key) != expected.get(key):
            named = True
            yield f"metadata {key} differs"
    if not (box or named):
        yield from _chunks(given, made)


_TEXT = (b"iTXt", b"tEXt", b"zTXt")


def _chunks(given: bytes, made: bytes) -> Iterator[str]:
    """Yield chunks that show in no pixel and no text, but may in another reader."""
    ours, theirs = (Counter(_named(data)) for data in (given, made))
    for name in ours - theirs:
        yield f"chunk {name} should not be there"
    for name in theirs - ours:
        yield f"chunk {name} is missing"


def _named(png: bytes) -> Iterator[str]:
    """Yield the name of each chunk of a PNG, with the key of a text; pixels once."""
    at, kind = 8, b""
    while kind != b"IEND" and at + 12 <= len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size
        name = kind.decode(errors="replace")
        if kind in _TEXT:
            name = f"text {content.partition(bytes(1))[0].decode(errors='replace')}"
        if zlib.crc32(kind + content) != int.from_bytes(png[at - 4 : at], "big"):
            yield f"{name} whose checksum is wrong"
        elif kind != b"IDAT":
            yield name
    if at < len(png):
        yield f"of {len(png) - at} bytes after the end"


def gif(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the pictures in which two GIFs differ."""
    one, other = (Image.open(io.BytesIO(data)) for data in (given, made))
    if one.info.get("comment") != other.info.get("comment"):
        yield "the comment differs"
    pairs = zip_longest(
        *(map(_pixels, ImageSequence.Iterator(x)) for x in (one, other))
    )
    for number, (ours, theirs) in enumerate(pairs, 1):
        if ours is None or theirs is None:
            yield f"{'fewer' if ours is None else 'more'} than {number - 1} pictures"
            return
        if ours != theirs:
            yield f"picture {number}"


def _pixels(picture: Image.Image) -> bytes:
    return picture.convert("RGB").tobytes()


def lines(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the lines in which two texts differ."""
    ours, theirs = given.split(b"\n"), made.split(b"\n")
    if len(ours) != len(theirs):
        yield f"{len(ours)} lines, not {len(theirs)}"
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one != other:
            yield f"line {number}, column {_column(one, other)}{_feature(one)}"
            if len(ours) != len(theirs):
                return


def _column(one: bytes, other: bytes) -> int:
    same = zip_longest(one, other)
    return next(i for i, (a, b) in enumerate(same, 1) if a != b)


def _feature(line: bytes) -> str:
    """Return the feature that a line is about, if the line begins with its id."""
    named = re.match(rb'\{"type":"Feature","id":"([^"]+)"', line)
    return f" (feature {named[1].decode(errors='replace')})" if named else ""


_OBJECT = re.compile(rb"(?:^|[\r\n])(\d+) (\d+) obj\b")


def pdf(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the bytes in which two PDFs differ, and their objects."""
    if len(given) != len(made):
        yield f"{len(given)} bytes, not {len(made)}"
    every = list(_OBJECT.finditer(made))
    starts = [match.start(1) for match in every]
    objects = [match[1].decode() for match in every]
    both = enumerate(zip(given, made, strict=False))
    changed = (at for at, (one, other) in both if one != other)
    seen: dict[str, None] = {}
    for at in islice(changed, 10_000):
        begun = bisect_right(starts, at)
        name = f"object {objects[begun - 1]}" if begun else "the header"
        if name not in seen:
            seen[name] = None
            yield f"byte {at}, in {name}"
        if len(seen) > MOST or len(given) != len(made):
            return


def gpkg(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the cells in which two GeoPackages differ."""
    ours, theirs = geopackage.tables(given), geopackage.tables(made)
    for name in sorted(ours.keys() ^ theirs.keys()):
        yield f"table {name} {'should not be there' if name in ours else 'is missing'}"
    for name in sorted(ours.keys() & theirs.keys()):
        if len(ours[name]) != len(theirs[name]):
            yield f"table {name}: {len(ours[name])} rows, not {len(theirs[name])}"
        rows = zip(ours[name], theirs[name], strict=False)
        for number, (one, other) in enumerate(rows, 1):
            for column in other:
                if one.get(column) != other[column]:
                    which = other.get("id", number)
                    yield f"table {name}, row {number} ({which}), column {column}"


def parquet(given: bytes, made: bytes) -> Iterator[str]:
    """Yield the cells in which two Parquet files differ."""
    ours, theirs = (pq.read_table(io.BytesIO(data)) for data in (given, made))
    present, expected = ours.schema.metadata or {}, theirs.schema.metadata or {}
    for key in sorted(present.keys() | expected.keys()):
        if present.get(key) != expected.get(key):
            yield f"metadata {key.decode(errors='replace')} differs"
    if ours.num_rows != theirs.num_rows:
        yield f"{ours.num_rows} rows, not {theirs.num_rows}"
        return
    for name in theirs.column_names:
        if name not in ours.column_names:
            yield f"column {name} is missing"
        elif not ours[name].equals(theirs[name]):
            pairs = zip(ours[name].to_pylist(), theirs[name].to_pylist(), strict=True)
            for row, (one, other) in enumerate(pairs, 1):
                if one != other:
                    yield f"column {name}, row {row}"
