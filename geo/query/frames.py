"""Frames of pandas and columns of Arrow as questions, and answers as their columns."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo import ground
from geo.angles import LIMITS
from geo.errors import PlaceError, Text
from geo.query import annotate, written
from geo.query.atlas import Atlas
from geo.query.questions import questions as questions_of

Cells = list[Any] | npt.NDArray[Any]
"""Of a column."""

FRAME = Text("error.table.frame")
"""What a frame is called in messages."""


def annotated(  # noqa: PLR0913, PLR0917 (all but two are options)
    atlas: Atlas,
    frame: pd.DataFrame,
    known_on: dt.date | None = None,
    order: str = written.ISO,
    chosen: Mapping[str, str] | None = None,
    wanted: Collection[str] = annotate.COLUMNS,
) -> pd.DataFrame:
    """Return a frame with answers, see `geo.query.atlas.Atlas.annotate`.

    Examples
    --------
    >>> from geo.query.atlas import load
    >>> frame = pd.DataFrame({"lat": [32.9], "lon": [13.2], "date": ["2019-12-19"]})
    >>> annotated(load(), frame)["camp"].tolist()
    ['tripoli']
    """
    located = isinstance(frame, gpd.GeoDataFrame)
    try:
        found = written.columns(frame.columns, chosen, FRAME, located=located)
    except PlaceError as error:
        if error.key == "error.table.no_column" and error.values["wanted"] in LIMITS:
            raise PlaceError("error.table.in_degrees", error=error) from error
        raise
    values: dict[str, Iterable[Any]] = {
        name: of_series(frame.iloc[:, column]) for name, column in found.items()
    }
    if isinstance(frame, gpd.GeoDataFrame) and "lat" not in found:
        values |= _points(frame.geometry)
    questions = questions_of(values, order)
    names = annotate.header(frame.columns, spans="until" in found, wanted=wanted)
    columns = atlas.annotator(known_on).columns(questions, wanted=names)
    table = pa.table({given: plain(columns[name]) for name, given in names.items()})
    made = table.to_pandas(date_as_object=False).set_index(frame.index)
    return frame.assign(**{name: made[name] for name in made})


def _points(shapes: gpd.GeoSeries) -> dict[str, list[float]]:
    if set(shapes.geom_type.dropna()) - {"Point"}:
        raise PlaceError("error.table.no_points", where=FRAME)
    points = shapes if shapes.crs is None else shapes.to_crs(ground.WGS84)
    return {"lat": points.y.tolist(), "lon": points.x.tolist()}


def of_series(series: pd.Series) -> Cells:
    """Return the cells of a column of pandas, None for what is missing.

    Examples
    --------
    >>> of_series(pd.Series(["2019-12-19", None]))
    ['2019-12-19', None]
    """
    try:
        return cells(pa.array(series, from_pandas=True), str(series.name))
    except (pa.ArrowException, UnicodeError):  # of several kinds, or no Unicode
        return [None if value is None else value for value in series.tolist()]


def cells(array: pa.Array | pa.ChunkedArray, name: str) -> Cells:
    """Return the cells of a column of Arrow as `geo.query.written` reads them.

    Parameters
    ----------
    array : pyarrow.Array
        Of texts, numbers, days or times; a time counts on the clock of its own zone.
    name : str
        What it is called in messages.

    Returns
    -------
    list or numpy.ndarray
        Days and numbers with a point as an array; NaT, NaN or None for what is missing.

    Raises
    ------
    PlaceError
        If it is of another type.

    Examples
    --------
    >>> cells(pa.array([dt.datetime(2019, 12, 19, 10)]), "date").tolist()
    [datetime.date(2019, 12, 19)]
    """
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    kind = array.type
    if pa.types.is_dictionary(kind):
        array = array.dictionary_decode()
        kind = array.type
    if pa.types.is_string_view(kind):
        array = array.cast(pa.large_string())
        kind = array.type
    if pa.types.is_timestamp(kind):
        array = pc.local_timestamp(array) if kind.tz else array
        array = array.cast(pa.date32(), safe=False)
        kind = array.type
    if pa.types.is_date(kind):
        return np.asarray(array.cast(pa.date32()).to_numpy(zero_copy_only=False))
    if pa.types.is_floating(kind):
        return np.asarray(array.cast(pa.float64()).to_numpy(zero_copy_only=False))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        try:
            return list(array.to_pylist())
        except UnicodeDecodeError:
            texts = array.cast(pa.large_binary()).to_pylist()
            return [
                None if text is None else text.decode("utf-8", "surrogateescape")
                for text in texts
            ]
    if not any(
        check(kind)
        for check in (*(pa.types.is_integer, pa.types.is_decimal, pa.types.is_null),)
    ):
        raise PlaceError("error.table.type", name=name, type=kind)
    return list(array.to_pylist())


def plain(array: pa.Array) -> pa.Array:
    """Return a column of `geo.query.annotate.Annotator.columns` without a dictionary.

    Examples
    --------
    >>> plain(pa.array(["a", "a"]).dictionary_encode()).to_pylist()
    ['a', 'a']
    """
    if pa.types.is_dictionary(array.type):
        return array.dictionary.take(array.indices)
    return array
