"""Layers over time, in a GeoPackage or a database, to be queried by box and days."""

import datetime as dt
import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pyogrio
import shapely

from geo.dates import parse_span
from geo.errors import DateError, PlaceError, StoreError
from geo.layers.build import features
from geo.optional.postgis import Address
from geo.records.read import Records
from geo.records.store import STORE

SCHEMA = "atlas_layers"
"""Of the database: the layers as of one revision of its records."""

OPEN = ("", "..")
"""How an interval without a beginning, or without an end, is written."""


@dataclass(frozen=True)
class Query:
    """Which features are wanted.

    Attributes
    ----------
    bbox : tuple of float, optional
        West, south, east, north in degrees (WGS84): those that touch it. One whose west
        is greater than its east goes on beyond 180 degrees.
    first, last : datetime.date, optional
        Those that were so on any day from the one to the other; none: open.
    where : mapping of str to str
        Columns, and what they hold.
    """

    bbox: tuple[float, ...] | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    where: Mapping[str, str] | None = None

    @property
    def boxes(self) -> list[tuple[float, ...]]:
        """Return the box as none, one or two that do not go beyond 180 degrees."""
        if self.bbox is None:
            return []
        west, south, east, north = self.bbox
        if west <= east:
            return [self.bbox]
        return [(west, south, 180.0, north), (-180.0, south, east, north)]

    @property
    def is_none(self) -> bool:
        """Return whether no column can hold what is asked for: no text has a NUL."""
        return any("\0" in value for value in (self.where or {}).values())


class Layer(NamedTuple):
    """A layer that is served: its columns, its box and its first day."""

    name: str
    columns: tuple[str, ...]
    bbox: tuple[float, ...]
    first: dt.date | None


class Layers(Protocol):
    """Layers over time."""

    def layers(self) -> list[Layer]:
        """Return what there is."""

    def find(
        self, layer: str, query: Query, offset: int, limit: int
    ) -> tuple[int, list[dict[str, Any]]]:
        """Return how many features are wanted, and some of them as GeoJSON."""

    def one(self, layer: str, feature_id: str) -> dict[str, Any] | None:
        """Return the feature of an id."""


def days_of(text: str | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that ``datetime=`` asks for.

    Parameters
    ----------
    text : str, optional
        A day, month or year; an instant (RFC 3339), whose day in UTC counts; or two of
        these with a slash between, of which one may be ``..``. None: every day.

    Raises
    ------
    DateError
        If it is none of these, or ends before it begins.

    Examples
    --------
    >>> days_of("2019-12-19T23:30:00-02:00")[0]
    datetime.date(2019, 12, 20)
    >>> days_of("2019-12/..")
    (datetime.date(2019, 12, 1), None)
    """
    if text is None:
        return None, None
    ends = text.split("/")
    if len(ends) > 2:
        raise DateError("error.dates.none", text=text)
    first = None if ends[0] in OPEN else _days(ends[0])[0]
    last = None if ends[-1] in OPEN else _days(ends[-1])[1]
    if first and last and last < first:
        raise DateError("error.table.span", first=first, last=last)
    return first, last


def box_of(numbers: Sequence[float]) -> tuple[float, ...] | None:
    """Return the box that ``bbox=`` asks for, without heights; None: no numbers.

    Raises
    ------
    PlaceError
        If one of them is not finite.

    Examples
    --------
    >>> box_of([12, 31, 0, 14, 33, 100])
    (12.0, 31.0, 14.0, 33.0)
    """
    box = tuple(map(float, numbers))
    if not all(map(math.isfinite, box)):
        raise PlaceError("error.api.bbox")
    if len(box) == 6:
        return (*box[:2], *box[3:5])
    return box or None


def _days(text: str) -> tuple[dt.date, dt.date]:
    if "T" not in text:
        span = parse_span(text)
        return span.start, span.last
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        raise DateError("error.dates.none", text=text) from None
    if instant.tzinfo:
        instant = instant.astimezone(dt.UTC)
    return instant.date(), instant.date()


class GeoPackageLayers:
    """The layers of a GeoPackage with the columns ``id``, ``valid_from``, ``valid_to``.

    Parameters
    ----------
    path : pathlib.Path
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def layers(self) -> list[Layer]:
        """Return the layers that have a time."""
        found = []
        for name, kind in pyogrio.list_layers(self.path):
            info = pyogrio.read_info(self.path, layer=name, force_total_bounds=True)
            columns = tuple(info["fields"])
            if kind is None or not {"id", "valid_from", "valid_to"} <= {*columns}:
                continue
            table = pyogrio.read_dataframe(
                self.path, layer=name, columns=["valid_from"], read_geometry=False
            )
            days = sorted(str(day)[:10] for day in table["valid_from"].dropna())
            day = dt.date.fromisoformat(days[0]) if days else None
            box = tuple(float(edge) for edge in info["total_bounds"])
            found.append(Layer(name, columns, box, day))
        return found

    def find(
        self, layer: str, query: Query, offset: int, limit: int
    ) -> tuple[int, list[dict[str, Any]]]:
        """Return how many features are wanted, and some of them as GeoJSON."""
        if query.is_none:
            return 0, []
        given: dict[str, Any] = {"layer": layer, "where": _where(query) or None}
        boxes = query.boxes
        if len(boxes) == 1:
            given["bbox"] = boxes[0]
        elif boxes:
            given["mask"] = shapely.union_all(
                [shapely.box(w, s, e, n) for w, s, e, n in boxes]
            )
        index = pyogrio.read_dataframe(
            self.path, columns=[], read_geometry=False, fid_as_index=True, **given
        ).index
        wanted = sorted(index)[offset : offset + limit]
        return len(index), self._features(layer, wanted)

    def one(self, layer: str, feature_id: str) -> dict[str, Any] | None:
        """Return the feature of an id."""
        _, found = self.find(layer, Query(where={"id": feature_id}), 0, 1)
        return found[0] if found else None

    def _features(self, layer: str, fids: Sequence[int]) -> list[dict[str, Any]]:
        if not fids:
            return []
        frame = pyogrio.read_dataframe(self.path, layer=layer, fids=fids)
        for name in frame.columns:
            if frame[name].dtype.kind == "M":
                frame[name] = frame[name].dt.strftime("%Y-%m-%d")
        read = json.loads(frame.to_json(na="null", drop_id=True))["features"]
        return [one | {"id": one["properties"].pop("id")} for one in read]


def _where(query: Query) -> str:
    """Return what the rows of a GeoPackage are held to, as SQL."""
    parts = []
    if query.last:
        parts.append(f"(valid_from IS NULL OR valid_from <= '{query.last}')")
    if query.first:
        parts.append(f"(valid_to IS NULL OR valid_to > '{query.first}')")
    for name, value in (query.where or {}).items():
        quoted = value.replace("'", "''")
        parts.append(f"\"{name}\" = '{quoted}'")
    return " AND ".join(parts)


class PostgisLayers:
    """The layers that `publish` wrote into a database.

    Parameters
    ----------
    url : str
        As for `geo.optional.postgis.Address`.
    """

    def __init__(self, url: str) -> None:
        self.address = Address(url)

    def layers(self) -> list[Layer]:
        """Return the layers, in the order in which they are drawn."""
        with self.address.connected() as connection:
            rows = connection.execute(
                "select layer, (select array_agg(distinct name) "
                f"  from {SCHEMA}.features o, jsonb_object_keys(properties) name "
                "   where o.layer = f.layer), "
                "array[min(st_xmin(geom)), min(st_ymin(geom)), max(st_xmax(geom)), "
                "max(st_ymax(geom))], min(lower(valid)) "
                f"from {SCHEMA}.features f group by layer order by min(number)"
            ).fetchall()
        return [
            Layer(name, tuple(has), tuple(box), day) for name, has, box, day in rows
        ]

    def find(
        self, layer: str, query: Query, offset: int, limit: int
    ) -> tuple[int, list[dict[str, Any]]]:
        """Return how many features are wanted, and some of them as GeoJSON."""
        if query.is_none:
            return 0, []
        wanted, values = ["layer = %s"], list[Any]([layer])
        if query.first or query.last:
            wanted.append("valid && daterange(%s, %s, '[]')")
            values += [query.first, query.last]
        if boxes := query.boxes:
            touches = "st_intersects(geom, st_makeenvelope(%s, %s, %s, %s, 4326))"
            wanted.append(f"({' or '.join([touches] * len(boxes))})")
            values += [edge for box in boxes for edge in box]
        for name, value in (query.where or {}).items():
            wanted.append(
                "properties ->> %s = %s" if name != "id" else "%s = 'id' and id = %s"
            )
            values += [name, value]
        where = " and ".join(wanted)
        with self.address.connected() as connection:
            connection.execute(
                "set transaction isolation level repeatable read read only"
            )
            row = connection.execute(
                f"select count(*) from {SCHEMA}.features where {where}", values
            ).fetchone()
            rows = connection.execute(
                "select id, st_asgeojson(geom, 7)::json, properties "
                f"from {SCHEMA}.features where {where} order by number "
                "limit %s offset %s",
                [*values, limit, offset],
            ).fetchall()
        made = [
            {"type": "Feature", "id": id_, "geometry": shape, "properties": properties}
            for id_, shape, properties in rows
        ]
        return row[0] if row else 0, made

    def one(self, layer: str, feature_id: str) -> dict[str, Any] | None:
        """Return the feature of an id."""
        _, found = self.find(layer, Query(where={"id": feature_id}), 0, 1)
        return found[0] if found else None


_TABLES = f"""
create schema if not exists {SCHEMA};
create table if not exists {SCHEMA}.features (
    number bigint primary key,
    layer text not null,
    id text not null,
    valid daterange not null,
    geom geometry(Geometry, 4326) not null,
    properties jsonb not null,
    unique (layer, id)
);
create index if not exists features_where on {SCHEMA}.features using gist (geom);
create index if not exists features_when on {SCHEMA}.features using gist (layer, valid);
create table if not exists {SCHEMA}.build (revision bigint not null);
"""


def publish(url: str, records: Records, revision: int) -> bool:
    """Write the layers of a store's records beside them, unless they are there.

    Parameters
    ----------
    url : str
        As for `geo.optional.postgis.Address`.
    records : geo.records.read.Records
    revision : int
        Of which they are.

    Returns
    -------
    bool
        Whether they were not there yet.

    Raises
    ------
    StoreError
        If the database refuses; its layers are then as they were.
    """
    with Address(url).connected() as connection:
        connection.execute("set local client_min_messages = warning")
        connection.execute(
            "select pg_advisory_xact_lock(hashtext('libya-atlas layers'))"
        )
        connection.execute(_TABLES)
        row = connection.execute(f"select revision from {SCHEMA}.build").fetchone()
        if row and row[0] >= revision:
            return False
        connection.execute(f"delete from {SCHEMA}.features")
        with connection.cursor().copy(
            f"copy {SCHEMA}.features (number, layer, id, valid, geom, properties) "
            "from stdin"
        ) as copy:
            for number, line in enumerate(_rows(records)):
                copy.write_row((number, *line))
        connection.execute(f"delete from {SCHEMA}.build")
        connection.execute(f"insert into {SCHEMA}.build values (%s)", [revision])
        return True


def _rows(records: Records) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield of each feature its layer, id, span, shape and properties."""
    for name, layer in features(records).items():
        for feature in layer:
            properties = dict(feature["properties"])
            id_ = properties.pop("id")
            first, end = properties["valid_from"] or "", properties["valid_to"] or ""
            shape = json.dumps(feature["geometry"])
            yield name, id_, f"[{first},{end})", shape, json.dumps(properties)


@cache
def source_of(data: str) -> Layers:
    """Return the layers that a configuration names: a GeoPackage or a database.

    Parameters
    ----------
    data : str
        A path, or the name of the environment variable that has the address.
    """
    if data != STORE:
        return GeoPackageLayers(Path(data))
    if STORE not in os.environ:
        raise StoreError("error.store.address", example=STORE)
    return PostgisLayers(os.environ[STORE])
