"""The features of a layer as typed rows: a class says which columns are wanted."""

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict, TypeVar

import attrs
import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

Kind = TypeVar("Kind", bound=attrs.AttrsInstance)


def rows(frame: gpd.GeoDataFrame, kind: type[Kind]) -> Iterator[Kind]:
    """Yield the rows of a frame, with the columns that a class of rows names.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
    kind : type
        A class of attrs; each of its fields is a column. Whoever reads a layer declares
        what it reads of it, beside its code or, where several do, here.

    Yields
    ------
    object
        Of that class.

    Raises
    ------
    KeyError
        If a frame with rows lacks a column.

    Examples
    --------
    >>> points = [shapely.Point(16.6, 31.2), shapely.Point(13.2, 32.9)]
    >>> frame = gpd.GeoDataFrame({"sign": ["event", "event"]}, geometry=points)
    >>> [row.geometry.wkt for row in rows(frame, Signed)]
    ['POINT (16.6 31.2)', 'POINT (13.2 32.9)']
    """
    if len(frame):
        columns = [cells_of(frame[field.name]) for field in attrs.fields(kind)]
        for cells in zip(*columns, strict=True):
            yield kind(*cells)


def dicts(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as mappings: by column, whichever it has."""
    names = [*frame.columns]
    columns = (cells_of(frame[name]) for name in names)
    return [
        dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True)
    ]


def cells_of(column: "pd.Series[Any]") -> Iterable[Any]:
    """Return the cells of a column as pandas hands them out.

    Texts all at once: one by one, Arrow takes ten times as long over them.

    Examples
    --------
    >>> [*cells_of(pd.Series(["Sirte", "Sabha"]))]
    ['Sirte', 'Sabha']
    """
    if isinstance(column.dtype, pd.StringDtype):
        texts: list[Any] = column.to_numpy(dtype=object).tolist()
        return texts
    return column


@attrs.frozen
class Named:
    """A row with a name in each language."""

    name_en: str
    name_ar: str


@attrs.frozen
class Country(Named):
    """A country of `geo.ground.countries`."""

    geometry: BaseGeometry


@attrs.frozen
class BaseName(Named):
    """A name of `geo.ground.names`, and the web zooms at which it stands."""

    style: str
    zoom_from: float
    zoom_to: float
    geometry: shapely.Point


@attrs.frozen
class Signed:
    """A feature by its sign, of `geo.style.looks.SIGNS` or `geo.pictures.waters`."""

    sign: str
    geometry: BaseGeometry


class Status(TypedDict):
    """How an agreement stands for some of its parties, since a day (ISO)."""

    status: str
    by: list[str]
    since: str


@attrs.frozen
class Agreement(Named):
    """An agreement while its statuses do not change."""

    id: str
    kind: str
    valid_from: pd.Timestamp
    parties: list[str]
    statuses: list[Status]
    note: str | None
    note_ar: str | None
    source_ids: list[str]


@attrs.frozen
class Event(Named):
    """An event of the layer ``events``."""

    id: str
    kind: str
    valid_from: pd.Timestamp
    valid_to: pd.Timestamp
    note: str | None
    note_ar: str | None
    source_ids: list[str]
