"""Which columns of a table of events have its points and days, and what is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.angles import LIMITS
from geo.errors import Localized, PlaceError, UploadError
from geo.inputs import delimited, grids, places
from geo.query import axes, written
from geo.query.frames import FRAME
from geo.query.questions import Questions
from geo.query.questions import questions as questions_of

SAMPLE = 100
"""So many rows show what columns hold that their names leave open."""


@dataclass(frozen=True)
class Columns:
    """Where a table has its points and days.

    Attributes
    ----------
    header : sequence of str
    found : mapping of str to int
        As `geo.query.written.columns` returns it; without ``lat`` and ``lon`` where
        `where` has the points.
    where : geo.inputs.places.Where or None
        None: two columns of degrees, or the rows themselves are points.
    """

    header: Sequence[str]
    found: Mapping[str, int]
    where: places.Where | None = None

    @property
    def shown(self) -> list[int]:
        """Return the columns that a question is made of, without its last day."""
        days = [i for name, i in self.found.items() if name != "until"]
        return [*(self.header.index(name) for name in self._names), *days]

    @property
    def _names(self) -> list[str]:
        return self.where.columns if self.where else []

    def values(
        self, rows: Sequence[Sequence[str]]
    ) -> tuple[dict[str, Iterable[Any]], written.Problems]:
        """Return the cells of rows as `geo.query.questions.questions` reads them.

        Returns
        -------
        dict of str to iterable
        dict of int to Localized
            Rows whose points cannot be read.
        """
        cells: dict[str, Iterable[Any]] = {
            name: [row[i] for row in rows] for name, i in self.found.items()
        }
        if self.where is None:
            return cells, {}
        needed = [(name, self.header.index(name)) for name in self._names]
        points, problems = self.points([{n: row[i] for n, i in needed} for row in rows])
        return cells | points, problems

    def points(
        self, rows: Iterable[Mapping[str, Any]]
    ) -> tuple[dict[str, Iterable[Any]], written.Problems]:
        """Return the degrees of rows, NaN where there is a problem, and problems."""
        assert self.where is not None
        problems: dict[int, Localized] = {}
        found: list[tuple[float, float]] = []
        for i, point in enumerate(places.points(self.where, [*rows])):
            if isinstance(point, tuple):
                found.append(point)
                continue
            problems[i] = point or PlaceError("error.table.no_point")
            found.append((np.nan, np.nan))
        array = np.array(found, dtype=np.float64).reshape(-1, 2)
        return {"lat": array[:, 0], "lon": array[:, 1]}, problems

    def questions(self, batch: delimited.Batch, order: str) -> Questions:
        """Return the rows of a batch as questions."""
        cells, problems = self.values(batch.cells)
        return questions_of(cells, order, problems | self.torn(batch))

    def torn(self, batch: delimited.Batch) -> written.Problems:
        """Return rows with more cells than the header, or too few for a question."""
        last = max(self.shown)
        short = batch.short.items()
        return batch.problems | {
            i: error for i, error in short if error.values["cells"] <= last
        }


def are_plain(header: Sequence[str], chosen: Mapping[str, str | None]) -> bool:
    """Return whether the names of columns alone tell that there are degrees.

    Examples
    --------
    >>> are_plain(["lat", "lon", "date"], {}), are_plain(["mgrs", "date"], {})
    (True, False)
    """
    named = all(chosen.get(axis) or written.called(header, axis) for axis in LIMITS)
    if not named or any(map(chosen.get, LIMITS)):
        return named
    of_parts = any(axes.parts(header[i]) > 1 for i in written.called(header, "lat"))
    return grids.of(header) is None and not of_parts


def columns(
    header: Sequence[str],
    rows: Iterable[Sequence[Any]] = (),
    chosen: Mapping[str, str | None] | None = None,
    where: Localized | str = "",
) -> Columns:
    """Return where a table has its points and days.

    Parameters
    ----------
    header : sequence of str
    rows : iterable of sequence
        Some of it, by which columns are known that hold no degrees: metres of UTM,
        squares of MGRS, both degrees in one cell, shapes.
    chosen, where
        As for `geo.query.written.columns`.

    Raises
    ------
    PlaceError, UploadError
        If one is missing, or there are several.

    Examples
    --------
    >>> found = columns(["mgrs", "date"], [["33SUS3165041637", "2019-12-19"]])
    >>> found.found, found.where.both
    ({'date': 1}, 'mgrs')
    """
    chosen = chosen or {}
    if are_plain(header, chosen):
        return Columns(header, written.columns(header, chosen, where))
    found = _where(header, rows, where)
    if found is None:
        return Columns(header, written.columns(header, chosen, where))
    rest = [name for name in header if name not in found.columns]
    days = written.columns(rest, chosen, where, located=True)
    at = {name: header.index(rest[i]) for name, i in days.items() if name not in LIMITS}
    return Columns(header, at, found)


def _where(
    header: Sequence[str], rows: Iterable[Sequence[Any]], where: Localized | str
) -> places.Where | None:
    """Return which columns have points that are no two columns of degrees."""
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    named = all(written.called(header, axis) for axis in LIMITS)
    if named:
        found = places.in_metres(header, cells, places.of_degrees(header))
    else:
        found = places.located(header, cells)
    if found is None and (grid := places.metres(header)):
        error = UploadError("error.own.grid", known=grid)
        raise UploadError("error.own.of_file", name=where, error=error)
    are_degrees = found and named and found.grid is None and found.parts == 1
    return None if are_degrees else found


def in_degrees(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with columns of degrees, for `geo.query.atlas.Atlas.annotate`.

    Parameters
    ----------
    frame : pandas.DataFrame
        With metres of UTM, squares of MGRS, both degrees in one column, or points as
        Well-Known Text: all that a file of events may have.

    Returns
    -------
    pandas.DataFrame
        A copy with ``lat`` and ``lon`` (WGS84), empty where a row has no point; the
        frame itself if it has degrees, or nothing of these.

    Raises
    ------
    UploadError
        If several columns could be meant, or no zone of UTM is told.

    Examples
    --------
    >>> frame = pd.DataFrame({"mgrs": ["33SUS3165041637"], "date": ["2019-12-19"]})
    >>> in_degrees(frame)[["lat", "lon"]].round(2).to_numpy().tolist()
    [[32.9, 13.2]]
    """
    header = [str(name) for name in frame.columns]
    if isinstance(frame, gpd.GeoDataFrame) or are_plain(header, {}):
        return frame
    where = _where(header, _rows(frame.head(SAMPLE)), FRAME)
    if where is None:
        return frame
    cells = frame.iloc[:, [header.index(name) for name in where.columns]]
    rows = (dict(zip(where.columns, row, strict=True)) for row in _rows(cells))
    points, _ = Columns(header, {}, where).points(rows)
    made: dict[str, Any] = {}
    for axis, degrees in points.items():
        taken = written.called(header, axis)
        made[header[taken[0]] if taken else axis] = degrees
    return frame.assign(**made)


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    """Return the rows of a frame, None for what is missing."""
    cells = frame.astype(object)
    rows: list[list[Any]] = cells.where(frame.notna(), None).to_numpy().tolist()
    return rows
