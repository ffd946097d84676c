"""Reads a reader's own layer, or says why it is none and what would be right."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

import shapely

from geo.bounds.uploads import Limits
from geo.dates import SPAN_START, today
from geo.errors import GeoError, Localized, PlaceError, Text, UploadError
from geo.errors.typed import is_nothing
from geo.inputs import dated, formats
from geo.inputs.formats import ENDINGS
from geo.inputs.layer import Layer, Row, Table
from geo.inputs.shapes import WGS84, Drawn, Projection, drawn

__all__ = ["ENDINGS", "MOST_FAULTS", "handed_over", "read"]

MOST_FAULTS = 10
"""The most faults or remarks listed; a file that is no layer at all has one in every
feature."""


def read(name: str, content: bytes, limits: Limits | None = None) -> Layer:
    """Return a file as features with whole days.

    Parameters
    ----------
    name : str
        Name of the file, for messages.
    content : bytes
        Of a kind of `geo.inputs.formats.ENDINGS`; what it is shows in the bytes,
        whatever its name. Features may carry ``valid_from`` and ``valid_to``,
        half-open, as `geo.inputs.days.span` reads them, or days under the names that
        other tools use; a coarse date counts from its first day. Empty: open.
    limits : geo.bounds.uploads.Limits, optional
        By default those of the server's environment.

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
    limits = limits or Limits.set_in()
    if len(content) > limits.megabytes * 1_000_000:
        megabytes = {"size": len(content) / 1e6, "most": limits.megabytes}
        raise UploadError("error.own.size", name=name, **megabytes)
    if not content.strip():
        raise UploadError("error.own.nothing", name=name)
    try:
        table = formats.table(content, limits)
        limits.check_features(len(table.rows))
        limits.check_columns(
            len({*chain.from_iterable(row.properties for row in table.rows)})
        )
        limits.check_cells(sum(len(row.properties) for row in table.rows))
        projection = Projection(table.crs)
        read = _Reader(table, projection, limits)
    except GeoError as error:  # a full disk, too
        raise UploadError("error.own.of_file", name=name, error=error) from error
    return _layer(name, read)


def handed_over(name: str, collection: object) -> dict[str, Any]:
    """Return GeoJSON that code hands over, by the rules of a file, of any size.

    What has a ``__geo_interface__``, such as a GeoDataFrame, is GeoJSON too, in degrees
    where its ``crs`` is known; so are shapes and arrays within.

    Raises
    ------
    UploadError
        If it cannot be used, as of `read`.
    """
    if getattr(collection, "crs", None) is not None and hasattr(collection, "to_crs"):
        collection = collection.to_crs(WGS84)
    collection = getattr(collection, "__geo_interface__", collection)
    if not isinstance(collection, Mapping):
        kind = type(collection).__name__
        error = UploadError("error.own.collection", kind=kind)
        raise UploadError("error.own.of_file", name=name, error=error)
    most = {field.name: 10**9 for field in fields(Limits)} | {"depth": Limits.depth}
    try:
        content = json.dumps(dict(collection), default=_as_json).encode()
    except RecursionError:
        error = UploadError("error.own.nested")
        raise UploadError("error.own.of_file", name=name, error=error) from None
    except (TypeError, ValueError) as fault:
        error = UploadError("error.own.json", error=fault)
        raise UploadError("error.own.of_file", name=name, error=error) from None
    return read(name, content, Limits(**most)).collection


def _as_json(value: Any) -> Any:
    """Return what JSON has no word for as it is meant: shapes, arrays, days, none."""
    if hasattr(value, "__geo_interface__"):
        return value.__geo_interface__
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return [*value]
    if hasattr(value, "tolist"):  # of numpy
        return value.tolist()
    return None if is_nothing(str(value)) else str(value)


_NESTED = (dict, list)


class _Reader:
    """Reads the rows of a file one by one, and collects remarks on them.

    Raises
    ------
    UploadError
        If together they are more than may be read.
    """

    def __init__(self, table: Table, projection: Projection, limits: Limits) -> None:
        end = time.thread_time() + limits.seconds
        self.projection, self.limits = projection, limits
        # A line with a total, or a source, is below many tables, and has no place.
        placed = [row for row in table.rows if row.geometry is not None]
        properties = [row.properties for row in placed or table.rows]
        self.known = dated.columns(properties)
        self.used: dict[dated.Columns, None] = {}
        self.notices = table.notices
        rest = dated.without(properties, self.known)
        self.undated_rows = len(rest) if len(rest) < len(properties) else 0
        self.unread = [] if self.known else dated.unread(rest)
        told = {column for column, _ in self.unread}
        self.unused = [one for one in dated.unused(rest) if one not in told]
        self.features: list[dict[str, Any]] = []
        self.shapes: list[Drawn] = []
        self.faults: list[tuple[Row, Localized]] = []
        self.left: list[tuple[Row, Localized]] = []
        self.repaired: list[int] = []
        self.same_day: list[int] = []
        points = 0
        for row in table.rows:
            if time.thread_time() > end:
                raise UploadError("error.own.slow", seconds=limits.seconds)
            points += self._read(row)
            if points > limits.points:
                raise UploadError("error.own.points", most=limits.points)

    def undated(self, name: str) -> Iterator[Text]:
        """Yield remarks on how the texts and days of a file were read."""
        for key, values in self.notices:
            yield Text(key, name=name, **values)
        for column, error in self.unread:
            yield Text("own.unread", name=name, column=column, error=error)
        if self.unused:
            more = {"column": dated.FROM, "columns": self.unused[:MOST_FAULTS]}
            if count := self.undated_rows:
                yield Text("own.some_undated", name=name, count=count, **more)
            else:
                yield Text("own.undated", name=name, **more)

    def _read(self, row: Row) -> int:
        """Read a row, and return how many points it has."""
        if row.problem is not None:
            self.left.append((row, row.problem))
            return 0
        try:
            properties = _checked(row.properties, self.limits)
            if row.geometry is None:
                raise PlaceError("own.no_place")
            fills = (one for one in self.known if one.fill(properties))
            where = next(fills, dated.Columns())
            life, one_day = dated.life(properties, where)
            shape = drawn(row.geometry, self.projection, self.limits)
        except PlaceError as error:
            self.left.append((row, error))
            return 0
        except UploadError as error:
            self.faults.append((row, error))
            return 0
        self.used[where] = None
        self.repaired += [row.number] * shape.is_repaired
        self.same_day += [row.number] * one_day
        self.shapes.append(replace(shape, number=row.number))
        self.features += _features({**properties, **life}, shape)
        return shape.points


def _layer(name: str, read: _Reader) -> Layer:
    faults, left = (
        [_of_feature(name, row, error) for row, error in rows]
        for rows in (read.faults, read.left)
    )
    if faults or not read.features:
        keys = {getattr(error, "key", "") for _, error in read.faults}
        if len(faults) > 1 and keys == {"error.own.degrees"}:
            error = UploadError("error.own.metres", crs=read.projection.name)
            raise UploadError("error.own.of_file", name=name, error=error)
        raise _refusal(name, faults or left)
    changed = {"own.repaired": read.repaired, "own.same_day": read.same_day}
    remarks = [
        *read.undated(name),
        *_of_columns(name, read.used, read.projection),
        *_first(name, left),
        *(
            Text(key, name=name, numbers=numbers[:MOST_FAULTS], count=len(numbers))
            for key, numbers in changed.items()
            if numbers
        ),
        *_of_place(name, read.shapes),
        *_of_time(name, read.features),
    ]
    return Layer(read.features, tuple(remarks))


def _of_feature(name: str, row: Row, error: Localized) -> Text:
    return Text("error.own.of_feature", name=name, number=row.number, error=error)


def _refusal(name: str, faults: Sequence[Localized]) -> UploadError:
    if not faults:
        return UploadError("error.own.empty", name=name)
    return UploadError.of_lines(_first(name, faults))


def _first(name: str, lines: Sequence[Localized]) -> list[Localized]:
    """Return the first of some lines, and how many more there are."""
    more = len(lines) - MOST_FAULTS
    rest = [Text("error.own.more", name=name, count=more)] if more > 0 else []
    return [*lines[:MOST_FAULTS], *rest]


def _of_columns(
    name: str, used: Iterable[dated.Columns], projection: Projection
) -> Iterator[Text]:
    for where in used:
        if remark := where.remark(name):
            yield remark
    if projection.is_needed:
        yield Text("own.projected", name=name, crs=projection.name)


def _of_place(name: str, shapes: list[Drawn]) -> Iterator[Text]:
    """Yield remarks on features that lie elsewhere."""
    away = [shape for shape in shapes if not shape.is_on_map]
    if not away and all(shape.is_swapped and not shape.is_by_libya for shape in shapes):
        yield Text("own.likely_swapped", name=name)
    turned = [one for one in shapes if one.is_swapped and not one.is_by_libya]
    near = sum(shape.is_by_libya for shape in shapes)
    if turned and near >= len(turned):
        numbers = sorted({one.number for one in turned})
        count = {"numbers": numbers[:MOST_FAULTS], "count": len(numbers)}
        yield Text("own.some_swapped", name=name, **count)
    if len(away) < len(shapes):
        if away:
            yield Text("own.some_elsewhere", name=name, count=len(away))
    elif all(shape.is_swapped for shape in away):
        yield Text("own.swapped", name=name)
    else:
        yield Text("own.elsewhere", name=name)


def _of_time(name: str, features: list[dict[str, Any]]) -> Iterator[Text]:
    """Yield remarks on features that are on no day of the map."""
    start, last = SPAN_START.isoformat(), today().isoformat()
    ends = (dated.FROM, dated.TO)
    lives = [[one["properties"][end] or "" for end in ends] for one in features]
    before = sum(bool(end) and end <= start for _, end in lives)
    after = sum(begin > last for begin, _ in lives)
    if before == len(features):
        yield Text("own.elsewhen", name=name, start=SPAN_START)
    elif before + after:
        span = {"start": SPAN_START, "end": today()}
        yield Text("own.some_elsewhen", name=name, count=before + after, **span)


def _checked(properties: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    """Return properties that JSON can hold, and a browser can read."""
    if _is_deeper(properties, limits.depth):
        raise UploadError("error.own.deep", most=limits.depth)
    try:
        text = json.dumps(properties, ensure_ascii=False, allow_nan=False)
    except ValueError:
        raise UploadError("error.own.infinite") from None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UploadError("error.own.half", sign=text[error.start]) from None
    return dict(properties)


def _is_deeper(value: Mapping[str, Any], most: int) -> bool:
    """Return whether lists and objects are nested deeper than they may be."""
    level: list[Any] = [value]
    for _ in range(most + 1):
        level = [
            part
            for one in level
            for part in (one.values() if isinstance(one, dict) else one)
            if isinstance(part, _NESTED)
        ]
        if not level:
            return False
    return True


def _features(properties: dict[str, Any], shape: Drawn) -> Iterator[dict[str, Any]]:
    for part in shape.parts:
        yield {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(part),
        }
