"""Points and days of tables, as questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from geo.dates import SPAN_START, check_day, day_of, number_of, today
from geo.errors import GeoError, Localized, PlaceError
from geo.query import written

Positions = npt.NDArray[np.int64]

EMPTY = "error.table.no_date"
"""What `geo.query.written` says of a day that is not there."""


@dataclass(frozen=True)
class Questions:
    """Points and days.

    Attributes
    ----------
    lon, lat : numpy.ndarray of float
        Degrees, WGS84.
    day : numpy.ndarray of int
        As `geo.dates.number_of` returns them.
    until : numpy.ndarray of int or None
        Last day of each span; None: they are days.
    problems : dict of int to Localized
        Rows that are no questions, and why; their other values do not count.
    """

    lon: npt.NDArray[np.float64]
    lat: npt.NDArray[np.float64]
    day: Positions
    until: Positions | None = None
    problems: written.Problems = field(default_factory=dict)


def questions(
    cells: Mapping[str, Iterable[Any]],
    order: str = written.ISO,
    problems: Mapping[int, Localized] | None = None,
) -> Questions:
    """Return the cells of a table as questions.

    Parameters
    ----------
    cells : mapping of str to iterable
        Of the columns ``lat``, ``lon``, ``date``, and ``until`` if there is one.
    order : str
        One of `geo.query.written.ORDERS`.
    problems : mapping of int to Localized, optional
        Of rows that are known to be no questions.

    Returns
    -------
    Questions

    Examples
    --------
    >>> cells = {"lat": ["32.9", "x"], "lon": [13, 13], "date": ["2019-12-19"] * 2}
    >>> print(questions(cells).problems[1])
    'x' is no angle: write a latitude as 34°16'13.7"N
    """
    lat, wrong_lat = written.degrees(cells["lat"], "lat")
    lon, wrong_lon = written.degrees(cells["lon"], "lon")
    day, wrong_day = written.days(cells["date"], order)
    found = {**_off(day), **wrong_day, **wrong_lon, **wrong_lat}
    until = None
    if "until" in cells:
        until, wrong_until = written.days(cells["until"], order)
        for i, problem in wrong_until.items():
            if isinstance(problem, PlaceError) and problem.key == EMPTY:
                wrong_until[i] = PlaceError("error.table.no_last_day")
        found = {**_off(until), **wrong_until, **found}
        for i in np.flatnonzero(until < day).tolist():
            first, last = day_of(day[i]), day_of(until[i])
            found.setdefault(i, PlaceError("error.table.span", first=first, last=last))
    return Questions(lon, lat, day, until, {**found, **(problems or {})})


def _off(days: Positions) -> written.Problems:
    """Return the rows whose days are none of the map."""
    problems: written.Problems = {}
    off = (days < number_of(SPAN_START)) | (days > number_of(today()))
    for i in np.flatnonzero(off).tolist():
        try:
            check_day(day_of(days[i]))
        except GeoError as error:
            problems[i] = error
    return problems
