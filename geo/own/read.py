"""Reads a reader's own layer, or says why it is none and what would be right."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import shapely

from geo.errors import PlaceError, Spoken, Text, UploadError
from geo.own import days, formats
from geo.own.formats import ENDINGS
from geo.own.layer import Layer, Row, Table
from geo.own.shapes import Drawn, Projection, drawn

__all__ = ["ENDINGS", "MOST_BYTES", "MOST_FAULTS", "read"]

MOST_BYTES = 20_000_000
MOST_FAULTS = 10
"""So many faults or remarks are listed; a file that is no layer at all has one in every
feature."""


def read(name: str, content: bytes) -> Layer:
    """Return a file as features with whole days.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : bytes
        Of one of the kinds of `geo.own.formats.ENDINGS`; what it is shows in the bytes,
        whatever its name. Features may carry ``valid_from`` and ``valid_to``,
        half-open, as `geo.own.days.span` reads them, or days under the names that
        other tools use; a coarse date counts from its first day. Empty: open.

    Returns
    -------
    Layer
        In WGS84: what states another reference system is reprojected.

    Raises
    ------
    UploadError
        If the file cannot be used; it names the features at fault and what would be
        right.

    Examples
    --------
    >>> place = {"type": "Point", "coordinates": [13.19, 32.89]}
    >>> one = {"type": "Feature", "geometry": place, "properties": {"day": "2019"}}
    >>> layer = read("a.geojson", json.dumps(one).encode())
    >>> layer.features[0]["properties"]["valid_to"], str(layer.remarks[0])
    ('2020-01-01', 'a.geojson: day is the one day on which each feature is shown')
    """
    if len(content) > MOST_BYTES:
        megabytes = {"size": len(content) / 1e6, "most": MOST_BYTES / 1e6}
        raise UploadError("error.own.size", name=name, **megabytes)
    if not content.strip():
        raise UploadError("error.own.nothing", name=name)
    try:
        table = formats.table(content)
        projection = Projection(table.crs)
    except UploadError as error:
        raise UploadError("error.own.of_file", name=name, error=error) from error
    return _layer(name, table, projection)


def _layer(name: str, table: Table, projection: Projection) -> Layer:
    known = days.columns(row.properties for row in table.rows)
    used: dict[days.Columns, None] = {}
    shapes: list[Drawn] = []
    features: list[dict[str, Any]] = []
    faults: list[Spoken] = []
    left: list[Spoken] = []
    changed: dict[str, list[int]] = {"own.repaired": [], "own.same_day": []}
    for row in table.rows:
        try:
            properties = _text_checked(row.properties)
            where = next(
                filter(lambda one: one.fill(properties), known), days.Columns()
            )
            life, one_day = days.life(properties, where)
            shape = drawn(row.geometry, projection)
        except PlaceError as error:
            left.append(_of_feature(name, row, error))
            continue
        except UploadError as error:
            faults.append(_of_feature(name, row, error))
            continue
        for key, is_so in (
            ("own.repaired", shape.is_repaired),
            ("own.same_day", one_day),
        ):
            changed[key] += [row.number] * is_so
        used[where] = None
        shapes.append(shape)
        features += _features({**properties, **life}, shape)
    if faults or not features:
        raise _refusal(name, faults or left)
    remarks = [
        *_of_columns(name, used, projection),
        *_first(name, left),
        *(
            Text(key, name=name, numbers=numbers[:MOST_FAULTS], count=len(numbers))
            for key, numbers in changed.items()
            if numbers
        ),
        *_of_place(name, shapes),
    ]
    return Layer(features, tuple(remarks))


def _of_feature(name: str, row: Row, error: Spoken) -> Text:
    return Text("error.own.of_feature", name=name, number=row.number, error=error)


def _refusal(name: str, faults: list[Spoken]) -> UploadError:
    if not faults:
        return UploadError("error.own.empty", name=name)
    return UploadError.of_lines(_first(name, faults))


def _first(name: str, lines: list[Spoken]) -> list[Spoken]:
    """Return the first of some lines, and how many more there are."""
    more = len(lines) - MOST_FAULTS
    rest = [Text("error.own.more", name=name, count=more)] if more > 0 else []
    return [*lines[:MOST_FAULTS], *rest]


def _of_columns(
    name: str, used: Iterable[days.Columns], projection: Projection
) -> Iterator[Text]:
    for where in used:
        if remark := where.remark(name):
            yield remark
    if projection.is_needed:
        yield Text("own.projected", name=name, crs=projection.name)


def _of_place(name: str, shapes: list[Drawn]) -> Iterator[Text]:
    """Yield what is to be known of features that lie elsewhere."""
    if any(shape.is_on_map for shape in shapes):
        away = sum(not shape.is_on_map for shape in shapes)
        if away:
            yield Text("own.some_elsewhere", name=name, count=away)
    elif all(shape.is_swapped for shape in shapes):
        yield Text("own.swapped", name=name)
    else:
        yield Text("own.elsewhere", name=name)


def _text_checked(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties; raise `UploadError` if one holds half a character."""
    text = json.dumps(properties, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UploadError("error.own.half", sign=text[error.start]) from None
    return dict(properties)


def _features(properties: dict[str, Any], shape: Drawn) -> Iterator[dict[str, Any]]:
    for part in shape.parts:
        yield {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(part),
        }
